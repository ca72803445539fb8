import { monthByName, weekdayByName } from './calendar.ts';

/** A calendar date in a text. Month and year may be missing; offsets are UTF-16. */
export type DateMention = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly year?: number;
  readonly month?: number;
  readonly day?: number;
  /** Last day of a range such as `May 13-16`. */
  readonly lastDay?: number;
};

/** A weekday in a text, with the day of the month where it stands beside it: `Tuesday (23)`. */
export type WeekdayMention = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** 0 is Sunday. */
  readonly weekday: number;
  readonly day?: number;
};

/**
 * Finds the calendar dates of a text in the notations of news: ISO, `21st May, 2025`,
 * `May 21, 2025`, `21.05.2025`, `2025年5月21日`, `29 دسمبر 2016ء`, `May11'25`, ranges, and the same
 * without a year. Numeric dates count the day first unless that is impossible. In order, without
 * overlaps, impossible days left out.
 */
export function findDates(text: string): readonly DateMention[] {
  const plain = latinDigits(text.slice(0, SEARCHED));
  const found: DateMention[] = [];
  for (const span of spansWithDigits(plain)) {
    if (found.length >= MOST) break;
    found.push(...datesIn(plain, span, text));
  }
  return found;
}

/** What stands further down than this, or behind so many other dates, dates no story. */
const SEARCHED = 20_000;
const MOST = 100;

type Span = { readonly start: number; readonly end: number };

function datesIn(plain: string, span: Span, text: string): DateMention[] {
  const part = plain.slice(span.start, span.end);
  const taken: DateMention[] = [];
  for (const { pattern, read } of NOTATIONS) {
    for (const match of part.matchAll(pattern)) {
      if (taken.length >= MOST) break;
      const start = span.start + match.index;
      const end = start + match[0].length;
      if (taken.some((other) => start < other.end && end > other.start)) continue;
      const date = read(match.groups ?? {});
      if (date !== undefined && possible(date)) {
        taken.push({ ...date, start, end, text: text.slice(start, end).trim() });
      }
    }
  }
  return taken.sort((a, b) => a.start - b.start);
}

/** No notation reaches further from its digits. In UTF-16 units. */
const REACH = 30;

/** The parts of a text in which dates can be: most of a story has no digit at all. */
function spansWithDigits(text: string): Span[] {
  const spans: { start: number; end: number }[] = [];
  for (const match of text.matchAll(/\d+/g)) {
    const start = Math.max(0, match.index - REACH);
    const end = Math.min(text.length, match.index + match[0].length + REACH);
    const last = spans.at(-1);
    if (last !== undefined && start <= last.end) last.end = end;
    else spans.push({ start, end });
  }
  return spans;
}

/** Finds weekday names; `Thursdays` and `Friday's` count, `Mondayish` does not. In order. */
export function findWeekdays(text: string): readonly WeekdayMention[] {
  const plain = latinDigits(text.slice(0, SEARCHED));
  const found = [...plain.matchAll(WORD)].flatMap((match): WeekdayMention[] => {
    const weekday =
      weekdayByName.get(match[0].toLowerCase().replace(/s$/, '')) ??
      weekdayByName.get(match[0].toLowerCase());
    if (WEEK.test(match[0]) && !ON_DAY.test(plain.slice(match.index + match[0].length))) return [];
    return weekday === undefined ? [] : [{ ...place(text, match.index, match[0].length), weekday }];
  });
  for (const match of plain.matchAll(HAN_WEEKDAY)) {
    const weekday = weekdayByName.get(match[0]);
    if (weekday !== undefined)
      found.push({ ...place(text, match.index, match[0].length), weekday });
  }
  return found.map((mention) => withDay(mention, plain)).sort((a, b) => a.start - b.start);
}

function place(text: string, start: number, length: number) {
  return { start, end: start + length, text: text.slice(start, start + length) };
}

/** `Tuesday (23)`: the day of the month right behind. */
function withDay(mention: WeekdayMention, plain: string): WeekdayMention {
  const match = /^\s?\((?<day>\d{1,2})\)/.exec(plain.slice(mention.end, mention.end + 6));
  const day = Number(match?.groups?.day ?? 0);
  return match === null || day < 1 || day > 31
    ? mention
    : { ...mention, end: mention.end + match[0].length, day };
}

const WORD = /(?<![\p{L}\p{M}])[\p{L}\p{M}\u200c]{3,12}(?![\p{L}\p{M}])/gu;
/** In Urdu Saturday and week are one word: it is the day where a date or "on" follows. */
const WEEK = /^ہفت[ہے]$/;
const ON_DAY = /^[\s،,]{1,2}(?:\d|کو|کے\s(?:روز|دن)|کی\s(?:صبح|شام|رات|شب))/u;
const HAN_WEEKDAY = /(?:星期[日天一二三四五六]|[周週][日一二三四五六])/g;

