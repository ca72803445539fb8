/** One thing, though over 300 lines: every sign that speaks for or against two reports being one. */
import { formatDay, weekdayOf } from '../collect/document/days.ts';
import { daysApart, roundsIn, STORY_DAYS } from './candidates.ts';
import { isOneDay, likeliestDay } from './day.ts';
import { type Fingerprint, SHINGLES } from './fingerprint.ts';
import { sharedSums } from './sums.ts';
import { sharedCount } from './words.ts';

/** What joins two articles and what parts them, each from 0 (not so) to 1 (fully so). */
export type Signs = {
  /** Always 1: what has to be outweighed. */
  readonly always: number;
  readonly sameDay: number;
  readonly nextDay: number;
  readonly twoDays: number;
  /** Nothing is known of the day of either: what is said every year would fall together. */
  readonly noDays: number;
  /** Where a day is not known: the weekdays agree, or do not. */
  readonly weekday: number;
  readonly otherWeekday: number;
  /** Where a day is not known: one names the day of the other. */
  readonly namedDay: number;
  /** Where a day is not known: the same date is named in both. */
  readonly sameDates: number;
  /** Where a day is not known: the days of the month agree, or do not. */
  readonly monthDay: number;
  readonly otherMonthDay: number;
  /** A day that was worked out falls on the day of the other, beside it, or farther off. */
  readonly guess: number;
  readonly guessNext: number;
  readonly otherGuess: number;
  /** Where a day is not known: the other is of the weeks after the last event it knows of. */
  readonly recent: number;
  /** Where a day is not known: the other is older than an event it knows of. */
  readonly older: number;
  /** Share of the shorter text that stands in the other word for word. */
  readonly copied: number;
  /** At least half of the shorter text is in the other. */
  readonly copy: number;
  /** Cosine of the content words of title and lede. */
  readonly wording: number;
  /** Names in common that the gazetteer does not know. */
  readonly strangers: number;
  readonly actor: number;
  readonly actors: number;
  readonly otherActors: number;
  /** Two people or more in each, and each has one of whom the other knows nothing. */
  readonly otherPair: number;
  /** One is about a person of a third state of whom the other knows nothing. */
  readonly outsider: number;
  /** Share of the offices that both name. */
  readonly offices: number;
  /** Each names an office of which the other knows nothing. */
  readonly otherOffices: number;
  /** Kinds of events that exclude one another. */
  readonly otherForm: number;
  /** Where kinds or steps differ: all steps of one matter share its bodies and people. */
  readonly sameMatter: number;
  /** The same kind of event, where others exclude it. */
  readonly form: number;
  readonly people: number;
  readonly things: number;
  readonly places: number;
  readonly acts: number;
  readonly otherActs: number;
  /** Two steps of a chain, such as announced and arrived. */
  readonly otherStage: number;
  /** One names a step, the other none: it tells of what came of it. */
  readonly noStage: number;
  /** Steps that differ, on days that differ: one thing led to the other. */
  readonly stepNextDay: number;
  /** Copied text of which only one names a step: releases are used again. */
  readonly restaged: number;
  readonly otherOrdinals: number;
  /** Where a day is not known: the same round of one dialogue. */
  readonly undatedRound: number;
  /** The same number of one series. */
  readonly series: number;
  /** Two numbers of one series: "Warrior-VIII" and "Warrior-IX". */
  readonly otherSeries: number;
  /** What both are about besides names. */
  readonly matters: number;
  /** The same in two languages, where no wording can be compared. */
  readonly mattersAcross: number;
  readonly numbers: number;
  readonly counts: number;
  /** Each gives figures, and none in common. */
  readonly otherNumbers: number;
  readonly otherCounts: number;
  /** The same words of other counts and other places: the same was done elsewhere. */
  readonly elsewhere: number;
  /** Words of two scripts that sound alike: names that the gazetteer does not know. */
  readonly sounds: number;
  readonly states: number;
  readonly otherStates: number;
  /** In two languages the same act on one day or the next, and they differ in nothing told. */
  readonly agree: number;
  /** Two languages: neither wording nor copied text can speak. */
  readonly languages: number;
};

export type SignName = keyof Signs;

