import { expect, it } from 'vitest';
import { onePerAddress } from '../../src/stories/addresses.ts';
import type { Article, Source } from '../../src/types.ts';
import { article as sample } from './sample.ts';

const source = (id: string, host: string): Source => ({
  id,
  name: id,
  url: `https://feeds.${host}/rss`,
  site: `https://www.${host}/`,
  outlet: id,
  republish: 'excerpt',
  private: false,
});

const article = (id: string, sourceId: string, address?: string): Article => ({
  ...sample(id, undefined),
  sourceId,
  ...(address === undefined ? {} : { url: address, canonicalUrl: address }),
});

const sources = [source('dawn', 'dawn.com'), source('digest', 'digest.example')];

it('lets the outlet on whose site the report is speak for it, whoever had it first', () => {
  const early = {
    ...article('a', 'digest', 'https://dawn.com/1'),
    firstSeen: '2025-01-01T00:00:00Z',
  };
  const own = article('b', 'dawn', 'https://dawn.com/1');
  expect(onePerAddress([early, own], sources)).toEqual([{ article: own, ids: ['b', 'a'] }]);
});

it('takes the first to have it where neither is at home there', () => {
  const late = article('a', 'digest', 'https://geo.tv/1');
  const early = { ...article('b', 'dawn', 'https://geo.tv/1'), firstSeen: '2025-01-01T00:00:00Z' };
  expect(onePerAddress([late, early], sources)).toEqual([{ article: early, ids: ['b', 'a'] }]);
});

it('keeps apart what has no address', () => {
  const one = article('a', 'stored');
  const two = article('b', 'stored');
  expect(onePerAddress([one, two], sources).map(({ ids }) => ids)).toEqual([['a'], ['b']]);
});

it('keeps apart two stories that one source told at one address', () => {
  const told = (id: string, title: string, at: string, text: string): Article => ({
    ...article(id, 'dawn', 'https://dawn.com/1'),
    title,
    titleFrom: 'given',
    published: { at, precision: 'instant', from: 'given' },
    paragraphs: [text],
  });
  const arrival = told(
    'a',
    'Colonel Sponsz lands in Strelsau',
    '2025-03-10T08:00:00Z',
    'The colonel came by the night train and was met at the station by a band and the mayor.',
  );
  const outcome = told(
    'b',
    'Tunnel to open in spring, neighbours agree',
    '2025-03-11T17:00:00Z',
    'Trains will run twice a day once engineers of both sides have looked at the old vault.',
  );
  const corrected = { ...arrival, id: 'c', title: 'Colonel comes to Strelsau' };
  expect(onePerAddress([outcome, corrected, arrival], sources).map(({ ids }) => ids)).toEqual([
    ['a', 'c'],
    ['b'],
  ]);
});
