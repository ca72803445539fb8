import type { Site, Story } from '../types.ts';
import { exportMonthOf } from './exports.ts';
import { byMonth } from './pages/list.ts';
import { type Neighbours, neighboursOf } from './pages/neighbours.ts';
import { addUp, countMonth, type Totals } from './pages/totals.ts';

/** The published stories as documents ask for them: all of them counted, some at hand. */
export type Shelf = {
  readonly totals: Totals;
  /** Months of the tables for research that have stories. */
  readonly exportMonths: ReadonlySet<string>;
  /** Those at hand, by sequence. */
  readonly stories: readonly Story[];
  /** Those at hand by their sequence numbers. */
  readonly of: (sequences: readonly number[]) => readonly Story[];
  readonly between: (from: number, to: number) => readonly Story[];
  readonly month: (month: string) => readonly Story[];
  readonly exportMonth: (month: string) => readonly Story[];
  readonly neighbours: (storyId: string) => Neighbours | undefined;
};

/** What is known of the stories that are not at hand. */
export type Rest = {
  readonly totals: Totals;
  readonly exportMonths: readonly string[];
};

/**
 * A shelf with these stories at hand, in any order. Without `rest` they are all there are; with it
 * the months and neighbours that are asked for must be among them as a whole.
 */
export function shelfOf(given: readonly Story[], site: Site, rest?: Rest): Shelf {
  const stories = given.toSorted((a, b) => a.ledger.sequence - b.ledger.sequence);
  const bySequence = new Map(stories.map((story) => [story.ledger.sequence, story]));
  const months = new Map(byMonth(stories, site.timeZone));
  const exportMonths = new Map<string, Story[]>();
  for (const story of stories) {
    const month = exportMonthOf(story, site.timeZone);
    const held = exportMonths.get(month);
    if (held === undefined) exportMonths.set(month, [story]);
    else held.push(story);
  }
  let neighbours: ReturnType<typeof neighboursOf> | undefined;
  return {
    totals:
      rest?.totals ?? addUp([...months].map(([month, held]) => countMonth(month, held, site))),
    exportMonths: new Set(rest?.exportMonths ?? exportMonths.keys()),
    stories,
    of: (sequences) => sequences.flatMap((sequence) => bySequence.get(sequence) ?? []),
    between: (from, to) =>
      stories.filter(({ ledger }) => ledger.sequence >= from && ledger.sequence <= to),
    month: (month) => months.get(month) ?? [],
    exportMonth: (month) => exportMonths.get(month) ?? [],
    neighbours: (storyId) => {
      neighbours ??= neighboursOf(stories, site.timeZone);
      return neighbours.get(storyId);
    },
  };
}
