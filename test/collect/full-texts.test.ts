import { mkdtemp, readFile, rm } from 'node:fs/promises';
import type { OutgoingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { collectFeeds } from '../../src/collect/feeds.ts';
import { collectFullTexts, type ReadTexts } from '../../src/collect/full-texts.ts';
import type { Limits } from '../../src/collect/limits.ts';
import { normaliseItem } from '../../src/collect/normalise.ts';
import { readConfig } from '../../src/config/read.ts';
import { run } from '../../src/run.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import type { Article, Source } from '../../src/types.ts';
import { drip, hang, packed, redirect, serve } from '../server/behaviours.ts';
import { type Behaviour, startServer, type TestServer } from '../server/server.ts';
import { sourceAt } from './sources.ts';

/** The feed lists two reports with a teaser each; the topic takes the first alone. */
const title = 'China and Pakistan agree on a railway through the Khunjerab Pass';
const teaser = 'The railway ministers of both countries met in Gilgit.';
const story = [
  'GILGIT: The railway ministers of China and Pakistan met here on Thursday and agreed on a line through the Khunjerab Pass, which engineers of both countries have surveyed for three summers.',
  'The line is to be four hundred kilometres long, most of it in tunnels, and to carry goods between Kashgar and Havelian from the end of the decade, according to a statement that both ministers signed.',
  'Trains are to take eleven hours for a way on which lorries need two days, said the Pakistani minister, who thanked the Chinese side for its patience with the slides of the last winter.',
  'His guest called the mountains the only thing that still stood between the two neighbours, and invited him to Urumqi in the autumn to see the machines that are to bore the first of the tunnels.',
  'Shepherds of the upper valleys asked for bridges over the line at their old crossings, and were told that the plans have nineteen of them. Work begins in spring, once the snow allows it.',
];
const page = (paragraphs = story): string =>
  `<!doctype html><html lang="en"><head><title>${title} - The Valley Post</title>
   <meta property="article:published_time" content="2026-05-21T09:00:00Z">
   <meta name="author" content="Amina Baig"></head><body>
   <nav><ul><li><a href="/">Home</a><li><a href="/sport">Sport</a></ul></nav>
   <main><article><h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('\n')}</article></main>
   <footer><p>All rights reserved by The Valley Post.</p></footer></body></html>`;
const html = (body: string | Uint8Array): Behaviour =>
  serve(body, { 'content-type': 'text/html; charset=utf-8' });

const feedOf = (link: string, more = '') => `<rss version="2.0"><channel><title>f</title>
  <item><guid>1</guid><link>${link}</link><title>${title}</title><description>${teaser}</description>${more}</item>
  <item><guid>2</guid><link>/news/2</link><title>Lisbon beats Porto</title><description>It was late.</description></item>
  </channel></rss>`;

const wall =
  'We and our partners store cookies on your device to measure audiences. Press accept to go on, or manage what you allow in the settings of this website at any time.';
/** Other behaviours say that they send XML. */
function asPage(behaviour: Behaviour): Behaviour {
  return (request, response) => {
    const write = response.writeHead.bind(response);
    response.writeHead = ((status: number, given: OutgoingHttpHeaders = {}) =>
      write(status, { ...given, 'content-type': 'text/html' })) as typeof write;
    behaviour(request, response);
  };
}

let folder: string;
let store: Store;
let server: TestServer;
let routes: Record<string, Behaviour>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-full-text-'));
  store = openSqlite(join(folder, 'state.db'));
  routes = {
    '/feed': serve(feedOf('/news/1')),
    '/news/1': html(page()),
    '/news/2': html(page()),
  };
  const at = (path: string): Behaviour => {
    return (request, response) => {
      const behaviour = routes[path];
      if (behaviour === undefined) response.writeHead(404).end('no such page');
      else behaviour(request, response);
    };
  };
  server = await startServer(
    Object.fromEntries(
      ['/feed', '/robots.txt', '/news/1', '/news/2', '/moved'].map((path) => [path, at(path)]),
    ),
  );
});

afterEach(async () => {
  await store.close();
  await server.close();
  await rm(folder, { recursive: true });
});

const config = await readConfig('sources');

function source(more: Partial<Source> = {}): Source {
  return sourceAt(server.url('/feed'), { outlet: 'The Valley Post', fullText: true, ...more });
}

function optionsAt(now: string) {
  return {
    now,
    offline: false,
    force: true,
    allowPrivate: [server.hostPort],
    userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
    entities: [],
    matches: (article: Article) => article.title.includes('Pakistan'),
  };
}

/** Polls the source and reads the pages that it wants. */
async function readAt(
  now: string,
  from = source(),
  limits: Partial<Limits> = {},
): Promise<ReadTexts> {
  const options = { ...optionsAt(now), limits };
  const { failures } = await collectFeeds([from], store, options);
  expect(failures).toEqual([]);
  return await collectFullTexts([from], store, options);
}