/** Eastern Arabic, Persian and Devanagari digits as Latin ones; offsets stay the same. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f]/g, (digit) =>
    String((digit.charCodeAt(0) - (digit >= '\u0966' ? 0x966 : 0)) & 0xf),
  );
}

type Parts = Omit<DateMention, 'start' | 'end' | 'text'>;
type Groups = Record<string, string | undefined>;

const MONTH = [...monthByName.keys()].sort((a, b) => b.length - a.length).join('|');
/** The more a notation says, the earlier it stands: the first to claim a place keeps it. */
const NOTATIONS: readonly { pattern: RegExp; read: (groups: Groups) => Parts | undefined }[] = [
  {
    pattern:
      /(?<!\d)(?<year>(?:19|20)\d{2})(?<sep>[-/.])(?<month>\d{1,2})\k<sep>(?<day>\d{1,2})(?!\d)/gu,
    read: numbers,
  },
  {
    pattern:
      /(?<!\d)(?<day>\d{1,2})(?<sep>[-/.])(?<month>\d{1,2})\k<sep>(?<year>(?:19|20)\d{2})(?!\d)/gu,
    read: dayFirst,
  },
  {
    pattern:
      /(?:(?<year>(?:19|20)\d{2})\s?年\s?)?(?<month>\d{1,2})\s?月\s?(?<day>\d{1,2})(?:\s?日)?(?:\s?[至-]\s?(?<lastDay>\d{1,2})\s?日)?/gu,
    read: numbers,
  },
  { pattern: /(?<year>(?:19|20)\d{2})\s?年\s?(?<month>\d{1,2})\s?月/gu, read: numbers },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\d])(?<name>${MONTH})\\.?\\s{0,3}(?<day>\\d{1,2})(?!\\d)(?:st|nd|rd|th)?` +
        `(?:\\s?(?:-|–|to|and|/)\\s?(?<lastDay>\\d{1,2})(?!\\d)(?:st|nd|rd|th)?)?` +
        `(?:\\s?,?\\s{0,3}(?<year>(?:19|20)\\d{2})(?!\\d)|['’](?<short>\\d{2})(?!\\d))?`,
      'giu',
    ),
    read: named,
  },
  {
    pattern: new RegExp(
      `(?<![\\d.,$€£])(?<day>\\d{1,2})(?:st|nd|rd|th|er|º)?` +
        `(?:\\s?(?:-|–|to|and|سے|से)\\s?(?<lastDay>\\d{1,2})(?:st|nd|rd|th)?)?` +
        `[\\s-]{0,2}(?:of\\s|de\\s|di\\s)?(?<name>${MONTH})(?!\\p{L})\\.?(?:\\s?[,،-]?\\s{0,3}(?:de\\s)?(?<year>(?:19|20)\\d{2})(?!\\d))?`,
      'giu',
    ),
    read: named,
  },
  {
    pattern: new RegExp(
      `(?<![\\p{L}\\d])(?<name>${MONTH})(?!\\p{L})\\.?,?\\s{0,3}(?:of\\s|de\\s)?(?<year>(?:19|20)\\d{2})(?!\\d)`,
      'giu',
    ),
    read: named,
  },
  { pattern: /(?<![\d年月至-])(?<day>\d{1,2})\s?日(?!本)/gu, read: numbers },
];

function numbers(groups: Groups): Parts {
  return parts(number(groups.year), number(groups.month), groups);
}

function dayFirst(groups: Groups): Parts {
  const [day, month] = [number(groups.day) ?? 0, number(groups.month) ?? 0];
  return month > 12
    ? parts(number(groups.year), day, { day: String(month) })
    : parts(number(groups.year), month, groups);
}

function named(groups: Groups): Parts | undefined {
  const month = monthByName.get((groups.name ?? '').toLowerCase());
  if (month === undefined) return undefined;
  const short = number(groups.short);
  return parts(
    number(groups.year) ?? (short === undefined ? undefined : 2000 + short),
    month,
    groups,
  );
}

function parts(year: number | undefined, month: number | undefined, groups: Groups): Parts {
  const day = number(groups.day);
  const lastDay = number(groups.lastDay);
  return {
    ...(year === undefined ? {} : { year }),
    ...(month === undefined ? {} : { month }),
    ...(day === undefined ? {} : { day }),
    ...(day !== undefined && lastDay !== undefined && lastDay > day ? { lastDay } : {}),
  };
}

function number(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function possible(date: Parts): boolean {
  if (date.month !== undefined && (date.month < 1 || date.month > 12)) return false;
  if (date.day === undefined) return date.month !== undefined;
  // A leap year stands in where the year is unknown.
  const longest = new Date(Date.UTC(date.year ?? 2024, date.month ?? 1, 0)).getUTCDate();
  return date.day >= 1 && date.day <= longest;
}
