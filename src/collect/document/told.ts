import { type Clues, type DatedName, isPlan } from './clues.ts';
import { findDates, findWeekdays } from './dates.ts';
import { type Day, formatDay, parseDay, weekdayOf } from './days.ts';
import { NEAR_DAYS, nearest, OPENING, sentenceAround } from './found.ts';

/** A dated event as the text tells of it. */
export type Told = {
  readonly label: string;
  readonly from: Day;
  readonly to: Day;
  readonly start: number;
  /** The sentence that tells of it, and the words right around its name. */
  readonly sentence: string;
  readonly beside: string;
  /** Violence, which nobody plans in public. */
  readonly sudden: boolean;
  /** Still to come when the report was written. */
  readonly planned: boolean;
};

/** Attacks and fighting are never plans, whatever else their sentence foresees. */
const SUDDEN = /attack|bomb|blast|strike|clash|hijack|shot|abduct|conflict|ceasefire|operation/i;

/** Of a year that is kept for months people talk before and after its day. */
const KEPT = /anniversary/i;

/** `Two years after …`, `… last month`: so near stand the words that make an event history. */
const AROUND = 60;

/** People come back to offices: only an event this long before theirs is certainly history. */
const OFFICE_DAYS = 730;

/**
 * The events that a text tells of, with known days, in the order of the text. Those before the time
 * in office of a person in the text are its history, not its news.
 */
export function eventsOf(clues: Clues, today: Day): Told[] {
  const offices = clues.names.flatMap((name) =>
    name.kind === 'person' && name.from !== undefined ? [parseDay(name.from) ?? 0] : [],
  );
  const latestOffice = Math.max(0, ...offices);
  return clues.names.flatMap((name): Told[] => {
    const from = eventDay(name);
    if (from === undefined || from > today || from + OFFICE_DAYS < latestOffice) return [];
    const to = parseDay(name.to ?? '', true) ?? from;
    const sentence = sentenceAround(clues.text, name.start);
    const sudden = SUDDEN.test(name.label);
    const planned = !sudden && isPlan(sentence);
    if (isOfOtherDays(planned ? `${sentence} ${clues.lede}` : sentence, from, to)) return [];
    const beside = around(clues.text, name);
    const label = `${name.label}, ${name.from}`;
    return [{ label, from, to, start: name.start, sentence, beside, sudden, planned }];
  });
}

/** What tells of it names days and months, and none is of those days: it is a later such event. */
function isOfOtherDays(sentence: string, from: Day, to: Day): boolean {
  const dates = findDates(sentence);
  const days = dates.flatMap((date) => nearest(date, from) ?? []);
  if (days.length > 0) {
    return days.every((day) => day < from - NEAR_DAYS || day > to + NEAR_DAYS);
  }
  const numbers = dates.flatMap(({ year, month, day }) =>
    (year ?? month ?? day) === day ? (day ?? []) : [],
  );
  return (
    numbers.length > 0 && !numbers.some((number) => isWithin(number, from - 2, to + NEWS_DAYS))
  );
}

/** `5日` of a report that comes out so many days after what it tells of. */
const NEWS_DAYS = 4;

/** Whether a day of these is that of its month. */
function isWithin(number: number, from: Day, to: Day): boolean {
  for (let day = from; day <= Math.min(to, from + 31); day += 1) {
    if (Number(formatDay(day).slice(8)) === number) return true;
  }
  return false;
}

/** A name with the words right around it that stand in its sentence. */
function around(text: string, { start, end }: DatedName): string {
  const before = text.slice(Math.max(0, start - AROUND), start).split(/[.!?。।۔\n]\s/u);
  const after = text.slice(end, end + AROUND).split(/[.!?。।۔\n]\s/u);
  return `${before.at(-1)}${text.slice(start, end)}${after[0]}`;
}

function eventDay(name: DatedName): Day | undefined {
  return name.kind === 'event' && name.from?.length === 10 ? parseDay(name.from) : undefined;
}

/** Words that put an event into the past of the story. */
export const LONG_AGO =
  /\b(?:since|last (?:year|month|week)|weeks? (?:after|ago|later)|years? ago|months? ago|anniversary of|in (?:19|20)\d{2})\b/i;

/** Told in the opening as news, or anywhere with its own weekday or day. */
export function isFresh(event: Told, clues: Clues): boolean {
  if (isDayTold(event, event.sentence)) return true;
  if (KEPT.test(event.label)) return false;
  if (findWeekdays(event.sentence).some(({ weekday }) => weekday === weekdayOf(event.from)))
    return true;
  return (
    event.start < clues.ledeAt + Math.max(clues.lede.length, OPENING) &&
    !LONG_AGO.test(event.beside)
  );
}

export function isDayTold(event: Told, text: string): boolean {
  return findDates(text).some(
    (date) => date.day !== undefined && nearest(date, event.from) === event.from,
  );
}
