import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../../src/config/read.ts';
import { rememberedIn } from '../../src/store/remembered.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

let folder: string;
let file: string;
let sources: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-remembered-'));
  file = join(folder, 'state', 'karakoram.db');
  sources = join(folder, 'sources');
  await cp(new URL('../../sources', import.meta.url).pathname, sources, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true }));

/** Reads the configuration as a run does; whether the names were read or remembered. */
async function readAsRun() {
  const remembered = rememberedIn(file);
  let isLearnt = false;
  const config = await readConfig(sources, {
    recall: remembered.recall,
    learn: (key, value) => {
      isLearnt = true;
      remembered.learn(key, value);
    },
  });
  const store = openSqlite(file);
  await remembered.keepIn(store);
  await store.close();
  return { config, isLearnt };
}

it('gives the names as they were read, until they change', async () => {
  const plain = await readConfig(sources);
  expect(await readAsRun()).toEqual({ config: plain, isLearnt: true });
  const again = await readAsRun();
  expect(again).toEqual({ config: plain, isLearnt: false });
  // What is judged by them is kept under their text.
  expect(JSON.stringify(again.config)).toBe(JSON.stringify(plain));

  const names = join(sources, 'gazetteer.yaml');
  const text = await readFile(names, 'utf8');
  await writeFile(names, text.replace('label: Pakistan\n', 'label: Land of the pure\n'));
  const changed = await readAsRun();
  expect(changed.isLearnt).toBe(true);
  expect(changed.config.entities).toContainEqual(
    expect.objectContaining({ id: 'pakistan', label: 'Land of the pure' }),
  );
  await writeFile(names, text.replace('kind: country', 'kind: planet'));
  await expect(readAsRun()).rejects.toThrow('gazetteer.yaml');
});

it('reads the names where the state cannot be read', async () => {
  expect((await readAsRun()).isLearnt).toBe(true);
  await writeFile(file, 'no database at all');
  expect(rememberedIn(file).recall('any')).toBeUndefined();
  expect((await readConfig(sources, rememberedIn(file))).entities.length).toBeGreaterThan(100);
});
