import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { layTopic } from '../lay-topic.ts';
import { type Program, packProgram, runBeside } from '../program.ts';
import { serve } from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import { startServer, type TestServer } from '../server/server.ts';

/** The state goes, and what was published is still there. */

let folder: string;
let program: Program;
let server: TestServer;

beforeAll(async () => {
  program = await packProgram();
  folder = await mkdtemp(join(tmpdir(), 'karakoram-lost-'));
  server = await startServer({
    '/rss': serve(rssFeed('Waters', 3), { 'content-type': 'application/rss+xml' }),
  });
  await layTopic(folder, {
    ...{ id: '6a1d9c32-7c0e-4a39-9f4f-0e4c3d2b1a77', title: 'Waters', author: 'A' },
    ...{ language: 'en', timeZone: 'UTC', about: [['Report']] },
  });
  await mkdir(join(folder, 'sources', 'articles'), { recursive: true });
  await writeFile(
    join(folder, 'sources', 'articles', 'a.md'),
    '---\ntitle: Report of a stored kind\nurl: https://stored.example/a\n---\n\nSome words.\n',
  );
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const karakoram = (...args: readonly string[]) => runBeside(server, program, args, folder);
const atom = () => readFile(join(folder, 'out', 'atom.xml'), 'utf8');
const loseState = () => rm(join(folder, '.state'), { recursive: true });

it('begins anew where stored articles tell all that was published', async () => {
  expect(await karakoram('run')).toMatchObject({ code: 0 });
  const before = await atom();
  expect(before).toContain('Report of a stored kind');
  await loseState();
  expect(await karakoram('run')).toMatchObject({ code: 0 });
  expect(await atom()).toContain('Report of a stored kind');
});

it('refuses to take away what feeds brought, until the state is rebuilt', async () => {
  const feeds = join(folder, 'sources', 'feeds.yaml');
  const none = await readFile(feeds, 'utf8');
  await writeFile(
    feeds,
    none.replace('feeds: []', `feeds: [{ id: a, url: "${server.url('/rss')}", outlet: A }]`),
  );
  expect(await karakoram('run')).toMatchObject({ code: 0 });
  const before = await atom();
  await loseState();
  await writeFile(feeds, none);

  const refused = await karakoram('run');
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/There is no state at .*out holds \d stories .*state rebuild/),
  });
  expect(await atom()).toBe(before);

  expect(await karakoram('state', 'rebuild')).toMatchObject({ code: 0 });
  expect(await karakoram('run')).toMatchObject({ code: 0 });
  const ids = (text: string) => [...text.matchAll(/<id>[^<]*/g)].map(([id]) => id).toSorted();
  expect(ids(await atom())).toEqual(ids(before));
});
