import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { grouped } from '../../../src/grouped.ts';
import { monthOf, storyDate } from '../../../src/publish/pages/list.ts';
import {
  NOTHING,
  readCounts,
  recount,
  tagMonths,
  totalsOf,
} from '../../../src/publish/pages/totals.ts';
import type { Story } from '../../../src/types.ts';
import { sampleSite, sampleStories } from '../sample-stories.ts';

const stories = sampleStories(160);
const count = (held: readonly Story[]) => recount(NOTHING, { come: held, gone: [] }, sampleSite);
const totals = totalsOf(count(stories));

describe('recount', () => {
  it('gives what a count of what is left gives, whatever came and went', () => {
    const some = fc.subarray([...stories], { minLength: 0, maxLength: 30 });
    fc.assert(
      fc.property(some, some, some, (first, come, gone) => {
        const left = first.filter((story) => !gone.includes(story));
        const came = come.filter((story) => !first.includes(story));
        const counts = recount(
          count(first),
          { come: came, gone: gone.filter((story) => first.includes(story)) },
          sampleSite,
        );
        expect(counts).toEqual(count([...came, ...left]));
      }),
    );
  });

  it('leaves nothing where every story went', () => {
    expect(recount(count(stories), { come: [], gone: stories }, sampleSite)).toEqual(NOTHING);
  });
});

/** Stories by month, the newest first. */
function monthsOf(some: readonly Story[]): [string, Story[]][] {
  const months = grouped(some, (story) => monthOf(story, sampleSite.timeZone));
  return [...months].toSorted(([a], [b]) => (a < b ? 1 : -1));
}

describe('totalsOf', () => {
  it('counts every story once', () => {
    expect(totals.stories).toBe(160);
    expect(totals.months.reduce((sum, [, number]) => sum + number, 0)).toBe(160);
    const announced = stories.filter(({ ledger }) => ledger.backfill !== true);
    expect([...totals.leads.values()].reduce((sum, number) => sum + number, 0)).toBe(
      announced.length,
    );
  });

  it('does not depend on the order of the stories, nor on having been stored', () => {
    const stored = readCounts(JSON.stringify(count(stories.toReversed())));
    expect(totalsOf(stored)).toEqual(totals);
  });

  it('counts the stories of a tag in each of its months', () => {
    for (const tagged of totals.tags.values()) {
      const { tag, stories: number } = tagged;
      const held = stories.filter(({ tags }) =>
        tags.some(({ id, scheme }) => id === tag.id && scheme === tag.scheme),
      );
      expect(number).toBe(held.length);
      expect(tagMonths(tagged)).toEqual(
        monthsOf(held).map(([month, some]) => [
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
    const { tags } = totalsOf(count(all));
    expect([...tags.values()]).toMatchObject([{ tag: { label: 'Often' }, stories: 3 }]);
  });
});
