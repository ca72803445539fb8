import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byMonth, storyDate } from '../../../src/publish/pages/list.ts';
import { addUp, type Counts, NOTHING, recount } from '../../../src/publish/pages/totals.ts';
import type { Story } from '../../../src/types.ts';
import { sampleSite, sampleStories } from '../sample-stories.ts';

const stories = sampleStories(160);
const countMonth = (held: readonly Story[]) =>
  recount(NOTHING, { come: held, gone: [] }, sampleSite);
const countMonths = (all: readonly Story[]) =>
  byMonth(all, sampleSite.timeZone).map(([month, held]): [string, Counts] => [
    month,
    countMonth(held),
  ]);
const totals = addUp(new Map(countMonths(stories)));

describe('recount', () => {
  it('gives what a count of what is left gives, whatever came and went', () => {
    const some = fc.subarray([...stories], { minLength: 0, maxLength: 30 });
    fc.assert(
      fc.property(some, some, some, (first, come, gone) => {
        const left = first.filter((story) => !gone.includes(story));
        const came = come.filter((story) => !first.includes(story));
        const counts = recount(
          countMonth(first),
          { come: came, gone: gone.filter((story) => first.includes(story)) },
          sampleSite,
        );
        expect(counts).toEqual(countMonth([...came, ...left]));
      }),
    );
  });

  it('leaves nothing where every story went', () => {
    expect(recount(countMonth(stories), { come: [], gone: stories }, sampleSite)).toEqual(NOTHING);
  });
});

describe('addUp', () => {
  it('counts every story once', () => {
    expect(totals.stories).toBe(160);
    expect(totals.months.reduce((sum, [, count]) => sum + count, 0)).toBe(160);
    const announced = stories.filter(({ ledger }) => ledger.backfill !== true);
    expect([...totals.leads.values()].reduce((sum, count) => sum + count, 0)).toBe(
      announced.length,
    );
  });

  it('does not depend on the order of months and stories, nor on having been stored', () => {
    const shuffled = countMonths(stories.toReversed());
    const stored: typeof shuffled = JSON.parse(JSON.stringify(shuffled.toReversed()));
    expect(addUp(new Map(stored))).toEqual(totals);
  });

  it('counts the stories of a tag in each of its months', () => {
    for (const { tag, stories: count, months } of totals.tags.values()) {
      const held = stories.filter(({ tags }) =>
        tags.some(({ id, scheme }) => id === tag.id && scheme === tag.scheme),
      );
      expect(count).toBe(held.length);
      expect(months).toEqual(
        byMonth(held, sampleSite.timeZone).map(([month, some]) => [
          month,
          some.length,
          some.filter((story) => storyDate(story) === undefined).length,
        ]),
      );
    }
  });

  it('names a tag as most of its stories do', () => {
    const [one, ...others] = stories.filter(({ tags }) => tags.length > 0).slice(0, 3);
    const [tag] = one?.tags ?? [];
    if (one === undefined || tag === undefined) throw new Error('no story has a tag');
    const named = (story: Story, label: string): Story => ({ ...story, tags: [{ ...tag, label }] });
    const all = [named(one, 'Once'), ...others.map((story) => named(story, 'Often'))];
    const { tags } = addUp(new Map([['2025-05', countMonth(all)]]));
    expect([...tags.values()]).toMatchObject([{ tag: { label: 'Often' }, stories: 3 }]);
  });
});
