import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ended, start } from '../program.ts';
import { differences, readState, snapshot } from './folder.ts';
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

it('publishes each story once where watch, cron and a person meet', async () => {
  await setBack(ground, 1);
  const begin = (...more: readonly string[]) =>
    start(ground.program, [...inPlaces, ...more], { cwd: ground.folder });
  const open = ['--allow-private', ground.rivers.server.hostPort];
  const inPlaces = ['watch', '--json', ...ground.args(1).slice(-8), ...open];
  const watching = begin();
  const watched = ended(watching);
  const spoken = Promise.race(
    [watching.stdout, watching.stderr].map((stream) => once(stream ?? watching, 'data')),
  );
  inPlaces[0] = 'run';
  const others = [begin(), begin(), begin('--offline'), begin('--force')].map(ended);
  const results = await Promise.all(others);
  // It had its turn, or was turned away as the others.
  await spoken;
  watching.kill('SIGTERM');
  results.push(await watched);
  expect(results.at(-1)).toMatchObject({ code: 0 });
  for (const { code, stderr } of results) {
    if (code !== 0) expect(stderr).toMatch(/is under way \(process \d+ since /);
  }
  // Where the one without network was first, all others may have been turned away: one comes after.
  results.push(await ended(begin('--force')));
  expect(results.at(-1)).toMatchObject({ code: 0 });
  const reports = results.flatMap(({ stdout }) => stdout.split('\n').filter(Boolean));
  const added = reports.map((line) => JSON.parse(line).stories.new);
  const [before, after] = ground.days.map(({ held }) => held.ledger.map(({ storyId }) => storyId));
  expect(added.reduce((sum, count) => sum + count, 0)).toBe(
    (after?.length ?? 0) - (before?.length ?? 0),
  );
  const held = await readState(join(ground.folder, 'state'), join(ground.folder, 'copy'));
  expect(held.ledger.map(({ storyId }) => storyId).toSorted()).toEqual(after?.toSorted());
  const check = ['state', 'check', '--out', 'out', '--state', 'state'];
  expect(await ended(start(ground.program, check, { cwd: ground.folder }))).toMatchObject({
    ...{ code: 0, stderr: '' },
  });
});
