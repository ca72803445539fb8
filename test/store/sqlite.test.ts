import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../src/store/sqlite.ts';
import { StateError } from '../../src/store/state-error.ts';
import type { Store } from '../../src/store/store.ts';
import type { Article, Check } from '../../src/types.ts';

let folder: string;
let file: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-store-'));
  file = join(folder, 'deep', 'state.db');
  store = openSqlite(file);
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const article = (id: string, changes: Partial<Article> = {}): Article => ({
  id,
  sourceId: 'dawn',
  language: 'en',
  title: `Title of ${id}`,
  titleFrom: 'given',
  authors: [],
  paragraphs: ['One paragraph.'],
  excerpt: 'One paragraph.',
  categories: [],
  republish: 'excerpt',
  firstSeen: '2026-01-01T00:00:00.000Z',
  hash: `hash of ${id}`,
  ...changes,
});

const check: Check = {
  sourceId: 'dawn',
  checkedAt: '2026-01-01T00:00:00.000Z',
  nextAt: '2026-01-01T00:30:00.000Z',
  etag: '"a"',
  failures: 0,
};

const known = { size: 10, mtimeMs: 1.5, hash: 'ff' };

describe('polls', () => {
  it('gives back articles and the check as they were kept, also after reopening', async () => {
    const kept = await store.keepPoll([article('a'), article('b')], check);
    expect(kept).toEqual({ added: 2, changed: 0, withdrawn: 0 });
    await store.close();
    store = openSqlite(file);
    expect(await store.articles()).toEqual([article('a'), article('b')]);
    expect(await store.checks()).toEqual(new Map([['dawn', check]]));
  });

  it('keeps the first-seen time of an article that comes again in other words', async () => {
    await store.keepPoll([article('a')], check);
    const later = { title: 'Other title', hash: 'other', firstSeen: '2026-02-02T00:00:00.000Z' };
    expect(await store.keepPoll([article('a', later)], check)).toMatchObject({ changed: 1 });
    const formerTitles = [{ title: article('a').title, until: later.firstSeen }];
    expect(await store.articles()).toEqual([
      article('a', { title: 'Other title', hash: 'other', formerTitles }),
    ]);
  });

  it('keeps the headlines that an article had when its text changes later', async () => {
    const at = (day: string) => ({ firstSeen: `2026-02-0${day}T00:00:00.000Z`, hash: day });
    await store.keepPoll([article('a')], check);
    await store.keepPoll([article('a', { title: 'Second', ...at('2') })], check);
    await store.keepPoll([article('a', { title: 'Second', excerpt: 'More', ...at('3') })], check);
    await store.keepPoll([article('a', { title: 'Third', ...at('4') })], check);
    const [kept] = await store.articles();
    expect(kept?.formerTitles).toEqual([
      { title: article('a').title, until: at('2').firstSeen },
      { title: 'Second', until: at('4').firstSeen },
    ]);
  });

  it('counts an unchanged article neither as added nor as changed', async () => {
    await store.keepPoll([article('a')], check);
    expect(await store.keepPoll([article('a')], check)).toMatchObject({ added: 0, changed: 0 });
  });

  it('keeps nothing of a transaction that fails half way', async () => {
    const broken = article('b', { title: undefined as unknown as string });
    Object.defineProperty(broken, 'title', {
      enumerable: true,
      get: () => {
        throw new Error('no title');
      },
    });
    await expect(store.keepPoll([article('a'), broken], check)).rejects.toThrow('no title');
    expect(await store.articles()).toEqual([]);
    expect(await store.checks()).toEqual(new Map());
  });
});

