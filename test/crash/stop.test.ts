import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { ended, start } from '../program.ts';
import { drip, hang } from '../server/behaviours.ts';
import { startServer, type TestServer } from '../server/server.ts';
import { replaceFolder } from './folder.ts';
import { type Ground, layGround, setBack } from './trial.ts';
import { idsOf } from './whole.ts';

/** `watch` is told to end in the middle of a run that would not come to its end. */
let ground: Ground;
let other: TestServer;
let watching: ChildProcess | undefined;

beforeAll(async () => {
  ground = await layGround(1);
});

beforeEach(async () => {
  await setBack(ground, 1);
  other = await startServer({ '/endless': drip(50), '/ping/start': hang, '/ping': hang });
});

afterEach(async () => {
  watching?.kill('SIGKILL');
  await other.close();
});

afterAll(() => ground.close());

const places = ['--sources', 'sources', '--articles', 'articles', '--out', 'out'];
const state = ['--state', 'state'];

function watch(more: readonly string[], env: Readonly<Record<string, string>> = {}): ChildProcess {
  const open = [ground.rivers.server.hostPort, other.hostPort];
  watching = start(
    ground.program,
    ['watch', ...places, ...state, ...open.flatMap((host) => ['--allow-private', host]), ...more],
    { cwd: ground.folder, env },
  );
  return watching;
}

/** Until the server was asked for a path. */
async function askedFor(path: string): Promise<void> {
  while (!other.seen.some((request) => request.path === path)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Until the process has said it on its standard output. */
async function says(child: ChildProcess, words: string): Promise<void> {
  let said = '';
  while (!said.includes(words)) said += String((await once(child.stdout ?? child, 'data'))[0]);
}

/** What a killed process may leave, and the next run makes the rest of it. */
async function expectGoesOn(): Promise<void> {
  const args = ['run', ...places, ...state, '--allow-private', ground.rivers.server.hostPort];
  const next = await ended(start(ground.program, args, { cwd: ground.folder }));
  expect(next.code).toBe(0);
  const check = ['state', 'check', '--out', 'out', ...state];
  expect(await ended(start(ground.program, check, { cwd: ground.folder }))).toMatchObject({
    ...{ code: 0, stderr: '' },
  });
  const out = new Map([
    ['atom.xml', await readFile(join(ground.folder, 'out', 'atom.xml'), 'utf8')],
  ]);
  expect(idsOf(out, []).size).toBeGreaterThan(0);
}

it('gives up a source that never ends, publishes what the others brought, and ends with 0', async () => {
  const sources = join(ground.folder, 'sources');
  await replaceFolder(sources, join(ground.folder, 'sources-kept'));
  await appendFile(
    join(sources, 'feeds.yaml'),
    `  - { id: endless, url: '${other.url('/endless')}', outlet: Endless }\n`,
  );
  const child = watch([]);
  const ending = ended(child);
  await askedFor('/endless');
  child.kill('SIGTERM');
  const { code, stdout, stderr } = await ending;
  await replaceFolder(join(ground.folder, 'sources-kept'), sources);
  expect(code).toBe(0);
  expect(stdout).toContain('stopping');
  // Neither its own limit nor anything else than the signal ended it.
  expect(stdout + stderr).not.toContain('failed: endless');
  expect(stdout).toMatch(/ {2}stories {3}\d+ new/);
  await expectGoesOn();
});

it('gives up a run that does not end when patience with it does', async () => {
  const child = watch(['--patience', '0'], { KARAKORAM_PING_URL: other.url('/ping') });
  const ending = ended(child);
  await askedFor('/ping/start');
  child.kill('SIGTERM');
  const { code, stderr } = await ending;
  expect(stderr).toBe(
    'The run did not end within 0 s and was given up; the next one goes on where it was.\n',
  );
  expect(code).toBe(1);
  await expectGoesOn();
});

it('ends at once at the second signal, whichever', async () => {
  const child = watch([], { KARAKORAM_PING_URL: other.url('/ping') });
  const ending = ended(child);
  const stopping = says(child, 'stopping');
  await askedFor('/ping/start');
  child.kill('SIGTERM');
  await stopping;
  child.kill('SIGINT');
  expect(await ending).toMatchObject({ code: null, signal: 'SIGINT' });
  await expectGoesOn();
});
