import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkState } from '../../src/store/check.ts';
import { newestSchema } from '../../src/store/migrate.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

/** A state that the first released schema wrote is opened by today's program. */

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-migrate-'));
  file = join(folder, 'karakoram.db');
  const db = new Database(file);
  db.exec(await readFile(new URL('schema-1.sql', import.meta.url), 'utf8'));
  db.close();
});

afterEach(() => rm(folder, { recursive: true }));

function ask(sql: string): unknown[] {
  const db = new Database(file);
  try {
    return db.prepare(sql).all();
  } finally {
    db.close();
  }
}

it('finds everything that the first schema kept', async () => {
  const store = openSqlite(file);
  const [bridge, other, ...none] = await store.articles();
  expect(none).toEqual([]);
  expect(bridge).toMatchObject({
    id: '00000000000000000001',
    title: 'Pakistan and China open a bridge',
    firstSeen: '2026-05-20T06:00:00.000Z',
    paragraphs: ['Pakistan and China opened a bridge on Wednesday.'],
  });
  expect(other).toMatchObject({ file: 'bridge.md', published: { at: '2026-05-20' } });
  expect((await store.checks()).get('lahore')).toMatchObject({ etag: '"a"', bodyHash: 'ff' });
  expect([...(await store.files()).keys()]).toEqual(['bridge.md', 'note.bin']);
  expect(await store.note('reader')).toBe('r1');
  const [moon, story] = await store.ledger();
  expect(moon).toMatchObject({ sequence: 1, deletedAt: '2026-05-20T06:00:00Z' });
  expect(story).toMatchObject({
    sequence: 2,
    members: ['00000000000000000001', '00000000000000000002'],
    updated: '2026-05-20T05:00:00Z',
  });
  await store.close();
});

it('brings the schema up to date once, and finds it sound', async () => {
  await openSqlite(file).close();
  expect(ask('pragma user_version')).toMatchObject([{ user_version: newestSchema }]);
  const schema = ask('select sql from sqlite_schema order by name');
  const fresh = join(folder, 'fresh.db');
  await openSqlite(fresh).close();
  await openSqlite(file).close();
  expect(ask('select sql from sqlite_schema order by name')).toEqual(schema);
  const faults = checkState(file, join(folder, 'out'));
  expect(faults.filter(({ about }) => about === 'state')).toEqual([]);
  // A state made today has the same tables as one that was brought up to date.
  const names = 'select name from sqlite_schema order by name';
  const old = ask(names);
  file = fresh;
  expect(ask(names)).toEqual(old);
});

it('changes nothing of a state where a step fails', async () => {
  const db = new Database(file);
  // As if somebody had made a table of the name that a later step makes.
  db.exec('pragma user_version = 0');
  db.close();
  expect(() => openSqlite(file)).toThrow(/cannot be opened/);
  expect(ask('pragma user_version')).toMatchObject([{ user_version: 0 }]);
  expect(ask('select count(*) as count from article')).toMatchObject([{ count: 3 }]);
});
