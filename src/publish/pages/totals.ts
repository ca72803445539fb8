/**
 * What is counted of stories, month by month. Counts are added and taken away, so that one more
 * story costs the same in a month of ten and of ten thousand, and all months add up without a look
 * at any story.
 */

import type { Site, Story, Tag } from '../../types.ts';
import { languageOf } from '../due.ts';
import { tagPath } from '../paths.ts';
import { countryName, outletName } from '../wording.ts';
import { type Day, dayOf, dayOfInstant, mondayOf } from './dates.ts';
import { storyDate } from './list.ts';
import { compare, isState, languageName } from './words.ts';

/** Numbers by name, in the order of the names; what is nothing is not there. */
type Counted = readonly (readonly [name: string, numbers: readonly number[]])[];

const COUNTED = [
  'outlets',
  'days',
  'seen',
  'weeks',
  'countries',
  'languages',
  'tags',
  'leads',
] as const;

/** Some stories, counted: plain data that can be stored. */
export type Counts = {
  readonly stories: number;
  /** Of them, those without a date; they are in the month of their first publication. */
  readonly undated: number;
  readonly reports: number;
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
  /** By the tag as JSON: its stories, those that were announced, those without a date. */
  readonly tags: Counted;
  /** By the language of the lead, two or three letters: stories that were announced. */
  readonly leads: Counted;
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
  readonly months: StoriesByMonth;
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
  undated: 0,
  reports: 0,
  outlets: [],
  days: [],
  seen: [],
  weeks: [],
  countries: [],
  languages: [],
  tags: [],
  leads: [],
};

/** `counts` with some stories more and some less, which were counted in it. */
export function recount(
  counts: Counts,
  { come, gone }: { readonly come: readonly Story[]; readonly gone: readonly Story[] },
  site: Site,
): Counts {
  return sum([
    [counts, 1],
    ...come.map((story) => [countsOf(story, site), 1] as const),
    ...gone.map((story) => [countsOf(story, site), -1] as const),
  ]);
}

/** A single story, counted. */
function countsOf(story: Story, { timeZone }: Site): Counts {
  const articles = story.reports.map(({ article }) => article);
  const day = dayOf(storyDate(story), timeZone);
  const known = day?.length === 10 ? day : undefined;
  const seen = articles
    .flatMap(({ file, firstSeen }) => (file === undefined ? firstSeen : []))
    .sort(compare)[0];
  const announced = story.ledger.backfill === true ? 0 : 1;
  const undated = day === undefined ? 1 : 0;
  const nameOf = (code: string | undefined) =>
    code === undefined ? 'Not known' : countryName(code);
  const byState = new Set(articles.filter(isState).map(({ country }) => nameOf(country)));
  const once = (names: readonly string[]): Counted =>
    [...new Set(names)].map((name) => [name, [1]]);
  return {
    stories: 1,
    undated,
    reports: articles.length,
    outlets: once(articles.map(outletName)),
    days: known === undefined ? [] : [[known, [1]]],
    seen: seen === undefined ? [] : [[dayOfInstant(seen, timeZone), [1]]],
    weeks: known === undefined ? [] : [[mondayOf(known), partOf(story)]],
    countries: once(articles.map(({ country }) => nameOf(country))).map(([name]) => [
      name,
      [1, byState.has(name) ? 1 : 0],
    ]),
    languages: once(articles.map(({ language }) => languageName(language))),
    tags: [...new Map(story.tags.map((tag) => [tagPath(tag), tag])).values()].map((tag) => [
      JSON.stringify(tag),
      [1, announced, undated],
    ]),
    leads: [[languageOf(story.lead.article.language), [announced]]],
  };
}

/** States only, both, others only. */
function partOf({ reports }: Story): readonly number[] {
  const states = reports.filter(({ article }) => isState(article)).length;
  if (states === reports.length) return [1, 0, 0];
  return states === 0 ? [0, 0, 1] : [0, 1, 0];
}

