import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../src/store/backup.ts';
import { restore } from '../../src/store/restore.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { StateError } from '../../src/store/state-error.ts';

const now = '2026-05-21T08:09:10.000Z';
let folder: string;
let file: string;
let copy: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-backup-'));
  file = join(folder, 'state', 'karakoram.db');
  copy = join(folder, 'copy');
});

afterEach(() => rm(folder, { recursive: true }));

async function write(body: string): Promise<void> {
  const store = openSqlite(file);
  await store.keepNote('said', body);
  await store.close();
}

async function said(path = file): Promise<string | undefined> {
  const store = openSqlite(path);
  try {
    return await store.note('said');
  } finally {
    await store.close();
  }
}

describe('backUp', () => {
  it('writes one whole file while another connection is in the middle of writing', async () => {
    await write('committed');
    const writer = new Database(file);
    writer.exec('begin immediate');
    writer.exec("update note set body = 'not yet' where name = 'said'");
    backUp(file, copy);
    writer.exec('rollback');
    writer.close();
    expect((await readdir(folder)).sort()).toEqual(['copy', 'state']);
    expect(await said(copy)).toBe('committed');
  });

  it('overwrites nothing', async () => {
    await write('new');
    await writeFile(copy, 'precious');
    expect(() => backUp(file, copy)).toThrow(/copy exists and is not overwritten/);
    expect(await readFile(copy, 'utf8')).toBe('precious');
  });

  it('makes no state where there is none', async () => {
    expect(() => backUp(file, copy)).toThrow(/There is no state at .*karakoram\.db/);
    expect(await readdir(folder)).toEqual([]);
  });

  it('says so where the copy cannot be written, and leaves nothing', async () => {
    await write('new');
    expect(() => backUp(file, join(folder, 'nowhere', 'copy'))).toThrow(StateError);
    expect(await readdir(folder)).toEqual(['state']);
  });
});

describe('restore', () => {
  it('brings back what was backed up and keeps what was there', async () => {
    await write('then');
    backUp(file, copy);
    await write('since');
    const kept = restore(copy, file, now);
    expect(kept).toBe(join(folder, 'state', 'karakoram-before-2026-05-21T08-09-10-000Z.db'));
    expect(await said()).toBe('then');
    expect(await said(kept)).toBe('since');
  });

  it('does not apply the log of the old state to the new one', async () => {
    await write('then');
    backUp(file, copy);
    const writer = openSqlite(file);
    await writer.keepNote('said', 'in the log alone');
    const kept = restore(copy, file, now);
    await writer.close();
    expect(await said()).toBe('then');
    expect(await said(kept)).toBe('in the log alone');
  });

  it('takes the place of a state that is damaged, and keeps that too', async () => {
    await write('then');
    backUp(file, copy);
    for (const ending of ['-wal', '-shm']) await rm(`${file}${ending}`, { force: true });
    await writeFile(file, 'no database any more\n'.repeat(1000));
    const kept = restore(copy, file, now) ?? '';
    expect(await said()).toBe('then');
    expect(await readFile(kept, 'utf8')).toMatch(/^no database any more/);
  });

  it('works where there is no state', async () => {
    await write('then');
    backUp(file, copy);
    const elsewhere = join(folder, 'other', 'karakoram.db');
    expect(restore(copy, elsewhere, now)).toBeUndefined();
    expect(await said(elsewhere)).toBe('then');
  });

  it.each([
    ['a text', 'these are my notes\n'.repeat(100), /is no database/],
    ['nothing', '', /not one of this program/],
  ])('refuses %s and changes nothing', async (_, text, words) => {
    await write('mine');
    await writeFile(copy, text);
    expect(() => restore(copy, file, now)).toThrow(words);
    expect(await said()).toBe('mine');
    expect((await readdir(join(folder, 'state'))).some((name) => name.includes('before'))).toBe(
      false,
    );
  });

  it('refuses a copy of which a page was overwritten, and one of a newer version', async () => {
    const store = openSqlite(file);
    for (let at = 0; at < 200; at += 1) await store.keepNote(`note ${at}`, 'x'.repeat(500));
    await store.close();
    backUp(file, copy);
    const bytes = await readFile(copy);
    bytes.fill(0xa5, 4096 * 12, 4096 * 13);
    await writeFile(copy, bytes);
    expect(() => restore(copy, file, now)).toThrow(/copy is damaged/);

    const newer = join(folder, 'newer');
    backUp(file, newer);
    const db = new Database(newer);
    db.exec('pragma user_version = 99');
    db.close();
    expect(() => restore(newer, file, now)).toThrow(/written by a newer version/);
  });
});
