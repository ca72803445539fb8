import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { unlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeRunLock } from '../../src/store/run-lock.ts';

let folder: string;
let state: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-lock-'));
  state = join(folder, 'state.db');
});

afterEach(() => rm(folder, { recursive: true }));

const me = { pid: 1, since: '2026-01-01T00:00:00Z' };

it('lets one holder in at a time and says who it is', () => {
  const first = takeRunLock(state, me);
  expect(first.lock).toBeDefined();
  const second = takeRunLock(state, { pid: 2, since: '2026-01-01T00:01:00Z' });
  expect(second).toEqual({ heldBy: me });
  first.lock?.release();
  const third = takeRunLock(state, me);
  expect(third.lock).toBeDefined();
  third.lock?.release();
});

it('waits for the name of a holder who has only just come', () => {
  const first = takeRunLock(state, me);
  unlinkSync(`${state}.lock.json`);
  const late = new Worker(
    `const { setTimeout } = require('node:timers');
     const { writeFileSync } = require('node:fs');
     const { workerData } = require('node:worker_threads');
     setTimeout(() => writeFileSync(workerData.file, workerData.text), 200);`,
    { eval: true, workerData: { file: `${state}.lock.json`, text: JSON.stringify(me) } },
  );
  expect(takeRunLock(state, { pid: 2, since: 'later' })).toEqual({ heldBy: me });
  first.lock?.release();
  return once(late, 'exit');
});

it('is free again when its holder was killed', async () => {
  const script = `
    import { takeRunLock } from ${JSON.stringify(new URL('../../src/store/run-lock.ts', import.meta.url).href)};
    const taken = takeRunLock(${JSON.stringify(state)}, { pid: process.pid, since: 'then' });
    process.stdout.write(taken.lock ? 'taken' : 'not taken');
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script]);
  const [said] = await once(child.stdout, 'data');
  expect(String(said)).toBe('taken');
  expect(takeRunLock(state, me)).toEqual({ heldBy: { pid: child.pid, since: 'then' } });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const after = takeRunLock(state, me);
  expect(after.lock).toBeDefined();
  after.lock?.release();
});
