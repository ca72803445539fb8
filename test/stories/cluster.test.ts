import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterArticles } from '../../src/stories/cluster.ts';
import { compare } from '../../src/stories/compare.ts';
import type { Fingerprint } from '../../src/stories/fingerprint.ts';
import { prints } from './prints.ts';
import { article, print } from './sample.ts';

const idsOf = (fingerprints: readonly Fingerprint[]) =>
  clusterArticles(fingerprints).map(({ articleIds }) => articleIds);

describe('clusterArticles', () => {
  it('gives the same groups in any order of arrival', () => {
    fc.assert(
      fc.property(
        prints.chain((list) =>
          fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
        ),
        ([list, shuffled]) => {
          expect(clusterArticles(shuffled)).toEqual(clusterArticles(list));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('puts every article into exactly one group', () => {
    fc.assert(
      fc.property(prints, (list) => {
        expect(idsOf(list).flat().sort()).toEqual(list.map(({ id }) => id).sort());
      }),
    );
  });

  it('finds by its index every pair that compare would join', () => {
    fc.assert(
      fc.property(prints, (list) => {
        for (const [at, a] of list.entries()) {
          for (const b of list.slice(at + 1)) {
            expect(idsOf([a, b])).toHaveLength(compare(a, b).same ? 1 : 2);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it('lets no group span more than three calendar days', () => {
    fc.assert(
      fc.property(prints, (list) => {
        const byId = new Map(list.map((print) => [print.id, print]));
        for (const ids of idsOf(list)) {
          const known = ids.flatMap((id) => {
            const span = byId.get(id)?.days;
            return span !== undefined && span.from === span.to ? [span.from] : [];
          });
          const days = new Set(known);
          if (days.size > 0) expect(Math.max(...days) - Math.min(...days)).toBeLessThanOrEqual(2);
        }
      }),
    );
  });
});

it('does not let an undated article link two dated groups', () => {
  const text = [
    'Princess Flavia opened the Zenda road.',
    'Engineers Hentzau, Tarlenheim and Sapt promised eleven crossings before the snow comes, and the orchards of Zenda keep their wall.',
  ];
  const first = print(article('a', '2025-03-01', ...text));
  const later = print(article('b', '2025-03-20', ...text));
  const undated = print(article('c', undefined, ...text));
  expect(compare(first, undated).same).toBe(true);
  expect(compare(later, undated).same).toBe(true);
  expect(idsOf([first, later, undated])).toEqual([['a', 'c'], ['b']]);
});

it('groups hundreds of reports that are alike as soon as it has compared each two of them', () => {
  const alike = Array.from({ length: 300 }, (_, at) =>
    print(
      article(
        `a${at}`,
        `2026-01-0${1 + (at % 6)}`,
        `Ruritania and Borduria signed accord number ${at} in Strelsau, where Rassendyll met Sponsz.`,
      ),
    ),
  );
  const groups = idsOf(alike);
  expect(groups.flat()).toHaveLength(300);
  expect(groups.length).toBeLessThan(5);
});