describe('an id that comes again', () => {
  const arrival = article('a', {
    title: 'Colonel Sponsz lands in Strelsau',
    paragraphs: [
      'The colonel came by the night train and was met at the station by a band of the guards and the mayor.',
    ],
    published: { at: '2026-01-01T08:00:00Z', precision: 'instant', from: 'given' },
  });
  const outcome = article('a', {
    title: 'Tunnel to open in spring, neighbours agree',
    paragraphs: [
      'Trains will run twice a day once engineers of both sides have looked at the old vault under the hills.',
    ],
    published: { at: '2026-01-02T17:00:00Z', precision: 'instant', from: 'given' },
    hash: 'hash of outcome',
  });
  const idsAndTitles = async () =>
    (await store.articles()).map(({ id, title }) => [id === 'a' ? 'a' : 'other', title]).sort();

  it('with another story leaves the earlier report and gets an id of its own', async () => {
    await store.keepPoll([arrival], check);
    expect(await store.keepPoll([outcome], check)).toMatchObject({ added: 1, changed: 0 });
    expect(await store.keepPoll([outcome], check)).toMatchObject({ added: 0, changed: 0 });
    expect(await idsAndTitles()).toEqual([
      ['a', arrival.title],
      ['other', outcome.title],
    ]);
  });

  it('with a corrected headline and time is the same report', async () => {
    await store.keepPoll([arrival], check);
    await store.keepPoll([{ ...outcome, paragraphs: arrival.paragraphs }], check);
    expect(await idsAndTitles()).toEqual([['a', outcome.title]]);
  });
});

describe('files', () => {
  const stored = (id: string, path: string) => article(id, { sourceId: 'stored', file: path });
  const now = '2026-03-03T00:00:00.000Z';

  it('withdraws the articles of a file that is gone', async () => {
    await store.keepFiles([{ file: 'a.txt', known, articles: [stored('a', 'a.txt')] }], [], now);
    expect(await store.files()).toEqual(new Map([['a.txt', known]]));
    expect(await store.keepFiles([], ['a.txt'], now)).toMatchObject({ withdrawn: 1 });
    expect(await store.articles()).toEqual([]);
    expect(await store.files()).toEqual(new Map());
  });

  it('withdraws a record that a file no longer holds, and only that', async () => {
    const one = stored('one', 'all.jsonl#1');
    const two = stored('two', 'all.jsonl#2');
    const other = stored('other', 'all.jsonl.txt');
    await store.keepFiles([{ file: 'all.jsonl', known, articles: [one, two] }], [], now);
    await store.keepFiles([{ file: 'all.jsonl.txt', known, articles: [other] }], [], now);
    await store.keepFiles([{ file: 'all.jsonl', known, articles: [two] }], [], now);
    expect((await store.articles()).map(({ id }) => id)).toEqual(['other', 'two']);
  });

  it('takes an article back that returns after its withdrawal', async () => {
    const read = [{ file: 'a.txt', known, articles: [stored('a', 'a.txt')] }];
    await store.keepFiles(read, [], now);
    await store.keepFiles([], ['a.txt'], now);
    expect(await store.keepFiles(read, [], now)).toMatchObject({ changed: 1 });
    expect((await store.articles()).map(({ id }) => id)).toEqual(['a']);
  });

  it('remembers why a file was skipped', async () => {
    await store.keepFiles([{ file: 'x.txt', known, articles: [], problem: 'is empty' }], [], now);
    expect((await store.files()).get('x.txt')).toEqual({ ...known, problem: 'is empty' });
  });
});

it('remembers the ledger in the order of first publication', async () => {
  const entry = (sequence: number) => ({
    storyId: `urn:uuid:${sequence}`,
    sequence,
    members: ['a'],
    leadId: 'a',
    headline: 'Headline',
    contentHash: 'h',
    firstPublished: '2026-01-01T00:00:00Z',
    updated: '2026-01-01T00:00:00Z',
  });
  await store.keepLedger([entry(2), entry(1)]);
  await store.keepLedger([{ ...entry(2), headline: 'New' }]);
  expect(await store.ledger()).toEqual([entry(1), { ...entry(2), headline: 'New' }]);
});

describe('a state that cannot be used', () => {
  it('is named when it is no database, and left as it is', async () => {
    const other = join(folder, 'notes.db');
    await writeFile(
      other,
      'these are my notes, and they are long enough to be no database\n'.repeat(40),
    );
    expect(() => openSqlite(other)).toThrow(StateError);
    expect(() => openSqlite(other)).toThrow(/notes\.db cannot be opened/);
  });

  it('is named when a newer version wrote it', () => {
    const newer = join(folder, 'newer.db');
    const db = new Database(newer);
    db.pragma('user_version = 99');
    db.close();
    expect(() => openSqlite(newer)).toThrow(/written by a newer version \(schema 99/);
  });
});