/** Symmetric: `signsOf(a, b)` equals `signsOf(b, a)`. */
export function signsOf(a: Fingerprint, b: Fingerprint): Signs {
  const apart = daysApart(a.days, b.days);
  const dated = isOneDay(a.days) && isOneDay(b.days);
  const actors = new Set([
    ...a.actors.filter((id) => b.people.includes(id)),
    ...b.actors.filter((id) => a.people.includes(id)),
  ]).size;
  const steps = Math.min(a.stages.length, 1) + Math.min(b.stages.length, 1);
  const otherStage = steps > 0 && shared(a.stages, b.stages) === 0;
  // A release that serves two steps is the same text and yet another story.
  const copied =
    otherStage && steps === 2 ? 0 : sameText(a, b) ? 1 : copiedShare(a.shingles, b.shingles);
  // What is announced for a day is not what happened on it.
  const dayNamed = !dated && !otherStage && (namesDayOf(a, b) || namesDayOf(b, a));
  const off = guessOff(a, b);
  const weekday = dated ? undefined : comparedWeekdays(a, b);
  const monthDay = dated || off !== undefined ? undefined : monthDays(a, b);
  // The sixth round of one dialogue, the ninth meeting of one committee.
  const round =
    shared(roundsIn(a.ordinals), roundsIn(b.ordinals)) > 0 &&
    shared(a.acts, b.acts) + shared(a.things, b.things) > 0;
  const across = a.language !== b.language;
  const matters = shared(a.matters, b.matters);
  const wording = cosine(a.words, b.words);
  const sums = sharedSums(a.numbers, b.numbers);
  const forms = apartBy(a.forms, b.forms);
  const matter =
    shared(a.people, b.people) + shared(a.things, b.things) + shared(a.places, b.places);
  const signs = {
    always: 1,
    agree: 0,
    sameDay: yes(dated && apart === 0),
    nextDay: yes(dated && apart === 1),
    twoDays: yes(dated && apart === 2),
    // What has a number happens once and not every year.
    noDays: yes(a.days === undefined && b.days === undefined && !round),
    weekday: yes(weekday === 'same'),
    otherWeekday: yes(weekday === 'other'),
    namedDay: yes(dayNamed && off !== 0 && off !== 1),
    sameDates: yes(!dated && !dayNamed && off === undefined && shared(a.dates, b.dates) > 0),
    monthDay: yes(!dayNamed && monthDay === 'same'),
    otherMonthDay: yes(monthDay === 'other'),
    guess: yes(!dated && off === 0),
    guessNext: yes(!dated && off === 1),
    otherGuess: yes(!dated && off !== undefined && off > STORY_DAYS),
    recent: yes(!dated && (isSoonAfter(a, b) || isSoonAfter(b, a))),
    older: yes(!dated && (isBefore(a, b) || isBefore(b, a))),
    copied,
    copy: yes(copied >= 0.5),
    wording,
    strangers: upTo(4, sharedCount(a.strangers, b.strangers)),
    actor: yes(actors > 0),
    actors: yes(actors > 1),
    otherActors: yes(a.actors.length > 0 && b.actors.length > 0 && actors === 0),
    // One round stays one, whoever else is met beside it.
    otherPair: yes(
      !round &&
        Math.min(a.principals.length, b.principals.length) > 1 &&
        lacks(b.people, a.principals) &&
        lacks(a.people, b.principals),
    ),
    outsider: yes(isThird(a, b) || isThird(b, a)),
    offices: overlap(a.offices, b.offices),
    otherOffices: yes(lacks(b.offices, a.offices) && lacks(a.offices, b.offices)),
    otherForm: yes(forms > 0),
    sameMatter: forms > 0 || (otherStage && steps === 2) ? upTo(6, matter) : 0,
    form: yes(shared(a.forms, b.forms) > 0),
    people: upTo(3, shared(a.people, b.people)),
    things: upTo(2, shared(a.things, b.things)),
    places: upTo(2, shared(a.places, b.places)),
    acts: upTo(2, shared(a.acts, b.acts)),
    otherActs: differ(a.acts, b.acts),
    otherStage: yes(otherStage && steps === 2),
    noStage: yes(otherStage && steps === 1),
    stepNextDay: yes(otherStage && apart > 0 && dated),
    restaged: otherStage && steps === 1 ? copied : 0,
    otherOrdinals: differ(roundsIn(a.ordinals), roundsIn(b.ordinals)),
    undatedRound: yes(!dated && round && forms === 0 && apartCount(a.states, b.states) === 0),
    series: yes(shared(a.ordinals, b.ordinals.filter(isSeries)) > 0),
    otherSeries: yes(seriesClash(a.ordinals, b.ordinals)),
    matters: across ? 0 : upTo(4, matters),
    mattersAcross: across ? upTo(3, matters) : 0,
    numbers: upTo(3, sums),
    counts: upTo(3, shared(a.counts, b.counts)),
    otherNumbers: yes(Math.min(a.numbers.length, b.numbers.length) > 0 && sums === 0),
    otherCounts: differ(a.counts, b.counts),
    elsewhere: yes(
      (wording > 0.5 || copied > 0.3) &&
        differ(a.counts, b.counts) + differ(a.places, b.places) === 2,
    ),
    sounds: across ? upTo(4, sharedCount(a.sounds, b.sounds)) : 0,
    states: upTo(2, shared(a.states, b.states)),
    otherStates: upTo(2, apartCount(a.states, b.states)),
    languages:
      across && copied < 0.05
        ? dated || dayNamed
          ? 1
          : weekday === 'same' || monthDay === 'same'
            ? HALF_SURE
            : 0
        : 0,
  };
  const near = dated ? apart < 2 : dayNamed || (off !== undefined && off < 2);
  if (across && near && signs.acts + signs.form > 0) {
    signs.agree = yes(DENIALS.every((name) => signs[name] === 0));
  }
  return signs;
}

