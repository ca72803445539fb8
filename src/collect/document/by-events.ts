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
  const anchors = anchorsOf(clues, today).sort((a, b) => b.day - a.day);
  if (first === undefined || anchors[0] === undefined) return undefined;
  const eve = sameSentence(clues, first, anchors[0], opening);
  const latest = eve === undefined ? anchorFor(first, anchors) : anchors[0];
  if (latest === undefined) return undefined;
  if (latest.event?.planned === true) return announced(first, latest.event, clues);
  const day = eve ?? weekdayFrom(latest.day, first.weekday);
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

/** The latest anchor, or the one of the day before it where that is the weekday. Latest first. */
function anchorFor({ weekday }: WeekdayMention, anchors: readonly Anchor[]): Anchor | undefined {
  const [latest, ...others] = anchors;
  if (latest === undefined) return undefined;
  const gap = ({ day }: Anchor) => weekdayFrom(day, weekday) - day;
  if (gap(latest) < LONG_GAP) return latest;
  return others.find((other) => latest.day - other.day === 1 && gap(other) === 0) ?? latest;
}

/** From Tuesday back to the Wednesday before it there are six days: more likely it was the eve. */
const LONG_GAP = 6;

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

/** Talks `of September 4 and 5` were over on the second; a longer span may still go on. */
const MEETING_DAYS = 2;

/** A text that recalls a visit tells of what came of it within about half a year. */
const LATER_DAYS = 150;

/** Events in the opening or told with their day, and dates of the text whose year is certain. */
function anchorsOf(clues: Clues, today: Day): Anchor[] {
  const events = eventsOf(clues, today);
  const fresh = events.filter((event) => isFresh(event, clues));
  const near = fresh[0]?.from ?? events.find((event) => isDayTold(event, clues.text))?.from;
  const dates = findDates(clues.text).flatMap((date): Anchor[] => {
    if (date.month === undefined || date.day === undefined) return [];
    const days = (date.lastDay ?? date.day) - date.day;
    if (days > MEETING_DAYS || isPlan(sentenceAround(clues.text, date.start))) return [];
    if (
      /\b(?:by|until|till|before)\s$/i.test(
        clues.text.slice(Math.max(0, date.start - 10), date.start),
      )
    )
      return [];
    const first = fullDay(date) ?? (near === undefined ? undefined : nearest(date, near));
    if (first === undefined || first + days > today) return [];
    const day = first + days;
    if (near !== undefined && (near - day > NEAR_DAYS || day - near > LATER_DAYS)) return [];
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
    (latest !== undefined && isNews(latest) && !latest.sudden ? latest : undefined);
  if (event === undefined) return undefined;
  const day = event.from + Math.floor((event.to - event.from) / 2);
  return { day, from: 'events', evidence: event.label };
}

/** The days of a visit whose report may as well be of its middle. From the first to the last. */
const SHORT_DAYS = 2;

/** Tells what was done; an opinion names an event in the present. Other scripts are not judged. */
function isReported(sentence: string): boolean {
  return (
    /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Han}]{2}/u.test(sentence) ||
    /\b(?:has|have|had|was|were|met|held|said|told|spoke|began|came|took|gave|went|sent|left|won|beat|made|\p{Ll}{3,}ed|a|ont)\b/u.test(
      sentence,
    )
  );
}
