/** All pages of a publication, from its stories and the state of its sources. */

import { readFileSync } from 'node:fs';
import type { Report, Site, Story } from '../../types.ts';
import type { Document } from '../files.ts';
import { ATOM, storyPath } from '../paths.ts';
import { renderStatus, type SourceState, STATUS } from '../status.ts';
import { aboutPage, type Figure } from './about.ts';
import {
  ABOUT,
  FILTER,
  FRONT,
  ICON,
  icon,
  type Linked,
  MISSING,
  OVERVIEW,
  REJECTED,
  SEARCH_SCRIPT,
  SOURCES,
  STYLE,
  TAGS,
} from './frame.ts';
import { frontPage } from './front.ts';
import { byMonth } from './list.ts';
import { missingPage } from './missing.ts';
import { monthPages } from './months.ts';
import { neighboursOf } from './neighbours.ts';
import { type Gap, overviewPage } from './overview.ts';
import { rejectedPage } from './rejected.ts';
import { searchPages } from './search.ts';
import { sourcesPage } from './sources.ts';
import { storyPage } from './story.ts';
import { hasMonths, tagList, tagMonthPage, tagMonthPath, tagPage } from './tags.ts';
import { addUp, countMonth, type Totals } from './totals.ts';

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
  /** When nothing could be collected, for the charts. */
  readonly gaps?: readonly Gap[];
};

/**
 * Every document by its path below `out/`, the same for the same input: nothing here knows the
 * time. Stories come in any order. Links between pages are relative; canonical addresses need
 * `site.base`.
 */
export function renderPages(
  site: Site,
  stories: readonly Story[],
  sourceStates: readonly SourceState[],
  extras: Extras = {},
): Map<string, Document> {
  const linked: Linked = { site, feeds: extras.feeds ?? new Set([ATOM]) };
  const pages = new Map<string, Document>(STATIC);
  const neighbours = neighboursOf(stories, site.timeZone);
  for (const story of stories) {
    const { storyId } = story.ledger;
    const text = () => storyPage(linked, story, neighbours.get(storyId));
    pages.set(storyPath(storyId), { text });
  }
  const months = new Map(byMonth(stories, site.timeZone));
  const totals = addUp([...months].map(([month, held]) => countMonth(month, held, site)));
  for (const [path, page] of monthPages(linked, totals.months, months)) pages.set(path, page);
  for (const [path, page] of searchPages(linked, totals.months, months)) pages.set(path, page);
  for (const [path, page] of tagPages(linked, totals, stories)) pages.set(path, page);
  pages.set(ICON, icon(site));
  pages.set(OVERVIEW, overviewPage(linked, totals, extras.gaps ?? []));
  pages.set(REJECTED, rejectedPage(linked, extras.rejected ?? []));
  pages.set(SOURCES, sourcesPage(linked, sourceStates));
  pages.set(STATUS, renderStatus(site, sourceStates, extras.figures ?? []));
  pages.set(MISSING, missingPage(site));
  pages.set(ABOUT, aboutPage(linked, extras.figures ?? []));
  pages.set(FRONT, frontPage(linked, stories, totals.stories));
  return pages;
}

/** The list of tags, the page of each, and where that does not hold all its stories its months. */
function tagPages(
  linked: Linked,
  totals: Totals,
  stories: readonly Story[],
): Map<string, Document> {
  const bySequence = new Map(stories.map((story) => [story.ledger.sequence, story]));
  const of = (sequences: readonly number[]) =>
    sequences.flatMap((sequence) => bySequence.get(sequence) ?? []);
  const pages = new Map<string, Document>([[TAGS, tagList(linked, [...totals.tags.values()])]]);
  const written = { own: new Map(), months: new Map() };
  for (const [path, tagged] of totals.tags) {
    const held = () => tagged.months.flatMap(([, sequences]) => of(sequences));
    pages.set(path, { text: () => tagPage(linked, tagged, held(), written.own) });
    if (!hasMonths(tagged)) continue;
    for (const [month, sequences] of tagged.months) {
      pages.set(tagMonthPath(tagged.tag, month), {
        text: () => tagMonthPage(linked, tagged.tag, month, of(sequences), written.months),
      });
    }
  }
  return pages;
}
