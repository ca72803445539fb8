import { expect, it } from 'vitest';
import { articleHash, articleId } from '../../src/collect/hash.ts';
import type { Article } from '../../src/types.ts';

const article: Article = {
  id: 'a',
  sourceId: 's',
  language: 'en',
  title: 'Title',
  titleFrom: 'given',
  authors: [],
  paragraphs: ['One.'],
  excerpt: 'One.',
  categories: [],
  republish: 'excerpt',
  firstSeen: '2024-05-21T00:00:00Z',
  hash: '',
};

it('does not see when an article was first seen', () => {
  expect(articleHash({ ...article, firstSeen: 'later', hash: 'x' } as Article)).toBe(
    articleHash(article),
  );
});

it('does not see the order of keys', () => {
  const reversed = Object.fromEntries(Object.entries(article).reverse()) as Article;
  expect(articleHash(reversed)).toBe(articleHash(article));
});

it('sees every other change', () => {
  expect(articleHash({ ...article, paragraphs: ['One.', 'Two.'] })).not.toBe(articleHash(article));
});

it('makes ids of 20 hex digits from their parts', () => {
  expect(articleId(['dawn', 'guid-1'])).toBe('2afac6ba1edf011fbcd2');
  expect(articleId(['dawn', 'guid-2'])).not.toBe(articleId(['dawn', 'guid-1']));
});
