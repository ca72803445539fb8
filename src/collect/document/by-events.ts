import { type Clues, DONE, isPlan } from './clues.ts';
import { findDates, findWeekdays, type WeekdayMention } from './dates.ts';
import { type Day, fullDay, weekdayFrom } from './days.ts';
import { type Found, NEAR_DAYS, nearest, OPENING, openingOf, sentenceAround } from './found.ts';
import { announced } from './plans.ts';
import { eventsOf, isDayTold, isFresh, LONG_AGO, type Told } from './told.ts';

/** A known day of the text from which a weekday can be counted. */
type Anchor = {
  readonly day: Day;
  readonly label: string;
  readonly start: number;
  readonly event?: Told;
};

/** The news of an evening comes out within so many days, however many weekdays it names. */
const SAME_NEWS_DAYS = 3;

/**
 * The first such weekday as the opening names on or after the latest thing that the text knows to
 * have happened; the last one before an event that is still to come.
 */
export function fromWeekday(clues: Clues, today: Day): Found | undefined {
  const opening = openingOf(clues);
  const weekdays = findWeekdays(opening);
  const [first] = weekdays;
  const latest = anchorsOf(clues, today).sort((a, b) => b.day - a.day)[0];
  if (latest === undefined || first === undefined) return undefined;
  if (latest.event?.planned === true) return announced(first, latest.event, clues);
  const told = sameSentence(clues, first, latest, opening);
  const day = told ?? weekdayFrom(latest.day, first.weekday);
  // `A bomb on Sunday night … the embassy said on Monday` came out on Monday.
  const later = weekdays
    .filter((weekday) => !isPlan(sentenceAround(opening, weekday.start)))
    .map((weekday) => ({ weekday, day: weekdayFrom(latest.day, weekday.weekday) }))
    .filter((other) => other.day > day && other.day <= latest.day + SAME_NEWS_DAYS)
    .sort((a, b) => b.day - a.day)[0];
  return {
    day: later?.day ?? day,
    from: 'weekday',
    evidence: `"${(later?.weekday ?? first).text}", the first from ${latest.label}`,
  };
}

/**
 * `Sunday night, October 7`, where that is a Monday; `arrived on Thursday` for a visit that began on
 * Friday: a weekday beside what it tells of is that of its eve, not of six days later. The day of
 * the date or the event stands.
 */
function sameSentence(
  clues: Clues,
  first: WeekdayMention,
  { day, start, event }: Anchor,
  opening: string,
): Day | undefined {
  if (weekdayFrom(day, first.weekday) - day !== 6) return undefined;
  if (start < clues.ledeAt || start >= clues.ledeAt + opening.length) return undefined;
  const sentence = sentenceAround(opening, first.start);
  if (sentence !== sentenceAround(opening, start - clues.ledeAt)) return undefined;
  if (event === undefined) return start - clues.ledeAt > first.start ? day : undefined;
  return DONE.test(sentence) && !BESIDE.test(sentence) ? day : undefined;
}

/** Events in the opening or told with their day, and dates of the text whose year is certain. */
function anchorsOf(clues: Clues, today: Day): Anchor[] {
  const events = eventsOf(clues, today);
  const fresh = events.filter((event) => isFresh(event, clues));
  const near = fresh[0]?.from ?? events.find((event) => isDayTold(event, clues.text))?.from;
  const dates = findDates(clues.text).flatMap((date): Anchor[] => {
    if (date.month === undefined || date.day === undefined || date.lastDay !== undefined) return [];
    if (isPlan(sentenceAround(clues.text, date.start))) return [];
    if (
      /\b(?:by|until|till|before)\s$/i.test(
        clues.text.slice(Math.max(0, date.start - 10), date.start),
      )
    )
      return [];
    const day = fullDay(date) ?? (near === undefined ? undefined : nearest(date, near));
    if (day === undefined || day > today) return [];
    if (near !== undefined && Math.abs(day - near) > NEAR_DAYS) return [];
    return [{ day, label: date.text, start: date.start }];
  });
  return [
    ...fresh.map((event) => ({
      day: event.from,
      label: event.label,
      start: event.start,
      event,
    })),
    ...dates,
  ];
}

/** Words of a report that looks back on the event or forward to it. */
const BESIDE =
  /\b(?:after|follow(?:s|ed|ing)|amid|wake of|ahead of|before|weeks?|days|welcome[ds]?|congratulat\w+)\b/i;

/**
 * No weekday at all, but the lede reports an event of a few days, or the paragraphs after it do and
 * name nothing later: it came out then, on the middle day of three.
 */
export function fromEvent(clues: Clues, today: Day): Found | undefined {
  const end = clues.ledeAt + clues.lede.length;
  const sameDay = /\b(?:hours after|this morning|today)\b/i.test(clues.text.slice(0, end));
  const events = eventsOf(clues, today)
    .filter(({ beside }) => !LONG_AGO.test(beside))
    .sort((a, b) => b.from - a.from);
  const isNews = ({ from, to, planned, sentence }: Told) =>
    to - from <= SHORT_DAYS &&
    !planned &&
    (sameDay || (!BESIDE.test(sentence) && isReported(sentence)));
  const latest = events.find(({ start }) => start < clues.ledeAt + OPENING);
  const event =
    events.find((other) => other.start < end && isNews(other)) ??
    (latest !== undefined && isNews(latest) ? latest : undefined);
  if (event === undefined) return undefined;
  const day = event.from + Math.floor((event.to - event.from) / 2);
  return { day, from: 'events', evidence: event.label };
}

/** The days of a visit whose report may as well be of its middle. From the first to the last. */
const SHORT_DAYS = 2;

/** Tells what was done; an opinion names an event in the present. Other scripts are not judged. */
function isReported(sentence: string): boolean {
  return (
    !/\p{Script=Latin}{4}/u.test(sentence) ||
    /\b(?:has|have|had|was|were|met|held|\p{Ll}{3,}ed|a|ont)\b/u.test(sentence)
  );
}
