import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import type { Article } from '../../src/types.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-retention-'));
  store = openSqlite(join(folder, 'state.db'));
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const rules = { rejected: 90 };
/** Noon of so many days after the first. */
const day = (number: number) => new Date(Date.UTC(2026, 0, 1 + number, 12)).toISOString();

const article = (id: string, changes: Partial<Article> = {}): Article => ({
  id,
  sourceId: 'dawn',
  language: 'en',
  title: `Title of ${id}`,
  titleFrom: 'given',
  authors: [],
  paragraphs: ['One paragraph.'],
  excerpt: '',
  categories: [],
  republish: 'excerpt',
  firstSeen: day(0),
  hash: `hash of ${id}`,
  ...changes,
});

/** The feed answers on that day with these articles; with none it says that nothing changed. */
const poll = (number: number, ...ids: string[]) =>
  store.keepPoll(
    ids.map((id) => article(id)),
    { sourceId: 'dawn', checkedAt: day(number), nextAt: day(number + 1), failures: 0 },
  );

const stored = async () => (await store.articles()).map(({ id }) => id);

it('forgets what was never published, so many days after it was last listed', async () => {
  await poll(0, 'a', 'b');
  await poll(10, 'b');
  expect(await store.forget(rules, day(99))).toMatchObject({ forgotten: 0 });
  await poll(99);
  expect(await store.forget(rules, day(100))).toMatchObject({ forgotten: 1 });
  expect(await stored()).toEqual(['b']);
});

it('keeps what is still listed for years, if only by answers that nothing changed', async () => {
  await poll(0, 'a');
  for (let year = 1; year < 6; year += 1) {
    await poll(365 * year);
    await store.forget(rules, day(365 * year + 1));
    expect(await stored()).toEqual(['a']);
    // So it is not new when the feed lists it once more.
    expect(await poll(365 * year + 2, 'a')).toMatchObject({ added: 0 });
  }
});

it('counts anew for an article that is listed again', async () => {
  await poll(0, 'a', 'b');
  await poll(10, 'b');
  await poll(80, 'a', 'b');
  await poll(85, 'b');
  await store.forget(rules, day(150));
  expect(await stored()).toEqual(['a', 'b']);
  await poll(175);
  await store.forget(rules, day(176));
  expect(await stored()).toEqual(['b']);
});

it('forgets the rejected articles of a feed that has not answered for so long', async () => {
  await poll(0, 'a');
  const failing = { sourceId: 'dawn', checkedAt: day(60), nextAt: day(61), failures: 9 };
  await store.keepPoll([], { ...failing, failingSince: day(2) });
  await store.forget(rules, day(91));
  expect(await stored()).toEqual(['a']);
  // It is out of the listing from here on, and the days are counted.
  await store.forget(rules, day(93));
  await store.forget(rules, day(190));
  expect(await stored()).toEqual([]);
});

it('keeps what was published, what is in a file, and what a story was withdrawn for', async () => {
  await poll(0, 'a', 'b', 'c');
  const file = 'd.md';
  await store.keepFiles(
    [{ file, known: { size: 1, mtimeMs: 1, hash: 'f' }, articles: [article('d', { file })] }],
    [],
    day(0),
  );
  const entry = {
    sequence: 1,
    headline: 'Headline',
    contentHash: 'h',
    firstPublished: day(0),
    updated: day(0),
  };
  await store.keepLedger([
    { ...entry, storyId: 'urn:uuid:1', members: ['a'], leadId: 'a' },
    {
      ...entry,
      storyId: 'urn:uuid:2',
      sequence: 2,
      members: ['b'],
      leadId: 'b',
      deletedAt: day(1),
    },
  ]);
  await poll(1, 'x');
  await poll(300, 'x');
  await store.forget(rules, day(300));
  expect(await stored()).toEqual(['a', 'b', 'd', 'x']);
});

it('gives articles that were stored before listings were remembered their full time', async () => {
  await poll(0, 'a');
  await store.keepNote('listed:dawn', JSON.stringify({ listed: [], gone: {} }));
  await store.forget(rules, day(400));
  expect(await stored()).toEqual(['a']);
  await store.forget(rules, day(491));
  expect(await stored()).toEqual([]);
});

it('gives room back once much of it is empty, and says how large the database is', async () => {
  const many = Array.from({ length: 700 }, (_, at) =>
    article(`many-${at}`, { paragraphs: ['x'.repeat(10_000)] }),
  );
  const check = { sourceId: 'dawn', checkedAt: day(0), nextAt: day(1), failures: 0 };
  await store.keepPoll(many, check);
  await poll(1, 'a');
  const before = await store.forget(rules, day(1));
  expect(before.bytes).toBeGreaterThan(7_000_000);
  await poll(99, 'a');
  const after = await store.forget(rules, day(100));
  expect(after.forgotten).toBe(700);
  expect(after.bytes).toBeLessThan(1_000_000);
  expect((await stat(join(folder, 'state.db'))).isFile()).toBe(true);
});
