import type { Published } from '../../types.ts';
import { type Clues, isPlan } from './clues.ts';
import { findDates, findWeekdays, type WeekdayMention } from './dates.ts';
import { type Day, dayOf, formatDay, fullDay, weekdayFrom, weekdayUpTo } from './days.ts';
import { type Found, NEAR_DAYS, nearest, OPENING, openingOf, sentenceAround } from './found.ts';
import { eventsOf, LONG_AGO, type Told } from './told.ts';

/** Of a longer event only the first days are ever named by their weekday. */
const OPENING_DAYS = 3;

/**
 * The day on which a coming event was told, from a weekday of the opening: the last such day before
 * the event; its own, where the weekday is that of the event, as in the papers of that morning.
 */
export function announced(first: WeekdayMention, event: Told, clues: Clues): Found | undefined {
  const own = weekdayFrom(event.from, first.weekday);
  if (own <= Math.min(event.to, event.from + OPENING_DAYS)) {
    if (VAGUE.test(event.sentence)) return undefined;
    return TOMORROW.test(event.sentence)
      ? {
          day: own - 1,
          from: 'weekday',
          evidence: `the day before "${first.text}", ${event.label}`,
        }
      : { day: own, from: 'weekday', evidence: `"${first.text}" of ${event.label}` };
  }
  const before = isNextMonth(clues) ? firstOfMonth(event.from) - 1 : event.from - 1;
  const day = weekdayUpTo(before, first.weekday);
  return { day, from: 'weekday', evidence: `"${first.text}", the last before ${event.label}` };
}

const TOMORROW =
  /\btomorrow\b|明日|明天|(?<!\p{L})(?:کل|कल|غدا|demain|domani|besok|morgen)(?!\p{L})/iu;

/**
 * No weekday, but the lede tells of an event or a dated day to come, and a ministry or a spokesperson
 * announces it: such visits and meetings are made known in the days before, by most on the last.
 */
export function fromPlan(clues: Clues, today: Day): Found | undefined {
  const opening = openingOf(clues);
  if (findWeekdays(clues.lede).length > 0) return undefined;
  const events = eventsOf(clues, today).filter(
    ({ start, beside }) => start < clues.ledeAt + OPENING && !LONG_AGO.test(beside),
  );
  const latest = events.sort((a, b) => b.from - a.from)[0];
  const coming = comingDay(clues, latest) ?? (latest?.planned === true ? latest : undefined);
  if (coming === undefined || coming.from > today + 1) return undefined;
  if (coming.start >= clues.ledeAt + Math.max(clues.lede.length, LEDE)) return undefined;
  const sentence = sentenceAround(clues.text, coming.start);
  if (VAGUE.test(sentence)) return undefined;
  if (/\btoday\b/i.test(sentence)) {
    return { day: coming.from, from: 'events', evidence: `today, of ${coming.label}` };
  }
  if (!ANNOUNCED.test(opening) && !TOMORROW.test(clues.lede)) return undefined;
  return {
    day: coming.from - 1,
    from: 'events',
    evidence: `announced, so the eve of ${coming.label}`,
  };
}

/** A short first paragraph and the next tell one thing. In UTF-16 units. */
const LEDE = 300;

/** Plans that are further off. */
const VAGUE =
  /\b(?:next (?:month|week|year)|(?:later|early) (?:this|next|in)|this (?:month|year)|likely|expected|in the coming|soon|plans? to|mid-\p{L}+|end of)\b|下个月|下月|آئندہ|اگلے ماہ|अगले महीने/iu;

const ANNOUNCED =
  /\b(?:announced|spokes(?:man|person|woman)|Foreign (?:Office|Ministry)|Ministry of|Theat(?:re|er) Command)\b|\b(?:annonc|porte-parole|portavoce|Comando|Minist[eè]r[eoi])|国防部|战区|发言人|發言人|宣布|ترجمان|دفتر خارجہ|प्रवक्ता|المتحدث/iu;

/** A planned day of the lede, its year from the event where it says none. */
function comingDay(clues: Clues, event: Told | undefined) {
  for (const date of findDates(clues.lede)) {
    if (date.month === undefined || date.day === undefined) continue;
    if (!isPlan(sentenceAround(clues.lede, date.start))) continue;
    const day = fullDay(date) ?? (event === undefined ? undefined : nearest(date, event.from));
    if (day === undefined) continue;
    if (date.year === undefined && Math.abs(day - (event?.from ?? 0)) > NEAR_DAYS) continue;
    return { from: day, start: clues.ledeAt + date.start, label: date.text };
  }
  return undefined;
}

function isNextMonth(clues: Clues): boolean {
  return /\bnext month\b/i.test(clues.text.slice(0, clues.ledeAt + OPENING));
}

function firstOfMonth(day: Day): Day {
  const [year = 0, month = 1] = formatDay(day).split('-').map(Number);
  return dayOf(year, month, 1);
}

/** Plans for the first days of a month were as likely told in the month before. */
const EARLY_DAYS = 9;

/** The month of the latest event in the opening that lies within one. */
export function eventMonth(clues: Clues, today: Day): Published | undefined {
  const event = eventsOf(clues, today)
    .filter(
      ({ start, from, to, sudden }) =>
        start < clues.ledeAt + (sudden ? Math.max(LEDE, clues.lede.length) : OPENING) &&
        firstOfMonth(from) === firstOfMonth(to),
    )
    .filter(
      ({ sentence }) =>
        !LONG_AGO.test(sentence) &&
        !/\b(?:after|follow(?:s|ed|ing)|amid|wake of)\b/i.test(sentence),
    )
    .sort((a, b) => b.from - a.from)[0];
  if (event === undefined) return undefined;
  const early = event.from - firstOfMonth(event.from) < EARLY_DAYS;
  if (event.planned && early && !isNextMonth(clues)) return undefined;
  const day = event.planned && isNextMonth(clues) ? firstOfMonth(event.from) - 1 : event.from;
  return {
    at: formatDay(day).slice(0, 7),
    precision: 'month',
    from: 'events',
    evidence: event.label,
  };
}
