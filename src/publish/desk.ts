import type { Extract, Listed, Piece, Publication } from '../store/publication.ts';
import type { LedgerEntry, Site, Story } from '../types.ts';
import { rangeOf } from './archive.ts';
import type { Due } from './due.ts';
import { feedExtracts, feedPaths, renderFeeds } from './feeds.ts';
import type { Document } from './files.ts';
import { tombstonesSince } from './ledger.ts';
import { STORIES_AT_MOST } from './pages/neighbours.ts';
import { type Extras, FRONT_SHOWS, pageExtracts, renderPages } from './pages/render.ts';
import { type Counts, type Totals, totalsOf } from './pages/totals.ts';
import { piecesFrom } from './pieces.ts';
import { shelfOf, type Wanted } from './shelf.ts';
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
      const wanted = [...pageExtracts(due), ...feedExtracts(due)];
      const whole = due.overviews ? FRONT_SHOWS : [];
      const parts = new Map<string, readonly Listed[]>();
      for (const extract of [...wanted.map((one) => one.extract), ...whole]) {
        parts.set(nameOf(extract), await publication.listed(extract));
      }
      const listed = (extract: Extract) => parts.get(nameOf(extract)) ?? [];
      const { kept, missing } = await keptPieces(wanted, listed, publication);
      const sequences = [...whole.flatMap(listed).map((one) => one.sequence), ...missing];
      const stories = await storiesFor(due, sequences, publication);
      const bySequence = new Map(stories.map((story) => [story.ledger.sequence, story]));
      const storyAt = (sequence: number) => bySequence.get(sequence);
      const pieces = piecesFrom(kept, storyAt, site, (piece) => {
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

/** Feeds of rare tags reach back far. At most some five kilobytes a story, a third of what there is of it. */
const STORIES_KEPT = 20_000;

function nameOf(extract: Extract): string {
  return JSON.stringify(extract);
}

/** The pieces that are kept of those wanted, and the sequences of stories that lack one. */
async function keptPieces(
  wanted: readonly Wanted[],
  listed: (extract: Extract) => readonly Listed[],
  publication: Publication,
): Promise<{ readonly kept: readonly Piece[]; readonly missing: ReadonlySet<number> }> {
  const sequences = new Map<Piece['kind'], Set<number>>();
  for (const { extract, kinds } of wanted) {
    for (const kind of kinds) {
      const some = sequences.get(kind) ?? new Set();
      sequences.set(kind, some);
      for (const { sequence } of listed(extract)) some.add(sequence);
    }
  }
  const kept: Piece[] = [];
  const missing = new Set<number>();
  for (const [kind, some] of sequences) {
    const pieces = await publication.pieces(kind, [...some]);
    const held = new Set(pieces.map(({ sequence }) => sequence));
    kept.push(...pieces);
    for (const sequence of some) if (!held.has(sequence)) missing.add(sequence);
  }
  return { kept, missing };
}

/** Every story that is at hand while the documents are made: these, and those that they show. */
async function storiesFor(
  due: Due,
  some: readonly number[],
  publication: Publication,
): Promise<Story[]> {
  const pages = await publication.stories({ ids: [...due.stories] });
  const wanted = [
    ...(await sequencesBeside(pages, STORIES_AT_MOST, publication)),
    ...[...due.archives].flatMap((number) => allBetween(...rangeOf(number))),
    ...some,
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
