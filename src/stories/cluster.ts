import type { Group, Join } from '../types.ts';
import { meetingPairs, STORY_DAYS } from './candidates.ts';
import { type Comparison, compareMeeting, scoreOf } from './compare.ts';
import { type Days, isOneDay } from './day.ts';
import type { Pair } from './decisions.ts';
import type { Fingerprint } from './fingerprint.ts';
import { signsOf } from './signs.ts';

/**
 * Groups articles that report one event. Every article is in exactly one group, alone if need be;
 * groups and their members are in the order of ids.
 *
 * The groups depend on the set of articles and not on its order (do not change: else a rebuild
 * would publish other stories than the runs before it): an edge is drawn between two articles by
 * those two alone, and edges are taken in a fixed order, best first.
 */
export function clusterArticles(
  fingerprints: readonly Fingerprint[],
  byHand: ByHand = { merge: [], split: [] },
): readonly Group[] {
  const articles = fingerprints.toSorted((a, b) => byText(a.id, b.id));
  const edges: Edge[] = [];
  for (const [one, other] of meetingPairs(articles)) {
    const [a, b] = one.id < other.id ? [one, other] : [other, one];
    const comparison = compareMeeting(a, b);
    if (comparison.same) edges.push({ a, b, comparison });
  }
  edges.sort(
    (x, y) =>
      y.comparison.score - x.comparison.score || byText(x.a.id, y.a.id) || byText(x.b.id, y.b.id),
  );
  const clusterOf = new Map(
    articles.map((article): [string, Cluster] => [
      article.id,
      { members: [article], joins: [], sums: new Map() },
    ]),
  );
  const merge = (a: string, b: string, join: Join, may: (l: Cluster, r: Cluster) => boolean) => {
    const left = clusterOf.get(a);
    const right = clusterOf.get(b);
    if (left === undefined || right === undefined || left === right) return;
    if (isSplit(left, right, byHand.split) || !may(left, right)) return;
    const members: Cluster['members'] = [...left.members, ...right.members];
    const joins = [...left.joins, ...right.joins, join];
    const merged: Cluster = { members, joins, parts: [left, right], sums: new Map() };
    for (const { id } of members) clusterOf.set(id, merged);
  };
  // What a person joined comes first and is bound by no rule but a split.
  for (const [a, b] of byHand.merge) {
    merge(a, b, { a, b, score: 0, reasons: ['joined by hand'] }, () => true);
  }
  for (const { a, b, comparison } of edges) {
    const join = { a: a.id, b: b.id, score: comparison.score, reasons: comparison.reasons };
    merge(a.id, b.id, join, (left, right) => mayMerge(left, right, { a, b, comparison }));
  }
  return [...new Set(clusterOf.values())].map(({ members, joins }) => ({
    articleIds: members.map(({ id }) => id).sort(byText),
    joins,
  }));
}

/** Below `BAR`, since reports of one event need not all resemble each other. */
export const GROUP_BAR = -1.5;

/** What a person decided about pairs of articles. */
type ByHand = { readonly merge: readonly Pair[]; readonly split: readonly Pair[] };

type Edge = { readonly a: Fingerprint; readonly b: Fingerprint; readonly comparison: Comparison };

type Cluster = {
  readonly members: readonly [Fingerprint, ...Fingerprint[]];
  readonly joins: readonly Join[];
  /** What it was made of, where it is more than an article. */
  readonly parts?: readonly [Cluster, Cluster];
  /** What the scores of its members against those of another add up to, once asked. */
  readonly sums: Map<Cluster, number>;
};

/**
 * No group spans more days than a story may, and an article whose day is not known never links
 * two groups whose days are: it may only come to the one that it fits best.
 */
function mayMerge(left: Cluster, right: Cluster, edge: Edge): boolean {
  const leftDays = hullOf(left.members);
  const rightDays = hullOf(right.members);
  if (leftDays !== undefined && rightDays !== undefined) {
    if (!isOneDay(edge.a.days) || !isOneDay(edge.b.days)) return false;
  }
  return fitInTime([...left.members, ...right.members]) && meanScore(left, right) >= GROUP_BAR;
}

function fitInTime(members: readonly Fingerprint[]): boolean {
  const hull = hullOf(members);
  if (hull === undefined) return true;
  if (hull.to - hull.from > STORY_DAYS) return false;
  return members.every(
    ({ days }) =>
      days === undefined ||
      (days.from <= hull.from + STORY_DAYS && days.to >= hull.to - STORY_DAYS),
  );
}

/** How well two groups fit as a whole: one good pair must not join what is else apart. */
function meanScore(left: Cluster, right: Cluster): number {
  return sumOfScores(left, right) / (left.members.length * right.members.length);
}

/**
 * Two articles are compared once, however often the groups that they come to are: of hundreds of
 * reports that are alike every pair may ask.
 */
function sumOfScores(left: Cluster, right: Cluster): number {
  const before = left.sums.get(right);
  if (before !== undefined) return before;
  const sum = left.parts
    ? sumOfScores(left.parts[0], right) + sumOfScores(left.parts[1], right)
    : right.parts
      ? sumOfScores(left, right.parts[0]) + sumOfScores(left, right.parts[1])
      : scoreOf(signsOf(left.members[0], right.members[0]));
  left.sums.set(right, sum);
  return sum;
}

/** First and last day of the members whose day is known. */
function hullOf(members: readonly Fingerprint[]): Days | undefined {
  let hull: Days | undefined;
  for (const { days } of members) {
    if (!isOneDay(days)) continue;
    hull = {
      from: Math.min(days.from, hull?.from ?? days.from),
      to: Math.max(days.to, hull?.to ?? days.to),
    };
  }
  return hull;
}

function isSplit(left: Cluster, right: Cluster, split: readonly Pair[]): boolean {
  if (split.length === 0) return false;
  const lefts = new Set(left.members.map(({ id }) => id));
  const rights = new Set(right.members.map(({ id }) => id));
  return split.some(([a, b]) => (lefts.has(a) && rights.has(b)) || (lefts.has(b) && rights.has(a)));
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
