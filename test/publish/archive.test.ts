import { describe, expect, it } from 'vitest';
import { archiveOf, closedUpTo, rangeOf } from '../../src/publish/archive.ts';
import { type Draft, keepLedger } from '../../src/publish/ledger.ts';
import { article, day, draft, LATER, NOW, SITE, wholeShelf } from './sample.ts';

/** Drafts whose sequence is the order given. */
function drafts(count: number): Draft[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `a${String(index).padStart(4, '0')}`;
    return draft(article(id, { published: day('2026-05-20') }));
  });
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('the archive', () => {
  it('closes nothing below a hundred', () => {
    expect(closedUpTo(99)).toBe(0);
  });

  it('closes a document at a hundred', () => {
    expect(closedUpTo(250)).toBe(2);
    expect([1, 2].map(rangeOf)).toEqual([
      [1, 100],
      [101, 200],
    ]);
  });

  it('moves no story when one is withdrawn, and opens no document again', () => {
    const all = drafts(100);
    const first = keepLedger([], all, SITE, NOW);
    const next = keepLedger(first.entries, all.slice(1, -1), SITE, LATER);
    const last = Math.max(...next.entries.map(({ sequence }) => sequence));
    expect(closedUpTo(last)).toBe(1);
    const { stories } = archiveOf(1, wholeShelf(next.stories, SITE).between(...rangeOf(1)));
    expect(stories.map(({ ledger }) => ledger.sequence)).toEqual(range(2, 99));
  });

  it('holds nothing when nothing was ever published', () => {
    expect(closedUpTo(0)).toBe(0);
  });
});