/** Of seven reports of other weeks one names the same weekday, of thirty one the day of the month. */
const HALF_SURE = 0.5;

/** Of these any one says that two reports differ. */
const DENIALS = [
  'otherWeekday',
  'otherActors',
  'otherPair',
  'outsider',
  'otherOffices',
  'otherActs',
  'otherForm',
  'otherStage',
  'noStage',
  'otherOrdinals',
  'otherSeries',
  'otherStates',
] as const;

/**
 * Whether two reports speak of one weekday. A report that names none came out on the day of its
 * event or on the next, which then says neither.
 */
function comparedWeekdays(a: Fingerprint, b: Fingerprint): 'same' | 'other' | undefined {
  const [one, two] = [weekdaysOf(a), weekdaysOf(b)];
  if (one.length === 0 || two.length === 0) return undefined;
  if (one[0] === two[0]) return 'same';
  return shared(one, two) === 0 ? 'other' : undefined;
}

function weekdaysOf({ weekdays, days }: Fingerprint): readonly number[] {
  if (weekdays.length > 0) return weekdays;
  return isOneDay(days) ? [weekdayOf(days.from), weekdayOf(days.from - 1)] : [];
}

/** Days between the likeliest days of two reports. */
function guessOff(a: Fingerprint, b: Fingerprint): number | undefined {
  const [one, two] = [likeliestDay(a.days), likeliestDay(b.days)];
  return one === undefined || two === undefined ? undefined : Math.abs(one - two);
}

function namesDayOf({ days: own, dates }: Fingerprint, { days }: Fingerprint): boolean {
  const likeliest = likeliestDay(days);
  if (likeliest === undefined || (!isOneDay(days) && likeliestDay(own) !== undefined)) return false;
  const [before, day] = [likeliest - 1, likeliest].map((one) => formatDay(one).slice(5));
  return dates.some((date) => date === day || date === before);
}

/**
 * Whether two reports speak of one day of a month: `5日`. A report that names no day came out on it
 * or on the next, which then says neither.
 */
function monthDays(a: Fingerprint, b: Fingerprint): 'same' | 'other' | undefined {
  const [one, two] = [monthDaysOf(a), monthDaysOf(b)];
  if (one.length === 0 || two.length === 0) return undefined;
  if (shared(one, two) > 0) return 'same';
  const eves = two.flatMap((day) => [day - 1, day + 1]);
  return shared(one, eves) > 0 ? undefined : 'other';
}

function monthDaysOf({ monthDay, days, dates }: Fingerprint): readonly number[] {
  const day = likeliestDay(days);
  if (day !== undefined) return [Number(formatDay(day).slice(8))];
  return monthDay === undefined ? dates.map((date) => Number(date.slice(3))) : [monthDay];
}