/** The same for reports at `paths` that a poll has just kept, with all that it wants. */
async function readListed(
  now: string,
  limits: Partial<Limits> = {},
  paths: readonly string[] = ['/news/1'],
  from = source(),
): Promise<ReadTexts> {
  const articles = paths.flatMap((path) => {
    const entry = { link: server.url(path), title, summary: teaser, authors: [], categories: [] };
    return normaliseItem(entry, { items: [], problems: [] }, from, now) ?? [];
  });
  const check = { sourceId: from.id, checkedAt: now, nextAt: now, failures: 0 };
  await store.keepPoll(articles, check, () => true);
  return await collectFullTexts([from], store, { ...optionsAt(now), limits });
}

async function textOf(): Promise<readonly string[]> {
  const articles = await store.articles();
  return articles.find(({ title: own }) => own === title)?.paragraphs ?? [];
}

const asked = () => server.seen.map(({ path }) => path).filter((path) => path !== '/feed');
const causes = ({ notices }: ReadTexts) => notices.map(({ cause }) => cause);

const first = '2026-05-22T06:00:00Z';
const later = '2026-05-22T09:00:00Z';
const nextDay = '2026-05-23T09:00:00Z';

describe('the page of a teaser', () => {
  it('is read where the article matches, and not where it does not', async () => {
    const { fullTexts, notices } = await readAt(first);
    expect(notices).toEqual([]);
    expect(fullTexts).toEqual({ read: 1, failed: 0, waiting: 0 });
    expect(asked()).toEqual(['/robots.txt', '/news/1']);
    const [article] = (await store.articles()).filter(({ title: own }) => own === title);
    expect(article).toMatchObject({
      title,
      excerpt: teaser,
      summary: teaser,
      authors: ['Amina Baig'],
      dateline: 'GILGIT',
      published: { at: '2026-05-21T09:00:00Z' },
    });
    expect(article?.paragraphs).toHaveLength(story.length);
    expect(article?.paragraphs.at(-1)).toBe(story.at(-1));
  });

  it('is not asked for unless the source says so', async () => {
    const { fullText: _, ...plain } = source();
    expect(await readAt(first, plain)).toEqual({ notices: [] });
    expect(await textOf()).toEqual([teaser]);
    expect(asked()).toEqual([]);
  });

  it('is not asked for when the feed brings the whole', async () => {
    routes['/feed'] = serve(feedOf('/news/1').replace(teaser, story.join(' ').repeat(2)));
    await readAt(first);
    expect(asked()).toEqual([]);
  });

  it('is asked for once, whatever the feed brings later, and keeps its text', async () => {
    await readAt(first);
    const before = await store.articles();
    routes['/feed'] = serve(feedOf('/news/1', '<author>changed</author>'));
    await readAt(later);
    routes['/feed'] = serve(feedOf('/news/1', '<category>Rail</category>'));
    const { fullTexts } = await readAt(nextDay);
    expect(fullTexts).toEqual({ read: 0, failed: 0, waiting: 0 });
    expect(asked()).toEqual(['/robots.txt', '/news/1']);
    const [article] = (await store.articles()).filter(({ title: own }) => own === title);
    expect(article).toMatchObject({ categories: ['Rail'], firstSeen: first });
    expect(article?.paragraphs).toEqual(before.find(({ title: own }) => own === title)?.paragraphs);
  });
});

describe('robots.txt', () => {
  it('keeps us away from what it forbids, for good', async () => {
    routes['/robots.txt'] = serve('User-agent: karakoram\nDisallow: /news/\n');
    const read = await readListed(first);
    expect(causes(read)).toEqual(['page-robots']);
    expect(await textOf()).toEqual([teaser]);
    await readListed(nextDay);
    expect(asked()).toEqual(['/robots.txt']);
  });

  it('does not concern us where it speaks to others', async () => {
    routes['/robots.txt'] = serve('User-agent: other\nDisallow: /\n');
    expect(causes(await readListed(first))).toEqual([]);
    expect(asked()).toEqual(['/robots.txt', '/news/1']);
  });

  it('forbids everything while it cannot be had, and is asked for again', async () => {
    routes['/robots.txt'] = serve('', {}, 503);
    expect(causes(await readListed(first))).toEqual(['page-robots-unknown']);
    delete routes['/robots.txt'];
    expect(causes(await readListed(later))).toEqual([]);
    expect(asked()).toEqual(['/robots.txt', '/robots.txt', '/news/1']);
  });

  it('is remembered for a day', async () => {
    routes = {};
    await readListed(first);
    await readListed(later, {}, ['/news/2']);
    expect(asked()).toEqual(['/robots.txt', '/news/1', '/news/2']);
    await readListed(nextDay, {}, ['/moved']);
    expect(asked().slice(3)).toEqual(['/robots.txt', '/moved']);
  });

  it('is asked at every hop', async () => {
    routes['/robots.txt'] = serve('User-agent: *\nDisallow: /moved\n');
    routes['/news/1'] = redirect('/moved');
    expect(causes(await readListed(first))).toEqual(['page-robots']);
    expect(asked()).toEqual(['/robots.txt', '/news/1']);
  });
});

