import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Program, packProgram, runBeside } from '../program.ts';
import { serve } from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import { startServer, type TestServer } from '../server/server.ts';

/** A topic from its making to the check of its sources, through the command line. */

let folder: string;
let program: Program;
let server: TestServer;

beforeAll(async () => {
  program = await packProgram();
  folder = await mkdtemp(join(tmpdir(), 'karakoram-sources-'));
  const page = '<html><head><link rel=alternate type="application/rss+xml" href="/rss"></head>';
  const ofToday = rssFeed('Waters', 3).replace(
    /<pubDate>[^<]*/g,
    `<pubDate>${new Date().toUTCString()}`,
  );
  server = await startServer({
    '/': serve(page, { 'content-type': 'text/html' }),
    '/rss': serve(rssFeed('Waters', 3), { 'content-type': 'application/rss+xml' }),
    '/fresh': serve(ofToday, { 'content-type': 'application/rss+xml' }),
  });
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

const karakoram = (...args: readonly string[]) => runBeside(server, program, args, folder);

const feeds = () => readFile(join(folder, 'sources', 'feeds.yaml'), 'utf8');

it('makes a topic, finds the feed of a page, and asks before it writes', async () => {
  const made = await karakoram('init', 'sources', '--title', 'Waters', '--about', 'ministers');
  expect(made).toMatchObject({ code: 0, stderr: '' });
  const again = await karakoram('init', 'sources', '--title', 'Waters', '--about', 'rivers');
  expect(again).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('holds files already'),
  });

  const before = await feeds();
  const unasked = await karakoram('sources', 'add', server.url('/'));
  expect(unasked.stdout).toContain('Waters\n');
  expect(unasked.stdout).toContain(`address  ${server.url('/rss')}\n`);
  expect(unasked.stdout).toContain('newest   2026-05-21 Report 2 of Waters\n');
  expect(unasked.stdout).toContain('entries  3, of which 3 would be in the feed today\n');
  expect(unasked.code).toBe(2);
  expect(await feeds()).toBe(before);
});

it('writes it when told to, and refuses it the second time', async () => {
  const added = await karakoram('sources', 'add', '--yes', '--country', 'PK', server.url('/'));
  expect(added.code).toBe(0);
  expect(await feeds()).toContain(
    `  - id: waters\n    name: Waters\n    url: ${server.url('/rss')}`,
  );
  const again = await karakoram('sources', 'add', '--yes', `${server.url('/rss')}/`);
  expect(again.code).toBe(1);
  expect(again.stderr).toContain('waters has this address already');
});

it('imports the feeds of an OPML file, and says what cannot be read', async () => {
  const before = await feeds();
  const file = join(folder, 'more.opml');
  await writeFile(file, '<opml><body><outline xmlUrl="https://more.example/rss"/></body></opml>');
  expect(await karakoram('sources', 'import', file)).toMatchObject({ code: 0 });
  expect(await feeds()).toContain('id: more-example');
  await writeFile(join(folder, 'sources', 'feeds.yaml'), before);
  const bad = await karakoram('sources', 'import', join(folder, 'nowhere.opml'));
  expect(bad).toMatchObject({ code: 1, stderr: expect.stringContaining('cannot be read') });
});

it('checks sources now, and ends with 3 where one fails', async () => {
  const well = await karakoram('sources', 'check', '--poll', '--json');
  expect(well.code).toBe(3);
  // The entries of the test feed are of 2026-05-21, which is long ago.
  expect(JSON.parse(well.stdout)).toMatchObject([
    { id: 'waters', state: 'silent', since: expect.stringMatching(/^2026-05-21/) },
  ]);
  await writeFile(
    join(folder, 'sources', 'feeds.yaml'),
    (await feeds()).replace('/rss', '/absent'),
  );
  const ill = await karakoram('sources', 'check', '--poll', '-q');
  expect(ill.code).toBe(3);
  expect(ill.stdout).toMatch(/^failing +waters +since \d{4}-\d\d-\d\d, .*404/);
});

it('ends with 0 where every source works', async () => {
  await writeFile(
    join(folder, 'sources', 'feeds.yaml'),
    (await feeds()).replace('/absent', '/fresh'),
  );
  const well = await karakoram('sources', 'check', '--poll', '--json');
  expect(JSON.parse(well.stdout)).toMatchObject([{ id: 'waters', state: 'working' }]);
  expect(well.code).toBe(0);
});

it('exports what it has as OPML', async () => {
  const { stdout } = await karakoram('sources', 'export');
  expect(stdout).toContain(`xmlUrl="${server.url('/fresh')}"`);
});

it('refuses an id or a country that feeds.yaml would refuse, before it asks anybody', async () => {
  const before = await feeds();
  const asked = server.seen.length;
  for (const [flag, value] of [
    ['--country', 'Pakistan'],
    ['--id', 'Geo News'],
  ] as const) {
    const ended = await karakoram('sources', 'add', '--yes', flag, value, server.url('/rss2'));
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`'${value}' is invalid`),
    });
  }
  expect(server.seen.length).toBe(asked);
  expect(await feeds()).toBe(before);
});
