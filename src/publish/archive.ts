/**
 * The history in closed documents (RFC 5005, section 4), so that a reader or a program can walk it
 * back to the first story.
 *
 * A closed document holds the stories of a hundred sequence numbers and changes only by decision,
 * merge, withdrawal or correction: what was first seen after it closed is left out of it.
 */
import type { LedgerEntry, Story } from '../types.ts';

/** Stories per closed document. Do not change: the documents that were closed would all differ. */
const CLOSED_AT = 100;

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
 * Divides the stories, given by sequence. `current` is what the subscription document holds, by
 * sequence too: everything that is in no closed document, and at least the last hundred.
 * Withdrawn stories keep their numbers, so that no story moves to another document.
 */
export function divide(
  stories: readonly Story[],
  tombstones: readonly LedgerEntry[],
): { current: readonly Story[]; closed: readonly Archive[] } {
  const last = Math.max(
    0,
    ...stories.slice(-1).map((story) => story.ledger.sequence),
    ...tombstones.map((entry) => entry.sequence),
  );
  const byNumber = new Map<number, Story[]>();
  for (const story of stories) {
    const number = Math.ceil(story.ledger.sequence / CLOSED_AT);
    const held = byNumber.get(number);
    if (held === undefined) byNumber.set(number, [story]);
    else held.push(story);
  }
  const closed: Archive[] = [];
  for (let number = 1; number * CLOSED_AT <= last; number += 1) {
    const held = byNumber.get(number) ?? [];
    const until = held.at(-1)?.ledger.firstPublished ?? '';
    closed.push({ number, stories: held, until });
  }
  return { current: stories.slice(-CLOSED_AT), closed };
}
