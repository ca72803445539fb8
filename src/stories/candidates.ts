import { weekdayOf } from '../collect/document/days.ts';
import { type Days, dayText, isOneDay, likeliestDay } from './day.ts';
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
  if (isOneDay(a.days) && isOneDay(b.days)) return sharedCount(marksOf(a), marksOf(b)) > 0;
  return mayShareRareMark(a, b) && sharedCount(rareMarksOf(a), rareMarksOf(b)) > 0;
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
  // Few texts name the day of a month alone: where none does, the marks of it are not worth making.
  const byMonthDay = vague.some(({ monthDay }) => monthDay !== undefined);
  for (const article of all) {
    const found = new Set<Fingerprint>();
    for (const mark of rareMarksOf(article, byMonthDay)) {
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

/** Adds to the list of a key. */
export function push<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}

/** Of one text and its copy, cut or with a third of it new, at least one smallest hash agrees. */
const SAMPLE = 12;

/** Names, places, numbers of series and runs of words, hashed: what articles of near days meet by. */
export function marksOf(article: Fingerprint): readonly number[] {
  const { people, things, places, ordinals, strangers, shingles } = article;
  const names = [...people, ...things, ...places, ...seriesIn(ordinals)].map(hashOf);
  return ascending([...names, ...settingsOf(article), ...strangers, ...shingles.slice(0, SAMPLE)]);
}

/** Where nobody and no place is named: what happens, what it is about, and who acts by office. */
function settingsOf({ acts, offices, states, matters }: Fingerprint): readonly number[] {
  return [...acts, ...offices, ...states, ...matters].map(hashOf);
}

/**
 * Marks that few articles of any day share: two names in one setting (a weekday, a day that is
 * named, an act, a matter), a name beside one that is not of the topic or two matters, a name with
 * an act or a matter in one round of talks or, with `byMonthDay`, on one day of the month, runs of
 * words.
 */
export function rareMarksOf(article: Fingerprint, byMonthDay = true): readonly number[] {
  const { people, places, things, states, ordinals, acts, stages } = article;
  const matters = article.matters.slice(0, 5).map(hashOf);
  const names = [
    ...people.slice(0, 5),
    ...places.slice(0, 3),
    ...things.slice(0, 4),
    ...states.slice(0, 2),
    ...seriesIn(ordinals),
  ].map(hashOf);
  const strangers = article.strangers.slice(0, 8);
  const dates = datesOf(article).map(hashOf);
  const settings = [
    ...dates,
    ...[...acts, ...stages].map(hashOf),
    ...matters,
    ...weekdayMarks(article),
  ];
  const marks = [...article.shingles.slice(0, SAMPLE), ...seriesIn(ordinals).map(hashOf)];
  for (const [a, b] of pairsOf(names)) for (const one of settings) marks.push(mix(mix(a, b), one));
  for (const [a, b] of pairsOf(strangers)) marks.push(mix(a, b));
  const monthDays = byMonthDay ? monthDayMarks(article) : [];
  const turns = [...roundsIn(ordinals), ...monthDays].map(hashOf);
  const doings = [...acts.map(hashOf), ...matters];
  for (const name of names) {
    for (const turn of turns) for (const one of doings) marks.push(mix(mix(name, turn), one));
    for (const date of dates) marks.push(mix(name, date));
    for (const [a, b] of pairsOf(matters)) marks.push(mix(mix(a, b), name));
    for (const stranger of strangers) marks.push(mix(name, stranger));
  }
  return ascending(marks);
}

/**
 * Marks of which two articles that share a rare mark have at least two in common: the names and
 * dates that rare marks are made of, and twice what is a rare mark by itself. Far fewer than rare
 * marks, so that they can be kept of every article.
 *
 * Do not change one without the other, nor without `mayShareRareMark`: articles that should meet
 * would then be missed when one of them comes later.
 */
export function looseMarksOf(article: Fingerprint): readonly number[] {
  const { people, places, things, states, ordinals, strangers, shingles } = article;
  const series = seriesIn(ordinals).map(hashOf);
  const sample = shingles.slice(0, SAMPLE);
  const kinds = [
    people.map(hashOf),
    places.map(hashOf),
    things.map(hashOf),
    states.map(hashOf),
    strangers,
    datesOf(article).map(hashOf),
    article.matters.map(hashOf),
    [...roundsIn(ordinals), ...monthDayMarks(article)].map(hashOf),
    ...[series, series, sample, sample],
  ];
  // A name of one kind is no name of another, even where they are spelt alike.
  return ascending(kinds.flatMap((marks, kind) => marks.map((mark) => mix(mark, kind + 1))));
}

/** Quick, and true of all that share a rare mark: each is made of two of these or is one of them. */
function mayShareRareMark(a: Fingerprint, b: Fingerprint): boolean {
  const names = sharedNames(a, b);
  if (names > 1 || (names > 0 && shared(datesOf(a), datesOf(b)) > 0)) return true;
  if (names > 0 && shared(a.matters, b.matters) > 1) return true;
  if (names > 0 && shared(roundsIn(a.ordinals), roundsIn(b.ordinals)) > 0) return true;
  if (names > 0 && shared(monthDayMarks(a), monthDayMarks(b)) > 0) return true;
  if (shared(seriesIn(a.ordinals), seriesIn(b.ordinals)) > 0) return true;
  return sharedCount(a.shingles.slice(0, SAMPLE), b.shingles.slice(0, SAMPLE)) > 0;
}

function sharedNames(a: Fingerprint, b: Fingerprint): number {
  return (
    shared(a.people, b.people) +
    shared(a.places, b.places) +
    shared(a.things, b.things) +
    shared(a.states, b.states) +
    shared(seriesIn(a.ordinals), seriesIn(b.ordinals)) +
    sharedCount(a.strangers, b.strangers)
  );
}

function shared(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  for (const value of a) if (b.includes(value)) count += 1;
  return count;
}

function datesOf(article: Fingerprint): readonly string[] {
  return [...article.dates, ...ownDates(article)];
}

function ownDates({ days }: Fingerprint): readonly string[] {
  const day = likeliestDay(days);
  return day === undefined ? [] : [day, day - 1].map((one) => dayText(one).slice(5));
}

function weekdayMarks({ weekdays, days }: Fingerprint): readonly number[] {
  return weekdays.length === 0 && isOneDay(days) ? [weekdayOf(days.from)] : weekdays;
}

/** `5日`: the day of a month that a text without a date names, and those of one that is dated. */
function monthDayMarks(article: Fingerprint): readonly string[] {
  if (article.monthDay !== undefined) return [`of the month ${article.monthDay}`];
  const day = likeliestDay(article.days);
  if (day === undefined) return [];
  return [day, day - 1].map((one) => `of the month ${Number(dayText(one).slice(8))}`);
}

/** Anniversaries are counted beyond these and stand beside rounds of talks. */
const MOST_ROUNDS = 30;

/** Ordinals that may number a round of talks. */
export function roundsIn(ordinals: readonly string[]): readonly string[] {
  if (ordinals.length === 0) return ordinals;
  return ordinals.filter((ordinal) => Number(ordinal) <= MOST_ROUNDS);
}

function seriesIn(ordinals: readonly string[]): readonly string[] {
  return ordinals.filter((ordinal) => ordinal.includes(' '));
}

/** One hash of two, the same either way. */
function mix(a: number, b: number): number {
  const low = Math.min(a, b);
  return (Math.imul(low ^ (low >>> 15), 0x2c1b3c6d) ^ Math.imul(Math.max(a, b), 0x297a2d39)) >>> 0;
}

function pairsOf<T>(values: readonly T[]): readonly (readonly [T, T])[] {
  return values.flatMap((a, at) => values.slice(at + 1).map((b) => [a, b] as const));
}

function ascending(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b);
}
