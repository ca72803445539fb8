/** Articles and drafts for the tests of publishing, as short as they may be said. */

import { closedUpTo } from '../../src/publish/archive.ts';
import { type Due, readDue, showing } from '../../src/publish/due.ts';
import { exportMonthOf } from '../../src/publish/exports.ts';
import { renderFeeds } from '../../src/publish/feeds.ts';
import type { Document } from '../../src/publish/files.ts';
import { type Draft, tombstonesSince } from '../../src/publish/ledger.ts';
import { listsOf, placeOf } from '../../src/publish/lists.ts';
import { monthOf } from '../../src/publish/pages/list.ts';
import { NOTHING, recount, totalsOf } from '../../src/publish/pages/totals.ts';
import { compare } from '../../src/publish/pages/words.ts';
import { piecesFrom } from '../../src/publish/pieces.ts';
import { type Shelf, shelfOf } from '../../src/publish/shelf.ts';
import type { Extract } from '../../src/store/publication.ts';
import type { Article, LedgerEntry, Published, Report, Site, Story } from '../../src/types.ts';

export const SITE: Site = {
  id: '6f0c7e3a-2b1d-4c5e-9a8f-0d1e2f3a4b5c',
  title: 'Lantern & Bridge',
  subtitle: 'News of two towns',
  author: 'The Bridge Desk',
  language: 'en',
  timeZone: 'Asia/Karachi',
  base: 'https://bridge.example/news/',
};

export const NOW = '2026-05-22T09:00:00Z';
export const LATER = '2026-05-23T09:00:00Z';

export function article(id: string, more: Partial<Article> = {}): Article {
  return {
    id,
    sourceId: 'gazette',
    url: `https://gazette.example/${id}`,
    outlet: 'Gazette',
    country: 'PK',
    kind: 'private-media',
    language: 'en',
    title: `Headline of ${id}`,
    titleFrom: 'given',
    published: { at: '2026-05-21T08:30:00Z', precision: 'instant', from: 'given' },
    authors: [],
    paragraphs: [`First paragraph of ${id}.`, 'Second paragraph.'],
    excerpt: `First paragraph of ${id}.`,
    categories: [],
    republish: 'excerpt',
    firstSeen: NOW,
    hash: id,
    ...more,
  };
}

export function report(one: Article): Report {
  return {
    article: one,
    match: {
      in: true,
      score: 7.5,
      bar: 5,
      reasons: [
        { rule: 'pair', says: 'The two are a pair', weight: 5, words: 'Wang Yi', where: 'title' },
      ],
    },
  };
}

/** The first article leads. */
export function draft(...articles: readonly [Article, ...Article[]]): Draft {
  const reports = articles.map(report);
  const lead = report(articles[0]);
  return {
    group: { articleIds: articles.map((one) => one.id), joins: [] },
    reports,
    lead,
    tags: [
      { id: 'visit', label: 'Visits', scheme: 'form' },
      { id: 'PK', label: 'Pakistan', scheme: 'outlet-country' },
    ],
  };
}

export function day(at: string): Published {
  return { at, precision: 'day', from: 'given' };
}

/** All documents as text, those made later too. */
export function texts(files: ReadonlyMap<string, Document>): Map<string, string> {
  return new Map(
    [...files].map(([path, document]) => [
      path,
      typeof document === 'string' ? document : document.text(),
    ]),
  );
}

/** A shelf of all stories there are, whose lists are read off them. */
export function wholeShelf(stories: readonly Story[], site: Site): Shelf {
  const places = new Map(stories.map((story) => [story, placeOf(story, site)]));
  const place = (story: Story) => places.get(story) ?? '';
  const listed = (extract: Extract): Story[] => {
    const latest = stories
      .filter((story) => listsOf(story).includes(extract.list))
      .toSorted((a, b) => compare(place(b), place(a)) || b.ledger.sequence - a.ledger.sequence);
    if ('newest' in extract) return latest.slice(0, extract.newest);
    if ('undated' in extract) {
      return latest.filter((story) => place(story).startsWith(' ')).slice(0, extract.undated);
    }
    if ('month' in extract) {
      return latest.filter((story) => monthOf(story, site.timeZone) === extract.month);
    }
    if ('exportMonth' in extract) {
      return latest.filter((story) => exportMonthOf(story, site.timeZone) === extract.exportMonth);
    }
    return latest
      .filter(({ ledger }) => ledger.backfill !== true)
      .toSorted((a, b) => b.ledger.sequence - a.ledger.sequence)
      .slice(0, extract.announced);
  };
  const bySequence = new Map(stories.map((story) => [story.ledger.sequence, story]));
  return shelfOf(stories, site, {
    totals: totalsOf(recount(NOTHING, { come: stories, gone: [] }, site)),
    exportMonths: [...new Set(stories.map((story) => exportMonthOf(story, site.timeZone)))],
    listed: (extract) =>
      listed(extract).map((story) => ({ sequence: story.ledger.sequence, place: place(story) })),
    pieces: piecesFrom(
      [],
      (sequence) => bySequence.get(sequence),
      site,
      () => {},
    ),
  });
}

/** All feeds and tables of these stories as text by path. */
export function feedsOf(
  site: Site,
  stories: readonly Story[],
  tombstones: readonly LedgerEntry[] = [],
): Map<string, string> {
  const last = Math.max(
    0,
    ...[...stories.map(({ ledger }) => ledger), ...tombstones].map(({ sequence }) => sequence),
  );
  const shelf = wholeShelf(stories, site);
  return texts(renderFeeds(site, { shelf, last, tombstones }, allDue(stories, site, last)));
}

/** Every document of these stories. */
export function allDue(stories: readonly Story[], site: Site, last = 0): Due {
  const names = stories.flatMap((story) =>
    showing({
      story,
      month: monthOf(story, site.timeZone),
      exportMonth: exportMonthOf(story, site.timeZone),
    }),
  );
  const archives = Array.from({ length: closedUpTo(last) }, (_, at) => at + 1);
  return { ...readDue(names), archives: new Set(archives) };
}

/** The entries of a whole ledger that have a tombstone. */
export function tombstonesOf(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const newest = entries
    .map(({ firstPublished }) => firstPublished)
    .toSorted()
    .at(-1);
  if (newest === undefined) return [];
  const since = tombstonesSince(newest);
  return entries.filter(({ deletedAt }) => deletedAt !== undefined && deletedAt >= since);
}
