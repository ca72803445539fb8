import type { DateOrigin, Published } from '../../types.ts';
import { fromEvent, fromWeekday } from './by-events.ts';
import { addressDate, type Clues, isPlan } from './clues.ts';
import { findDates } from './dates.ts';
import { type Day, dayOf, formatDay, parseDay } from './days.ts';
import { DATELINE_DAYS, type Found, nearest, sentenceAround } from './found.ts';
import { eventMonth, fromPlan } from './plans.ts';
import { settledNames } from './settle.ts';
import { fromAddress, openingDate, pictured, statedDay } from './stated.ts';
import { withoutYear } from './yearless.ts';

/**
 * When a report came out, as exactly as its own words and the dated events of the gazetteer tell;
 * `undefined` where they do not. In this order: what the page states (published line, date mark,
 * dateline), a full date in the lede, the address, a date without a year placed by events, the
 * lede's weekday counted from them. A stated date that the dateline contradicts loses.
 *
 * @param now ISO time: nothing is dated later.
 */
export function datePublished(unsettled: Clues, now: string): Published | undefined {
  const today = (parseDay(now) ?? 0) + 1;
  const clues = { ...unsettled, names: settledNames(unsettled, today) };
  const inTime = (found: Found | undefined) =>
    found !== undefined && found.day <= today ? found : undefined;
  const agreeing = (found: Found | undefined) =>
    found !== undefined && agreesWithDateline(found.day, clues) ? inTime(found) : undefined;
  const found =
    inTime(statedDay(clues)) ??
    inTime(openingDate(clues)) ??
    inTime(fromAddress(clues)) ??
    inTime(withoutYear(clues, today)) ??
    agreeing(fromWeekday(clues, today)) ??
    agreeing(fromEvent(clues, today)) ??
    agreeing(fromPlan(clues, today)) ??
    inTime(pictured(clues));
  if (found !== undefined) {
    return {
      at: formatDay(found.day),
      precision: 'day',
      from: found.from,
      evidence: found.evidence,
    };
  }
  return monthOnly(clues, today);
}

/** `BEIJING, May 31` may be of any year, but no report of it comes out in October. */
function agreesWithDateline(day: Day, { dateline }: Clues, either = 0): boolean {
  const near = dateline === undefined ? undefined : nearest(dateline, day);
  return near === undefined || Math.abs(near - day) <= DATELINE_DAYS + either;
}

/** Only the month is certain: a month mark, an address by month, a visit's days to come. */
function monthOnly(clues: Clues, today: Day): Published | undefined {
  if (clues.stamp?.length === 7) {
    return { at: clues.stamp, precision: 'month', from: 'given', evidence: `date ${clues.stamp}` };
  }
  const address = clues.address === undefined ? undefined : addressDate(clues.address);
  if (address?.year !== undefined && address.month !== undefined) {
    return month(address.year, address.month, 'address', address.text);
  }
  for (const date of findDates(clues.lede)) {
    if (date.year === undefined || date.month === undefined || date.day === undefined) continue;
    const near =
      isPlan(sentenceAround(clues.lede, date.start)) ||
      STARTED.test(clues.lede.slice(0, date.start));
    // Early in a month a plan may have been told in the month before.
    if (near && date.day > EARLY_DAYS && dayOf(date.year, date.month, date.day) <= today + 31) {
      return month(date.year, date.month, 'text', date.text);
    }
  }
  const told = eventMonth(clues, today);
  const first = parseDay(told?.at ?? '');
  return first === undefined || agreesWithDateline(first + MID_MONTH, clues, MID_MONTH)
    ? told
    : undefined;
}

const MID_MONTH = 15;

/** What began or will begin is told in its month; other full dates of a lede are history. */
const STARTED = /\b(?:began|from|starting)\s(?:\S+\s){0,2}$/i;
const EARLY_DAYS = 9;

function month(year: number, number: number, from: DateOrigin, evidence: string): Published {
  return { at: `${year}-${String(number).padStart(2, '0')}`, precision: 'month', from, evidence };
}
