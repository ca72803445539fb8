import { type DateMention, findDates, findWeekdays } from '../collect/document/dates.ts';
import { dayOf, formatDay, parseDay, weekdayUpTo, yearOf } from '../collect/document/days.ts';
import type { Published } from '../types.ts';
import { isBesides } from './besides.ts';
import { chineseNumber } from './figures.ts';

/** First and last day on which something may have happened, as days since 1970-01-01. */
export type Days = {
  readonly from: number;
  readonly to: number;
  /** The likeliest of them, where one was worked out. */
  readonly guess?: number;
};

/**
 * The days of the event that a report tells of: its day of publication, moved back to the weekday,
 * else the date, that its first sentences name where that is at most three days before. Another
 * day there belongs to what the report recalls or announces. A day that was worked out from dated
 * events or weekdays is mostly right but sometimes off by up to two weeks, so that it decides
 * nothing alone.
 */
export function eventDays(
  published: Published | undefined,
  head: string,
  timeZone: string,
): Days | undefined {
  const days = publicationDays(published, timeZone);
  if (days === undefined || published === undefined || !isOneDay(days)) return days;
  const day = dayNamed(head, days.to) ?? dateNamed(head, days.to) ?? days.to;
  if (published.from === 'events' || published.from === 'weekday') {
    return { from: day - GUESS_DAYS, to: day + GUESS_DAYS, guess: day };
  }
  return { from: day, to: day };
}

/** The day of the first weekday in a text that is `day` or at most three days before it. */
export function dayNamed(text: string, day: number): number | undefined {
  return findWeekdays(text)
    .map(({ weekday }) => weekdayUpTo(day, weekday))
    .find((named) => day - named <= REACH_DAYS);
}

/**
 * The day of the first date in a text that is `day` or at most three days before it: `6日` in a
 * report of the 7th. Neither an end of a span, such as a visit, nor the day of what went before.
 */
function dateNamed(head: string, day: number): number | undefined {
  const text = withDigits(head);
  return findDates(text)
    .filter(({ start, end, lastDay }) => lastDay === undefined && !isAside(text, start, end))
    .flatMap((date) => lastSuch(date, day) ?? [])
    .find((named) => named <= day && day - named <= REACH_DAYS);
}

/** `四月二十日` as `4月20日`, so that it is read like the other. */
function withDigits(text: string): string {
  return text.replace(HAN_DAY, (number) => String(chineseNumber(number) ?? number));
}

const HAN_DAY =
  /(?<![\d第期连連近过過每隔一二三四五六七八九十])[一二三四五六七八九十]{1,3}(?=[月日])/gu;

function isAside(text: string, start: number, end: number): boolean {
  return SPAN.test(text.slice(Math.max(0, start - 12), start)) || isBesides(text, start, end);
}

const SPAN =
  /(?:\b(?:from|to|till|until|since|by|before|after|starting)|[自从至到])\s?(?:the\s)?$/iu;

/** The last day up to `day` that a date can mean; its month and year may be missing. */
function lastSuch({ year, month, day: date }: DateMention, day: number): number | undefined {
  if (date === undefined) return undefined;
  const at = new Date(formatDay(day));
  const thisYear = year ?? yearOf(day);
  if (month !== undefined) {
    const found = dayOf(thisYear, month, date);
    return found <= day || year !== undefined ? found : dayOf(thisYear - 1, month, date);
  }
  const found = dayOf(yearOf(day), at.getUTCMonth() + 1, date);
  return found <= day ? found : dayOf(yearOf(day), at.getUTCMonth(), date);
}

/** The days of these dates, as `MM-DD`, each once: the year is often left out. */
export function datesNamed(mentions: readonly DateMention[]): readonly string[] {
  const found = mentions.flatMap(({ month, day, lastDay }) => {
    if (month === undefined || day === undefined) return [];
    const ends = lastDay === undefined ? [day] : [day, lastDay];
    return ends.map((one) => `${two(month)}-${two(one)}`);
  });
  return [...new Set(found)].sort();
}

/** Days of publication in the zone: one, those of a month, or none where nothing is known. */
export function publicationDays(
  published: Published | undefined,
  timeZone: string,
): Days | undefined {
  if (published === undefined) return undefined;
  const at =
    published.precision === 'instant'
      ? formatterOf(timeZone).format(new Date(published.at))
      : published.at;
  const from = parseDay(at);
  const to = parseDay(at, true);
  return from === undefined || to === undefined ? undefined : { from, to };
}

/** Whether the day is known. */
export function isOneDay(days: Days | undefined): days is Days {
  return days !== undefined && days.from === days.to;
}

/** The day, known or worked out. */
export function likeliestDay(days: Days | undefined): number | undefined {
  return days === undefined || days.from === days.to ? days?.from : days.guess;
}

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  return formatDay(day);
}

/** A report seldom names a day of its own event that lies farther back than this. */
const REACH_DAYS = 3;

/** How far off inferred days were on labelled articles, at most. */
const GUESS_DAYS = 15;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  // Swedish writes dates as ISO 8601 does.
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formatters.set(timeZone, made);
  return made;
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
