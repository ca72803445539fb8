/**
 * What is counted of stories. They are added and taken away, so that one more story costs the same
 * among ten and among a hundred thousand, of which none is looked at. One thing, though over 300
 * lines: what is counted of one story, how it is added up and kept, and what pages take from it.
 */

import { grouped } from '../../grouped.ts';
import { type Day, dayOf, dayOfInstant, mondayOf } from '../../local-day.ts';
import type { Site, Story, Tag } from '../../types.ts';
import { languageOf } from '../due.ts';
import { tagPath } from '../paths.ts';
import { countryName, outletName } from '../wording.ts';
import { monthOf, storyDate } from './list.ts';
import { compare, isState, languageName } from './words.ts';

/** Numbers by name, in the order of the names; what is nothing is not there. */
type Counted = readonly (readonly [name: string, numbers: readonly number[]])[];

/**
 * Numbers by month as a text, `2025-05 12 1,2025-06 9 0`: of all tags there are very many, of which
 * a run reads those of the few that it touches.
 */
type MonthsText = string;

const COUNTED = [
  'months',
  'outlets',
  'days',
  'seen',
  'weeks',
  'countries',
  'languages',
  'leads',
] as const;

/** Some stories, counted: plain data that can be stored. */
export type Counts = {
  readonly stories: number;
  readonly reports: number;
  /** By `YYYY-MM`: stories, and those without a date, which are in the month they first came out. */
  readonly months: Counted;
  /** Stories by outlet. */
  readonly outlets: Counted;
  /** Stories by day, where that is known. */
  readonly days: Counted;
  /** Stories by the day on which the first of their reports that a feed brought was first seen. */
  readonly seen: Counted;
  /** By the Monday of the week: stories told by states only, by both, by others only. */
  readonly weeks: Counted;
  /** By name: stories that outlets of the country tell, and those that state outlets do. */
  readonly countries: Counted;
  readonly languages: Counted;
  /** By the language of the lead, two or three letters: stories that were announced. */
  readonly leads: Counted;
  /** By the tag as JSON: stories that were announced, all of them, and what `months` says of them. */
  readonly tags: readonly (readonly [
    name: string,
    announced: number,
    stories: number,
    months: MonthsText,
  ])[];
};

/** Stories by month, the newest first, and how many of them have no date. */
export type StoriesByMonth = readonly (readonly [
  month: string,
  stories: number,
  undated: number,
])[];

/** A tag and how many stories have it. */
export type TagCounts = {
  readonly tag: Tag;
  readonly stories: number;
  /** Without what was old news when it was found. */
  readonly announced: number;
  /** For `tagMonths`. */
  readonly months: MonthsText;
};

/** All stories, counted. */
export type Totals = {
  readonly stories: number;
  readonly undated: number;
  readonly reports: number;
  readonly outlets: number;
  /** First and last day that is known. */
  readonly days?: readonly [Day, Day];
  /** The day on which a feed brought the first report. */
  readonly since?: Day;
  readonly weeks: ReadonlyMap<Day, readonly number[]>;
  readonly countries: ReadonlyMap<string, readonly number[]>;
  readonly languages: ReadonlyMap<string, readonly number[]>;
  /** By the path of the tag's page, in the order of schemes and names. */
  readonly tags: ReadonlyMap<string, TagCounts>;
  /** By language of the lead, stories that were announced. */
  readonly leads: ReadonlyMap<string, number>;
  readonly months: StoriesByMonth;
};

export const NOTHING: Counts = {
  stories: 0,
  reports: 0,
  months: [],
  outlets: [],
  days: [],
  seen: [],
  weeks: [],
  countries: [],
  languages: [],
  leads: [],
  tags: [],
};

/** `counts` with some stories more and some less, which were counted in it. */
export function recount(
  counts: Counts,
  { come, gone }: { readonly come: readonly Story[]; readonly gone: readonly Story[] },
  site: Site,
): Counts {
  const kinds = COUNTED.map((kind): [(typeof COUNTED)[number], Sums] => [
    kind,
    new Map(counts[kind]),
  ]);
  const tags = new Map(counts.tags.map((stored) => [stored[0], stored]));
  const touched = new Map<string, { announced: number; stories: number; months: Sums }>();
  const touch = (name: string) => {
    const [, announced = 0, stories = 0, months = ''] = tags.get(name) ?? [];
    const held = touched.get(name) ?? { announced, stories, months: new Map(readMonths(months)) };
    touched.set(name, held);
    return held;
  };
  let { stories, reports } = counts;
  const add = (one: Counts, sign: 1 | -1) => {
    stories += sign * one.stories;
    reports += sign * one.reports;
    for (const [kind, sums] of kinds) addTo(sums, one[kind], sign);
    for (const [name, announced, number, months] of one.tags) {
      const held = touch(name);
      held.announced += sign * announced;
      held.stories += sign * number;
      addTo(held.months, readMonths(months), sign);
    }
  };
  for (const story of come) add(countsOf(story, site), 1);
  for (const story of gone) add(countsOf(story, site), -1);
  for (const [name, { announced, stories: number, months }] of touched) {
    if (months.size === 0) tags.delete(name);
    else tags.set(name, [name, announced, number, writeMonths(counted(months))]);
  }
  return {
    ...NOTHING,
    stories,
    reports,
    ...Object.fromEntries(kinds.map(([kind, sums]) => [kind, counted(sums)])),
    tags: [...tags.values()].sort(([a], [b]) => compare(a, b)),
  };
}

