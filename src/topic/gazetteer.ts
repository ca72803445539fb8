import type { Entity, EntityKind } from '../types.ts';
import { type Folded, foldName } from './fold.ts';
import { growTrie, ROOT, stepFrom, type Trie } from './trie.ts';

/** Entities with a trie over all their spellings. */
export type Gazetteer = {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly trie: Trie;
  /** By the node of the trie that they end in. */
  readonly spellings: ReadonlyMap<number, readonly Spelling[]>;
  /** Spellings, in small letters, that say whose and not who. */
  readonly adjectives: ReadonlySet<string>;
  /** Languages that tell the state of an outlet, by BCP-47 tag: its code. */
  readonly tongues: ReadonlyMap<string, string>;
};

/** One spelling of one entity as the trie ends in it. */
export type Spelling = {
  readonly id: string;
  readonly kind: EntityKind;
  readonly country: string | undefined;
  readonly ambiguous: boolean;
  /** Ids of what an ambiguous spelling means where that is named. */
  readonly rivals: readonly string[];
  /** Ids beside which an ambiguous spelling counts as well. */
  readonly friends: readonly string[];
  /** Folded, with its capitals. */
  readonly units: Uint16Array;
  /** Arabic writes "and", "in", "for" onto the word. */
  readonly prefixed: boolean;
};

/** Spellings that stand at one place of a folded text; `end` is after the last unit. */
export type Hit = {
  readonly spellings: readonly Spelling[];
  readonly start: number;
  readonly end: number;
  /** Stands in a name that leaves no doubt of it: چینی in "Chinese engineers" is no sugar. */
  readonly held?: true;
};

/** All spellings in one trie, so that the cost of reading grows with the text alone. */
export function compileGazetteer(entities: readonly Entity[]): Gazetteer {
  const { trie, nodeOf } = growTrie();
  const spellings = new Map<number, Spelling[]>();
  for (const entity of entities) {
    const ambiguous = new Set(entity.ambiguous.map((name) => name.trim()));
    for (const [language, names] of Object.entries(entity.names)) {
      for (const name of new Set(names.map((each) => each.trim()))) {
        const { units, lower } = foldName(name);
        if (units.length === 0) continue;
        const node = nodeOf(lower);
        const ending = spellings.get(node) ?? [];
        if (ending.some((other) => other.id === entity.id && sameUnits(other.units, units))) {
          continue;
        }
        ending.push({
          id: entity.id,
          kind: entity.kind,
          country: entity.country,
          ambiguous: ambiguous.has(name),
          rivals: entity.rivals ?? [],
          friends: entity.friends ?? [],
          units,
          prefixed: language === 'ar',
        });
        spellings.set(node, ending);
      }
    }
  }
  return {
    entities: new Map(entities.map((entity) => [entity.id, entity])),
    trie,
    spellings,
    adjectives: new Set(
      entities.flatMap(({ adjectives = [] }) => adjectives.map((name) => name.toLowerCase())),
    ),
    tongues: new Map(
      entities.flatMap(({ country, languages = [] }) =>
        country === undefined ? [] : languages.map((language) => [language, country] as const),
      ),
    ),
  };
}

/** "Urumqi" and "Ürümqi" are one spelling. */
function sameUnits(a: Uint16Array, b: Uint16Array): boolean {
  return a.length === b.length && a.every((unit, at) => unit === b[at]);
}

/** The names of a folded text, leftmost and longest first, each with those it holds. */
export function findHits(gazetteer: Gazetteer, folded: Folded): Hit[] {
  const hits: Hit[] = [];
  let at = 0;
  while (at < folded.lower.length) {
    const entry = entryAt(folded.lower, at);
    const hit = entry === 'closed' ? undefined : uncutFrom(gazetteer, folded, at, entry);
    if (hit === undefined) at += 1;
    else {
      hits.push(hit, ...innerHits(gazetteer, folded, hit));
      at = hit.end;
    }
  }
  return hits;
}

/** The longest name from `start` that no longer one cuts into: of two that do not, the longer. */
function uncutFrom(
  gazetteer: Gazetteer,
  folded: Folded,
  start: number,
  entry: 'open' | 'prefixed',
): Hit | undefined {
  let hit = longestFrom(gazetteer, folded, start, entry);
  while (hit !== undefined && isCutInto(hit, gazetteer, folded)) {
    hit = longestFrom(gazetteer, folded, start, entry, undefined, hit.end - 1);
  }
  return hit;
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
  const inner = heldBy(gazetteer, folded, outer, HELD);
  const isSure = outer.spellings.some(({ kind, ambiguous }) => kind === 'theme' && !ambiguous);
  return isSure ? inner.map((hit) => ({ ...hit, held: true })) : inner;
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
  { trie, spellings }: Gazetteer,
  { units, lower }: Folded,
  start: number,
  entry: 'open' | 'prefixed',
  kinds?: ReadonlySet<EntityKind>,
  end = lower.length,
): Hit | undefined {
  let node = ROOT;
  let longest: Hit | undefined;
  for (let at = start; at < end; at += 1) {
    const next = stepFrom(trie, node, lower[at] ?? 0);
    if (next === undefined) return longest;
    node = next;
    const ending = spellings.get(node);
    if (ending === undefined || !endsWord(lower, at)) continue;
    const fitting = ending.filter(
      (spelling) =>
        (kinds === undefined || kinds.has(spelling.kind)) &&
        (entry === 'open' || spelling.prefixed) &&
        capitalsFit(spelling.units, units, start),
    );
    if (fitting.length > 0) longest = { spellings: fitting, start, end: at + 1 };
  }
  return longest;
}

/** A capital of the spelling must be one in the text; two letters must be written exactly so. */
function capitalsFit(spelling: Uint16Array, units: Uint16Array, start: number): boolean {
  for (let at = 0; at < spelling.length; at += 1) {
    const wanted = spelling[at] ?? 0;
    if (wanted === units[start + at]) continue;
    if (spelling.length < 3 || isCapital(wanted)) return false;
  }
  return true;
}

function isCapital(unit: number): boolean {
  const letter = String.fromCharCode(unit);
  return letter !== letter.toLowerCase();
}

const FREE = 2;
const OPEN_ENDED = 3;
const classes = new Uint8Array(0x10000);

/** 1 no letter, 2 a script without spaces, 3 a script that writes case endings on, 4 others. */
function classOf(units: Uint16Array, at: number): number {
  const code = units[at];
  if (code === undefined) return 1;
  if (classes[code] === 0) {
    const char = String.fromCharCode(code);
    if (!/[\p{L}\p{N}\p{M}]/u.test(char)) classes[code] = 1;
    else if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(char))
      classes[code] = FREE;
    else if (
      /[\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Hangul}]/u.test(
        char,
      )
    )
      classes[code] = OPEN_ENDED;
    else classes[code] = 4;
  }
  return classes[code] ?? 1;
}

/** Arabic "and", "so", "in", "for", "as", written onto the word. */
const PREFIXES: ReadonlySet<number> = new Set([...'وفبلک'].map((letter) => letter.charCodeAt(0)));

function entryAt(lower: Uint16Array, at: number): 'open' | 'prefixed' | 'closed' {
  if (classOf(lower, at) <= FREE || classOf(lower, at - 1) <= FREE) return 'open';
  const joined = PREFIXES.has(lower[at - 1] ?? 0) && classOf(lower, at - 2) <= FREE;
  return joined ? 'prefixed' : 'closed';
}

function endsWord(lower: Uint16Array, at: number): boolean {
  return classOf(lower, at) !== 4 || classOf(lower, at + 1) <= FREE;
}
