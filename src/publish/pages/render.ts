/** All pages of a publication, from its stories and the state of its sources. */

import { readFileSync } from 'node:fs';
import type { Extract } from '../../store/publication.ts';
import type { Report, Site } from '../../types.ts';
import type { Due } from '../due.ts';
import type { Document } from '../files.ts';
import { ALL } from '../lists.ts';
import { madeOf } from '../made.ts';
import { ATOM, storyPath } from '../paths.ts';
import type { Shelf, Wanted } from '../shelf.ts';
import { renderStatus, type SourceState, STATUS } from '../status.ts';
import { aboutPage, type Figure } from './about.ts';
import type { Collection } from './collection.ts';
import {
  ABOUT,
  FILTER,
  FRONT,
  ICON,
  icon,
  type Linked,
  MISSING,
  MONTHS,
  mainFeeds,
  OVERVIEW,
  REJECTED,
  SEARCH_SCRIPT,
  SOURCES,
  STYLE,
  TAGS,
} from './frame.ts';
import { AT_MOST, frontPage, UNDATED_AT_MOST } from './front.ts';
import { missingPage } from './missing.ts';
import { monthList, monthPages, monthPath } from './months.ts';
import { overviewPage } from './overview.ts';
import { rejectedPage } from './rejected.ts';
import { searchMonths, searchPages, searchPath } from './search.ts';
import { sourcesPage } from './sources.ts';
import { storyPage } from './story.ts';
import { hasMonths, NEWEST, tagList, tagMonthPage, tagMonthPath, tagPage } from './tags.ts';
import { tagMonths } from './totals.ts';

/** Files that are served as they lie beside this one. */
const STATIC = [STYLE, FILTER, SEARCH_SCRIPT].map(
  (name) => [name, readFileSync(new URL(`static/${name}`, import.meta.url), 'utf8')] as const,
);

/** What only some publications have. */
export type Extras = {
  /** Paths below `out/` of the feed documents that are published; `atom.xml` where nothing is said. */
  readonly feeds?: ReadonlySet<string>;
  /** Measured quality, for the about page. */
  readonly figures?: readonly Figure[];
  /** Reports that are not about the topic by its rules; the page shows those near the bar. */
  readonly rejected?: readonly Report[];
  /** When feeds were read, for the charts. */
  readonly collection?: Collection;
};

/**
 * The pages that are due, by their path below `out/`. The same for the same input: nothing here
 * knows the time. Links between pages are relative; canonical addresses need `site.base`.
 */
export function renderPages(
  site: Site,
  shelf: Shelf,
  sourceStates: readonly SourceState[],
  extras: Extras,
  due: Due,
): Map<string, Document> {
  const { totals } = shelf;
  const linked: Linked = { site, feeds: extras.feeds ?? new Set([ATOM]) };
  const months = new Map(
    totals.months
      .filter(([month]) => due.months.has(month))
      .map(([month]) => [month, shelf.listed({ list: ALL, month })]),
  );
  return new Map<string, Document>([
    ...(due.overviews ? STATIC : []),
    ...storyPages(linked, shelf, due),
    ...monthPages(linked, totals.months, months),
    ...searchMonths(months),
    ...tagPages(linked, shelf, due),
    ...(due.overviews ? overviews(linked, shelf, sourceStates, extras) : []),
  ]);
}

/** What is one of a kind: it speaks of all stories, of the sources, or of the site. */
function overviews(
  linked: Linked,
  shelf: Shelf,
  sourceStates: readonly SourceState[],
  extras: Extras,
): Map<string, Document> {
  const { site } = linked;
  const { totals } = shelf;
  return new Map<string, Document>([
    [MONTHS, monthList(linked, totals.months)],
    ...searchPages(linked, totals.months),
    [TAGS, { text: () => tagList(linked, [...totals.tags.values()]) }],
    [ICON, icon(site)],
    [
      OVERVIEW,
      { text: () => overviewPage(linked, totals, extras.collection ?? { missed: new Set() }) },
    ],
    [MISSING, missingPage(site)],
    [ABOUT, aboutPage(linked, extras.figures ?? [])],
    [
      FRONT,
      {
        text: () =>
          frontPage(linked, [...new Set(FRONT_SHOWS.flatMap(shelf.storiesIn))], totals.stories),
      },
    ],
    ...renderStates(site, sourceStates, extras),
  ]);
}

/** The pages that may change though no story did. */
export function renderStates(
  site: Site,
  sourceStates: readonly SourceState[],
  extras: Extras = {},
): Map<string, Document> {
  const linked: Linked = { site, feeds: extras.feeds ?? new Set([ATOM]) };
  return new Map([
    rejectedOnce(linked, extras.rejected ?? []),
    [SOURCES, sourcesPage(linked, sourceStates)],
    [STATUS, renderStatus(site, sourceStates, extras.figures ?? [])],
  ]);
}

/** Long, and mostly as it was. */
function rejectedOnce(linked: Linked, rejected: readonly Report[]): [string, Document] {
  const reports = rejected.map(({ article, match }) => [article.hash, article.firstSeen, match]);
  const of = madeOf([linked.site, mainFeeds(linked.feeds), reports], []);
  return [REJECTED, { of, text: () => rejectedPage(linked, rejected) }];
}

/** Every path that `renderPages` may have a document for while these things are due. */
export function pagePaths(due: Due): string[] {
  return [
    ...[...due.stories].map(storyPath),
    ...[...due.months].flatMap((month) => [monthPath(month), searchPath(month)]),
    ...due.tags,
    ...[...due.tagMonths].flatMap(([tag, months]) =>
      [...months].map((month) => tagMonthPath(tag, month)),
    ),
  ];
}

function* storyPages(linked: Linked, shelf: Shelf, due: Due): Generator<[string, Document]> {
  for (const story of shelf.stories) {
    const { storyId } = story.ledger;
    if (!due.stories.has(storyId)) continue;
    const text = () => storyPage(linked, story, shelf.neighbours(storyId));
    yield [storyPath(storyId), { text }];
  }
}

/** The page of each tag, and where that does not hold all its stories its months. */
function* tagPages(linked: Linked, shelf: Shelf, due: Due): Generator<[string, Document]> {
  const { totals } = shelf;
  for (const [path, tagged] of totals.tags) {
    if (due.tags.has(path)) {
      const newest = shelf.listed(newestOf(path));
      yield [path, { text: () => tagPage(linked, tagged, newest) }];
    }
    const months = due.tagMonths.get(path);
    if (months === undefined || !hasMonths(tagged)) continue;
    for (const [month] of tagMonths(tagged)) {
      if (!months.has(month)) continue;
      const held = shelf.listed({ list: path, month });
      yield [
        tagMonthPath(path, month),
        { text: () => tagMonthPage(linked, tagged.tag, month, held) },
      ];
    }
  }
}

/** The parts of lists that the pages show which are due, with the pieces of them. */
export function pageExtracts({ months, tags, tagMonths }: Due): Wanted[] {
  const item = (extract: Extract): Wanted => ({ extract, kinds: ['item'] });
  return [
    ...[...months].map(
      (month): Wanted => ({ extract: { list: ALL, month }, kinds: ['item', 'found'] }),
    ),
    ...[...tags].map(newestOf).map(item),
    ...[...tagMonths].flatMap(([list, some]) => [...some].map((month) => item({ list, month }))),
  ];
}

/** The stories that the front page is made from. */
export const FRONT_SHOWS: readonly Extract[] = [
  { list: ALL, newest: AT_MOST },
  { list: ALL, undated: UNDATED_AT_MOST },
];

function newestOf(list: string): Extract {
  return { list, newest: NEWEST };
}
