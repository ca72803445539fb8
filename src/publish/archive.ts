/**
 * The history in closed documents (RFC 5005, section 4), so that a reader or a program can walk it
 * back to the first story.
 *
 * A closed document holds the stories of a hundred sequence numbers and changes only by decision,
 * merge, withdrawal or correction: what was first seen after it closed is left out of it.
 *
 * A story that was old news when it was found takes its number like any other and stands in the
 * document that closes over it, but never in one that people subscribe to. Until then it has its
 * page, and whoever walks the feeds does not meet it yet.
 */
import type { Story } from '../types.ts';

/** Stories per closed document. Do not change: the documents that were closed would all differ. */
export const CLOSED_AT = 100;

/** One closed document. */
export type Archive = {
  /** From 1. */
  readonly number: number;
  /** By sequence. */
  readonly stories: readonly Story[];
  /** When it closed: reports first seen later are not in it. */
  readonly until: string;
};

/**
 * How many documents are closed; `last` is the highest sequence number that was ever given.
 * Withdrawn stories keep their numbers, so that no story moves to another document.
 */
export function closedUpTo(last: number): number {
  return Math.floor(last / CLOSED_AT);
}

/** First and last sequence number of a closed document. */
export function rangeOf(number: number): readonly [from: number, to: number] {
  return [(number - 1) * CLOSED_AT + 1, number * CLOSED_AT];
}

/** A closed document of its stories, by sequence. */
export function archiveOf(number: number, stories: readonly Story[]): Archive {
  return { number, stories, until: stories.at(-1)?.ledger.firstPublished ?? '' };
}