type Sums = Map<string, readonly number[]>;

function addTo(sums: Sums, some: Counted, sign: 1 | -1): void {
  for (const [name, numbers] of some) {
    const held = sums.get(name);
    const sum = numbers.map((number, at) => (held?.[at] ?? 0) + sign * number);
    if (sum.some((number) => number !== 0)) sums.set(name, sum);
    else sums.delete(name);
  }
}

function counted(sums: Sums): Counted {
  return [...sums].sort(([a], [b]) => compare(a, b));
}

function writeMonths(months: Counted): MonthsText {
  return months.map(([month, numbers]) => [month, ...numbers].join(' ')).join(',');
}

function readMonths(text: MonthsText): Counted {
  return text
    .split(',')
    .filter((part) => part !== '')
    .map((part) => {
      const [month = '', ...numbers] = part.split(' ');
      return [month, numbers.map(Number)];
    });
}

/** A single story, counted. */
function countsOf(story: Story, { timeZone }: Site): Counts {
  const articles = story.reports.map(({ article }) => article);
  const day = dayOf(storyDate(story), timeZone);
  const known = day?.length === 10 ? day : undefined;
  const month: Counted = [[monthOf(story, timeZone), [1, day === undefined ? 1 : 0]]];
  const seen = articles
    .flatMap(({ file, firstSeen }) => (file === undefined ? firstSeen : []))
    .sort(compare)[0];
  const announced = story.ledger.backfill === true ? 0 : 1;
  const nameOf = (code: string | undefined) =>
    code === undefined ? 'Not known' : countryName(code);
  const byState = new Set(articles.filter(isState).map(({ country }) => nameOf(country)));
  const once = (names: readonly string[]): Counted =>
    [...new Set(names)].map((name) => [name, [1]]);
  return {
    stories: 1,
    reports: articles.length,
    months: month,
    outlets: once(articles.map(outletName)),
    days: known === undefined ? [] : [[known, [1]]],
    seen: seen === undefined ? [] : [[dayOfInstant(seen, timeZone), [1]]],
    weeks: known === undefined ? [] : [[mondayOf(known), partOf(story)]],
    countries: once(articles.map(({ country }) => nameOf(country))).map(([name]) => [
      name,
      [1, byState.has(name) ? 1 : 0],
    ]),
    languages: once(articles.map(({ language }) => languageName(language))),
    leads: [[languageOf(story.lead.article.language), [announced]]],
    tags: [...new Map(story.tags.map((tag) => [tagPath(tag), tag])).values()].map((tag) => [
      JSON.stringify(tag),
      announced,
      1,
      writeMonths(month),
    ]),
  };
}

/** What was stored of the stories, nothing where there was none. */
export function readCounts(text: string | undefined): Counts {
  return text === undefined ? NOTHING : (JSON.parse(text) as Counts);
}

/** States only, both, others only. */
function partOf({ reports }: Story): readonly number[] {
  const states = reports.filter(({ article }) => isState(article)).length;
  if (states === reports.length) return [1, 0, 0];
  return states === 0 ? [0, 0, 1] : [0, 1, 0];
}

/** What pages say of all stories. */
export function totalsOf(all: Counts): Totals {
  const [first, last] = [all.days[0]?.[0], all.days.at(-1)?.[0]];
  const since = all.seen[0]?.[0];
  const months = byMonth(all.months);
  return {
    stories: all.stories,
    undated: months.reduce((sum, [, , undated]) => sum + undated, 0),
    reports: all.reports,
    outlets: all.outlets.length,
    ...(first === undefined || last === undefined ? {} : { days: [first, last] }),
    ...(since === undefined ? {} : { since }),
    weeks: new Map(all.weeks),
    countries: new Map(all.countries),
    languages: new Map(all.languages),
    tags: tagsOf(all),
    leads: new Map(all.leads.map(([language, [announced = 0]]) => [language, announced])),
    months,
  };
}

function byMonth(months: Counted): StoriesByMonth {
  return months
    .map(([month, [stories = 0, undated = 0]]) => [month, stories, undated] as const)
    .reverse();
}

function tagsOf({ tags }: Counts): ReadonlyMap<string, TagCounts> {
  const named = grouped(
    tags.map(([name, announced, stories, months]) => ({ name, announced, stories, months })),
    ({ name }) => tagPath(JSON.parse(name) as Tag),
  );
  return new Map(
    [...named]
      .map(([path, names]): [string, TagCounts] => {
        // Where stories name a tag differently, most of them are right.
        const [most] = names.toSorted((a, b) => b.stories - a.stories);
        const sum = (of: (one: { announced: number; stories: number }) => number) =>
          names.reduce((total, one) => total + of(one), 0);
        return [
          path,
          {
            tag: JSON.parse(most?.name ?? '') as Tag,
            stories: sum(({ stories }) => stories),
            announced: sum(({ announced }) => announced),
            months: together(names.map(({ months }) => months)),
          },
        ];
      })
      .sort(
        ([, { tag: a }], [, { tag: b }]) =>
          compare(a.scheme, b.scheme) || compare(a.label, b.label) || compare(a.id, b.id),
      ),
  );
}

function together(parts: readonly MonthsText[]): MonthsText {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const sums: Sums = new Map();
  for (const part of parts) addTo(sums, readMonths(part), 1);
  return writeMonths(counted(sums));
}

/** The months in which a tag has stories. */
export function tagMonths({ months }: TagCounts): StoriesByMonth {
  return byMonth(readMonths(months));
}
