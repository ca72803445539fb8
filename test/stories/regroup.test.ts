import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { looseMarksOf } from '../../src/stories/candidates.ts';
import { clusterArticles } from '../../src/stories/cluster.ts';
import { isOneDay } from '../../src/stories/day.ts';
import type { Pair } from '../../src/stories/decisions.ts';
import type { Fingerprint } from '../../src/stories/fingerprint.ts';
import { type KnownPrints, regroup } from '../../src/stories/regroup.ts';
import type { Group } from '../../src/types.ts';
import { prints } from './prints.ts';

/** What a store tells of these fingerprints. */
function known(of: readonly Fingerprint[]): KnownPrints {
  return {
    printsOfDay: async (day) => of.filter(({ days }) => isOneDay(days) && days.from === day),
    prints: async (ids) => of.filter(({ id }) => ids.includes(id)),
    alike: async (marks, days) =>
      of
        .filter((one) => isOneDay(one.days) === (days === 'known'))
        .filter((one) => looseMarksOf(one).filter((mark) => marks.includes(mark)).length > 1)
        .map(({ id }) => id),
  };
}

/** What happens to an article: it stays, goes, comes, or comes in place of another. */
const fates = fc.array(fc.constantFrom('stays', 'stays', 'stays', 'goes', 'comes', 'changes'), {
  minLength: 24,
  maxLength: 24,
});
const pairs = fc.array(
  fc.tuple(fc.nat({ max: 23 }), fc.nat({ max: 23 })).filter(([a, b]) => a !== b),
  { maxLength: 3 },
);

describe('regroup', () => {
  it('makes the groups that all articles together make, whatever came, went and was decided', async () => {
    await fc.assert(
      fc.asyncProperty(
        prints,
        prints,
        fates,
        pairs,
        pairs,
        async (list, news, fate, merge, split) => {
          const before = list.filter((_, at) => fate[at] !== 'comes');
          const after = list.flatMap((print, at): Fingerprint[] => {
            if (fate[at] === 'goes') return [];
            const other = news[at];
            if (fate[at] !== 'changes' || other === undefined) return [print];
            return [{ ...other, id: print.id }];
          });
          const decided = (of: readonly Fingerprint[]) => {
            const ids = new Set(of.map(({ id }) => id));
            const named = (numbers: readonly (readonly [number, number])[]) =>
              numbers
                .map((pair) => pair.map((at) => list[at]?.id ?? '') as [string, string])
                .filter((pair: Pair) => pair.every((id) => ids.has(id)));
            return { merge: named(merge), split: named(split) };
          };
          const groups = clusterArticles(before, decided(before));
          const gone = before.filter((print) => !after.includes(print));
          const come = after.filter((print) => !before.includes(print));
          const goneIds = new Set(gone.map(({ id }) => id));
          const left = groups
            .filter(({ articleIds }) => articleIds.some((id) => goneIds.has(id)))
            .flatMap(({ articleIds }) => articleIds)
            .filter((id) => !goneIds.has(id));

          const again = await regroup({ gone, come, left }, known(before), decided(after));

          const reached = new Set(again.flatMap(({ articleIds }) => articleIds));
          const kept = groups.filter(
            ({ articleIds }) => !articleIds.some((id) => reached.has(id) || goneIds.has(id)),
          );
          expect(inOrder([...kept, ...again])).toEqual(
            inOrder(clusterArticles(after, decided(after))),
          );
        },
      ),
      { numRuns: 150 },
    );
  });

  it('reaches nothing where nothing changed', async () => {
    const [first = []] = fc.sample(prints, { numRuns: 1, seed: 1 });
    const nothing = { gone: [], come: [], left: [] };
    expect(await regroup(nothing, known(first), { merge: [], split: [] })).toEqual([]);
  });
});

function inOrder(groups: readonly Group[]): readonly Group[] {
  return groups.toSorted((a, b) => ((a.articleIds[0] ?? '') < (b.articleIds[0] ?? '') ? -1 : 1));
}
