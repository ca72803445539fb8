/**
 * Search over every story, without a server: one file of words a month, which the page reads from the
 * newest back until it has found enough. A closed month never changes, so browsers keep it, and a run
 * with new stories writes one file. Text is compared letter by letter, which needs no knowledge of where
 * a Chinese word ends and finds Urdu as well as English.
 */

import traditionalPairs from 'opencc-js/dict/TSCharacters';
import type { Site, Story } from '../../types.ts';
import type { Document } from '../files.ts';
import { storyPath } from '../paths.ts';
import type { Card } from '../shelf.ts';
import { countOutlets, directionOf, outletName, outletNote } from '../wording.ts';
import { fullDate, shortDay } from './dates.ts';
import { frame, type Linked, link, MONTHS, SEARCH, SEARCH_SCRIPT, TAGS } from './frame.ts';
import { html } from './html.ts';
import { storyDate } from './list.ts';
import type { StoriesByMonth } from './totals.ts';

/** What `search.js` reads first: the months, newest first. */
const SEARCH_MONTHS = 'search/months.json';
/** Traditional Chinese characters, and in the same places the simplified ones; for who types Chinese. */
const SEARCH_CHARACTERS = 'search/characters.json';

/** A story as the browser searches and shows it. */
type Found = {
  /** Path below `out/`. */
  readonly page: string;
  readonly headline: string;
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly outlet: string;
  /** How many other reports there are. */
  readonly others: number;
  readonly date: string;
  readonly excerpt: string;
  /** Everything else by which it may be looked for. */
  readonly words: string;
};

/** The page and the files that it reads first, by path. */
export function searchPages(linked: Linked, months: StoriesByMonth): ReadonlyMap<string, Document> {
  const files = months.map(([month]) => ({ file: `${month}.json`, name: shortDay(month) }));
  return new Map<string, Document>([
    [SEARCH, searchPage(linked)],
    [SEARCH_MONTHS, json(files)],
    [SEARCH_CHARACTERS, { text: characters }],
  ]);
}

/** The words of each month of `some`, by path; of a month the latest story first. */
export function searchMonths(
  some: ReadonlyMap<string, readonly Card[]>,
): ReadonlyMap<string, Document> {
  return new Map(
    [...some].map(([month, cards]): [string, Document] => [
      searchPath(month),
      { text: () => lines(cards.map(({ piece }) => piece('found'))) },
    ]),
  );
}

function characters(): string {
  const pairs = traditionalPairs.split('|').filter((pair) => pair.length === 3);
  return `${JSON.stringify([0, 2].map((at) => pairs.map((pair) => pair[at]).join('')))}\n`;
}

/** `search/2025-05.json`. */
export function searchPath(month: string): string {
  return `search/${month}.json`;
}

/** One story a line, so that a difference between two runs can be read. */
function json(list: readonly unknown[]): string {
  return lines(list.map((each) => JSON.stringify(each)));
}

function lines(list: readonly string[]): string {
  return `[\n${list.join(',\n')}\n]\n`;
}

/** A story as the search finds it, as JSON. */
export function foundOf(story: Story, site: Site): string {
  return JSON.stringify(found(story, site));
}

function found(story: Story, site: Site): Found {
  const { ledger, lead, reports, tags } = story;
  const note = outletNote(lead.article);
  const words = new Set(
    [
      ...reports.flatMap(({ article }) => [
        article.title,
        article.outlet ?? '',
        article.agency ?? '',
      ]),
      ...tags.flatMap((tag) => [tag.label, ...Object.values(tag.labels ?? {})]),
    ].filter((text) => text !== '' && text !== ledger.headline),
  );
  return {
    page: storyPath(ledger.storyId),
    headline: ledger.headline,
    language: lead.article.language,
    direction: directionOf(lead.article.language),
    outlet: outletName(lead.article) + (note === undefined ? '' : ` (${note})`),
    others: countOutlets(reports) - 1,
    date: fullDate(storyDate(story), site.timeZone),
    excerpt: lead.article.excerpt,
    words: [...words].join(' | '),
  };
}

function searchPage(linked: Linked): string {
  return frame(linked, {
    path: SEARCH,
    title: 'Search',
    description: `Search every story of ${linked.site.title} in the languages of its outlets.`,
    script: SEARCH_SCRIPT,
    body: html`<h1>Search</h1>
<form id="search" role="search" hidden>
<label for="q">Words of a headline, outlet, tag or excerpt, in any language; “in quotes” as one</label>
<input id="q" name="q" type="search" autocomplete="off" spellcheck="false">
<button type="submit">Search</button>
</form>
<p id="no-script">Search runs in your browser and needs JavaScript. Without it, everything is listed by <a href="${link(SEARCH, MONTHS)}">month</a> and by <a href="${link(SEARCH, TAGS)}">tag</a>.</p>
<p role="status" id="found"></p>
<ol class="stories" id="results"></ol>
<p><button type="button" id="further" hidden>Search further back</button></p>`,
  });
}
