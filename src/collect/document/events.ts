import type { Gazetteer } from '../../topic/gazetteer.ts';
import { findNames } from '../../topic/names.ts';
import type { Entity } from '../../types.ts';
import type { DatedName } from './clues.ts';

/** An event told by words that need not stand together: `Dasu … bus`. */
type Scattered = {
  readonly event: Entity;
  readonly parts: readonly RegExp[];
  readonly plain: readonly string[];
};

/** Events by how their first word starts, and those in scripts without small words. */
type Index = {
  readonly byStart: ReadonlyMap<string, readonly Scattered[]>;
  readonly rest: readonly Scattered[];
};

/** Compiled once for a gazetteer, not for each of a hundred thousand texts. */
const compiled = new WeakMap<Gazetteer, Index>();

/**
 * The dated names of a text in the order of their places: events, and people with their time in
 * office. A name of an event that is written with `…` between its words is found where all of them
 * stand in one sentence, in whatever order, and `loose` where they only share the opening of the
 * text; any other name where it stands as it is.
 */
export function findDated(gazetteer: Gazetteer, text: string): DatedName[] {
  const named = findNames(gazetteer, text).flatMap((mention) => {
    const entity = gazetteer.entities.get(mention.id);
    return entity === undefined ? [] : datedName(entity, mention);
  });
  return [...named, ...findScattered(gazetteer, text)].sort((a, b) => a.start - b.start);
}

type Span = { readonly start: number; readonly end: number };

/** @param words how many words of the name share the opening, where no sentence holds them. */
function datedName(entity: Entity, { start, end }: Span, words?: number): DatedName[] {
  if (entity.from === undefined || (entity.kind !== 'event' && entity.kind !== 'person')) return [];
  return [
    {
      label: entity.label,
      kind: entity.kind,
      from: entity.from,
      ...(entity.to === undefined ? {} : { to: entity.to }),
      start,
      end,
      ...(words === undefined ? {} : { loose: true, words }),
    },
  ];
}

/** Title, lede and what follows it: what is told there belongs together. In UTF-16 units. */
const LOOSE_REACH = 700;

function findScattered(gazetteer: Gazetteer, text: string): DatedName[] {
  const likely = likelyIn(gazetteer, text);
  if (likely.length === 0) return [];
  const found = new Set<Entity>();
  const strict = sentencesOf(text).flatMap(({ start, sentence }) => {
    const lower = sentence.toLowerCase();
    return likely.flatMap((one) => {
      const span = holdsAll(one, lower) ? spanOf(one, sentence, start) : undefined;
      if (span === undefined) return [];
      found.add(one.event);
      return datedName(one.event, span);
    });
  });
  const opening = text.slice(0, LOOSE_REACH);
  const lowerOpening = opening.toLowerCase();
  const loose = likely
    .filter((one) => !found.has(one.event) && holdsAll(one, lowerOpening))
    .flatMap((one) => {
      const span = spanOf(one, opening, 0);
      return span === undefined ? [] : datedName(one.event, span, one.parts.length);
    });
  return [...strict, ...loose];
}

/** Most names are ruled out by the first letters of their first word, which costs one look-up. */
function likelyIn(gazetteer: Gazetteer, text: string): Scattered[] {
  const lower = text.toLowerCase();
  const { byStart, rest } = indexOf(gazetteer);
  const starts = [...new Set(lower.match(WORD_START) ?? [])];
  return [...starts.flatMap((start) => byStart.get(start) ?? []), ...rest].filter((one) =>
    holdsAll(one, lower),
  );
}

/** Far cheaper than the patterns, and rules out nearly all. */
function holdsAll({ plain }: Scattered, lower: string): boolean {
  return plain.every((word) => lower.includes(word));
}

/** From the first to the last of an event's words, where all of them stand in a text. */
function spanOf({ parts }: Scattered, text: string, offset: number): Span | undefined {
  let start = text.length;
  let end = 0;
  for (const part of parts) {
    const match = part.exec(text);
    if (match === null) return undefined;
    start = Math.min(start, match.index);
    end = Math.max(end, match.index + match[0].length);
  }
  return { start: offset + start, end: offset + end };
}

const WORD_START = /(?<![\p{L}\p{N}])[\p{Script=Latin}\p{Script=Arabic}\p{Script=Devanagari}]{3}/gu;

function indexOf(gazetteer: Gazetteer): Index {
  const before = compiled.get(gazetteer);
  if (before !== undefined) return before;
  const byStart = new Map<string, Scattered[]>();
  const rest: Scattered[] = [];
  for (const event of gazetteer.entities.values()) {
    if (event.kind !== 'event' || event.from === undefined) continue;
    for (const name of Object.values(event.names).flat()) {
      if (!name.includes('…')) continue;
      const words = name
        .split('…')
        .map((word) => word.trim())
        .filter((word) => word !== '');
      const plain = words.map((word) => word.toLowerCase());
      const one = { event, parts: words.map(wordPattern), plain };
      const start = plain.flatMap((word) => word.match(WORD_START) ?? [])[0];
      if (start === undefined) rest.push(one);
      else byStart.set(start, [...(byStart.get(start) ?? []), one]);
    }
  }
  const index = { byStart, rest };
  compiled.set(gazetteer, index);
  return index;
}

/**
 * A word from its start on, so that `attack` finds `attacks`; in Chinese anywhere. A number is the
 * whole number: `Guardian-2` is not in `Guardian-2020`.
 */
function wordPattern(word: string): RegExp {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const whole = /\p{N}$/u.test(word) ? `${escaped}(?!\\p{N})` : escaped;
  return new RegExp(/\p{Script=Han}/u.test(word) ? whole : `(?<![\\p{L}\\p{N}])${whole}`, 'iu');
}

function sentencesOf(text: string): { start: number; sentence: string }[] {
  return [...text.matchAll(/[^.!?。।۔\n]+(?:\.(?=\S)[^.!?。।۔\n]*)*/gu)].map((match) => ({
    start: match.index,
    sentence: match[0],
  }));
}
