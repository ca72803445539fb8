import { describe, expect, it } from 'vitest';
import { formerTitles, isSameHeadline } from '../../src/stories/headline.ts';
import type { Article } from '../../src/types.ts';
import { article } from '../publish/sample.ts';

const courier = (title: string, more: Partial<Article> = {}) =>
  article('a', {
    title,
    outlet: 'The Evening Courier',
    url: 'https://www.eveningcourier.example/1',
    ...more,
  });

describe('a headline', () => {
  it.each([
    ['Envoys meet in Gwadar', 'Envoys  Meet in ‘Gwadar’!'],
    ['Loan of 10,000 million agreed', 'Loan of 10000 million agreed'],
    ['Envoys meet', 'Envoys meet - Evening Courier'],
    ['Envoys meet | The Evening Courier', 'Envoys meet – EveningCourier.example'],
    ['外长会谈', '外长会谈。'],
    ['', 'Envoys meet'],
  ])('says the same: %s / %s', (before, now) => {
    expect(isSameHeadline(before, courier(now))).toBe(true);
  });

  it.each([
    ['Envoys meet in Gwadar', 'Envoys part in Gwadar'],
    ['Loan of 2.5 billion agreed', 'Loan of 25 billion agreed'],
    ['Envoys meet - Beijing reacts', 'Envoys meet'],
    ['外长会谈', '外长会晤'],
  ])('says another thing: %s / %s', (before, now) => {
    expect(isSameHeadline(before, courier(now))).toBe(false);
  });
});

describe('former titles', () => {
  const later = { firstSeen: '2026-05-23T09:00:00.000Z' };

  it('keep what the feed said before, and since when it says so no more', () => {
    const before = courier('Envoys to meet', {
      formerTitles: [{ title: 'Envoys may meet', until: '2026-05-22T09:00:00.000Z' }],
    });
    expect(formerTitles(before, courier('Envoys meet', later))).toEqual([
      { title: 'Envoys may meet', until: '2026-05-22T09:00:00.000Z' },
      { title: 'Envoys to meet', until: '2026-05-23T09:00:00.000Z' },
    ]);
    expect(formerTitles(before, courier('Envoys to meet!', later))).toEqual(before.formerTitles);
  });

  it('are no more than ten, the last ones', () => {
    let now = courier('Count 0');
    for (let count = 1; count <= 15; count += 1) {
      const next = courier(`Count ${count}`, later);
      now = { ...next, formerTitles: formerTitles(now, next) };
    }
    expect(now.formerTitles?.map(({ title }) => title)).toEqual(
      Array.from({ length: 10 }, (_, at) => `Count ${at + 5}`),
    );
  });

  it('are none where a title was inferred, or a person keeps it in a file', () => {
    const inferred = courier('Envoys to', { titleFrom: 'lede' });
    expect(formerTitles(inferred, courier('Envoys meet', later))).toEqual([]);
    expect(formerTitles(courier('Envoys to'), courier('Envoys', { file: 'a.md' }))).toEqual([]);
  });
});
