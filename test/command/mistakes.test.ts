import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Ended, ended, type Program, packProgram, start } from '../program.ts';

/** What a person gets who typed something wrong. */

let folder: string;
let program: Program;

beforeAll(async () => {
  program = await packProgram();
  folder = await mkdtemp(join(tmpdir(), 'karakoram-mistakes-'));
});

afterAll(() => rm(folder, { recursive: true }));

const karakoram = (...args: readonly string[]): Promise<Ended> =>
  ended(start(program, args, { cwd: folder, env: {} }));

it('says that there is no such command, and begins no run', async () => {
  expect(await karakoram('wtach')).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining('there is no command "wtach"'),
  });
});

it('serves no folder that is not there', async () => {
  expect(await karakoram('serve', '--out', 'nowhere', '--port', '0')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: 'nowhere is no folder; name one with --out, or make it with a run.\n',
  });
});

it('says in a line that a port is taken', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  const refused = await karakoram('serve', '--out', '.', '--port', String(port));
  other.close();
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^Port \d+ cannot be used: .*EADDRINUSE.*\n$/),
  });
});
