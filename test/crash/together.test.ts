import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ended, start } from '../program.ts';
import { differences, snapshot } from './folder.ts';
import { type Ground, layGround, setBack } from './trial.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await layGround(1);
});

afterAll(() => ground.close());

it.each([2, 10])('lets one of %i runs at once work, and the others say who does', async (count) => {
  await setBack(ground, 1);
  const children = Array.from({ length: count }, () =>
    start(ground.program, ground.args(1), { cwd: ground.folder }),
  );
  const results = await Promise.all(children.map(ended));
  const done = results.filter(({ code }) => code === 0);
  // Whoever starts when the first is done finds nothing to do; all others are turned away.
  const refused = results.filter(({ code }) => code === 1);
  expect(done.length + refused.length).toBe(count);
  const worked = done.filter(({ stdout }) => JSON.parse(stdout).files.written > 0);
  expect(worked).toHaveLength(1);
  const pids = new Set(children.map(({ pid }) => String(pid)));
  for (const { stderr } of refused) {
    const [, pid = '', since = ''] =
      /^A run on \S+ is under way \(process (\d+) since (\S+)\)\. Wait for it/.exec(stderr) ?? [];
    expect(pids).toContain(pid);
    expect(new Date(since).toISOString()).toBe(since);
  }
  const out = await snapshot(join(ground.folder, 'out'));
  expect(differences(out, ground.days[1]?.out ?? new Map())).toEqual([]);
});
