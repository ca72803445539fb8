import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { layTopic } from '../lay-topic.ts';
import { ended, type Program, packProgram, start } from '../program.ts';
import { startServer, type TestServer } from '../server/server.ts';

/** What a monitor hears of a run: pings, the report file and the log, under one id. */

let folder: string;
let program: Program;
let server: TestServer;
const heard: string[] = [];

beforeAll(async () => {
  program = await packProgram();
  folder = await mkdtemp(join(tmpdir(), 'karakoram-monitor-'));
  await layTopic(folder, {
    ...{ id: '3b0a4c1e-59a5-4e0b-8f6e-2f9a0a3f1c55', title: 'Waters', author: 'A' },
    ...{ language: 'en', timeZone: 'UTC' },
    about: [['Indus Waters Treaty']],
  });
  const listen = (request: IncomingMessage, response: ServerResponse): void => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      heard.push(`${request.url} ${body.split('\n')[0]}`.trim());
      response.end('OK');
    });
  };
  server = await startServer({ '/key': listen, '/key/start': listen, '/key/fail': listen });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function run(): Promise<{ readonly code: number | null; readonly lines: readonly object[] }> {
  const { code, stderr } = await ended(
    start(program, ['run', '--report', 'report.json'], {
      ...{ cwd: folder, log: 'json', env: { KARAKORAM_PING_URL: server.url('/key') } },
    }),
  );
  return {
    code,
    lines: stderr
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  };
}

const report = async () => JSON.parse(await readFile(join(folder, 'report.json'), 'utf8'));

it('hears of the start and the end, and reads the same run in report and log', async () => {
  const { code, lines } = await run();
  expect(code).toBe(0);
  expect(heard).toEqual(['/key/start', expect.stringMatching(/^\/key Waters, run of \d{4}-/)]);
  const { run: id, ...rest } = await report();
  expect(rest).toMatchObject({ ok: true, health: [], database: { bytes: expect.any(Number) } });
  expect(lines.length).toBeGreaterThan(0);
  for (const line of lines) expect(line).toMatchObject({ run: id });
  expect(await readdir(folder)).not.toContainEqual(expect.stringMatching(/\.tmp$/));
});

it('hears why there was no run where the configuration is broken', async () => {
  heard.length = 0;
  await writeFile(join(folder, 'sources', 'feeds.txt'), 'gopher://old.example/\n');
  const { code, lines } = await run();
  expect(code).toBe(1);
  expect(heard).toEqual(['/key/fail The configuration is wrong:']);
  expect(await report()).toMatchObject({
    ...{ ok: false, problem: expect.stringContaining('feeds.txt:1: expected one http') },
  });
  expect(lines).toMatchObject([{ level: 'error' }]);
});

it('hears of a broken configuration though `watch` goes on with the last good one', async () => {
  const sources = join(folder, 'sources');
  await rm(join(sources, 'feeds.txt'));
  const topic = await readFile(join(sources, 'topic.yaml'), 'utf8');
  await writeFile(
    join(sources, 'topic.yaml'),
    topic.replace(/cron: .*/, 'cron: "* * * * * *" # with seconds'),
  );
  heard.length = 0;
  const watching = start(program, ['watch', '--report', 'report.json', '--log', 'none'], {
    ...{ cwd: folder, env: { KARAKORAM_PING_URL: server.url('/key') } },
  });
  const end = ended(watching);
  await hears('/key Waters');
  await writeFile(join(sources, 'feeds.txt'), 'gopher://old.example/\n');
  await hears('/key/fail The configuration is wrong:');
  expect(await report()).toMatchObject({
    ...{ ok: false, problem: expect.stringContaining('feeds.txt:1: expected one http') },
    topic: 'Waters',
  });
  await rm(join(sources, 'feeds.txt'));
  heard.length = 0;
  await hears('/key Waters');
  watching.kill('SIGTERM');
  expect((await end).code).toBe(0);
});

async function hears(beginning: string): Promise<void> {
  while (!heard.some((one) => one.startsWith(beginning))) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
