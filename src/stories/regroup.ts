import type { Group } from '../types.ts';
import { looseMarksOf, marksOf, meet, push, STORY_DAYS } from './candidates.ts';
import { clusterArticles } from './cluster.ts';
import { compareMeeting } from './compare.ts';
import { isOneDay } from './day.ts';
import type { Pair } from './decisions.ts';
import type { Fingerprint } from './fingerprint.ts';

/** The fingerprints that were grouped before, asked for as they are needed. */
export type KnownPrints = {
  readonly printsOfDay: (day: number) => Promise<readonly Fingerprint[]>;
  readonly prints: (articleIds: readonly string[]) => Promise<readonly Fingerprint[]>;
  /** Ids of those that share at least two of these marks and whose day is known, or is not. */
  readonly alike: (
    marks: readonly number[],
    days: 'known' | 'unknown',
  ) => Promise<readonly string[]>;
};

/** What is no longer as `KnownPrints` has it. */
export type Changes = {
  /** As they were: withdrawn, rejected, or changed since. */
  readonly gone: readonly Fingerprint[];
  /** As they are: added or changed. */
  readonly come: readonly Fingerprint[];
  /** Articles that were in one group with any of `gone`, by id. */
  readonly left: readonly string[];
};

/**
 * Groups again what a change can reach from one likeness to the next, or from one decision to the
 * next, and nothing else. All other groups are as they were, so that together they are what
 * `clusterArticles` would make of everything: groups depend on the likenesses within what hangs
 * together by them, and on nothing outside of it.
 *
 * @returns the groups of all that was reached and is still there, by id
 */
export async function regroup(
  { gone, come, left }: Changes,
  known: KnownPrints,
  byHand: { readonly merge: readonly Pair[]; readonly split: readonly Pair[] },
): Promise<readonly Group[]> {
  const { byId, near } = poolOf(known, [...gone, ...come]);
  // What is gone leads to all that it was like: they may go together otherwise without it.
  const reached = new Set<Fingerprint>([...gone, ...come, ...(await byId(left))]);
  const partners = partnersOf(byHand.merge);
  for (const article of reached) {
    for (const other of await near(article)) {
      if (reached.has(other) || !meet(article, other)) continue;
      if (compareMeeting(article, other).same) reached.add(other);
    }
    for (const other of await byId(partners.get(article.id) ?? [])) reached.add(other);
  }
  // An article may change in nothing that its fingerprint shows.
  const ghosts = new Set(gone.filter((print) => !come.includes(print)));
  return clusterArticles(
    [...reached].filter((article) => !ghosts.has(article)),
    byHand,
  );
}

function partnersOf(pairs: readonly Pair[]): ReadonlyMap<string, readonly string[]> {
  const partners = new Map<string, string[]>();
  for (const [a, b] of [...pairs, ...pairs.map(([one, two]): Pair => [two, one])]) {
    push(partners, a, b);
  }
  return partners;
}

type Pool = {
  /** What is known and what changed under these ids. */
  readonly byId: (ids: readonly string[]) => Promise<readonly Fingerprint[]>;
  /** Every article that may meet this one, and some that do not. */
  readonly near: (article: Fingerprint) => Promise<Iterable<Fingerprint>>;
};

/** Loads each fingerprint once, so that each is one object however it is found. */
function poolOf(known: KnownPrints, changed: readonly Fingerprint[]): Pool {
  const loaded = new Map<string, Fingerprint>();
  const changedOf = new Map<string, Fingerprint[]>();
  for (const article of changed) push(changedOf, article.id, article);
  const indexes = new Map<number, Index>();

  const take = (prints: readonly Fingerprint[]): readonly Fingerprint[] =>
    prints
      .filter(({ id }) => !changedOf.has(id))
      .map((print) => {
        const one = loaded.get(print.id) ?? print;
        loaded.set(print.id, one);
        return one;
      });
  const byId = async (ids: readonly string[]): Promise<readonly Fingerprint[]> => {
    const missing = ids.filter((id) => !loaded.has(id) && !changedOf.has(id));
    if (missing.length > 0) take(await known.prints(missing));
    return ids.flatMap((id) => changedOf.get(id) ?? loaded.get(id) ?? []);
  };
  const indexOfDay = async (day: number): Promise<Index> => {
    const before = indexes.get(day);
    if (before !== undefined) return before;
    const index: Index = new Map();
    const ofDay = changed.filter(({ days }) => isOneDay(days) && days.from === day);
    for (const article of [...take(await known.printsOfDay(day)), ...ofDay]) {
      for (const mark of marksOf(article)) push(index, mark, article);
    }
    indexes.set(day, index);
    return index;
  };
  const looselyLike = async (
    article: Fingerprint,
    days: 'known' | 'unknown',
  ): Promise<readonly Fingerprint[]> => {
    const ids = await known.alike(looseMarksOf(article), days);
    const here = changed.filter((one) => isOneDay(one.days) === (days === 'known'));
    return [...(await byId(ids.filter((id) => !changedOf.has(id)))), ...here];
  };
  const near = async (article: Fingerprint): Promise<Iterable<Fingerprint>> => {
    const found = new Set(await looselyLike(article, 'unknown'));
    if (!isOneDay(article.days)) {
      for (const other of await looselyLike(article, 'known')) found.add(other);
      return found;
    }
    const marks = marksOf(article);
    for (let off = -STORY_DAYS; off <= STORY_DAYS; off += 1) {
      const index = await indexOfDay(article.days.from + off);
      for (const mark of marks) for (const other of index.get(mark) ?? []) found.add(other);
    }
    return found;
  };
  return { byId, near };
}

type Index = Map<number, Fingerprint[]>;
