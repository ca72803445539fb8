import type { Published } from '../types.ts';

/** First and last day on which something may have happened, as days since 1970-01-01. */
export type Days = { readonly from: number; readonly to: number };

/**
 * The days of the event that a report tells of: its day of publication, moved back to the weekday
 * or the date that its first sentences name where that is at most three days before. A date
 * farther off belongs to something that the report recalls, a later one to what it announces.
 */
export function eventDays(
  published: Published | undefined,
  head: string,
  timeZone: string,
): Days | undefined {
  const days = publicationDays(published, timeZone);
  if (days === undefined || days.from !== days.to) return days;
  const day = dayNamed(head, days.to) ?? days.to;
  return { from: day, to: day };
}

/** The day of the first weekday in a text that is `day` or at most three days before it. */
export function dayNamed(text: string, day: number): number | undefined {
  const today = new Date(day * DAY).getUTCDay();
  for (const [word] of text.toLowerCase().matchAll(WEEKDAY)) {
    const weekday = WEEKDAYS.get(word);
    const back = weekday === undefined ? undefined : (today - weekday + 7) % 7;
    if (back !== undefined && back <= REACH_DAYS) return day - back;
  }
  return undefined;
}

/** Whether the day is known. */
export function isOneDay(days: Days | undefined): days is Days {
  return days !== undefined && days.from === days.to;
}

/** `YYYY-MM-DD` of a day number. */
export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** Days of publication in the zone: one, those of a month, or none where nothing is known. */
export function publicationDays(
  published: Published | undefined,
  timeZone: string,
): Days | undefined {
  if (published === undefined) return undefined;
  if (published.precision === 'month') {
    const [year = 0, month = 1] = published.at.split('-').map(Number);
    return { from: Date.UTC(year, month - 1, 1) / DAY, to: Date.UTC(year, month, 0) / DAY };
  }
  const text =
    published.precision === 'day'
      ? published.at.slice(0, 10)
      : formatterOf(timeZone).format(new Date(published.at));
  const day = Date.parse(`${text}T00:00:00Z`) / DAY;
  return Number.isFinite(day) ? { from: day, to: day } : undefined;
}

const DAY = 86_400_000;

/** A report seldom names a day of its own event that lies farther back than this. */
const REACH_DAYS = 3;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  // Swedish writes dates as ISO 8601 does.
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' });
  formatters.set(timeZone, made);
  return made;
}

/** Sunday is 0, as in `Date`. */
const WEEKDAYS: ReadonlyMap<string, number> = new Map(
  [
    'sunday dimanche domingo sonntag domenica اتوار الأحد रविवार 星期日 周日 星期天 週日 یکشنبه',
    'monday lundi lunes montag lunedì پیر سوموار الاثنين सोमवार 星期一 周一 週一 دوشنبه',
    'tuesday mardi martes dienstag martedì منگل الثلاثاء मंगलवार 星期二 周二 週二 سه‌شنبه',
    'wednesday mercredi miércoles mittwoch mercoledì بدھ الأربعاء बुधवार 星期三 周三 週三 چهارشنبه',
    'thursday jeudi jueves donnerstag giovedì جمعرات الخميس गुरुवार 星期四 周四 週四 پنجشنبه',
    'friday vendredi viernes freitag venerdì جمعہ الجمعة शुक्रवार 星期五 周五 週五 جمعه',
    'saturday samedi sábado samstag sabato ہفتے ہفتہ السبت शनिवार 星期六 周六 週六 شنبه',
  ].flatMap((names, weekday) => names.split(' ').map((name) => [name, weekday] as const)),
);

const WEEKDAY = new RegExp(
  [...WEEKDAYS.keys()]
    .sort((a, b) => b.length - a.length)
    .map((name) => (/[一-鿿]/.test(name) ? name : `(?<![\\p{L}\\p{M}])${name}(?![\\p{L}\\p{M}])`))
    .join('|'),
  'gu',
);
