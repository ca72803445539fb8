/**
 * What is counted of stories, and where to find those of a tag: month by month, so that one more
 * story changes the counts of one month and all of them add up without reading every story.
 */

import type { Site, Story, Tag } from '../../types.ts';
import { tagPath } from '../paths.ts';
import { countryName, outletName } from '../wording.ts';
import { type Day, dayOf, mondayOf } from './dates.ts';
import { storyDate } from './list.ts';
import { compare, isState, languageName } from './words.ts';

/** The stories of one month, counted: plain data that can be stored. */
export type MonthCounts = {
  /** `YYYY-MM` */
  readonly month: string;
  readonly stories: number;
  readonly reports: number;
  /** Names of outlets, each once. */
  readonly outlets: readonly string[];
  /** First and last day that is known. */
  readonly days?: readonly [Day, Day];
  /** When the first report that a feed brought was first seen. */
  readonly since?: string;
  /** By the Monday of the week: stories told by states only, by both, by others only. */
  readonly weeks: readonly (readonly [Day, readonly number[]])[];
  /** By name: stories that outlets of the country tell, and those that state outlets do. */
  readonly countries: readonly (readonly [string, number, number])[];
  readonly languages: readonly (readonly [string, number])[];
  /** By the tag as the latest story has it: the sequence numbers of its stories, ascending. */
  readonly tags: readonly { readonly tag: Tag; readonly stories: readonly number[] }[];
  /** By the language of the lead, two or three letters. */
  readonly leads: readonly (readonly [string, readonly number[]])[];
  /** Stories without a date; they are in the month of their first publication. */
  readonly undated: readonly number[];
  /** Stories that were never announced. */
  readonly backfill: readonly number[];
};

/** Sequence numbers of stories, the newest month first. */
export type SequencesByMonth = readonly (readonly [month: string, stories: readonly number[]])[];

/** A tag and the stories that have it, by month, the newest month first. */
export type TagCounts = {
  readonly tag: Tag;
  readonly stories: number;
  readonly months: SequencesByMonth;
};

/** All stories, counted. */
export type Totals = {
  readonly stories: number;
  readonly reports: number;
  readonly outlets: number;
  readonly days?: readonly [Day, Day];
  readonly since?: string;
  readonly weeks: ReadonlyMap<Day, readonly number[]>;
  readonly countries: ReadonlyMap<string, readonly [all: number, state: number]>;
  readonly languages: ReadonlyMap<string, number>;
  /** By the path of the tag's page, in the order of schemes and names. */
  readonly tags: ReadonlyMap<string, TagCounts>;
  /** By language of the lead, all sequence numbers, ascending. */
  readonly leads: ReadonlyMap<string, readonly number[]>;
  /** Newest first. */
  readonly months: readonly (readonly [month: string, stories: number])[];
  /** Newest first. */
  readonly byMonth: SequencesByMonth;
  readonly undated: readonly number[];
  /** Sequence numbers of stories that were never announced. */
  readonly backfill: ReadonlySet<number>;
};

/** The counts of a month's stories, the same in whatever order they come. */
export function countMonth(month: string, given: readonly Story[], site: Site): MonthCounts {
  const stories = given.toSorted((a, b) => a.ledger.sequence - b.ledger.sequence);
  const outlets = new Set<string>();
  const weeks = new Map<Day, number[]>();
  const countries = new Map<string, [number, number]>();
  const languages = new Map<string, number>();
  const tags = new Map<string, { tag: Tag; stories: number[] }>();
  const leads = new Map<string, number[]>();
  const undated: number[] = [];
  const days: Day[] = [];
  let reports = 0;
  let since: string | undefined;
  for (const story of stories) {
    const { sequence } = story.ledger;
    const articles = story.reports.map(({ article }) => article);
    const day = dayOf(storyDate(story), site.timeZone);
    reports += articles.length;
    for (const article of articles) {
      outlets.add(outletName(article));
      const seen = article.file === undefined ? article.firstSeen : undefined;
      if (seen !== undefined && (since === undefined || seen < since)) since = seen;
    }
    if (day === undefined) undated.push(sequence);
    if (day?.length === 10) {
      days.push(day);
      const monday = mondayOf(day);
      const parts = weeks.get(monday) ?? [0, 0, 0];
      weeks.set(monday, parts);
      const part = partOf(story);
      parts[part] = (parts[part] ?? 0) + 1;
    }
    const nameOf = (code: string | undefined) =>
      code === undefined ? 'Not known' : countryName(code);
    const told = new Set(articles.map(({ country }) => nameOf(country)));
    const byState = new Set(articles.filter(isState).map(({ country }) => nameOf(country)));
    for (const name of told) {
      const [all, state] = countries.get(name) ?? [0, 0];
      countries.set(name, [all + 1, state + (byState.has(name) ? 1 : 0)]);
    }
    for (const name of new Set(articles.map(({ language }) => languageName(language)))) {
      languages.set(name, (languages.get(name) ?? 0) + 1);
    }
    for (const [path, tag] of new Map(story.tags.map((each) => [tagPath(each), each]))) {
      const held = tags.get(path)?.stories ?? [];
      held.push(sequence);
      // Where two stories name a tag differently, the newer publication is right.
      tags.set(path, { tag, stories: held });
    }
    const language = story.lead.article.language.toLowerCase().split('-')[0] ?? 'und';
    push(leads, language, sequence);
  }
  const [first, last] = [days.toSorted(compare)[0], days.toSorted(compare).at(-1)];
  return {
    month,
    stories: stories.length,
    reports,
    outlets: [...outlets].sort(compare),
    ...(first === undefined || last === undefined ? {} : { days: [first, last] }),
    ...(since === undefined ? {} : { since }),
    weeks: byKey(weeks),
    countries: byKey(countries).map(([name, [all, state]]) => [name, all, state]),
    languages: byKey(languages),
    tags: byKey(tags).map(([, held]) => held),
    leads: byKey(leads),
    undated,
    backfill: stories.flatMap(({ ledger }) => (ledger.backfill ? ledger.sequence : [])),
  };
}

