import type { Published } from '../../types.ts';
import { type Clues, type DatedName, isPlan } from './clues.ts';
import { findDates, findWeekdays, type WeekdayMention } from './dates.ts';
import {
  type Day,
  dayOf,
  formatDay,
  fullDay,
  parseDay,
  weekdayFrom,
  weekdayOf,
  weekdayUpTo,
} from './days.ts';
import { type Found, NEAR_DAYS, nearest, OPENING, openingOf, sentenceAround } from './found.ts';

/** A dated event as the text tells of it. */
type Told = {
  readonly label: string;
  readonly from: Day;
  readonly to: Day;
  readonly start: number;
  /** The sentence that tells of it. */
  readonly sentence: string;
  /** Still to come when the report was written. */
  readonly planned: boolean;
};

/** A known day of the text from which a weekday can be counted. */
type Anchor = { readonly day: Day; readonly label: string; readonly event?: Told };

/** The news of an evening comes out within so many days, however many weekdays it names. */
const SAME_NEWS_DAYS = 3;

/**
 * The first such weekday as the opening names on or after the latest thing that the text knows to
 * have happened; the last one before an event that is still to come.
 */
export function fromWeekday(clues: Clues, today: Day): Found | undefined {
  const opening = openingOf(clues);
  const weekdays = findWeekdays(opening);
  const [first] = weekdays;
  const latest = anchorsOf(clues, today).sort((a, b) => b.day - a.day)[0];
  if (latest === undefined || first === undefined) return undefined;
  if (latest.event?.planned === true) return announced(first, latest.event, clues);
  const day = weekdayFrom(latest.day, first.weekday);
  // `A bomb on Sunday night … the embassy said on Monday` came out on Monday.
  const later = weekdays
    .filter((weekday) => !isPlan(sentenceAround(opening, weekday.start)))
    .map((weekday) => ({ weekday, day: weekdayFrom(latest.day, weekday.weekday) }))
    .filter((other) => other.day > day && other.day <= latest.day + SAME_NEWS_DAYS)
    .sort((a, b) => b.day - a.day)[0];
  return {
    day: later?.day ?? day,
    from: 'weekday',
    evidence: `"${(later?.weekday ?? first).text}", the first from ${latest.label}`,
  };
}

/** Of a longer event only the first days are ever named by their weekday. */
const OPENING_DAYS = 3;

/** The day on which a coming event was told, unless the weekday is one of the event's own. */
function announced(first: WeekdayMention, event: Told, clues: Clues): Found | undefined {
  const lastDay = Math.min(event.to, event.from + OPENING_DAYS);
  if (weekdayFrom(event.from, first.weekday) <= lastDay) return undefined;
  const before = isNextMonth(clues) ? firstOfMonth(event.from) - 1 : event.from - 1;
  const day = weekdayUpTo(before, first.weekday);
  return { day, from: 'weekday', evidence: `"${first.text}", the last before ${event.label}` };
}

function isNextMonth(clues: Clues): boolean {
  return /\bnext month\b/i.test(clues.text.slice(0, clues.ledeAt + OPENING));
}

function firstOfMonth(day: Day): Day {
  const [year = 0, month = 1] = formatDay(day).split('-').map(Number);
  return dayOf(year, month, 1);
}

/** Events in the opening or told with their day, and dates of the text whose year is certain. */
function anchorsOf(clues: Clues, today: Day): Anchor[] {
  const events = eventsOf(clues, today);
  const fresh = events.filter((event) => isFresh(event, clues));
  const near = fresh[0]?.from ?? events.find((event) => isDayTold(event, clues.text))?.from;
  const dates = findDates(clues.text).flatMap((date): Anchor[] => {
    if (date.month === undefined || date.day === undefined || date.lastDay !== undefined) return [];
    if (isPlan(sentenceAround(clues.text, date.start))) return [];
    if (
      /\b(?:by|until|till|before)\s$/i.test(
        clues.text.slice(Math.max(0, date.start - 10), date.start),
      )
    )
      return [];
    const day = fullDay(date) ?? (near === undefined ? undefined : nearest(date, near));
    if (day === undefined || day > today) return [];
    if (near !== undefined && Math.abs(day - near) > NEAR_DAYS) return [];
    return [{ day, label: date.text }];
  });
  return [...fresh.map((event) => ({ day: event.from, label: event.label, event })), ...dates];
}

/** Attacks and fighting are never plans, whatever else their sentence foresees. */
const UNPLANNED = /attack|bomb|blast|strike|clash|hijack|shot|abduct|conflict|ceasefire|operation/i;

/** People come back to offices: only an event this long before theirs is certainly history. */
const OFFICE_DAYS = 730;

