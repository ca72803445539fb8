import type { Publication } from '../store/publication.ts';
import type { LedgerEntry, Site, Story } from '../types.ts';
import { rangeOf } from './archive.ts';
import type { Due } from './due.ts';
import { currentSequences, type FeedsOf, feedPaths, partSequences, renderFeeds } from './feeds.ts';
import type { Document } from './files.ts';
import { tombstonesSince } from './ledger.ts';
import { STORIES_AT_MOST } from './pages/neighbours.ts';
import { type Extras, frontSequences, renderPages, tagSequences } from './pages/render.ts';
import { addUp, type MonthCounts, type Totals } from './pages/totals.ts';
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
  /** The documents that are due, and those that speak of everything; loads what they show. */
  readonly documents: (due: Due) => Promise<Map<string, Document>>;
};

/** Reads what is counted of the publication; its stories are loaded as documents ask for them. */
export async function openDesk(
  site: Site,
  states: readonly SourceState[],
  extras: Extras,
  publication: Publication,
): Promise<Desk> {
  const counts = [...(await publication.months()).values()].map(
    (body) => JSON.parse(body) as MonthCounts,
  );
  const totals = addUp(counts);
  const exportMonths = await publication.exportMonths();
  const end = await endOf(publication);
  const of = (stories: readonly Story[]): FeedsOf => ({
    shelf: shelfOf(stories, site, { totals, exportMonths }),
    ...end,
  });
  const feeds = feedPaths(site, of([]));
  return {
    totals,
    exportMonths,
    publication,
    feeds,
    last: end.last,
    documents: async (due) => {
      const held = of(await storiesFor(due, totals, publication));
      return new Map<string, Document>([
        ...renderPages(site, held.shelf, states, { ...extras, feeds }, due),
        ...renderFeeds(site, held, due),
      ]);
    },
  };
}

/** Every story that one of the documents shows or takes its neighbours from. */
async function storiesFor(due: Due, totals: Totals, publication: Publication): Promise<Story[]> {
  const pages = await publication.stories({ ids: [...due.stories] });
  const months = await Promise.all([
    ...[...due.months].map((month) => publication.sequences({ month })),
    ...[...due.exportMonths].map((exportMonth) => publication.sequences({ exportMonth })),
  ]);
  const tags = [...due.tags].flatMap((path) => totals.tags.get(path) ?? []);
  const wanted = [
    ...(await sequencesBeside(pages, STORIES_AT_MOST, publication)),
    ...months.flat(),
    ...[...due.archives].flatMap((number) => allBetween(...rangeOf(number))),
    ...frontSequences(totals),
    ...currentSequences(totals),
    ...tags.flatMap((tag) => [
      ...tagSequences(tag, totals),
      ...partSequences(
        tag.months.map(([, held]) => held),
        totals,
      ),
    ]),
    ...[...due.tagMonths].flatMap(([path, months]) =>
      (totals.tags.get(path)?.months ?? []).flatMap(([month, held]) =>
        months.has(month) ? held : [],
      ),
    ),
    ...[...due.languages].flatMap((language) =>
      partSequences([totals.leads.get(language) ?? []], totals),
    ),
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
