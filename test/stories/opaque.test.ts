import { describe, expect, it } from 'vitest';
import { onePerAddress } from '../../src/stories/addresses.ts';
import { reportsBehind } from '../../src/stories/opaque.ts';
import type { Article, Source } from '../../src/types.ts';
import { article as sample } from './sample.ts';

const source = (id: string, url: string, more: Partial<Source> = {}): Source => ({
  id,
  name: id,
  url,
  outlet: id,
  republish: 'excerpt',
  private: false,
  ...more,
});

const sources = [
  source('dawn', 'https://www.dawn.example/feed'),
  source('news', 'https://news.aggregator.example/rss', { kind: 'aggregator' }),
];

const headline = 'Envoys of both sides meet in the valley';

const article = (id: string, more: Partial<Article> = {}): Article => ({
  ...sample(id, undefined),
  sourceId: 'dawn',
  outlet: 'Dawn',
  title: headline,
  url: `https://dawn.example/${id}`,
  canonicalUrl: `https://dawn.example/${id}`,
  published: { at: '2026-05-21T08:00:00Z', precision: 'instant', from: 'given' },
  ...more,
});

const link = (id: string, more: Partial<Article> = {}): Article =>
  article(id, {
    sourceId: 'news',
    kind: 'aggregator',
    url: `https://news.aggregator.example/rss/articles/${id}`,
    canonicalUrl: `https://news.aggregator.example/rss/articles/${id}`,
    ...more,
  });

const on = (at: string): Partial<Article> => ({
  published: { at, precision: 'instant', from: 'given' },
});

describe('a link of an aggregator that does not show where it leads', () => {
  it('is one report with the article it leads to, in the words of the outlet', () => {
    const [copy, real] = [link('a'), article('b')];
    for (const articles of [
      [copy, real],
      [real, copy],
    ]) {
      expect(onePerAddress(articles, sources)).toEqual([{ article: real, ids: ['b', 'a'] }]);
    }
  });

  it.each([
    ['another title', { title: 'Envoys of both sides meet in the valley again' }],
    ['another outlet', { outlet: 'Dusk' }],
    ['another week', on('2026-05-29T08:00:00Z')],
    ['a title that says too little', { title: 'Editorial' }],
  ])('stays by itself beside %s', (_what, more) => {
    const real = article('b', more);
    const copy = link('a', 'title' in more && more.title === 'Editorial' ? more : {});
    expect(onePerAddress([copy, real], sources).map(({ ids }) => ids)).toEqual([['a'], ['b']]);
  });

  it('is known by outlets and titles that are written another way', () => {
    const real = article('b', { outlet: 'The Dawn', title: headline.toUpperCase() });
    expect(onePerAddress([link('a', { outlet: 'Dawn.com' }), real], sources)).toHaveLength(1);
  });

  it('belongs to the nearest of several, whatever their order', () => {
    const far = article('c', on('2026-05-19T08:00:00Z'));
    const near = article('d', on('2026-05-21T09:00:00Z'));
    const twin = article('e', on('2026-05-21T07:00:00Z'));
    for (const reports of [
      [far, near, twin],
      [twin, near, far],
    ]) {
      expect(reportsBehind([link('a')], reports).get('a')).toBe(near);
    }
  });

  it('never joins two reports with one another', () => {
    const copies = onePerAddress([link('a'), article('b'), article('c')], sources);
    expect(copies.map(({ ids }) => ids)).toEqual([['b', 'a'], ['c']]);
  });
});

it('a link of an aggregator that shows where it leads is no such link', () => {
  const open = article('a', { sourceId: 'news', kind: 'aggregator' });
  const real = article('b');
  expect(onePerAddress([open, real], sources)).toHaveLength(2);
});
