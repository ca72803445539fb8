/** Every feed of one publication: path below `out/` → text. */
import { readFileSync } from 'node:fs';
import { once } from '../once.ts';
import type { Extract } from '../store/publication.ts';
import type { LedgerEntry, Site } from '../types.ts';
import { type Archive, archiveOf, CLOSED_AT, closedUpTo, rangeOf } from './archive.ts';
import { atomDocument, atomEntry, type Head, readEntry, type WrittenEntry } from './atom.ts';
import type { Due } from './due.ts';
import { entryOf, withCheckedAddresses } from './entry.ts';
import { exportPaths, renderExport } from './exports.ts';
import type { Document } from './files.ts';
import { renderJson } from './json.ts';
import { ALL, leadList } from './lists.ts';
import { madeOf } from './made.ts';
import { type ListedFeed, renderOpml } from './opml.ts';
import type { Totals } from './pages/totals.ts';
import * as paths from './paths.ts';
import { renderRss } from './rss.ts';
import type { Card, Shelf, Wanted } from './shelf.ts';
import { nameUuid } from './uuid.ts';
import { languageName } from './wording.ts';

/** Fewer stories make no feed of their own: nobody subscribes to silence. */
const STORIES_FOR_A_FEED = 5;
/** What a feed of a tag or a language holds; they have no archive, the main feed has. */
const STORIES_IN_A_PART = 50;

/** What the main feeds hold: all that are in no closed document, and at least the last hundred. */
const CURRENT: Extract = { list: ALL, announced: CLOSED_AT };

const STYLE = readFileSync(new URL(`static/${paths.FEED_STYLE}`, import.meta.url), 'utf8');

/** What the feeds are made of. */
export type FeedsOf = {
  readonly shelf: Shelf;
  /** The highest sequence number that was ever given. */
  readonly last: number;
  /** Withdrawn and merged stories to be shown. */
  readonly tombstones: readonly LedgerEntry[];
};

/** The paths of the feeds of everything. */
export function mainPaths(given: Site): ReadonlySet<string> {
  const { base } = withCheckedAddresses(given);
  return new Set([
    ...[paths.ATOM, paths.RSS, paths.JSON_FEED],
    ...(base === undefined ? [] : [paths.OPML]),
  ]);
}

/** The paths of the feeds of tags and languages that are due, whether they are big enough or not. */
export function partPaths({ tags, languages }: Due): string[] {
  return [
    ...[...tags].map((page) => page.replace(/\.html$/, '.xml')),
    ...[...languages].map(paths.languageFeedPath),
  ];
}

/** The parts of lists that the feeds and tables hold which are due, with the pieces of them. */
export function feedExtracts({ overviews, tags, languages, exportMonths }: Due): Wanted[] {
  const lists = [...tags, ...[...languages].map(leadList)];
  const extracts = [...(overviews ? [CURRENT] : []), ...lists.map(lastAnnounced)];
  return [
    ...extracts.map((extract): Wanted => ({ extract, kinds: ['entry'] })),
    ...[...exportMonths].map(
      (month): Wanted => ({ extract: tableExtract(month), kinds: ['line', 'rows'] }),
    ),
  ];
}

function tableExtract(exportMonth: string): Extract {
  return { list: ALL, exportMonth };
}

function lastAnnounced(list: string): Extract {
  return { list, announced: STORIES_IN_A_PART };
}

/** Every path that `renderFeeds` has a document for, whether it is due or not. */
export function feedPaths(
  given: Site,
  {
    totals,
    exportMonths,
    last,
  }: { readonly totals: Totals; readonly exportMonths: readonly string[]; readonly last: number },
): ReadonlySet<string> {
  const site = withCheckedAddresses(given);
  return new Set([
    paths.FEED_STYLE,
    ...mainPaths(site),
    ...partsOf(site, totals).map(({ head }) => head.path),
    ...exportMonths.flatMap(exportPaths),
    ...Array.from({ length: closedUpTo(last) }, (_, at) => paths.archivePath(at + 1)),
  ]);
}

/**
 * The feeds that are due, those of everything with the overviews, and the tables for research. The
 * same arguments give the same bytes. What did not change need not even be made.
 */
