/**
 * Days and times as pages show them: in the topic's time zone, never more exact than what is known,
 * and never as an age, which would change a page on every run.
 */

import { type Day, dayOf, zoned } from '../../local-day.ts';
import type { DateOrigin, Published } from '../../types.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Where a date comes from, in words that follow it; nothing for a date that the text gives. */
const ORIGINS: Readonly<Record<DateOrigin, string | undefined>> = {
  given: undefined,
  address: 'from the address of the page',
  events: 'inferred from dated events in the text',
  weekday: 'inferred from a weekday in the text',
  text: 'inferred from the text',
  twin: 'from another report of the story',
};

/** `Wednesday 21 May 2025`; `May 2025, day not known`. */
export function longDay(day: Day): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (day.length < 10 || Number.isNaN(date.getTime())) return `${shortDay(day)}, day not known`;
  return `${WEEKDAYS[date.getUTCDay()]} ${shortDay(day)}`;
}

/** `21 May 2025`, or `May 2025`. */
export function shortDay(day: Day): string {
  const [year = '', month = '', date] = day.split('-');
  const name = MONTHS[Number(month) - 1] ?? month;
  return date === undefined ? `${name} ${year}` : `${Number(date)} ${name} ${year}`;
}

/** `21 May`: beside a heading that says the year. */
export function dayInYear(day: Day): string {
  const short = shortDay(day);
  return day.length < 10 ? short : short.slice(0, -5);
}

/** `14:05` where the time is known. */
export function timeOf(published: Published, timeZone: string): string | undefined {
  return published.precision === 'instant' ? zoned(published.at, timeZone).time : undefined;
}

/** `21 May 2025, 14:05`, `21 May 2025` or `May 2025`; `date not known`. */
export function fullDate(published: Published | undefined, timeZone: string): string {
  if (published === undefined) return 'date not known';
  const day = shortDay(dayOf(published, timeZone) ?? published.at);
  const time = timeOf(published, timeZone);
  return time === undefined ? day : `${day}, ${time}`;
}

/** `21 May 2025, 14:05` of a UTC instant. */
export function fullInstant(instant: string, timeZone: string): string {
  const { day, time } = zoned(instant, timeZone);
  return `${shortDay(day)}, ${time}`;
}

/** How the date is known, where the report does not simply give it. */
export function certainty(published: Published | undefined): string | undefined {
  return published === undefined ? undefined : ORIGINS[published.from];
}

/** `UTC+05:00` on the day of an instant: the zone's name alone tells few people the hour. */
export function offsetOf(instant: string, timeZone: string): string {
  const { day, time } = zoned(instant, timeZone);
  const minutes = Math.round(
    (Date.parse(`${day}T${time}:00Z`) - Math.floor(Date.parse(instant) / 60_000) * 60_000) / 60_000,
  );
  const size = Math.abs(minutes);
  const hours = String(Math.floor(size / 60)).padStart(2, '0');
  return `UTC${minutes < 0 ? '−' : '+'}${hours}:${String(size % 60).padStart(2, '0')}`;
}
