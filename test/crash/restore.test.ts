import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ended, ended, start } from '../program.ts';
import { differences, snapshot } from './folder.ts';
import { type Ground, layGround, runOf, setBack } from './trial.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await layGround(1);
});

afterAll(() => ground.close());

const karakoram = (...args: readonly string[]): Promise<Ended> =>
  ended(start(ground.program, args, { cwd: ground.folder }));

it('publishes byte for byte the same after a restore', async () => {
  const out = join(ground.folder, 'out');
  await setBack(ground, 1);
  expect((await karakoram('state', 'backup', 'copy.db', '--state', 'state')).code).toBe(0);
  await runOf(ground, 1);
  const wanted = await snapshot(out);
  expect(differences(wanted, ground.days[1]?.out ?? new Map())).toEqual([]);

  // The disk is lost, the copy is not.
  await rm(join(ground.folder, 'state'), { recursive: true });
  await rm(out, { recursive: true });
  const restored = await karakoram('state', 'restore', 'copy.db', '--state', 'state');
  expect(restored.stderr).toBe('');
  expect(restored.code).toBe(0);
  await runOf(ground, 1);
  expect(differences(await snapshot(out), wanted)).toEqual([]);

  const { code, stdout, stderr } = await karakoram('state', 'check', '--state', 'state');
  expect(stderr).toBe('');
  expect(stdout).toContain('The state is sound');
  expect(code).toBe(0);
});
