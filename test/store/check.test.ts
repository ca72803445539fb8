import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFiles } from '../../src/publish/files.ts';
import { checkState } from '../../src/store/check.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Article, LedgerEntry } from '../../src/types.ts';

let folder: string;
let file: string;
let out: string;

const article = (id: string): Article => ({
  id,
  sourceId: 'dawn',
  language: 'en',
  title: `Title of ${id}`,
  titleFrom: 'given',
  authors: [],
  paragraphs: [],
  excerpt: '',
  categories: [],
  republish: 'excerpt',
  firstSeen: '2026-01-01T00:00:00.000Z',
  hash: id,
});

const entry = (sequence: number, changes: Partial<LedgerEntry> = {}): LedgerEntry => ({
  storyId: `urn:uuid:${sequence}`,
  sequence,
  members: [`a${sequence}`],
  leadId: `a${sequence}`,
  headline: `Headline ${sequence}`,
  contentHash: 'h',
  firstPublished: '2026-01-01T00:00:00Z',
  updated: '2026-01-01T00:00:00Z',
  ...changes,
});

const feed = (...ids: number[]) =>
  `<feed>${ids.map((id) => `<entry xml:lang="en"><id>urn:uuid:${id}</id></entry>`).join('')}</feed>`;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-check-'));
  file = join(folder, 'karakoram.db');
  out = join(folder, 'out');
  const store = openSqlite(file);
  await store.keepPoll([article('a1'), article('a2'), article('a3')], {
    sourceId: 'dawn',
    checkedAt: '2026-01-01T00:00:00Z',
    nextAt: '2026-01-01T00:30:00Z',
    failures: 0,
  });
  await store.keepLedger([
    entry(1),
    entry(2),
    entry(3, { deletedAt: '2026-01-02T00:00:00Z', mergedInto: 'urn:uuid:1' }),
  ]);
  await store.close();
  await writeFiles(
    out,
    new Map([
      ['archive/1.xml', feed(1)],
      ['atom.xml', feed(2)],
    ]),
  );
});

afterEach(() => rm(folder, { recursive: true }));

const problems = () => checkState(file, out).map(({ about, problem }) => `${about}: ${problem}`);

/** The driver may end a check with its complaint or count it among the results. */
function said(): string {
  try {
    return problems().join('\n');
  } catch (error) {
    return String(error);
  }
}

function edit(sql: string): void {
  const db = new Database(file);
  db.exec(sql);
  db.close();
}

it('finds nothing wrong with what a run left', () => {
  expect(problems()).toEqual([]);
});

it('tells of an article that a story has lost, but not of one that was withdrawn', () => {
  edit("update article set withdrawn_at = '2026-02-02' where id = 'a1'");
  expect(problems()).toEqual([]);
  edit("delete from article where id = 'a2'");
  expect(problems()).toEqual(['state: urn:uuid:2 ("Headline 2") has lost 1 of its 1 articles.']);
});

it('tells of a ledger that contradicts itself', async () => {
  const store = openSqlite(file);
  await store.keepLedger([entry(2, { leadId: 'a1' }), entry(3, { mergedInto: 'urn:uuid:9' })]);
  await store.close();
  edit("update ledger set body = json_set(body, '$.sequence', 1) where sequence = 2");
  const found = problems();
  expect(found).toContain('state: urn:uuid:2 is led by an article that is none of its own.');
  expect(found).toContain('state: urn:uuid:2 and urn:uuid:1 have the same number, 1.');
  expect(found).toContain('state: urn:uuid:3 is part of urn:uuid:9, which is not known.');
});

it('names a row whose text is not what was stored', () => {
  edit("update article set body = '{\"id\": \"a1' where id = 'a1'");
  expect(problems()).toEqual(['state: The article "a1" cannot be read.']);
});

it('compares the published files with the manifest and with the ledger', async () => {
  await writeFile(join(out, 'atom.xml'), feed(2, 7));
  await rm(join(out, 'archive/1.xml'));
  expect(problems()).toEqual([
    `out: ${join(out, 'archive/1.xml')} is missing.`,
    `out: ${join(out, 'atom.xml')} was changed by somebody else.`,
    'out: urn:uuid:1 ("Headline 1") is in no feed.',
    'out: urn:uuid:7 is in a feed, but not in the state.',
  ]);
});

it('tells of a page that was overwritten, and of a file that is cut short', async () => {
  const store = openSqlite(file);
  for (let at = 0; at < 200; at += 1) await store.keepNote(`note ${at}`, 'x'.repeat(500));
  await store.close();
  edit('pragma wal_checkpoint(truncate)');
  for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true });
  const bytes = await readFile(file);
  const spoilt = Buffer.from(bytes);
  spoilt.fill(0xa5, 4096 * 12, 4096 * 13);
  await writeFile(file, spoilt);
  expect(said()).toMatch(/is damaged/);
  await writeFile(file, bytes.subarray(0, 4096 * 9));
  expect(said()).toMatch(/is damaged/);
});
