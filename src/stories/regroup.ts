import type { Group } from '../types.ts';
import { meet, STORY_DAYS } from './candidates.ts';
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
  const all = [...known, ...added];
  const byDay = new Map<number, Fingerprint[]>();
  const vague: Fingerprint[] = [];
  for (const article of all) {
    if (!isOneDay(article.days)) vague.push(article);
    else {
      const sameDay = byDay.get(article.days.from);
      if (sameDay === undefined) byDay.set(article.days.from, [article]);
      else sameDay.push(article);
    }
  }
  const reached = new Set(added);
  for (const article of reached) {
    const near = isOneDay(article.days)
      ? daysAround(article.days.from).flatMap((day) => byDay.get(day) ?? [])
      : [...byDay.values()].flat();
    for (const other of [...near, ...vague]) {
      if (reached.has(other) || !meet(article, other)) continue;
      if (compareMeeting(article, other).same) reached.add(other);
    }
  }
  return [...reached];
}

function daysAround(day: number): readonly number[] {
  return Array.from({ length: 2 * STORY_DAYS + 1 }, (_, at) => day - STORY_DAYS + at);
}
