/** Days in the topic's time zone, as texts. */
import type { Published } from './types.ts';

/** `YYYY-MM-DD`, or `YYYY-MM` where no day is known. Sorts as text, a month after its days. */
export type Day = string;

/** The day of a report where the site's readers are; a known day stays that day in every zone. */
export function dayOf(published: Published | undefined, timeZone: string): Day | undefined {
  if (published === undefined) return undefined;
  return published.precision === 'instant' ? zoned(published.at, timeZone).day : published.at;
}

/** The day of a UTC instant. */
export function dayOfInstant(instant: string, timeZone: string): Day {
  return zoned(instant, timeZone).day;
}

/** The Monday of the week of a known day. */
export function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return daysBefore(day, (weekday + 6) % 7);
}

/** The day that lies `days` before another. */
export function daysBefore(day: Day, days: number): Day {
  const date = new Date(`${day.length < 10 ? `${day}-01` : day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
}

type Zoned = { readonly day: Day; readonly time: string };

/** A report's time is shown on many pages, and asking the platform for it is slow. */
const known = new Map<string, Zoned>();
const KNOWN_AT_MOST = 20_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Day and time of a UTC instant in a time zone. */
export function zoned(instant: string, timeZone: string): Zoned {
  const key = `${instant} ${timeZone}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  if (known.size >= KNOWN_AT_MOST) known.clear();
  const found = ask(instant, timeZone);
  known.set(key, found);
  return found;
}

/** Only digits come from the platform: its names of days and months differ between versions. */
function ask(instant: string, timeZone: string): Zoned {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    formats.set(timeZone, format);
  }
  const parts = new Map(format.formatToParts(new Date(instant)).map((p) => [p.type, p.value]));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? '';
  return {
    day: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}
