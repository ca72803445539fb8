import { createHash } from 'node:crypto';
import type { MatchRule, MatchRules, MatchTest, Part } from '../topic/rules.ts';
import type { Entity, Place } from '../types.ts';

/**
 * What of a topic decides whether an entry of a feed could belong to it, as plain data that can be
 * handed to a thread. The sides are numbered in the order of the rules, `others` last.
 */
export type TopicWords = {
  /** SHA-256 of all the rest, hex: another one lets other entries through. */
  readonly fingerprint: string;
  readonly bar: number;
  /** For each side the set of its names. */
  readonly sides: readonly number[];
  /** Rules that can lift a score; all of `needs` have to stand somewhere. */
  readonly lifts: readonly { readonly weight: number; readonly needs: readonly Wanted[] }[];
  /** Rules that surely lower it where these sides are named and nothing of `lacks` stands there. */
  readonly drops: readonly {
    readonly weight: number;
    /** Sides as bits. */
    readonly named: number;
    readonly lacks: readonly Wanted[];
  }[];
  /** Offices that name the state of the outlet itself: their set, and by country all it is then in. */
  readonly home: number;
  readonly homes: Readonly<Record<string, readonly number[]>>;
  readonly spellings: readonly (readonly [name: string, sets: readonly number[]])[];
};

/** A name of `set` (of none where it is absent), which names these sides, as bits, as well. */
export type Wanted = { readonly set?: number; readonly sides: number };

/**
 * The words of a topic. Only what can be said of an entry whatever its parts turn out to be is
 * taken from the rules: which names a rule asks for, not where and how often they have to stand.
 */
export function topicWords(entities: readonly Entity[], rules: MatchRules): TopicWords {
  const sides = [...Object.keys(rules.sides), 'others'];
  const sideOf = new Map(
    Object.entries(rules.sides).flatMap(([side, { countries }]) =>
      countries.map((country) => [country, side] as const),
    ),
  );
  const joint = new Set(rules.both);
  const atHome = new Set(
    [rules.home, ...Object.values(rules.sides).map(({ home }) => home)].flat(),
  );
  const own = ({ country }: Entity) =>
    country === undefined ? undefined : (sideOf.get(country) ?? 'others');
  const isOf = (entity: Entity, side: string) =>
    own(entity) === side || (side !== 'others' && joint.has(entity.id));

  const sets = new Map<string, number>();
  const members: ReadonlySet<string>[] = [];
  const setOf = (fits: (entity: Entity) => boolean): number => {
    const ids = entities.filter(fits).map(({ id }) => id);
    const key = ids.join(' ');
    const number = sets.get(key) ?? members.push(new Set(ids)) - 1;
    sets.set(key, number);
    return number;
  };
  const setsOf = new Map(sides.map((side) => [side, new Set<number>()]));
  const setOfSide = (side: string, fits: (entity: Entity) => boolean): number => {
    const set = setOf((entity) => isOf(entity, side) && fits(entity));
    setsOf.get(side)?.add(set);
    return set;
  };
  const wanted = (test: MatchTest): Wanted[] => {
    const named = sidesOf(test);
    const bits = named.reduce((sum, side) => sum | (1 << sides.indexOf(side)), 0);
    const ids = test.any === undefined ? undefined : new Set(test.any);
    const fits = (entity: Entity) =>
      (test.kind === undefined || entity.kind === test.kind) &&
      (ids === undefined || ids.has(entity.id));
    if (named.length > 0) {
      return named.map((side) => ({ set: setOfSide(side, fits), sides: bits }));
    }
    if (test.kind === undefined && ids === undefined) return [{ sides: 0 }];
    return [{ set: setOf(fits), sides: 0 }];
  };

  const up = rules.rules.filter(({ weight }) => weight > 0);
  const everywhere = new Set(up.flatMap((rule) => [rule, ...rule.needs]).flatMap(placesOf));
  const down = rules.rules.filter((rule) => rule.weight < 0 && isSure(rule, everywhere));
  const asked = {
    bar: rules.bar,
    sides: sides.map((side) => setOfSide(side, () => true)),
    lifts: up.map(({ weight, needs }) => ({ weight, needs: needs.flatMap(wanted) })),
    drops: down.map(({ weight, needs, lacks }) => ({
      weight,
      named: needs.flatMap(wanted).reduce((bits, need) => bits | need.sides, 0),
      lacks: lacks.flatMap(wanted),
    })),
    home: setOf(({ id }) => atHome.has(id)),
  };
  const homes = Object.fromEntries(
    [...sideOf].map(([country, side]) => [country, [...(setsOf.get(side) ?? [])]]),
  );
  // Of an outlet without a state its language may tell one.
  const told = entities.flatMap(({ country = '', languages }) =>
    languages === undefined ? [] : (homes[country] ?? []),
  );
  const words = {
    ...asked,
    homes: { ...homes, '': [...new Set(told)] },
    spellings: entities.flatMap(({ id, names }) => {
      const numbers = members.flatMap((ids, number) => (ids.has(id) ? [number] : []));
      if (numbers.length === 0) return [];
      const spellings = [...new Set(Object.values(names).flat())];
      return spellings.map((name) => [name, numbers] as const);
    }),
  };
  const fingerprint = createHash('sha256').update(JSON.stringify(words)).digest('hex');
  return { fingerprint, ...words };
}

function sidesOf({ named, actor, first, subject, firstActor, pair }: MatchTest): string[] {
  const all = [named, actor, first, subject, firstActor, ...(pair ?? [])];
  return [...new Set(all.flatMap((side) => side ?? []))];
}

/** The first sentence is a part of the lede. */
function placesOf({ in: parts = [] }: { readonly in?: readonly Part[] | undefined }): Place[] {
  return parts.map((part) => (part === 'opening' ? 'lede' : part));
}

/** Asks for nothing but that sides are named, wherever that can be. */
function isSure(rule: MatchRule, everywhere: ReadonlySet<Place>): boolean {
  return (
    !rule.givenTitle &&
    rule.needs.every(({ named, times, in: places, ...more }) => {
      const here = new Set<string>(places ?? rule.in);
      const isPlain = Object.values(more).every((value) => value === undefined);
      return (
        named !== undefined &&
        times === 1 &&
        isPlain &&
        [...everywhere].every((place) => here.has(place))
      );
    })
  );
}
