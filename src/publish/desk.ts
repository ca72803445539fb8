import type { Extract, Piece, Publication } from '../store/publication.ts';
import type { LedgerEntry, Site, Story } from '../types.ts';
import { rangeOf } from './archive.ts';
import type { Due } from './due.ts';
import { feedExtracts, feedPaths, renderFeeds } from './feeds.ts';
import type { Document } from './files.ts';
import { tombstonesSince } from './ledger.ts';
import { STORIES_AT_MOST } from './pages/neighbours.ts';
import { type Extras, pageExtracts, renderPages } from './pages/render.ts';
import { type Counts, type Totals, totalsOf } from './pages/totals.ts';
import { piecesFrom } from './pieces.ts';
import { shelfOf } from './shelf.ts';
import type { SourceState } from './status.ts';
import { sequencesBeside } from './window.ts';

/** What all documents of one publication are made with. */
export type Desk = {
  readonly totals: Totals;
  readonly exportMonths: readonly string[];
  readonly publication: Publication;
  /** Paths of the feeds, whether they are due or not. */
  readonly feeds: ReadonlySet<string>;
  /** Where the archive ends. */
  readonly last: number;
  /** The documents that are due; loads what they show. */
  readonly documents: (due: Due) => Promise<Map<string, Document>>;
  /** Keeps what was written of stories for the next time, once the documents are written. */
  readonly keepPieces: () => Promise<void>;
};

/** `counts` are of all stories; the stories themselves are loaded as documents ask for them. */
export async function openDesk(
  site: Site,
  states: readonly SourceState[],
  extras: Extras,
  publication: Publication,
  counts: Counts,
): Promise<Desk> {
  const totals = totalsOf(counts);
  const exportMonths = await publication.exportMonths();
  const end = await endOf(publication);
  const keptFrom = end.last - STORIES_KEPT + 1;
  const fresh: Piece[] = [];
  const feeds = feedPaths(site, { totals, exportMonths, last: end.last });
  return {
    totals,
    exportMonths,
    publication,
    feeds,
    last: end.last,
    documents: async (due) => {
      const extracts = [...pageExtracts(due), ...feedExtracts(due)];
      const numbers = new Map<string, readonly number[]>();
      for (const extract of extracts) {
        numbers.set(nameOf(extract), await publication.listed(extract));
      }
      const stories = await storiesFor(due, [...numbers.values()].flat(), publication);
      const listed = (extract: Extract) => numbers.get(nameOf(extract)) ?? [];
      const sequences = stories.map(({ ledger }) => ledger.sequence);
      const kept = [
        ...(await publication.pieces('item', sequences)),
        ...(await publication.pieces('entry', feedExtracts(due).flatMap(listed))),
      ];
      const pieces = piecesFrom(kept, (piece) => {
        if (piece.sequence >= keptFrom) fresh.push(piece);
      });
      const shelf = shelfOf(stories, site, { totals, exportMonths, listed, pieces });
      return new Map<string, Document>([
        ...renderPages(site, shelf, states, { ...extras, feeds }, due),
        ...renderFeeds(site, { shelf, ...end }, due),
      ]);
    },
    keepPieces: async () => {
      if (fresh.length > 0) await publication.keepPieces(fresh.splice(0), keptFrom);
    },
  };
}

/** Feeds of rare tags reach back far. Some two kilobytes a story, a seventh of what the state has of it. */
const STORIES_KEPT = 20_000;

function nameOf(extract: Extract): string {
  return JSON.stringify(extract);
}

/** Every story that one of the documents shows or takes its neighbours from. */
async function storiesFor(
  due: Due,
  listed: readonly number[],
  publication: Publication,
): Promise<Story[]> {
  const pages = await publication.stories({ ids: [...due.stories] });
  const months = await Promise.all([
    ...[...due.months].map((month) => publication.sequences({ month })),
    ...[...due.exportMonths].map((exportMonth) => publication.sequences({ exportMonth })),
  ]);
  const wanted = [
    ...(await sequencesBeside(pages, STORIES_AT_MOST, publication)),
    ...months.flat(),
    ...[...due.archives].flatMap((number) => allBetween(...rangeOf(number))),
    ...listed,
  ];
  const known = new Set(pages.map(({ story }) => story.ledger.sequence));
  const sequences = [...new Set(wanted)].filter((sequence) => !known.has(sequence));
  return [...pages, ...(await publication.stories({ sequences }))].map(({ story }) => story);
}

function allBetween(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}

/** Where the ledger ends, and what was withdrawn of late. */
async function endOf(
  publication: Publication,
): Promise<{ readonly last: number; readonly tombstones: readonly LedgerEntry[] }> {
  const { sequence, newest } = await publication.ledgerEnd();
  if (newest === undefined) return { last: 0, tombstones: [] };
  return { last: sequence, tombstones: await publication.deletedSince(tombstonesSince(newest)) };
}
