/** All pages of a publication, from its stories and the state of its sources. */

import { readFileSync } from 'node:fs';
import type { Report, Site, Story } from '../../types.ts';
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
  OVERVIEW,
  REJECTED,
  SEARCH_SCRIPT,
  SOURCES,
  STYLE,
} from './frame.ts';
import { frontPage } from './front.ts';
import { monthPages } from './months.ts';
import { neighboursOf } from './neighbours.ts';
import { type Gap, overviewPage } from './overview.ts';
import { rejectedPage } from './rejected.ts';
import { searchPages } from './search.ts';
import { sourcesPage } from './sources.ts';
import { storyPage } from './story.ts';
import { tagPages } from './tags.ts';

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
 * Text by path below `out/`, the same for the same input: nothing here knows the time. Stories come in
 * any order. Links between pages are relative; canonical addresses need `site.base`.
 */
export function renderPages(
  site: Site,
  stories: readonly Story[],
  sourceStates: readonly SourceState[],
  extras: Extras = {},
): Map<string, string> {
  const linked: Linked = { site, feeds: extras.feeds ?? new Set([ATOM]) };
  const pages = new Map<string, string>(STATIC);
  const neighbours = neighboursOf(stories, site.timeZone);
  for (const story of stories) {
    const { storyId } = story.ledger;
    pages.set(storyPath(storyId), storyPage(linked, story, neighbours.get(storyId)));
  }
  for (const [path, page] of monthPages(linked, stories)) pages.set(path, page);
  for (const [path, page] of tagPages(linked, stories)) pages.set(path, page);
  for (const [path, page] of searchPages(linked, stories)) pages.set(path, page);
  pages.set(ICON, icon(site));
  pages.set(OVERVIEW, overviewPage(linked, stories, extras.gaps ?? []));
  pages.set(REJECTED, rejectedPage(linked, extras.rejected ?? []));
  pages.set(SOURCES, sourcesPage(linked, sourceStates));
  pages.set(STATUS, renderStatus(site, sourceStates));
  pages.set(ABOUT, aboutPage(linked, extras.figures ?? []));
  pages.set(FRONT, frontPage(linked, stories));
  return pages;
}
