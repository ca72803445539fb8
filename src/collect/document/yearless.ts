import { addressDate, type Clues, type DatedName, isPlan, ledeDay } from './clues.ts';
import { type DateMention, findDates, findWeekdays } from './dates.ts';
import { type Day, dayOf, parseDay, weekdayOf, yearOf } from './days.ts';
import {
  type Found,
  isBackground,
  isPartial,
  NEAR_DAYS,
  openingOf,
  sentenceAround,
} from './found.ts';

/** `May 21`, `MAR 23`, `Saturday (July 29)`: the year comes from events, other dates or the weekday. */
export function withoutYear(clues: Clues, today: Day): Found | undefined {
  const line = clues.published.find(({ date }) => isPartial(date));
  if (line !== undefined) return placed(line.date, undefined, clues, today, line.evidence);
  const { dateline } = clues;
  if (dateline !== undefined && isPartial(dateline)) {
    return placed(dateline, undefined, clues, today, dateline.text);
  }
  const opening = openingOf(clues);
  const beside = ledeDay(opening);
  if (beside?.date !== undefined && isPartial(beside.date)) {
    const { date, weekday } = beside;
    const said = TOLD.test(opening.slice(0, weekday.start));
    if (said || !isPlan(sentenceAround(opening, date.start))) {
      return placed(date, weekday.weekday, clues, today, `${weekday.text} ${date.text}`);
    }
  }
  if (findWeekdays(clues.lede).length > 0) return undefined;
  const plain = findDates(clues.lede).find(
    (date) =>
      isPartial(date) &&
      !isPlan(sentenceAround(clues.lede, date.start)) &&
      !isBackground(clues.lede, date),
  );
  return plain === undefined ? undefined : placed(plain, undefined, clues, today, plain.text);
}

/** `The spokesman announced on`: the day that follows is that of the telling, whatever is planned. */
const TOLD = /\b(?:announced|said|told|stated|reported)\s+(?:\S+\s){0,2}$/i;

/** Reports are not older than the first web pages of the region's press. */
const FIRST_YEAR = 2008;

function placed(
  date: DateMention,
  weekday: number | undefined,
  clues: Clues,
  today: Day,
  evidence: string,
): Found | undefined {
  if (date.month === undefined || date.day === undefined) return undefined;
  const address = clues.address === undefined ? undefined : addressDate(clues.address);
  const ledeWeekday = findWeekdays(clues.lede)[0]?.weekday;
  const years: { day: Day; score: number; why: string }[] = [];
  for (let year = FIRST_YEAR; year <= yearOf(today); year += 1) {
    const day = dayOf(year, date.month, date.day);
    if (day > today || (weekday !== undefined && weekdayOf(day) !== weekday)) continue;
    const event = nearEvent(day, clues.names);
    const stated = statedYears(clues.text).get(year) ?? 0;
    let score =
      (event === undefined ? 0 : 3) + Math.min(stated, 2) + (address?.year === year ? 3 : 0);
    if (weekday === undefined && ledeWeekday !== undefined) {
      score += weekdayOf(day) === ledeWeekday ? 1 : weekdayOf(day - 1) === ledeWeekday ? 0.75 : 0;
    }
    score -= beforeOffice(day, clues.names);
    years.push({
      day,
      score,
      why:
        event ??
        (address?.year === year
          ? 'the address'
          : stated > 0
            ? 'another date of the text'
            : 'its weekday'),
    });
  }
  years.sort((a, b) => b.score - a.score || b.day - a.day);
  const [best, second] = years;
  if (best === undefined || best.score <= 0 || (second !== undefined && second.score >= best.score))
    return undefined;
  return { day: best.day, from: 'events', evidence: `${evidence}; the year from ${best.why}` };
}

function nearEvent(day: Day, names: readonly DatedName[]): string | undefined {
  const near = names.find((name) => {
    const from =
      name.kind === 'event' && name.from?.length === 10 ? parseDay(name.from) : undefined;
    const to =
      from === undefined ? undefined : (parseDay(name.to ?? name.from ?? '', true) ?? from);
    return (
      from !== undefined && to !== undefined && day >= from - NEAR_DAYS && day <= to + NEAR_DAYS
    );
  });
  return near === undefined ? undefined : `${near.label}, ${near.from}`;
}

/** People who were not yet in office speak against a year. */
function beforeOffice(day: Day, names: readonly DatedName[]): number {
  const early = names.filter((name) => {
    const from = name.from === undefined ? undefined : parseDay(name.from);
    return from !== undefined && from > day + NEAR_DAYS;
  });
  const late = names.filter((name) => {
    const to =
      name.kind !== 'person' || name.to === undefined ? undefined : parseDay(name.to, true);
    return to !== undefined && to < day - NEAR_DAYS;
  });
  return Math.min(early.length, 3) + Math.min(late.length, 2) * 0.5;
}

/** How often the text states each year, in a date or in a name such as `Asian Games 2023`. */
function statedYears(text: string): ReadonlyMap<number, number> {
  const years = new Map<number, number>();
  for (const [digits] of text.matchAll(/(?<![\d$€£.,-])20\d{2}(?![\d,]|\.\d)/g)) {
    const year = Number(digits);
    years.set(year, (years.get(year) ?? 0) + 1);
  }
  return years;
}
