import type { Gazetteer } from '../../topic/gazetteer.ts';
import { findNames } from '../../topic/names.ts';
import type { Entity } from '../../types.ts';
import type { DatedName } from './clues.ts';

/** An event told by words that need not stand together: `Dasu … bus`. */
type Scattered = {
  readonly event: Entity;
  readonly parts: readonly RegExp[];
  readonly plain: readonly ReturnType<typeof plainWord>[];
};

/** Compiled once for a gazetteer, not for each of a hundred thousand texts. */
const compiled = new WeakMap<Gazetteer, readonly Scattered[]>();

/**
 * The dated names of a text in the order of their places: events, and people with their time in
 * office. A name of an event that is written with `…` between its words is found where all of them
 * stand in one sentence, in whatever order; any other name where it stands as it is.
 */
export function findDated(gazetteer: Gazetteer, text: string): DatedName[] {
  const named = findNames(gazetteer, text).flatMap((mention) => {
    const entity = gazetteer.entities.get(mention.id);
    return entity === undefined ? [] : datedName(entity, mention.start, mention.end);
  });
  return [...named, ...findScattered(gazetteer, text)].sort((a, b) => a.start - b.start);
}

function datedName(entity: Entity, start: number, end: number): DatedName[] {
  if (entity.from === undefined || (entity.kind !== 'event' && entity.kind !== 'person')) return [];
  return [
    {
      label: entity.label,
      kind: entity.kind,
      from: entity.from,
      ...(entity.to === undefined ? {} : { to: entity.to }),
      start,
      end,
    },
  ];
}

function findScattered(gazetteer: Gazetteer, text: string): DatedName[] {
  const lower = text.toLowerCase();
  const starts = new Set(lower.match(WORD_START) ?? []);
  const likely = scatteredOf(gazetteer).filter(({ plain }) =>
    plain.every(({ word, start }) => (start === '' || starts.has(start)) && lower.includes(word)),
  );
  if (likely.length === 0) return [];
  return sentencesOf(text).flatMap(({ start, sentence }) =>
    likely
      .filter(({ parts }) => parts.every((part) => part.test(sentence)))
      .flatMap(({ event, parts }) => {
        const at = start + Math.max(0, sentence.search(parts[0] ?? /^/));
        return datedName(event, at, at + 1);
      }),
  );
}

/** Most names are ruled out by their first letters, which costs one look-up each. */
const WORD_START = /(?<![\p{L}\p{N}])[\p{Script=Latin}\p{Script=Arabic}\p{Script=Devanagari}]{3}/gu;

function scatteredOf(gazetteer: Gazetteer): readonly Scattered[] {
  const before = compiled.get(gazetteer);
  if (before !== undefined) return before;
  const found = [...gazetteer.entities.values()].flatMap((event) =>
    event.kind !== 'event' || event.from === undefined
      ? []
      : Object.values(event.names)
          .flat()
          .filter((name) => name.includes('…'))
          .map((name) => {
            const words = name
              .split('…')
              .map((word) => word.trim())
              .filter((word) => word !== '');
            return {
              event,
              parts: words.map(wordPattern),
              plain: words.map(plainWord),
            };
          }),
  );
  compiled.set(gazetteer, found);
  return found;
}

/** A name's word in small letters, and how it starts; nothing for a script without small words. */
function plainWord(name: string) {
  const word = name.toLowerCase();
  return { word, start: word.match(WORD_START)?.[0] ?? '' };
}

/** A word from its start on, so that `attack` finds `attacks`; in Chinese anywhere. */
function wordPattern(word: string): RegExp {
  const escaped = word.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  return new RegExp(/\p{Script=Han}/u.test(word) ? escaped : `(?<![\\p{L}\\p{N}])${escaped}`, 'iu');
}

function sentencesOf(text: string): { start: number; sentence: string }[] {
  return [...text.matchAll(/[^.!?。।۔\n]+(?:\.(?=\S)[^.!?。।۔\n]*)*/gu)].map((match) => ({
    start: match.index,
    sentence: match[0],
  }));
}
