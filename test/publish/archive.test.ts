import { describe, expect, it } from 'vitest';
import { divide } from '../../src/publish/archive.ts';
import { type Draft, keepLedger, tombstonesOf } from '../../src/publish/ledger.ts';
import { article, day, draft, LATER, NOW, SITE } from './sample.ts';

/** Drafts whose sequence is the order given. */
function drafts(count: number): Draft[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `a${String(index).padStart(4, '0')}`;
    return draft(article(id, { published: day('2026-05-20') }));
  });
}

const sequences = (stories: readonly { ledger: { sequence: number } }[]) =>
  stories.map((story) => story.ledger.sequence);
const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('divide', () => {
  it('closes nothing below a hundred', () => {
    const { current, closed } = divide(keepLedger([], drafts(99), SITE, NOW).stories, []);
    expect(closed).toEqual([]);
    expect(sequences(current)).toEqual(range(1, 99));
  });

  it('closes a document at a hundred and keeps the last hundred current', () => {
    const { current, closed } = divide(keepLedger([], drafts(250), SITE, NOW).stories, []);
    expect(closed.map((one) => one.number)).toEqual([1, 2]);
    expect(closed.map((one) => sequences(one.stories))).toEqual([range(1, 100), range(101, 200)]);
    expect(sequences(current)).toEqual(range(151, 250));
  });

  it('moves no story when one is withdrawn, and opens no document again', () => {
    const all = drafts(100);
    const first = keepLedger([], all, SITE, NOW);
    const next = keepLedger(first.entries, all.slice(1, -1), SITE, LATER);
    const { closed } = divide(next.stories, tombstonesOf(next.entries));
    expect(closed.map((one) => sequences(one.stories))).toEqual([range(2, 99)]);
  });

  it('holds nothing when nothing was ever published', () => {
    expect(divide([], [])).toEqual({ current: [], closed: [] });
  });
});
