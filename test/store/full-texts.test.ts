import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FullText } from '../../src/collect/full-text.ts';
import { articleHash } from '../../src/collect/hash.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import type { Article, Check } from '../../src/types.ts';

const now = '2026-05-22T06:00:00Z';
let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-full-texts-'));
  store = openSqlite(join(folder, 'state.db'));
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

function article(id: string, changes: Partial<Article> = {}): Article {
  const plain: Article = {
    id,
    sourceId: 'dawn',
    language: 'en',
    title: `Title of ${id}`,
    titleFrom: 'given',
    authors: [],
    paragraphs: ['A teaser.'],
    excerpt: 'A teaser.',
    categories: [],
    republish: 'excerpt',
    firstSeen: '2026-05-22T06:00:00Z',
    hash: '',
    ...changes,
  };
  return { ...plain, hash: articleHash(plain) };
}

const check: Check = {
  sourceId: 'dawn',
  checkedAt: now,
  nextAt: '2026-05-22T06:30:00Z',
  failures: 0,
};
const text: FullText = {
  paragraphs: ['A teaser.', 'And all that comes behind it.'],
  language: 'en',
  authors: ['Jane Doe'],
};

async function wanted(at = now): Promise<readonly (readonly [string, number])[]> {
  const found = await store.wantedTexts('dawn', 10, at);
  return found.map(({ article: { id }, tries }) => [id, tries] as const);
}

it('wants the pages of those that are asked for, the last that came first', async () => {
  const articles = [
    article('a'),
    article('b'),
    article('c', { firstSeen: '2026-05-22T07:00:00Z' }),
  ];
  await store.keepPoll(articles, check, ({ id }) => id !== 'b');
  expect(await wanted()).toEqual([
    ['c', 0],
    ['a', 0],
  ]);
  expect(await store.wantedTexts('dawn', 1, now)).toMatchObject([{ article: { id: 'c' } }]);
  expect(await store.wantedTexts('other', 10, now)).toEqual([]);
});

it('still wants them when the program ended between the poll and the page', async () => {
  await store.keepPoll([article('a')], check, () => true);
  await store.close();
  store = openSqlite(join(folder, 'state.db'));
  expect(await wanted()).toEqual([['a', 0]]);
  await store.keepFullText('a', text);
  await store.close();
  store = openSqlite(join(folder, 'state.db'));
  expect(await wanted()).toEqual([]);
  expect(await store.articles()).toMatchObject([{ paragraphs: text.paragraphs }]);
});

it('forgets a page with its article', async () => {
  await store.keepPoll([article('a')], check, () => true);
  await store.keepFullText('a', text);
  const db = new Database(join(folder, 'state.db'));
  db.exec('delete from article');
  expect(db.prepare('select * from full_text').all()).toEqual([]);
  db.close();
});

it('keeps the text when the feed brings its teaser again', async () => {
  await store.keepPoll([article('a')], check, () => true);
  expect(await store.keepFullText('a', text)).toBe(true);
  const [read] = await store.articles();
  expect(read).toMatchObject({ paragraphs: text.paragraphs, authors: ['Jane Doe'] });

  const again = await store.keepPoll([article('a')], check, () => true);
  expect(again).toEqual({ added: 0, changed: 0, withdrawn: 0 });
  expect(await store.articles()).toEqual([read]);
  expect(await wanted()).toEqual([]);
});

it('takes a new headline from the feed and keeps the text behind it', async () => {
  await store.keepPoll([article('a')], check, () => true);
  await store.keepFullText('a', text);
  const kept = await store.keepPoll([article('a', { title: 'Corrected' })], check, () => true);
  expect(kept).toMatchObject({ changed: 1 });
  expect(await store.articles()).toMatchObject([
    { title: 'Corrected', paragraphs: text.paragraphs },
  ]);
});

it('has an article judged again once its text is read', async () => {
  await store.keepPoll([article('a')], check, () => true);
  const db = new Database(join(folder, 'state.db'));
  db.exec('delete from touched');
  await store.keepFullText('a', text);
  expect(db.prepare('select article_id from touched').all()).toMatchObject([{ article_id: 'a' }]);
  db.close();
});

it('asks again for a page that failed, when it is due, and never without a time', async () => {
  await store.keepPoll([article('a'), article('b')], check, () => true);
  await store.keepFailedText('a', '2026-05-22T07:00:00Z');
  await store.keepFailedText('b', undefined);
  expect(await wanted()).toEqual([]);
  expect(await wanted('2026-05-22T07:00:00Z')).toEqual([['a', 1]]);
  await store.keepPoll([article('a'), article('b')], check, () => true);
  expect(await wanted('2026-05-22T07:00:00Z')).toEqual([['a', 1]]);
});

it('keeps a robots.txt for as long as it is asked for', async () => {
  await store.keepRobots('https://a.example', 'Disallow: /', '2026-05-22T06:00:00Z', '');
  expect(await store.robots('https://a.example', '2026-05-22T05:00:00Z')).toBe('Disallow: /');
  expect(await store.robots('https://a.example', '2026-05-22T06:00:00Z')).toBeUndefined();
  expect(await store.robots('https://b.example', '')).toBeUndefined();
  await store.keepRobots('https://b.example', '', '2026-05-23T06:00:00Z', '2026-05-22T06:00:00Z');
  expect(await store.robots('https://a.example', '')).toBeUndefined();
  expect(await store.robots('https://b.example', '')).toBe('');
});
