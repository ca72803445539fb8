import { grouped } from '../grouped.ts';
import { once } from '../once.ts';
import type { Extract } from '../store/publication.ts';
import type { Site, Story } from '../types.ts';
import { exportMonthOf } from './exports.ts';
import { byMonth } from './pages/list.ts';
import { type Neighbours, neighboursOf } from './pages/neighbours.ts';
import type { Totals } from './pages/totals.ts';
import type { Pieces } from './pieces.ts';

/** The published stories as documents ask for them: all of them counted, some at hand. */
export type Shelf = {
  readonly totals: Totals;
  /** Months of the tables for research that have stories. */
  readonly exportMonths: ReadonlySet<string>;
  /** Those at hand, by sequence. */
  readonly stories: readonly Story[];
  /** Those of a part of a list. */
  readonly listed: (extract: Extract) => readonly Story[];
  readonly between: (from: number, to: number) => readonly Story[];
  readonly month: (month: string) => readonly Story[];
  readonly exportMonth: (month: string) => readonly Story[];
  readonly neighbours: (storyId: string) => Neighbours | undefined;
  readonly pieces: Pieces;
};

/** What is known of all stories, those too that are not at hand. */
export type Known = {
  readonly totals: Totals;
  readonly exportMonths: readonly string[];
  /** Sequence numbers. */
  readonly listed: (extract: Extract) => readonly number[];
  readonly pieces: Pieces;
};

/**
 * A shelf with these stories at hand, in any order. The months, lists and neighbours that are asked
 * for must be among them as a whole.
 */
export function shelfOf(given: readonly Story[], site: Site, known: Known): Shelf {
  const stories = given.toSorted((a, b) => a.ledger.sequence - b.ledger.sequence);
  const bySequence = new Map(stories.map((story) => [story.ledger.sequence, story]));
  const months = once(() => new Map(byMonth(stories, site.timeZone)));
  const exportMonths = once(() => grouped(stories, (story) => exportMonthOf(story, site.timeZone)));
  const neighbours = once(() => neighboursOf(stories, site.timeZone));
  return {
    totals: known.totals,
    exportMonths: new Set(known.exportMonths),
    stories,
    listed: (extract) =>
      known
        .listed(extract)
        .toSorted((a, b) => a - b)
        .flatMap((sequence) => bySequence.get(sequence) ?? []),
    between: (from, to) =>
      stories.filter(({ ledger }) => ledger.sequence >= from && ledger.sequence <= to),
    month: (month) => months().get(month) ?? [],
    exportMonth: (month) => exportMonths().get(month) ?? [],
    pieces: known.pieces,
    neighbours: (storyId) => neighbours().get(storyId),
  };
}
