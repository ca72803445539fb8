import { type Clues, type DatedName, isPlan } from './clues.ts';
import { type DateMention, findDates, findWeekdays } from './dates.ts';
import { type Day, dayOf, formatDay, fullDay, parseDay, weekdayFrom } from './days.ts';
import { nearest, openingOf, sentenceAround } from './found.ts';

/**
 * The dated names of a text without those that may as well be another event: `Khan … Beijing` fits
 * four visits. Of events found by the same words, and of those whose words are only scattered over
 * the opening, those stay that the text bears out: by a date of the opening, else by the weekday of
 * the lede; and the only one that fits the years and the people of the text, if its words share a
 * sentence. Where two that lie apart are borne out alike, neither stays.
 */
export function settledNames(clues: Clues, today: Day): readonly DatedName[] {
  const sure: DatedName[] = [];
  const doubtful = new Map<string, DatedName[]>();
  for (const name of clues.names) {
    if (name.kind !== 'event') sure.push(name);
    else {
      const place = `${name.start}-${name.end}`;
      const others = doubtful.get(place) ?? [];
      if (others.every(({ label }) => label !== name.label)) doubtful.set(place, [...others, name]);
    }
  }
  const groups = [...doubtful.values()];
  const alone = groups.flatMap((names) => (isSure(names) ? names : []));
  const evidence = { ...evidenceOf(clues, today), events: alone };
  sure.push(...alone);
  for (const names of groups) if (!isSure(names)) sure.push(...settled(names, evidence));
  // Scattered words and a weekday are little: they count where the text names no other event.
  if (!sure.some(({ kind }) => kind === 'event')) {
    sure.push(
      ...together(groups.flat().filter((name) => fits(name, evidence) && holds(name, evidence))),
    );
  }
  return sure.sort((a, b) => a.start - b.start);
}

type Evidence = {
  /** Days of the opening, the dateline and the published lines, most without a year. */
  readonly dates: readonly DateMention[];
  /** Of the first weekday in the lede; 0 is Sunday. */
  readonly weekday: number | undefined;
  /** The latest day that the text states as past: no news is older. */
  readonly latest: Day;
  readonly people: readonly DatedName[];
  /** That nothing else could be. */
  readonly events: readonly DatedName[];
};

function evidenceOf(clues: Clues, today: Day): Omit<Evidence, 'events'> {
  const opening = openingOf(clues);
  return {
    dates: [
      ...(clues.dateline === undefined ? [] : [clues.dateline]),
      ...clues.published.map(({ date }) => date),
      ...findDates(opening),
    ].filter((date) => date.month !== undefined && date.day !== undefined),
    weekday: findWeekdays(clues.lede)[0]?.weekday,
    latest: Math.max(0, ...statedDays(clues, today)),
    people: clues.names.filter(({ kind }) => kind === 'person'),
  };
}

/** First days of the years, months and days that a text states, plans and limits left out. */
function statedDays({ text }: Clues, today: Day): Day[] {
  const years = [...text.matchAll(/(?<=\b(?:in|since|of)\s)20\d{2}(?![\d,]|\.\d)/gi)].map(
    ([digits]) => dayOf(Number(digits), 1, 1),
  );
  const days = findDates(text).flatMap((date) => {
    if (date.year === undefined || isPlan(sentenceAround(text, date.start))) return [];
    return [fullDay(date) ?? dayOf(date.year, date.month ?? 1, 1)];
  });
  return [...years, ...days].filter((day) => day <= today);
}

/** So many days before an event and after its end it is still news. */
const EVE_DAYS = 2;
const NEWS_DAYS = 4;
/** Of a longer event only the first days are ever named by their weekday. */
const OPENING_DAYS = 3;

function isSure(names: readonly DatedName[]): boolean {
  return names.length === 1 && names[0]?.loose !== true;
}

/** Words of an event that share an opening by chance are fewer. */
const MANY_WORDS = 4;

function settled(names: readonly DatedName[], evidence: Evidence): readonly DatedName[] {
  const fitting = names.filter((name) => fits(name, evidence));
  const dated = fitting.filter((name) => isBorneOut(name, evidence));
  if (dated.length > 0) return together(dated);
  if (names.some(({ loose }) => loose === true)) {
    const telling = fitting.filter(({ words = 0 }) => words >= MANY_WORDS);
    return evidence.weekday === undefined && evidence.dates.length === 0 ? together(telling) : [];
  }
  if (evidence.weekday !== undefined)
    return together(fitting.filter((name) => holds(name, evidence)));
  return fitting.length > 1 ? [] : fitting;
}

/** Nobody named was not yet in office, and nothing stated is later. */
function fits(name: DatedName, { latest, people }: Evidence): boolean {
  const { from, to } = daysOf(name);
  if (to + NEWS_DAYS < latest) return false;
  return people.every((person) => {
    const since = parseDay(person.from ?? '');
    const until = parseDay(person.to ?? '', true);
    return (since === undefined || since <= to) && (until === undefined || until >= from - 30);
  });
}

/** A date of the text, or another event of the same days. */
function isBorneOut(name: DatedName, { dates, events }: Evidence): boolean {
  const { from, to } = daysOf(name);
  const isNear = (day: Day | undefined) =>
    day !== undefined && day >= from - EVE_DAYS && day <= to + NEWS_DAYS;
  return (
    dates.some((date) => isNear(nearest(date, from))) ||
    events.some((event) => event.label !== name.label && isNear(daysOf(event).from))
  );
}

function holds(name: DatedName, { weekday }: Evidence): boolean {
  const { from, to } = daysOf(name);
  return weekday !== undefined && weekdayFrom(from, weekday) <= Math.min(to, from + OPENING_DAYS);
}

/** Events of one week are told together; of others nobody knows which is meant. */
function together(names: readonly DatedName[]): readonly DatedName[] {
  if (names.length === 0) return names;
  const days = names.map((name) => daysOf(name).from);
  return Math.max(...days) - Math.min(...days) <= 7 ? names : [];
}

function daysOf(name: DatedName): { readonly from: Day; readonly to: Day } {
  const from = parseDay(name.from ?? '') ?? 0;
  return { from, to: parseDay(name.to ?? formatDay(from), true) ?? from };
}
