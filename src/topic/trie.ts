import type { Entity, EntityKind } from '../types.ts';
import { type Folded, fold } from './fold.ts';

/** Entities with a trie over all their spellings. */
export type Gazetteer = {
  readonly entities: ReadonlyMap<string, Entity>;
  /** Edges: node × 65536 + UTF-16 unit → node. The root is 0. */
  readonly edges: ReadonlyMap<number, number>;
  readonly spellings: ReadonlyMap<number, readonly Spelling[]>;
  /** Spellings, in small letters, that say whose and not who. */
  readonly adjectives: ReadonlySet<string>;
};

/** One spelling of one entity as the trie ends in it. */
export type Spelling = {
  readonly id: string;
  readonly kind: EntityKind;
  readonly country: string | undefined;
  readonly ambiguous: boolean;
  /** Folded, with its capitals. */
  readonly text: string;
  /** Arabic writes "and", "in", "for" onto the word. */
  readonly prefixed: boolean;
};

/** Spellings that stand at one place of a folded text; `end` is after the last unit. */
export type Hit = {
  readonly spellings: readonly Spelling[];
  readonly start: number;
  readonly end: number;
};

/** All spellings in one trie, so that the cost of reading grows with the text alone. */
export function compileGazetteer(entities: readonly Entity[]): Gazetteer {
  const edges = new Map<number, number>();
  const spellings = new Map<number, Spelling[]>();
  let nodes = 1;
  for (const entity of entities) {
    const ambiguous = new Set(entity.ambiguous.map((name) => fold(name).text));
    for (const [language, names] of Object.entries(entity.names)) {
      for (const name of names) {
        const { text, lower } = fold(name.trim());
        if (text === '') continue;
        let node = 0;
        for (let at = 0; at < lower.length; at += 1) {
          const edge = node * 0x10000 + lower.charCodeAt(at);
          const next = edges.get(edge) ?? nodes;
          if (next === nodes) {
            edges.set(edge, next);
            nodes += 1;
          }
          node = next;
        }
        const ending = spellings.get(node) ?? [];
        if (ending.some((other) => other.id === entity.id && other.text === text)) continue;
        ending.push({
          id: entity.id,
          kind: entity.kind,
          country: entity.country,
          ambiguous: ambiguous.has(text),
          text,
          prefixed: language === 'ar',
        });
        spellings.set(node, ending);
      }
    }
  }
  return {
    entities: new Map(entities.map((entity) => [entity.id, entity])),
    edges,
    spellings,
    adjectives: new Set(
      entities.flatMap(({ adjectives = [] }) => adjectives.map((name) => name.toLowerCase())),
    ),
  };
}

/** The names of a folded text, leftmost and longest first, each with those it holds. */
export function findHits(gazetteer: Gazetteer, folded: Folded): Hit[] {
  const hits: Hit[] = [];
  let at = 0;
  while (at < folded.lower.length) {
    const entry = entryAt(folded.lower, at);
    const hit = entry === 'closed' ? undefined : longestFrom(gazetteer, folded, at, entry);
    if (hit === undefined || isCutInto(hit, gazetteer, folded)) at += 1;
    else {
      hits.push(hit, ...innerHits(gazetteer, folded, hit));
      at = hit.end;
    }
  }
  return hits;
}

/**
 * A longer name begins inside this one and goes on behind it: 在巴 ("in Pakistan", for short) at
 * the front of 在巴基斯坦. Scripts without spaces between words have many of them.
 */
function isCutInto(hit: Hit, gazetteer: Gazetteer, folded: Folded): boolean {
  for (let at = hit.start + 1; at < hit.end; at += 1) {
    const entry = entryAt(folded.lower, at);
    const other = entry === 'closed' ? undefined : longestFrom(gazetteer, folded, at, entry);
    if (other !== undefined && other.end > hit.end && other.end - at > hit.end - hit.start) {
      return true;
    }
  }
  return false;
}