/** The counts of all months together; each month is counted once. */
export function addUp(parts: readonly MonthCounts[]): Totals {
  const months = parts
    .filter(({ stories }) => stories > 0)
    .toSorted((a, b) => compare(b.month, a.month));
  const outlets = new Set<string>();
  const weeks = new Map<Day, readonly number[]>();
  const countries = new Map<string, readonly [number, number]>();
  const languages = new Map<string, number>();
  const tags = new Map<
    string,
    { tag: Tag; newest: number; months: [string, readonly number[]][] }
  >();
  const leads = new Map<string, number[]>();
  for (const part of months) {
    for (const name of part.outlets) outlets.add(name);
    for (const [week, counts] of part.weeks) {
      weeks.set(
        week,
        counts.map((count, at) => count + (weeks.get(week)?.[at] ?? 0)),
      );
    }
    for (const [name, all, state] of part.countries) {
      const [allBefore, stateBefore] = countries.get(name) ?? [0, 0];
      countries.set(name, [allBefore + all, stateBefore + state]);
    }
    for (const [name, count] of part.languages) {
      languages.set(name, (languages.get(name) ?? 0) + count);
    }
    for (const { tag, stories } of part.tags) {
      const path = tagPath(tag);
      const newest = stories.at(-1) ?? 0;
      const held = tags.get(path);
      if (held === undefined) tags.set(path, { tag, newest, months: [[part.month, stories]] });
      else {
        held.months.push([part.month, stories]);
        if (newest > held.newest) Object.assign(held, { tag, newest });
      }
    }
    for (const [language, stories] of part.leads) {
      for (const sequence of stories) push(leads, language, sequence);
    }
  }
  const days = months.flatMap((part) => part.days ?? []).toSorted(compare);
  const since = months.flatMap((part) => part.since ?? []).toSorted(compare)[0];
  const [first, last] = [days[0], days.at(-1)];
  return {
    stories: sum(months.map(({ stories }) => stories)),
    reports: sum(months.map(({ reports }) => reports)),
    outlets: outlets.size,
    ...(first === undefined || last === undefined ? {} : { days: [first, last] }),
    ...(since === undefined ? {} : { since }),
    weeks,
    countries,
    languages,
    tags: new Map(
      [...tags]
        .map(([path, { tag, months }]): [string, TagCounts] => {
          return [path, { tag, stories: sum(months.map(([, held]) => held.length)), months }];
        })
        .sort(
          ([, { tag: a }], [, { tag: b }]) =>
            compare(a.scheme, b.scheme) || compare(a.label, b.label) || compare(a.id, b.id),
        ),
    ),
    leads: new Map([...leads].map(([language, held]) => [language, held.sort((a, b) => a - b)])),
    months: months.map(({ month, stories }) => [month, stories]),
    byMonth: months.map(({ month, leads }) => [month, leads.flatMap(([, held]) => held)]),
    undated: months.flatMap(({ undated }) => undated).sort((a, b) => a - b),
    backfill: new Set(months.flatMap(({ backfill }) => backfill)),
  };
}

/**
 * Of stories by month, those that hold the newest `atLeast` of known date, with whatever else is
 * of their months; all where there are fewer.
 */
export function newestSequences(
  months: SequencesByMonth,
  { undated }: Totals,
  atLeast: number,
): readonly number[] {
  const without = new Set(undated);
  const found: number[] = [];
  let dated = 0;
  for (const [, sequences] of months) {
    if (dated >= atLeast) break;
    found.push(...sequences);
    dated += sequences.filter((sequence) => !without.has(sequence)).length;
  }
  return found;
}

/** 0: only states and what they own tell it, 2: only others, 1: both. */
function partOf(story: Story): number {
  const states = story.reports.filter(({ article }) => isState(article)).length;
  if (states === story.reports.length) return 0;
  return states === 0 ? 2 : 1;
}

function push<V>(map: Map<string, V[]>, key: string, value: V): void {
  const held = map.get(key);
  if (held === undefined) map.set(key, [value]);
  else held.push(value);
}

function byKey<V>(map: ReadonlyMap<string, V>): [string, V][] {
  return [...map].sort(([a], [b]) => compare(a, b));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}
