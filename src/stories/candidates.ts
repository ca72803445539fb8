import { type Days, isOneDay } from './day.ts';
import type { Fingerprint } from './fingerprint.ts';
import { hashOf, sharedCount } from './words.ts';

/** Days that the reports of one event may lie apart: it happens, is reported, is picked up. */
export const STORY_DAYS = 2;

/**
 * The pairs that meet, each once, found without trying all pairs: articles of known day in an
 * index of the days around, those of unknown day in an index of their own, which is small.
 */
export function* meetingPairs(
  articles: readonly Fingerprint[],
): Generator<readonly [Fingerprint, Fingerprint]> {
  const dated = articles.flatMap((article) =>
    isOneDay(article.days) ? [{ article, day: article.days.from }] : [],
  );
  const vague = articles.filter(({ days }) => !isOneDay(days));
  yield* pairsByDay(dated);
  yield* pairsOfVague(vague, articles);
}

/**
 * Whether two articles are worth comparing: near enough in time and with a name, a place or a
 * run of words in common. Where the day of one is not known, that takes more: a stretch of text,
 * or two names that are not of the topic.
 */
export function meet(a: Fingerprint, b: Fingerprint): boolean {
  if (daysApart(a.days, b.days) > STORY_DAYS) return false;
  const marks = isOneDay(a.days) && isOneDay(b.days) ? marksOf : rareMarksOf;
  return sharedCount(marks(a), marks(b)) > 0;
}

/** Days between two spans of days: 0 where they touch or where one is not known. */
export function daysApart(a: Days | undefined, b: Days | undefined): number {
  if (a === undefined || b === undefined) return 0;
  return Math.max(a.from - b.to, b.from - a.to, 0);
}

type Dated = { readonly article: Fingerprint; readonly day: number };

function* pairsByDay(dated: readonly Dated[]): Generator<readonly [Fingerprint, Fingerprint]> {
  // In the order of days only the last few days have to be at hand.
  const indexes = new Map<number, Map<number, Fingerprint[]>>();
  for (const { article, day } of dated.toSorted((a, b) => a.day - b.day)) {
    const marks = marksOf(article);
    const found = new Set<Fingerprint>();
    for (let back = 0; back <= STORY_DAYS; back++) {
      const index = indexes.get(day - back);
      if (index === undefined) continue;
      for (const mark of marks) for (const other of index.get(mark) ?? []) found.add(other);
    }
    for (const other of found) yield [other, article];
    for (const past of indexes.keys()) if (past < day - STORY_DAYS) indexes.delete(past);
    const index = indexes.get(day) ?? new Map<number, Fingerprint[]>();
    indexes.set(day, index);
    for (const mark of marks) push(index, mark, article);
  }
}

function* pairsOfVague(
  vague: readonly Fingerprint[],
  all: readonly Fingerprint[],
): Generator<readonly [Fingerprint, Fingerprint]> {
  const index = new Map<number, Fingerprint[]>();
  for (const article of vague) for (const mark of rareMarksOf(article)) push(index, mark, article);
  const done = new Set<Fingerprint>();
  for (const article of all) {
    const found = new Set<Fingerprint>();
    for (const mark of rareMarksOf(article)) {
      for (const other of index.get(mark) ?? []) {
        if (other !== article && (isOneDay(article.days) || !done.has(other))) found.add(other);
      }
    }
    for (const other of found) {
      if (daysApart(article.days, other.days) <= STORY_DAYS) yield [other, article];
    }
    done.add(article);
  }
}

function push<T>(index: Map<number, T[]>, mark: number, value: T): void {
  const list = index.get(mark);
  if (list === undefined) index.set(mark, [value]);
  else list.push(value);
}

/** Of one text and its copy, cut or with a third of it new, at least one smallest hash agrees. */
const SAMPLE = 12;

function marksOf(article: Fingerprint): readonly number[] {
  const names = [...article.people, ...article.things, ...article.places].map(hashOf);
  return ascending([...names, ...article.strangers, ...article.shingles.slice(0, SAMPLE)]);
}

function rareMarksOf(article: Fingerprint): readonly number[] {
  const names = article.strangers.slice(0, 8);
  const pairs = names.flatMap((a, at) => names.slice(at + 1).map((b) => hashOf(`${a} ${b}`)));
  return ascending([...pairs, ...article.shingles.slice(0, SAMPLE)]);
}

function ascending(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