describe('a page that cannot be had', () => {
  const cases: readonly [string, Behaviour | undefined, string][] = [
    ['is missing', undefined, 'http-404'],
    ['lies on another site', redirect('http://other.example/news/1'), 'off-site'],
    ['lies in the private network', redirect('http://169.254.169.254/latest'), 'off-site'],
    ['is no page', serve('%PDF-1.7', { 'content-type': 'application/pdf' }), 'unwanted-type'],
    ['is empty', html(''), 'empty'],
    [
      'unpacks to a hundred megabytes',
      asPage(packed(Buffer.alloc(100 << 20), 'gzip')),
      'too-large-unpacked',
    ],
    ['never answers', hang, 'headers-timeout'],
    ['is sent in drops', asPage(drip(40)), 'total-timeout'],
    ['is a wall', html(page(Array(9).fill(wall))), 'other-text'],
  ];

  it.each(cases)('leaves the article as it is: %s', async (_what, behaviour, cause) => {
    if (behaviour === undefined) delete routes['/news/1'];
    else routes['/news/1'] = behaviour;
    const isSlow = cause.endsWith('timeout');
    const read = await readListed(first, isSlow ? { headersMs: 3_000, totalMs: 6_000 } : {});
    expect(causes(read)).toEqual([`page-${cause}`]);
    expect(read.fullTexts).toEqual({ read: 0, failed: 1, waiting: 0 });
    expect(await textOf()).toEqual([teaser]);
    const [{ where, problem } = { where: '', problem: '' }] = read.notices;
    expect(where).toBe('test-source');
    expect(problem).toMatch(/^The text of "China and .{20,250}\.$/);
  });

  it('is tried three times where that may help', async () => {
    routes['/news/1'] = serve('', {}, 500);
    for (const now of [first, '2026-05-22T06:30:00Z', later, '2026-05-22T20:00:00Z', nextDay]) {
      await readListed(now);
    }
    await readListed('2026-06-22T06:00:00Z');
    expect(asked().filter((path) => path === '/news/1')).toHaveLength(3);
  });

  it('is read when it comes back', async () => {
    routes['/news/1'] = serve('', {}, 500);
    await readListed(first);
    routes['/news/1'] = html(page());
    const { fullTexts } = await readListed(later);
    expect(fullTexts).toMatchObject({ read: 1 });
    expect(await textOf()).toHaveLength(story.length);
  });

  it('ends the turn of its host, where that is the trouble, and the others wait', async () => {
    routes['/news/1'] = serve('', {}, 503);
    routes['/news/2'] = serve('', {}, 503);
    const read = await readListed(first, {}, ['/news/1', '/news/2']);
    expect(read.fullTexts).toEqual({ read: 0, failed: 1, waiting: 1 });
    expect(asked()).toHaveLength(2);
  });
});

it('never asks a private place for a feed that does not stand there itself', async () => {
  const inside = await startServer({ '/news/1': html(page()) });
  routes['/feed'] = serve(feedOf(inside.url('/news/1')));
  const allowPrivate = [server.hostPort, inside.hostPort];
  const options = { ...optionsAt(first), allowPrivate };
  await collectFeeds([source()], store, options);
  expect(causes(await collectFullTexts([source()], store, options))).toEqual([
    'page-private-address',
  ]);
  expect(inside.seen).toEqual([]);
  await inside.close();
});

it('does not follow what an aggregator does not show', async () => {
  await readAt(first, source({ kind: 'aggregator' }));
  expect(asked()).toEqual([]);
});

it('tells no address of a private source', async () => {
  delete routes['/news/1'];
  const { notices } = await readListed(first, {}, ['/news/1'], source({ private: true }));
  expect(notices).toHaveLength(1);
  expect(JSON.stringify(notices)).not.toMatch(/127\.0\.0\.1|http:|\/news/);
});

it('publishes an excerpt of it, and nothing new when nothing is', async () => {
  const out = join(folder, 'out');
  const entry = feedOf('/news/1').replace(teaser, '');
  routes['/feed'] = serve(entry);
  const runAt = (now: string) =>
    run({ ...config, sources: [source()] }, store, {
      articles: join(folder, 'none'),
      out,
      offline: false,
      force: true,
      allowPrivate: [server.hostPort],
      userAgent: 'Karakoram/0.1',
      now,
    });
  const report = await runAt(first);
  expect(report.fullTexts).toEqual({ read: 1, failed: 0, waiting: 0 });
  const atom = await readFile(join(out, 'atom.xml'), 'utf8');
  const { items } = JSON.parse(await readFile(join(out, 'feed.json'), 'utf8'));
  expect(items).toHaveLength(1);
  expect(items[0].content_html).toContain('met here on Thursday');
  expect(atom).not.toContain('Shepherds');
  expect(JSON.stringify(items)).not.toContain('Shepherds');

  routes['/feed'] = serve(`${entry}<!-- another body -->`);
  const again = await runAt(later);
  expect(again.stories).toMatchObject({ new: 0, grown: 0, total: 1 });
  expect(again.articles.read).toBe(0);
  expect(await readFile(join(out, 'atom.xml'), 'utf8')).toBe(atom);
});
