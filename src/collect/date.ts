import type { Published } from '../types.ts';
import { longDate, monthNumber, zoneMinutes } from './date-names.ts';

/** A date string longer than this is prose. In UTF-16 units. */
const longest = 120;

/**
 * Reads a date as feeds and front matter write it: RFC 822 and its kin (with two-digit years,
 * zone names, month names in several languages), RFC 3339 and the rest of ISO 8601, asctime,
 * `2024年5月21日`, year-first numbers. Without a zone it is UTC, never the machine's local time.
 * `undefined` for what is no date, no real day, or ambiguous such as `05/06/2024`.
 */
export function readDate(text: string): Published | undefined {
  const plain = asciiDigits(text).replace(/\s+/g, ' ').trim();
  if (plain === '' || plain.length > longest) return undefined;
  const moment = fromIso(plain) ?? fromNumbers(plain) ?? fromWords(plain);
  return moment === undefined ? undefined : asPublished(moment, text.trim());
}

type Moment = {
  readonly year: number;
  readonly month: number;
  readonly day?: number | undefined;
  readonly time?: Time | undefined;
};

type Time = {
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  /** East of UTC, in minutes. */
  readonly offset: number;
};

const iso = /^([0-9]{4})-?(0[1-9]|1[0-2])(?:-?([0-9]{2})(?:(?:[Tt ]|, ?)\s?([0-9].*))?)?$/;

function fromIso(text: string): Moment | undefined {
  const [, year, month, day, time] = iso.exec(text) ?? [];
  if (year === undefined || month === undefined) return undefined;
  // Six digits alone are as likely a day with a two-digit year.
  if (day === undefined && !text.includes('-')) return undefined;
  return moment(Number(year), Number(month), day, time);
}

const yearFirst =
  /^([0-9]{4}) ?[-/.年년] ?([0-9]{1,2}) ?[-/.月월] ?([0-9]{1,2}) ?[日일]?,?(?:[T ]? ?(?:[(（]?[星期週周][^ ]*)? ?([0-9].*))?$/;
const dayFirst = /^([0-9]{1,2})[-/.] ?([0-9]{1,2})[-/.] ?([0-9]{4}),?(?:[T ] ?([0-9].*))?$/;

function fromNumbers(text: string): Moment | undefined {
  const [, year, month, day, time] = yearFirst.exec(text) ?? [];
  if (year !== undefined) return moment(Number(year), Number(month), day, time);
  const [, first, second, last, clock] = dayFirst.exec(text) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const a = Number(first);
  const b = Number(second);
  // With dots the day comes first everywhere; with slashes only a number above 12 tells.
  if (/^[0-9]+\./.test(text) || a > 12 || a === b) return moment(Number(last), b, first, clock);
  if (b > 12) return moment(Number(last), a, second, clock);
  return undefined;
}

function fromWords(text: string): Moment | undefined {
  const words = longDate(text);
  if (words === undefined) return undefined;
  const { day, month, year, time } = words;
  const number = monthNumber(month);
  return number === undefined ? undefined : moment(fullYear(year), number, day, time);
}

/** RFC 2822, section 4.3: two digits below 50 belong to this century, three count from 1900. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 3) return year;
  return year < 50 && digits.length < 3 ? 2000 + year : 1900 + year;
}

function moment(
  year: number,
  month: number,
  day: string | undefined,
  time: string | undefined,
): Moment | undefined {
  if (month < 1 || month > 12) return undefined;
  if (day === undefined) return { year, month };
  const number = Number(day);
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (number < 1 || number > last) return undefined;
  return { year, month, day: number, time: time === undefined ? undefined : clock(time) };
}

const clockTime =
  /^([0-9]{1,2})(?:[:.h]([0-9]{1,2})(?:[:.]([0-9]{1,2})(?:[.,][0-9]+)?)?)? ?([AaPp]\.?[Mm]\.?)?(.*)$/;
const packedTime = /^([0-9]{2})([0-9]{2})([0-9]{2})?(?:[.,][0-9]+)?()(.*)$/;

/** `undefined` where it is no time or the zone is unknown: then only the day is told. */
function clock(text: string): Time | undefined {
  const packed = /^[0-9]{4}/.test(text) ? packedTime : clockTime;
  const [, hours, minutes = '0', seconds = '0', half, rest = ''] = packed.exec(text) ?? [];
  if (hours === undefined) return undefined;
  const offset = zoneMinutes(rest);
  if (offset === undefined) return undefined;
  let hour = Number(hours);
  if (half !== undefined && half !== '') {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0);
  }
  const minute = Number(minutes);
  // A leap second, and the 24th hour, are the first moment of what follows.
  const second = Number(seconds);
  if (hour > 24 || minute > 59 || second > 60 || (hour === 24 && minute + second > 0)) {
    return undefined;
  }
  return { hour, minute, second, offset };
}

function asPublished({ year, month, day, time }: Moment, evidence: string): Published | undefined {
  if (year < 1 || year > 9998) return undefined;
  const two = (number: number) => String(number).padStart(2, '0');
  const four = String(year).padStart(4, '0');
  if (day === undefined) {
    return { at: `${four}-${two(month)}`, precision: 'month', from: 'given', evidence };
  }
  if (time === undefined) {
    return { at: `${four}-${two(month)}-${two(day)}`, precision: 'day', from: 'given', evidence };
  }
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  at.setUTCHours(time.hour, time.minute - time.offset, time.second);
  return {
    at: at.toISOString().replace(/\.[0-9]+Z$/, 'Z'),
    precision: 'instant',
    from: 'given',
    evidence,
  };
}

/** Zeros of the decimal digits that newspapers of the region write. */
const zeros = [0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10];

function asciiDigits(text: string): string {
  if (/^[\0-\x7F]*$/.test(text)) return text;
  return text.replace(/\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    const zero = zeros.find((start) => code >= start && code <= start + 9);
    return zero === undefined ? digit : String(code - zero);
  });
}