/**
 * The events that a text tells of, with known days, in the order of the text. Those before the time
 * in office of a person in the text are its history, not its news.
 */
function eventsOf(clues: Clues, today: Day): Told[] {
  const offices = clues.names.flatMap((name) =>
    name.kind === 'person' && name.from !== undefined ? [parseDay(name.from) ?? 0] : [],
  );
  const latestOffice = Math.max(0, ...offices);
  return clues.names.flatMap((name): Told[] => {
    const from = eventDay(name);
    if (from === undefined || from > today || from + OFFICE_DAYS < latestOffice) return [];
    const to = parseDay(name.to ?? '', true) ?? from;
    const sentence = sentenceAround(clues.text, name.start);
    const planned = !UNPLANNED.test(name.label) && isPlan(sentence);
    return [
      { label: `${name.label}, ${name.from}`, from, to, start: name.start, sentence, planned },
    ];
  });
}

function eventDay(name: DatedName): Day | undefined {
  return name.kind === 'event' && name.from?.length === 10 ? parseDay(name.from) : undefined;
}

/** Words that put an event into the past of the story. */
const LONG_AGO =
  /\b(?:since|last (?:year|month|week)|weeks? (?:after|ago|later)|years? ago|months? ago|anniversary|in (?:19|20)\d{2})\b/i;

/** Told in the opening as news, or anywhere with its own weekday or day. */
function isFresh(event: Told, clues: Clues): boolean {
  if (isDayTold(event, event.sentence)) return true;
  if (findWeekdays(event.sentence).some(({ weekday }) => weekday === weekdayOf(event.from)))
    return true;
  return (
    event.start < clues.ledeAt + Math.max(clues.lede.length, OPENING) &&
    !LONG_AGO.test(event.sentence)
  );
}

function isDayTold(event: Told, text: string): boolean {
  return findDates(text).some(
    (date) => date.day !== undefined && nearest(date, event.from) === event.from,
  );
}

/** Words of a report that looks back on the event or forward to it. */
const BESIDE =
  /\b(?:after|follow(?:s|ed|ing)|amid|wake of|ahead of|before|weeks?|days|welcome[ds]?|congratulat\w+)\b/i;

/**
 * No weekday at all, but the lede reports an event of a day or two, or the paragraphs after it do
 * and name nothing later: it came out then.
 */
export function fromEvent(clues: Clues, today: Day): Found | undefined {
  if (LONG_AGO.test(openingOf(clues))) return undefined;
  const end = clues.ledeAt + clues.lede.length;
  const sameDay = /\b(?:hours after|this morning|today)\b/i.test(clues.text.slice(0, end));
  const events = [...eventsOf(clues, today)].sort((a, b) => b.from - a.from);
  const isNews = ({ from, to, planned, sentence }: Told) =>
    to - from <= 1 && !planned && (sameDay || (!BESIDE.test(sentence) && isReported(sentence)));
  const latest = events.find(({ start }) => start < clues.ledeAt + OPENING);
  const event =
    events.find((other) => other.start < end && isNews(other)) ??
    (latest !== undefined && isNews(latest) ? latest : undefined);
  return event === undefined
    ? undefined
    : { day: event.from, from: 'events', evidence: event.label };
}

/** Tells what was done; an opinion names an event in the present. Other scripts are not judged. */
function isReported(sentence: string): boolean {
  return (
    !/\p{Script=Latin}{4}/u.test(sentence) ||
    /\b(?:has|have|had|was|were|met|held|\p{Ll}{3,}ed|a|ont)\b/u.test(sentence)
  );
}

/** Plans for the first days of a month were as likely told in the month before. */
const EARLY_DAYS = 9;

/** The month of the latest event in the opening that lies within one. */
export function eventMonth(clues: Clues, today: Day): Published | undefined {
  const event = eventsOf(clues, today)
    .filter(
      ({ start, from, to }) =>
        start < clues.ledeAt + OPENING && firstOfMonth(from) === firstOfMonth(to),
    )
    .filter(
      ({ sentence }) =>
        !LONG_AGO.test(sentence) &&
        !/\b(?:after|follow(?:s|ed|ing)|amid|wake of)\b/i.test(sentence),
    )
    .sort((a, b) => b.from - a.from)[0];
  if (event === undefined) return undefined;
  const early = event.from - firstOfMonth(event.from) < EARLY_DAYS;
  if (event.planned && early && !isNextMonth(clues)) return undefined;
  const day = event.planned && isNextMonth(clues) ? firstOfMonth(event.from) - 1 : event.from;
  return {
    at: formatDay(day).slice(0, 7),
    precision: 'month',
    from: 'events',
    evidence: event.label,
  };
}
