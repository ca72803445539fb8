import { once } from '../once.ts';
import type { Extract, Listed, Piece } from '../store/publication.ts';
import type { Site, Story } from '../types.ts';
import { type Neighbours, neighboursOf } from './pages/neighbours.ts';
import type { Totals } from './pages/totals.ts';
import type { Pieces } from './pieces.ts';

/** A story as it stands in a list: its place there, and what is written of it. */
export type Card = Listed & { readonly piece: (kind: Piece['kind']) => string };

/** A part of a list, and the pieces of its stories that documents hold. */
export type Wanted = { readonly extract: Extract; readonly kinds: readonly Piece['kind'][] };

/** The published stories as documents ask for them: all of them counted, some at hand. */
export type Shelf = {
  readonly totals: Totals;
  /** Months of the tables for research that have stories. */
  readonly exportMonths: ReadonlySet<string>;
  /** Those at hand, by sequence. */
  readonly stories: readonly Story[];
  /** Those of a part of a list, the latest first. */
  readonly listed: (extract: Extract) => readonly Card[];
  /** The same as stories, by sequence. */
  readonly storiesIn: (extract: Extract) => readonly Story[];
  readonly between: (from: number, to: number) => readonly Story[];
  readonly neighbours: (storyId: string) => Neighbours | undefined;
};

/** What is known of all stories, those too that are not at hand. */
export type Known = {
  readonly totals: Totals;
  readonly exportMonths: readonly string[];
  readonly listed: (extract: Extract) => readonly Listed[];
  readonly pieces: Pieces;
};

/**
 * A shelf with these stories at hand, in any order: those that are asked for as stories, the
 * neighbours of each, and those of which a piece is to be written.
 */
export function shelfOf(given: readonly Story[], site: Site, known: Known): Shelf {
  const stories = given.toSorted((a, b) => a.ledger.sequence - b.ledger.sequence);
  const bySequence = new Map(stories.map((story) => [story.ledger.sequence, story]));
  const neighbours = once(() => neighboursOf(stories, site.timeZone));
  return {
    totals: known.totals,
    exportMonths: new Set(known.exportMonths),
    stories,
    listed: (extract) =>
      known.listed(extract).map((listed) => ({
        ...listed,
        piece: (kind) => known.pieces(kind, listed.sequence),
      })),
    storiesIn: (extract) =>
      known
        .listed(extract)
        .map(({ sequence }) => sequence)
        .toSorted((a, b) => a - b)
        .flatMap((sequence) => bySequence.get(sequence) ?? []),
    between: (from, to) =>
      stories.filter(({ ledger }) => ledger.sequence >= from && ledger.sequence <= to),
    neighbours: (storyId) => neighbours().get(storyId),
  };
}