const HOLDING: ReadonlySet<EntityKind> = new Set([
  'event',
  'theme',
  'phrase',
  'form',
  'office',
  'pull',
]);
const HELD: ReadonlySet<EntityKind> = new Set(['country', 'person', 'organisation', 'place']);

/** "Chinese engineers" is a theme and names China as well. */
function innerHits(gazetteer: Gazetteer, folded: Folded, outer: Hit): Hit[] {
  if (outer.spellings.some(({ kind }) => !HOLDING.has(kind))) return [];
  return heldBy(gazetteer, folded, outer, HELD);
}

/** The names inside a name, of some kinds or, shorter than itself, of any. */
export function heldBy(
  gazetteer: Gazetteer,
  folded: Folded,
  outer: Hit,
  kinds?: ReadonlySet<EntityKind>,
): Hit[] {
  const hits: Hit[] = [];
  for (let at = outer.start; at < outer.end; at += 1) {
    const entry = entryAt(folded.lower, at);
    if (entry === 'closed') continue;
    // Shorter than the outer name, so that it is not found again.
    const end = at === outer.start && kinds === undefined ? outer.end - 1 : outer.end;
    const hit = longestFrom(gazetteer, folded, at, entry, kinds, end);
    if (hit === undefined) continue;
    hits.push(hit);
    at = hit.end - 1;
  }
  return hits;
}

function longestFrom(
  { edges, spellings }: Gazetteer,
  { text, lower }: Folded,
  start: number,
  entry: 'open' | 'prefixed',
  kinds?: ReadonlySet<EntityKind>,
  end = lower.length,
): Hit | undefined {
  let node = 0;
  let longest: Hit | undefined;
  for (let at = start; at < end; at += 1) {
    const next = edges.get(node * 0x10000 + lower.charCodeAt(at));
    if (next === undefined) return longest;
    node = next;
    const ending = spellings.get(node);
    if (ending === undefined || !endsWord(lower, at)) continue;
    const fitting = ending.filter(
      (spelling) =>
        (kinds === undefined || kinds.has(spelling.kind)) &&
        (entry === 'open' || spelling.prefixed) &&
        capitalsFit(spelling.text, text, start),
    );
    if (fitting.length > 0) longest = { spellings: fitting, start, end: at + 1 };
  }
  return longest;
}

/** A capital of the spelling must be one in the text; two letters must be written exactly so. */
function capitalsFit(spelling: string, text: string, start: number): boolean {
  if (spelling.length < 3) return text.startsWith(spelling, start);
  for (let at = 0; at < spelling.length; at += 1) {
    const wanted = spelling.charAt(at);
    const found = text.charAt(start + at);
    if (wanted !== found && wanted !== wanted.toLowerCase()) return false;
  }
  return true;
}

const FREE = 2;
const OPEN_ENDED = 3;
const classes = new Uint8Array(0x10000);

/** 1 no letter, 2 a script without spaces, 3 a script that writes case endings on, 4 others. */
function classOf(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (Number.isNaN(code)) return 1;
  if (classes[code] === 0) {
    const char = String.fromCharCode(code);
    if (!/[\p{L}\p{N}\p{M}]/u.test(char)) classes[code] = 1;
    else if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(char))
      classes[code] = FREE;
    else if (
      /[\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}]/u.test(char)
    )
      classes[code] = OPEN_ENDED;
    else classes[code] = 4;
  }
  return classes[code] ?? 1;
}

function entryAt(lower: string, at: number): 'open' | 'prefixed' | 'closed' {
  if (classOf(lower, at) <= FREE || classOf(lower, at - 1) <= FREE) return 'open';
  const joined = /[وفبلک]/.test(lower.charAt(at - 1)) && classOf(lower, at - 2) <= FREE;
  return joined ? 'prefixed' : 'closed';
}

function endsWord(lower: string, at: number): boolean {
  return classOf(lower, at) !== 4 || classOf(lower, at + 1) <= FREE;
}
