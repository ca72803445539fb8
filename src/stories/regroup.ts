import type { Group } from '../types.ts';
import { marksOf, meet, rareMarksOf, STORY_DAYS } from './candidates.ts';
import { clusterArticles } from './cluster.ts';
import { compareMeeting } from './compare.ts';
import { isOneDay } from './day.ts';
import type { Fingerprint } from './fingerprint.ts';

/**
 * The groups of `known` and `added` together, from the groups of `known`: the same as grouping all
 * of them anew, in any order of groups, while only those are grouped again that an added article
 * can reach from one likeness to the next. `groups` must be what `clusterArticles(known)` gave.
 */
export function addToGroups(
  groups: readonly Group[],
  known: readonly Fingerprint[],
  added: readonly Fingerprint[],
): readonly Group[] {
  const touched = reachable(known, added);
  const ids = new Set(touched.map(({ id }) => id));
  return [
    ...groups.filter(({ articleIds }) => !articleIds.some((id) => ids.has(id))),
    ...clusterArticles(touched),
  ];
}

/** The added articles and all that are joined to them by a chain of likenesses. */
function reachable(
  known: readonly Fingerprint[],
  added: readonly Fingerprint[],
): readonly Fingerprint[] {
  const byDay = new Map<number, Fingerprint[]>();
  const vague: Fingerprint[] = [];
  for (const article of [...known, ...added]) {
    if (isOneDay(article.days)) push(byDay, article.days.from, article);
    else vague.push(article);
  }
  const vagueIndex = indexOf(vague, rareMarksOf);
  const dayIndexes = new Map<number, Index>();
  const dayIndex = (day: number): Index => {
    const index = dayIndexes.get(day) ?? indexOf(byDay.get(day) ?? [], marksOf);
    dayIndexes.set(day, index);
    return index;
  };
  const reached = new Set(added);
  for (const article of reached) {
    const near = isOneDay(article.days)
      ? daysAround(article.days.from).flatMap((day) => lookUp(dayIndex(day), marksOf(article)))
      : [...byDay.values()].flat();
    for (const other of new Set([...near, ...lookUp(vagueIndex, rareMarksOf(article))])) {
      if (reached.has(other) || !meet(article, other)) continue;
      if (compareMeeting(article, other).same) reached.add(other);
    }
  }
  return [...reached];
}

type Index = ReadonlyMap<number, readonly Fingerprint[]>;

function indexOf(
  articles: readonly Fingerprint[],
  marksOfOne: (article: Fingerprint) => readonly number[],
): Index {
  const index = new Map<number, Fingerprint[]>();
  for (const article of articles)
    for (const mark of marksOfOne(article)) push(index, mark, article);
  return index;
}

function lookUp(index: Index, marks: readonly number[]): readonly Fingerprint[] {
  return marks.flatMap((mark) => index.get(mark) ?? []);
}

function push(index: Map<number, Fingerprint[]>, key: number, article: Fingerprint): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [article]);
  else list.push(article);
}

function daysAround(day: number): readonly number[] {
  return Array.from({ length: 2 * STORY_DAYS + 1 }, (_, at) => day - STORY_DAYS + at);
}
