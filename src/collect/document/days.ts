import type { DateMention } from './dates.ts';

/** Days are counted since 1970-01-01 in UTC; no clock and no zone comes in. */
export type Day = number;

const MS_PER_DAY = 86_400_000;

export function dayOf(year: number, month: number, day: number): Day {
  return Date.UTC(year, month - 1, day) / MS_PER_DAY;
}

/** From `YYYY-MM-DD`; of `YYYY-MM` and `YYYY` the first day, or the last with `end`. */
export function parseDay(text: string, end = false): Day | undefined {
  const match = /^(?<year>\d{4})(?:-(?<month>\d{2}))?(?:-(?<day>\d{2}))?/.exec(text);
  const { year, month, day } = match?.groups ?? {};
  if (year === undefined) return undefined;
  if (day !== undefined) return dayOf(Number(year), Number(month), Number(day));
  if (!end) return dayOf(Number(year), Number(month ?? 1), 1);
  return month === undefined
    ? dayOf(Number(year), 12, 31)
    : dayOf(Number(year), Number(month) + 1, 0);
}

/** `YYYY-MM-DD`. */
export function formatDay(day: Day): string {
  return new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export function weekdayOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCDay();
}

export function yearOf(day: Day): number {
  return new Date(day * MS_PER_DAY).getUTCFullYear();
}

/** The day that a mention names, where it says day, month and year. */
export function fullDay(date: DateMention): Day | undefined {
  return date.year === undefined || date.month === undefined || date.day === undefined
    ? undefined
    : dayOf(date.year, date.month, date.day);
}

/** The first such weekday on or after a day. */
export function weekdayFrom(day: Day, weekday: number): Day {
  return day + ((weekday - weekdayOf(day) + 7) % 7);
}

/** The last such weekday on or before a day. */
export function weekdayUpTo(day: Day, weekday: number): Day {
  return day - ((weekdayOf(day) - weekday + 7) % 7);
}
