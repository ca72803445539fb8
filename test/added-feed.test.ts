import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../src/config/read.ts';
import { run } from '../src/run.ts';
import { checkState } from '../src/store/check.ts';
import { rebuild } from '../src/store/rebuild.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { remembering } from './remembering.ts';
import { serve } from './server/behaviours.ts';
import { startServer, type TestServer } from './server/server.ts';

/** What subscribers see of a feed with a long memory that is added to a feed they follow. */

const shipped = new URL('../sources', import.meta.url).pathname;
const NOW = '2026-05-21T00:00:00Z';
const names = remembering();

const places = ['Gwadar', 'Beijing', 'Karachi', 'Islamabad', 'Lahore', 'Urumqi', 'Kashgar'];
const people = ['Wang Yi', 'Li Qiang', 'Jiang Zaidong', 'Lin Jian'];

/** An entry `days` before the run, about a matter of its own. */
function entry(matter: string, days: number): string {
  const at = new Date(Date.parse(NOW) - days * 86_400_000);
  const [who, where] = [people[days % people.length], places[days % places.length]];
  return `<item><title>China’s ${who} and Pakistan’s Ishaq Dar speak of ${matter} in ${where}</title>
    <link>https://quetta.example/${matter}</link><guid>${matter}</guid>
    <pubDate>${at.toUTCString()}</pubDate>
    <description>China and Pakistan agreed in ${where} on ${matter}, ${days * 7 + 3} pages long, the foreign ministries said.</description></item>`;
}

const channel = (...entries: readonly string[]) =>
  serve(
    `<rss version="2.0"><channel><title>Feed</title><link>https://quetta.example/</link><description>Feed</description>${entries.join('')}</channel></rss>`,
  );

const old = Array.from({ length: 130 }, (_, at) => entry(`old-matter-${at}`, 60 + 4 * at));

let folder: string;
let server: TestServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-added-'));
  server = await startServer({
    '/first': channel(entry('first-matter', 2), entry('first-memory', 1000)),
    '/added': channel(entry('fresh-matter', 5), ...old),
  });
  await cp(shipped, join(folder, 'sources'), { recursive: true });
  await rm(join(folder, 'sources', 'articles'), { recursive: true });
  await mkdir(join(folder, 'sources', 'articles'));
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** Without paths nothing is asked. */
async function runWith(state: string, now: string, ...paths: readonly string[]) {
  const feeds = paths.map(
    (path) =>
      `  - { id: ${path}, url: '${server.url(`/${path}`)}', outlet: ${path} Times, country: PK, kind: private-media }`,
  );
  if (paths.length > 0) {
    await writeFile(
      join(folder, 'sources', 'feeds.yaml'),
      `version: 1\nfeeds:\n${feeds.join('\n')}\n`,
    );
  }
  const store = openSqlite(join(folder, state));
  try {
    return await run(await readConfig(join(folder, 'sources'), names), store, {
      articles: join(folder, 'sources', 'articles'),
      out: join(folder, 'out'),
      offline: paths.length === 0,
      force: false,
      allowPrivate: [server.hostPort],
      userAgent: 'Karakoram test',
      now,
    });
  } finally {
    await store.close();
  }
}

const read = (path: string) => readFile(join(folder, 'out', path), 'utf8');

/** Path of every feed that people subscribe to → text. */
async function subscribed(): Promise<Map<string, string>> {
  const files = await readdir(join(folder, 'out'), { recursive: true });
  const paths = files.filter((path) =>
    /^(?:(?:atom|rss)\.xml|feed\.json|tags\/.*\.xml|languages\/.*\.xml)$/.test(path),
  );
  return new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, string]> => [path, await read(path)]),
    ),
  );
}

it('fills a feed that nobody has yet, however old its stories', async () => {
  const { stories } = await runWith('state.db', NOW, 'first');
  expect(stories).toEqual({ new: 2, grown: 0, total: 2 });
  expect(await read('atom.xml')).toContain('first-memory');
});

it('announces of a feed that is added only what is news', async () => {
  const later = '2026-05-21T12:00:00Z';
  const { stories } = await runWith('state.db', later, 'first', 'added');
  expect(stories.backfill).toBe(stories.new - 1);
  expect(stories.backfill).toBeGreaterThan(100);
  const feeds = await subscribed();
  for (const text of feeds.values()) expect(text).not.toContain('old-matter');
  for (const path of ['atom.xml', 'rss.xml', 'feed.json']) {
    expect(feeds.get(path)).toContain('fresh-matter');
    expect(feeds.get(path)).toContain('first-matter');
  }
});

it('keeps the rest on pages, in tables, and in the archive that a reader can walk', async () => {
  const month = await read('months/2026-03.html');
  expect(month).toContain('old-matter-0 ');
  expect(await read('exports/2026-03.jsonl')).toContain('"backfill":true');
  const page = /href="\.\.\/(stories\/[^"]+)"/.exec(month)?.[1] ?? '';
  expect(await read(page)).toContain('did not announce it');
  expect(await read('archive/1.xml')).toContain('old-matter-129');
  const walked = [await read('atom.xml'), await read('archive/1.xml')].join('');
  const closed = [...walked.matchAll(/<entry\b[^>]*>\s*<id>([^<]+)/g)].map(([, id]) => id);
  expect(new Set(closed).size).toBe(101);
  expect(checkState(join(folder, 'state.db'), join(folder, 'out'))).toEqual([]);
});

it('changes nothing in the next run, and announces nothing after a rebuild', async () => {
  const next = await runWith('state.db', '2026-05-22T00:00:00Z', 'first', 'added');
  expect(next).toMatchObject({ stories: { new: 0 }, files: { written: 0, removed: 0 } });
  const before = await subscribed();
  const { id } = (await readConfig(join(folder, 'sources'), names)).site;
  await rebuild(join(folder, 'again.db'), join(folder, 'out'), { id });
  const again = await runWith('again.db', '2026-05-23T00:00:00Z', 'first', 'added');
  expect(again.stories).toMatchObject({ new: 0, total: next.stories.total });
  const ids = (text: string | undefined) => [...(text ?? '').matchAll(/urn:uuid:[^<"]+/g)].join();
  const after = await subscribed();
  for (const [path, text] of before) expect(ids(after.get(path))).toBe(ids(text));
});

it('tells of a time without feeds when it is over, and of nothing else', async () => {
  await writeFile(
    join(folder, 'sources', 'articles', 'call.md'),
    '---\ntitle: Wang Yi and Ishaq Dar speak by phone on water\noutlet: Digest\npublished: 2026-06-10\n---\n\nChinese Foreign Minister Wang Yi and Pakistan’s Foreign Minister Ishaq Dar spoke by phone on Wednesday about rivers.\n',
  );
  const offline = await runWith('state.db', '2026-06-11T00:00:00Z');
  expect(offline.stories).toMatchObject({ new: 1 });
  expect(await read('overview.html')).not.toContain('no feed was read');
  const back = await runWith('state.db', '2026-06-12T00:00:00Z', 'first', 'added');
  expect(back).toMatchObject({ stories: { new: 0 }, files: { written: 1, removed: 0 } });
  const page = await read('overview.html');
  expect(page.match(/<rect class="gap" x/g)).toHaveLength(1);
  expect(page.match(/<td>no feed was read<\/td>/g)).toHaveLength(2);
  expect(page).toContain('Week of 25 May 2026: 0 (no feed was read)');
  for (const now of ['2026-06-12T12:00:00Z', '2026-06-13T00:00:00Z']) {
    const { files } = await runWith('state.db', now, 'first', 'added');
    expect(files).toEqual({ written: 0, removed: 0 });
  }
});