export function renderFeeds(
  given: Site,
  { shelf, last, tombstones }: FeedsOf,
  due: Due,
): Map<string, Document> {
  const site = withCheckedAddresses(given);
  const parts = partsOf(site, shelf.totals);

  const files = new Map<string, Document>();
  for (const month of due.exportMonths) {
    if (!shelf.exportMonths.has(month)) continue;
    for (const [path, table] of renderExport(month, shelf.listed(tableExtract(month)))) {
      files.set(path, table);
    }
  }
  const closed = closedUpTo(last);
  for (let number = 1; number <= closed; number += 1) {
    if (!due.archives.has(number)) continue;
    const archive = archiveOf(number, shelf.between(...rangeOf(number)));
    files.set(paths.archivePath(number), {
      of: madeOf([site, archive.number, archive.until], archive.stories),
      isRead: true,
      text: () => archiveText(site, archive),
    });
  }
  for (const { head, tag, language, list } of parts) {
    if (!due.tags.has(tag ?? '') && !due.languages.has(language ?? '')) continue;
    const held = shelf.listed(lastAnnounced(list));
    // Most of its entries are kept as they were written: what they are made of takes longer to tell.
    files.set(head.path, {
      isRead: true,
      text: () => atomDocument(site, { ...head, id: partId(site, head.path) }, entriesOf(held), []),
    });
  }
  if (!due.overviews) return files;

  files.set(paths.FEED_STYLE, STYLE);
  const main = mainHead(site, closed);
  const opml = renderOpml(site, [
    { feeds: [main] },
    ...headingsOf(parts).map((heading) => ({
      heading,
      feeds: parts.filter((part) => part.heading === heading).map((part) => part.head),
    })),
  ]);
  if (opml !== undefined) files.set(paths.OPML, opml);

  const current = once(() => entriesOf(shelf.listed(CURRENT)));
  files.set(paths.JSON_FEED, {
    text: () => renderJson(site, { ...main, path: paths.JSON_FEED }, current()),
  });
  files.set(paths.RSS, { text: () => renderRss(site, { ...main, path: paths.RSS }, current()) });
  files.set(paths.ATOM, {
    isRead: true,
    text: () => atomDocument(site, main, current(), tombstones),
  });
  return files;
}

/** The main feed as a reader subscribes to it. */
function mainHead(site: Site, closed: number): Head {
  return {
    id: `urn:uuid:${site.id}`,
    title: site.title,
    ...(site.subtitle === undefined ? {} : { subtitle: site.subtitle }),
    path: paths.ATOM,
    page: '',
    ...(closed === 0 ? {} : { previousArchive: paths.archivePath(closed) }),
  };
}

/**
 * A closed document names the one before it but not the one after it: that one does not exist
 * when it closes, and a closed document does not change.
 */
function archiveText(site: Site, archive: Archive): string {
  const entries = archive.stories.map((story) => {
    const entry = entryOf(site, story, archive.until);
    return { ...entry, xml: atomEntry(site, entry) };
  });
  const before = archive.number - 1;
  const head: Head = {
    ...mainHead(site, 0),
    path: paths.archivePath(archive.number),
    current: paths.ATOM,
    ...(before === 0 ? {} : { previousArchive: paths.archivePath(before) }),
  };
  return atomDocument(site, head, byTime(entries), []);
}

/** A feed of some of the stories. */
type Part = {
  /** Without the id, of which most parts have no need in a run. */
  readonly head: ListedFeed;
  readonly heading: string;
  /** Path of the tag's page, or the language. */
  readonly tag?: string;
  readonly language?: string;
  readonly list: string;
};

/** One feed for each tag and each language of leads that has enough stories. */
function partsOf(site: Site, totals: Totals): Part[] {
  const { tags, leads } = totals;
  const parts: Part[] = [];
  const head = (title: string, path: string, page: string): ListedFeed => {
    return { title: `${site.title}: ${title}`, path, page };
  };
  for (const [page, { tag, announced }] of tags) {
    if (announced < STORIES_FOR_A_FEED) continue;
    parts.push({
      head: head(tag.label, paths.tagFeedPath(tag), page),
      heading: headingOf(tag.scheme),
      tag: page,
      list: page,
    });
  }
  for (const [language, announced] of leads) {
    const name = languageName(language);
    if (announced < STORIES_FOR_A_FEED || name === undefined) continue;
    parts.push({
      head: head(name, paths.languageFeedPath(language), ''),
      heading: 'Languages',
      language,
      list: leadList(language),
    });
  }
  return parts.toSorted((a, b) => (a.head.path < b.head.path ? -1 : 1));
}

function partId(site: Site, path: string): string {
  return `urn:uuid:${nameUuid(site.id, `feed\n${path}`)}`;
}

/** `outlet-country` → `Outlet country`. */
function headingOf(scheme: string): string {
  const words = scheme.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Each heading once, in the order of its first feed. */
function headingsOf(parts: readonly Part[]): string[] {
  return [...new Set(parts.map((part) => part.heading))];
}

/** Entries of a feed, the latest first. */
function entriesOf(cards: readonly Card[]): readonly WrittenEntry[] {
  const inOrder = cards.toSorted((a, b) => a.sequence - b.sequence);
  return byTime(inOrder.map(({ piece }) => readEntry(piece('entry'))));
}

/**
 * What a document holds goes by the order of first publication; within it the latest comes first,
 * for readers that show entries as they stand.
 */
function byTime<One extends { readonly updated: string }>(entries: readonly One[]): One[] {
  return entries.toSorted((a, b) => (a.updated > b.updated ? -1 : 1));
}
