import type { DateOrigin, Published } from '../../types.ts';
import { addressDate, type Clues, type DatedName, ledeDay, PLANNED } from './clues.ts';
import { type DateMention, findDates, findWeekdays } from './dates.ts';
import {
  type Day,
  dayOf,
  formatDay,
  fullDay,
  parseDay,
  weekdayFrom,
  weekdayOf,
  weekdayUpTo,
  yearOf,
} from './days.ts';

/** A day with the words that say it, on its way to becoming `Published`. */
type Found = { readonly day: Day; readonly from: DateOrigin; readonly evidence: string };

/**
 * When a report came out, as exactly as its own words and the dated events of the gazetteer tell;
 * `undefined` where they do not. In this order: what the page states (published line, date mark,
 * dateline), a full date in the lede, the address, a date without a year placed by events, the
 * lede's weekday counted from them. A stated date that the dateline contradicts loses.
 *
 * @param now ISO time: nothing is dated later.
 */
export function datePublished(clues: Clues, now: string): Published | undefined {
  const today = (parseDay(now) ?? 0) + 1;
  const inTime = (found: Found | undefined) =>
    found !== undefined && found.day <= today ? found : undefined;
  const found =
    inTime(statedDay(clues)) ??
    inTime(openingDate(clues)) ??
    inTime(fromAddress(clues)) ??
    inTime(withoutYear(clues, today)) ??
    inTime(fromWeekday(clues, today)) ??
    inTime(fromEvent(clues)) ??
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

/** Header dates and published lines come from crawlers and clocks too: this far apart is doubt. */
const SAME_STORY_DAYS = 2;
/** A report follows its dateline by at most so many days. */
const DATELINE_DAYS = 7;

function statedDay(clues: Clues): Found | undefined {
  const stamp = clues.stamp?.length === 10 ? parseDay(clues.stamp) : undefined;
  const stamped: Found | undefined =
    stamp === undefined
      ? undefined
      : { day: stamp, from: 'given', evidence: `date ${clues.stamp}` };
  const line = clues.published.find(({ date }) => fullDay(date) !== undefined);
  const lined = line === undefined ? undefined : given(line.date, line.evidence);
  const dateline =
    clues.dateline === undefined ? undefined : given(clues.dateline, clues.dateline.text);
  if (stamped !== undefined && lined !== undefined) {
    if (Math.abs(stamped.day - lined.day) <= SAME_STORY_DAYS) return lined;
    return support(stamped.day, clues) > support(lined.day, clues) ? stamped : lined;
  }
  const header = lined ?? stamped;
  if (header !== undefined) return correctedByDateline(header, clues) ?? header;
  return dateline ?? confirmedClock(clues);
}

function given(date: DateMention, evidence: string): Found | undefined {
  const day = fullDay(date);
  return day === undefined ? undefined : { day, from: 'given', evidence };
}

/** What else in the text agrees with a day. */
function support(day: Day, clues: Clues): number {
  let score = 0;
  const dateline = clues.dateline === undefined ? undefined : nearest(clues.dateline, day);
  if (dateline !== undefined)
    score += day - dateline >= -1 && day - dateline <= DATELINE_DAYS ? 2 : -2;
  for (const clock of clues.clocks) {
    const other = fullDay(clock.date);
    if (other !== undefined && Math.abs(other - day) <= 1) score += 0.5;
  }
  for (const name of clues.names) {
    const from = name.from === undefined ? undefined : parseDay(name.from);
    if (from !== undefined && from > day + 30) score -= 1;
  }
  for (const date of findDates(clues.lede)) {
    const other = nearest(date, day);
    if (other !== undefined && Math.abs(other - day) <= DATELINE_DAYS) score += 0.5;
  }
  return score;
}

/** The dateline's day in the year that brings it closest to a day. */
function nearest(date: DateMention, day: Day): Day | undefined {
  if (date.month === undefined || date.day === undefined) return undefined;
  if (date.year !== undefined) return dayOf(date.year, date.month, date.day);
  const year = yearOf(day);
  const { month, day: number } = date;
  return [year - 1, year, year + 1]
    .map((other) => dayOf(other, month, number))
    .sort((a, b) => Math.abs(a - day) - Math.abs(b - day))[0];
}

/** A report is not older than its dateline and rarely more than days younger. */
function correctedByDateline(header: Found, clues: Clues): Found | undefined {
  const { dateline } = clues;
  if (dateline === undefined) return undefined;
  const day = nearest(dateline, header.day);
  if (day === undefined) return undefined;
  const late = header.day - day;
  if (late >= -1 && late <= DATELINE_DAYS) return undefined;
  if (dateline.year !== undefined || Math.abs(late) <= 60) {
    return {
      day,
      from: 'given',
      evidence: `${dateline.text} (the header says ${formatDay(header.day)})`,
    };
  }
  return undefined;
}

/** A page's clock shows the day of the visit: believed only where something else names that day. */
function confirmedClock(clues: Clues): Found | undefined {
  const days = clues.clocks.flatMap(({ date, evidence }) => {
    const day = fullDay(date);
    return day === undefined ? [] : [{ day, evidence }];
  });
  const others = findDates(clues.text);
  const confirmed = days.find(({ day }, index) => {
    if (days.some((other, at) => at !== index && Math.abs(other.day - day) <= 1)) return true;
    return others.some((date) => {
      const near = nearest(date, day);
      return near !== undefined && day - near >= 0 && day - near <= SAME_STORY_DAYS;
    });
  });
  return confirmed === undefined ? undefined : { ...confirmed, from: 'given' };
}

/** How far into a story a full date may still be the day of what it reports. */
const OPENING = 600;

/** A full date in the opening that is neither a plan nor history. */
function openingDate(clues: Clues): Found | undefined {
  const opening = clues.text.slice(
    clues.ledeAt,
    clues.ledeAt + Math.max(OPENING, clues.lede.length),
  );
  for (const date of findDates(opening)) {
    const day = fullDay(date);
    if (day === undefined || date.lastDay !== undefined) continue;
    if (PLANNED.test(sentenceAround(opening, date.start))) continue;
    if (BACKGROUND.test(opening.slice(Math.max(0, date.start - 30), date.start))) continue;
    return { day, from: 'text', evidence: date.text };
  }
  return undefined;
}

const BACKGROUND =
  /\b(?:since|after|following|until|till|before|by|from|of the|began|depuis|après)\s(?:\S+\s){0,3}$/i;

function sentenceAround(text: string, at: number): string {
  const before = text.slice(0, at).search(/[.!?。।۔][^.!?。।۔]*$/u);
  const after = text.slice(at).search(/[.!?。।۔](?:\s|$)/u);
  return text.slice(Math.max(before, 0), after < 0 ? text.length : at + after);
}

function fromAddress(clues: Clues): Found | undefined {
  const date = clues.address === undefined ? undefined : addressDate(clues.address);
  const day = date === undefined ? undefined : fullDay(date);
  return day === undefined || date === undefined
    ? undefined
    : { day, from: 'address', evidence: date.text };
}

/** `May 21`, `MAR 23`, `Saturday (July 29)`: the year comes from events, other dates or the weekday. */
function withoutYear(clues: Clues, today: Day): Found | undefined {
  const line = clues.published.find(
    ({ date }) => date.month !== undefined && date.day !== undefined,
  );
  const beside = ledeDay(clues.lede);
  if (line !== undefined) return placed(line.date, undefined, clues, today, line.evidence);
  const { dateline } = clues;
  if (dateline?.month !== undefined)
    return placed(dateline, undefined, clues, today, dateline.text);
  if (beside?.date?.month !== undefined && beside.date.lastDay === undefined) {
    if (
      !PLANNED.test(sentenceAround(clues.lede, beside.date.start)) ||
      /\b(?:announced|said|told|stated)\s+(?:\S+\s){0,2}$/i.test(
        clues.lede.slice(0, beside.weekday.start),
      )
    ) {
      return placed(
        beside.date,
        beside.weekday.weekday,
        clues,
        today,
        `${beside.weekday.text} ${beside.date.text}`,
      );
    }
  }
  const plain = findDates(clues.lede).find(
    (date) =>
      date.year === undefined &&
      date.month !== undefined &&
      date.day !== undefined &&
      date.lastDay === undefined &&
      !PLANNED.test(sentenceAround(clues.lede, date.start)) &&
      !BACKGROUND.test(clues.lede.slice(Math.max(0, date.start - 30), date.start)),
  );
  if (plain === undefined || findWeekdays(clues.lede).length > 0) return undefined;
  return placed(plain, undefined, clues, today, plain.text);
}

/** Reports are not older than the first web pages of the region's press. */
const FIRST_YEAR = 2008;
/** Within so many days an event and a date without a year are taken to be of one story. */
const NEAR_DAYS = 60;

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

/** A known day in the text from which the lede's weekday can be counted. */
type Anchor = { readonly day: Day; readonly label: string; readonly planned: boolean };

/**
 * The first such weekday on or after the latest thing that the text knows to have happened; the
 * last one before an event that is still to come.
 */
function fromWeekday(clues: Clues, today: Day): Found | undefined {
  const first =
    findWeekdays(clues.lede)[0] ?? findWeekdays(clues.text.slice(0, clues.ledeAt + OPENING))[0];
  if (first === undefined) return undefined;
  const anchors = anchorsOf(clues, today);
  const latest = anchors.sort((a, b) => b.day - a.day)[0];
  if (latest === undefined) return undefined;
  const day = latest.planned
    ? weekdayUpTo(latest.day - 1, first.weekday)
    : weekdayFrom(latest.day, first.weekday);
  const count = latest.planned ? 'the last before' : 'the first from';
  return { day, from: 'weekday', evidence: `"${first.text}", ${count} ${latest.label}` };
}

/** Events in the opening or told with their day, and dates of the text whose year is certain. */
function anchorsOf(clues: Clues, today: Day): Anchor[] {
  const events = clues.names.flatMap((name) => eventAnchor(name, clues, today));
  const near = events[0]?.day ?? nearestTold(clues);
  const dates = findDates(clues.text).flatMap((date): Anchor[] => {
    if (date.month === undefined || date.day === undefined || date.lastDay !== undefined) return [];
    const sentence = sentenceAround(clues.text, date.start);
    if (
      PLANNED.test(sentence) ||
      /\b(?:by|until|till|before)\s$/i.test(clues.text.slice(0, date.start))
    )
      return [];
    const day = fullDay(date) ?? (near === undefined ? undefined : nearest(date, near));
    if (
      day === undefined ||
      day > today ||
      (near !== undefined && Math.abs(day - near) > NEAR_DAYS)
    )
      return [];
    return [{ day, label: date.text, planned: false }];
  });
  return [...events, ...dates];
}

/** Words that put an event into the past of the story. */
const LONG_AGO =
  /\b(?:since|last (?:year|month)|years? ago|months? ago|anniversary|in (?:19|20)\d{2})\b/i;

function eventAnchor(name: DatedName, clues: Clues, today: Day): Anchor[] {
  const from = name.kind === 'event' && name.from?.length === 10 ? parseDay(name.from) : undefined;
  if (from === undefined || from > today) return [];
  const sentence = sentenceAround(clues.text, name.start);
  const told =
    findWeekdays(sentence).some((weekday) => weekday.weekday === weekdayOf(from)) ||
    findDates(sentence).some((date) => date.day !== undefined && nearest(date, from) === from);
  const opening = name.start < clues.ledeAt + Math.max(clues.lede.length, OPENING);
  if (!told && (!opening || LONG_AGO.test(sentence))) return [];
  const label = `${name.label}, ${name.from}`;
  return [{ day: from, label, planned: PLANNED.test(sentence) }];
}

/** An event told anywhere with a day of the text: it places the year of the text's other days. */
function nearestTold(clues: Clues): Day | undefined {
  for (const name of clues.names) {
    const from =
      name.kind === 'event' && name.from?.length === 10 ? parseDay(name.from) : undefined;
    if (from === undefined) continue;
    if (
      findDates(clues.text).some((date) => date.day !== undefined && nearest(date, from) === from)
    )
      return from;
  }
  return undefined;
}

/** No day at all, but the opening reports a dated event of a day or two: it came out then. */
function fromEvent(clues: Clues): Found | undefined {
  const end = clues.ledeAt + clues.lede.length;
  const events = clues.names.filter(
    (name) => name.kind === 'event' && name.from?.length === 10 && name.start < end,
  );
  for (const event of events.sort((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))) {
    const sentence = sentenceAround(clues.text, event.start);
    const from = parseDay(event.from ?? '');
    const to = parseDay(event.to ?? event.from ?? '', true);
    if (from === undefined || to === undefined || to - from > 1) continue;
    if (PLANNED.test(sentence) || LONG_AGO.test(sentence)) continue;
    if (
      /\b(?:after|following|amid|wake of|ahead of|before|weeks?|days)\b/i.test(sentence) &&
      !/\b(?:hours after|this morning|today)\b/i.test(clues.text.slice(0, end))
    )
      continue;
    return { day: from, from: 'events', evidence: `${event.label}, ${event.from}` };
  }
  return undefined;
}

/** A photo or a post embedded in the story, whose weekday is that of the lede. */
function pictured(clues: Clues): Found | undefined {
  const first = findWeekdays(clues.lede)[0];
  for (const date of [...clues.images, ...clues.captions, ...clues.posts]) {
    const day = fullDay(date);
    if (day === undefined) continue;
    if (first === undefined) return { day, from: 'text', evidence: date.text };
    return {
      day: weekdayFrom(day, first.weekday),
      from: 'weekday',
      evidence: `"${first.text}" from ${date.text} on`,
    };
  }
  return undefined;
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
    if (date.year === undefined || date.month === undefined) continue;
    const day = dayOf(date.year, date.month, date.day ?? 1);
    // Early in a month a plan may have been told in the month before.
    if (day <= today && (date.day === undefined || date.day > 9)) {
      return month(date.year, date.month, 'text', date.text);
    }
  }
  return eventMonth(clues);
}

/** The month of an event in the opening that lies within one. */
function eventMonth(clues: Clues): Published | undefined {
  for (const name of clues.names) {
    const [from, to] = [name.from?.slice(0, 7), (name.to ?? name.from)?.slice(0, 7)];
    if (name.kind !== 'event' || from?.length !== 7 || from !== to) continue;
    if (name.start > clues.ledeAt + clues.lede.length) continue;
    const sentence = sentenceAround(clues.text, name.start);
    if (
      LONG_AGO.test(sentence) ||
      (PLANNED.test(sentence) && Number(name.from?.slice(8, 10) ?? 1) < 10)
    )
      continue;
    if (/\b(?:after|following|amid|wake of)\b/i.test(sentence)) continue;
    return {
      at: from,
      precision: 'month',
      from: 'events',
      evidence: `${name.label}, ${name.from}`,
    };
  }
  return undefined;
}

function month(year: number, number: number, from: DateOrigin, evidence: string): Published {
  return { at: `${year}-${String(number).padStart(2, '0')}`, precision: 'month', from, evidence };
}
