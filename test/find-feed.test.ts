import { afterAll, afterEach, expect, it } from 'vitest';
import { closeReader } from '../src/collect/parse-in-worker.ts';
import { findFeed } from '../src/find-feed.ts';
import { serve } from './server/behaviours.ts';
import { rssFeed } from './server/feeds.ts';
import { type Behaviour, startServer, type TestServer } from './server/server.ts';

let server: TestServer;

afterEach(() => server.close());
afterAll(closeReader);

const xml = { 'content-type': 'application/rss+xml' };
const page = { 'content-type': 'text/html' };

async function find(path: string, routes: Readonly<Record<string, Behaviour>>) {
  server = await startServer(routes);
  const options = {
    now: '2026-05-22T00:00:00Z',
    allowPrivate: [server.hostPort],
    userAgent: 'Karakoram/test',
  };
  return findFeed(server.url(path), options);
}

it('takes the address itself where it is a feed', async () => {
  const found = await find('/news', { '/news': serve(rssFeed('news', 3), xml) });
  expect(found).toMatchObject({ url: server.url('/news'), feed: { title: 'news' } });
  expect('articles' in found && found.articles).toHaveLength(3);
});

it('follows the feed that a page names', async () => {
  const html = '<html><head><link rel=alternate type="application/rss+xml" href="/x.rss"></head>';
  const found = await find('/', { '/': serve(html, page), '/x.rss': serve(rssFeed('x'), xml) });
  expect(found).toMatchObject({ url: server.url('/x.rss') });
});

it('looks at common paths where the page names none', async () => {
  const found = await find('/section/', {
    '/section/': serve('<html><body>News</body></html>', page),
    '/rss.xml': serve(rssFeed('y'), xml),
  });
  expect(found).toMatchObject({ url: server.url('/rss.xml') });
});

it('says why there is none', async () => {
  const found = await find('/', { '/': serve('<html><body>News</body></html>', page) });
  expect(found).toEqual({ problem: expect.stringMatching(/web page/i) });
});
