import { addressDate, type Clues, isPlan } from './clues.ts';
import { type DateMention, findDates, findWeekdays } from './dates.ts';
import { type Day, formatDay, fullDay, parseDay, weekdayFrom } from './days.ts';
import {
  DATELINE_DAYS,
  type Found,
  isBackground,
  nearest,
  openingOf,
  sentenceAround,
} from './found.ts';

/** Header dates and published lines come from crawlers and clocks too: this far apart is doubt. */
const SAME_STORY_DAYS = 2;

/**
 * The day that the page states: its published line, the mark in front, a dateline with its year. A
 * header that the dateline contradicts loses; of two headers the one that more of the text bears out
 * wins.
 */
export function statedDay(clues: Clues): Found | undefined {
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

/** A full date in the opening that is neither a plan nor history. */
export function openingDate(clues: Clues): Found | undefined {
  const opening = openingOf(clues);
  for (const date of findDates(opening)) {
    const day = fullDay(date);
    if (day === undefined || date.lastDay !== undefined) continue;
    if (isPlan(sentenceAround(opening, date.start))) continue;
    if (isBackground(opening, date)) continue;
    return { day, from: 'text', evidence: date.text };
  }
  return undefined;
}

/** The day in the path of the address. */
export function fromAddress(clues: Clues): Found | undefined {
  const date = clues.address === undefined ? undefined : addressDate(clues.address);
  const day = date === undefined ? undefined : fullDay(date);
  return day === undefined || date === undefined
    ? undefined
    : { day, from: 'address', evidence: date.text };
}

/** A photo or a post embedded in the story, whose weekday is that of the lede. */
export function pictured(clues: Clues): Found | undefined {
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
