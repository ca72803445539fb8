import { describe, expect, it } from 'vitest';
import { byMonth } from '../../../src/publish/pages/list.ts';
import { addUp, countMonth } from '../../../src/publish/pages/totals.ts';
import { sampleSite, sampleStories } from '../sample-stories.ts';

const stories = sampleStories(160);
const parts = byMonth(stories, sampleSite.timeZone).map(([month, held]) =>
  countMonth(month, held, sampleSite),
);
const totals = addUp(parts);

describe('addUp', () => {
  it('counts every story once', () => {
    expect(totals.stories).toBe(160);
    expect(totals.months.reduce((sum, [, count]) => sum + count, 0)).toBe(160);
    expect([...totals.leads.values()].flat().toSorted((a, b) => a - b)).toEqual(
      stories.map(({ ledger }) => ledger.sequence).toSorted((a, b) => a - b),
    );
  });

  it('does not depend on the order of months and stories, nor on having been stored', () => {
    const shuffled = byMonth(stories.toReversed(), sampleSite.timeZone).map(([month, held]) =>
      countMonth(month, held, sampleSite),
    );
    const stored: typeof parts = JSON.parse(JSON.stringify(shuffled.toReversed()));
    expect(addUp(stored)).toEqual(totals);
  });

  it('finds the stories of a tag in each of its months', () => {
    for (const { tag, stories: count, months } of totals.tags.values()) {
      const held = stories.filter(({ tags }) =>
        tags.some(({ id, scheme }) => id === tag.id && scheme === tag.scheme),
      );
      expect(count).toBe(held.length);
      expect(months.flatMap(([, found]) => found).toSorted((a, b) => a - b)).toEqual(
        held.map(({ ledger }) => ledger.sequence).toSorted((a, b) => a - b),
      );
    }
  });
});