/** Reports recall the event that gave rise to theirs for about three weeks. */
const RECENT_DAYS = 21;

function isSoonAfter({ days, after }: Fingerprint, { days: other }: Fingerprint): boolean {
  if (isOneDay(days) || after === undefined || !isOneDay(other)) return false;
  return other.from >= after - 1 && other.from <= after + RECENT_DAYS;
}

function isBefore({ days, after }: Fingerprint, { days: other }: Fingerprint): boolean {
  return days === undefined && after !== undefined && other !== undefined && other.to < after - 1;
}

/** Fewer runs of words than this say nothing: a sentence may be a quotation. */
const FEWEST_SHINGLES = 6;

/**
 * Share of the shorter text that is in the longer one, from the smallest hashes of both: only
 * hashes up to the largest that both samples would hold can be compared.
 */
function copiedShare(a: readonly number[], b: readonly number[]): number {
  const reach = Math.min(reachOf(a), reachOf(b));
  const shorter = Math.min(countUpTo(a, reach), countUpTo(b, reach));
  return shorter < FEWEST_SHINGLES ? 0 : sharedCount(a, b, reach) / shorter;
}

/** A title without a text, word for word the same on one day: a gallery, a short item. */
function sameText(a: Fingerprint, b: Fingerprint): boolean {
  if (!isOneDay(a.days) || !isOneDay(b.days) || a.days.from !== b.days.from) return false;
  const [one, two] = [a.shingles, b.shingles];
  return one.length >= 3 && one.length === two.length && sharedCount(one, two) === one.length;
}

function countUpTo(hashes: readonly number[], reach: number): number {
  let count = hashes.length;
  while (count > 0 && (hashes[count - 1] ?? 0) > reach) count -= 1;
  return count;
}

function reachOf(hashes: readonly number[]): number {
  return hashes.length < SHINGLES ? Infinity : (hashes.at(-1) ?? Infinity);
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const product = a.length * b.length;
  return product === 0 ? 0 : sharedCount(a, b) / Math.sqrt(product);
}

function shared<T>(a: readonly T[], b: readonly T[]): number {
  if (b.length === 0) return 0;
  let count = 0;
  for (const value of a) if (b.includes(value)) count += 1;
  return count;
}

function apartCount<T>(a: readonly T[], b: readonly T[]): number {
  return a.length + b.length - 2 * shared(a, b);
}

/** Both name some and none in common. */
function differ<T>(a: readonly T[], b: readonly T[]): number {
  return yes(a.length > 0 && b.length > 0 && shared(a, b) === 0);
}

/** A pair is known and has somebody of a third state beside it in the other report. */
function isThird({ outsiders }: Fingerprint, { people }: Fingerprint): boolean {
  return people.length > 1 && lacks(people, outsiders);
}

function lacks<T>(all: readonly T[], some: readonly T[]): boolean {
  return some.some((value) => !all.includes(value));
}

/** Groups of kinds of which both name some and none in common. */
function apartBy(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return 0;
  const groupOf = (form: string) => form.slice(0, form.indexOf(':'));
  const groups = new Set(a.map(groupOf).filter((group) => b.some((one) => groupOf(one) === group)));
  const common = new Set(a.filter((form) => b.includes(form)).map(groupOf));
  return groups.size - common.size;
}

function isSeries(ordinal: string): boolean {
  return ordinal.includes(' ');
}

function seriesClash(a: readonly string[], b: readonly string[]): boolean {
  if (!a.some(isSeries) || !b.some(isSeries)) return false;
  const names = (list: readonly string[]) =>
    list.flatMap((ordinal) => (isSeries(ordinal) ? [ordinal.split(' ')[0]] : []));
  return (
    shared(names(a), names(b)) >
    shared(
      a,
      b.filter((ordinal) => ordinal.includes(' ')),
    )
  );
}

/** Of all that either names the share that both do (Jaccard). */
function overlap<T>(a: readonly T[], b: readonly T[]): number {
  const both = shared(a, b);
  return both === 0 ? 0 : both / (a.length + b.length - both);
}

function upTo(enough: number, count: number): number {
  return Math.min(enough, count) / enough;
}

function yes(holds: boolean): number {
  return holds ? 1 : 0;
}
