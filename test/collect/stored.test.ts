import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { collectStored } from '../../src/collect/stored.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { compileGazetteer } from '../../src/topic/gazetteer.ts';
import type { Entity } from '../../src/types.ts';

let home: string;
let folder: string;
let store: Store;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'karakoram-stored-'));
  folder = join(home, 'articles');
  await mkdir(folder);
  store = openSqlite(join(home, 'state.db'));
});

afterEach(async () => {
  await store.close();
  await rm(home, { recursive: true });
});

const flood: Entity = {
  id: 'flood',
  label: 'Indus flood',
  kind: 'event',
  names: { en: ['Indus flood'] },
  ambiguous: [],
  from: '2022-08-26',
  to: '2022-08-26',
};

const collect = (entities: readonly Entity[] = []) =>
  collectStored(folder, store, {
    gazetteer: compileGazetteer(entities),
    sources: [],
    now: '2026-05-21T00:00:00Z',
  });

const text =
  'China sends tents to Pakistan\n\nISLAMABAD: China sent tents to Pakistan on Sunday after the Indus flood on Friday, the embassy in Islamabad said.\n';

it('takes a new file, passes over an unchanged one and withdraws one that is gone', async () => {
  await writeFile(join(folder, 'a.txt'), text);
  expect(await collect()).toMatchObject({ added: 1, changed: 0, withdrawn: 0, notices: [] });
  expect(await collect()).toMatchObject({ added: 0, changed: 0, withdrawn: 0 });
  await rm(join(folder, 'a.txt'));
  expect(await collect()).toMatchObject({ added: 0, changed: 0, withdrawn: 1 });
  expect(await store.articles()).toEqual([]);
});

it('reads unchanged files again when the gazetteer has learnt of an event', async () => {
  await writeFile(join(folder, 'a.txt'), text);
  await collect();
  expect((await store.articles())[0]?.published).toBeUndefined();
  expect(await collect([flood])).toMatchObject({ changed: 1 });
  expect((await store.articles())[0]?.published?.at).toBe('2022-08-28');
});

it('names a file that is no article at every run, in one line', async () => {
  await writeFile(join(folder, 'empty.txt'), '');
  const { notices } = await collect();
  expect(notices).toHaveLength(1);
  expect((await collect()).notices).toEqual(notices);
});

it('says so where there is no such folder', async () => {
  await rm(folder, { recursive: true });
  const { notices } = await collect();
  expect(notices.map(({ problem }) => problem)).toEqual([
    `${folder} is no folder that can be read; no stored article was taken or withdrawn.`,
  ]);
  await writeFile(folder, '');
});