function sum(parts: readonly (readonly [Counts, 1 | -1])[]): Counts {
  const add = (numberOf: (counts: Counts) => number) =>
    parts.reduce((all, [counts, sign]) => all + sign * numberOf(counts), 0);
  const counted = COUNTED.map((kind): [string, Counted] => {
    const numbers = new Map<string, number[]>();
    for (const [counts, sign] of parts) {
      for (const [name, some] of counts[kind]) {
        const held = numbers.get(name);
        if (held === undefined)
          numbers.set(
            name,
            some.map((number) => sign * number),
          );
        else for (const [at, number] of some.entries()) held[at] = (held[at] ?? 0) + sign * number;
      }
    }
    const left = [...numbers].filter(([, some]) => some.some((number) => number !== 0));
    return [kind, left.sort(([a], [b]) => compare(a, b))];
  });
  return {
    ...NOTHING,
    stories: add(({ stories }) => stories),
    undated: add(({ undated }) => undated),
    reports: add(({ reports }) => reports),
    ...Object.fromEntries(counted),
  };
}

/** The counts of months, `YYYY-MM`, together. */
export function addUp(parts: ReadonlyMap<string, Counts>): Totals {
  const months = [...parts].toSorted(([a], [b]) => compare(b, a));
  const all = sum(months.map(([, counts]) => [counts, 1]));
  const [first, last] = [all.days[0]?.[0], all.days.at(-1)?.[0]];
  const since = all.seen[0]?.[0];
  return {
    stories: all.stories,
    undated: all.undated,
    reports: all.reports,
    outlets: all.outlets.length,
    ...(first === undefined || last === undefined ? {} : { days: [first, last] }),
    ...(since === undefined ? {} : { since }),
    weeks: new Map(all.weeks),
    countries: new Map(all.countries),
    languages: new Map(all.languages),
    tags: tagsOf(all, months),
    leads: new Map(all.leads.map(([language, [announced = 0]]) => [language, announced])),
    months: months.map(([month, { stories, undated }]) => [month, stories, undated]),
  };
}

function tagsOf(
  all: Counts,
  months: readonly (readonly [string, Counts])[],
): ReadonlyMap<string, TagCounts> {
  // Most names are those of the months before: each is read once.
  const named = new Map(all.tags.map(([name]) => [name, JSON.parse(name) as Tag]));
  const paths = new Map([...named].map(([name, tag]) => [name, tagPath(tag)]));
  const found = new Map<
    string,
    {
      tag: Tag;
      most: number;
      stories: number;
      announced: number;
      months: [string, number, number][];
    }
  >();
  for (const [name, [stories = 0, announced = 0]] of all.tags) {
    const [tag, path] = [named.get(name), paths.get(name)];
    if (tag === undefined || path === undefined) continue;
    const held = found.get(path);
    if (held === undefined) found.set(path, { tag, most: stories, stories, announced, months: [] });
    // Where stories name a tag differently, most of them are right.
    else
      Object.assign(held, {
        ...(stories > held.most ? { tag, most: stories } : {}),
        stories: held.stories + stories,
        announced: held.announced + announced,
      });
  }
  for (const [month, { tags }] of months) {
    for (const [name, [stories = 0, , undated = 0]] of tags) {
      const held = found.get(paths.get(name) ?? '')?.months;
      const last = held?.at(-1);
      if (last?.[0] !== month) held?.push([month, stories, undated]);
      else {
        last[1] += stories;
        last[2] += undated;
      }
    }
  }
  return new Map(
    [...found]
      .map(([path, { tag, stories, announced, months }]): [string, TagCounts] => {
        return [path, { tag, stories, announced, months }];
      })
      .sort(
        ([, { tag: a }], [, { tag: b }]) =>
          compare(a.scheme, b.scheme) || compare(a.label, b.label) || compare(a.id, b.id),
      ),
  );
}
