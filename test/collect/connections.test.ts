import { afterEach, describe, expect, it } from 'vitest';
import type { Proxies } from '../../src/collect/connections.ts';
import { fetchFeed } from '../../src/collect/fetch.ts';
import { serve } from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import { startServer, type TestServer } from '../server/server.ts';
import { sourceAt } from './sources.ts';

const servers: TestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A web server that also answers what a proxy is asked: the whole address as its path. */
async function startProxy(): Promise<TestServer> {
  const proxy = await startServer({ 'http://news.example/feed': serve(rssFeed('proxied')) });
  servers.push(proxy);
  return proxy;
}

async function through(proxy: Proxies, url: string): Promise<string> {
  const fetched = await fetchFeed(sourceAt(url), undefined, {
    now: '2026-05-22T06:00:00Z',
    allowPrivate: [],
    userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
    proxy,
  });
  return fetched.kind === 'failed' ? fetched.cause : fetched.kind;
}

describe('behind a proxy', () => {
  it('asks the proxy, which looks the name up', async () => {
    const proxy = await startProxy();
    expect(await through({ http: proxy.url('/') }, 'http://news.example/feed')).toBe('body');
    expect(proxy.seen[0]).toMatchObject({
      path: 'http://news.example/feed',
      headers: { host: 'news.example' },
    });
  });

  it('sends it to no address or name that is private on the face of it', async () => {
    const proxy = await startProxy();
    const http = proxy.url('/');
    for (const host of ['127.0.0.1', '[::1]', '169.254.169.254', 'localhost', 'nas.local', 'nas']) {
      expect(await through({ http }, `http://${host}/feed`), host).toBe('private-address');
    }
    expect(proxy.seen).toEqual([]);
  });

  it('asks excepted hosts directly, under the same guard', async () => {
    const proxy = await startProxy();
    const http = proxy.url('/');
    for (const except of ['*', '127.0.0.1', 'example.org, 127.0.0.1', '.0.0.1']) {
      expect(await through({ http, except }, proxy.url('/feed')), except).toBe('private-address');
    }
    expect(proxy.seen).toEqual([]);
  });

  it('says so when the proxy is not there', async () => {
    const proxy = await startProxy();
    const http = proxy.url('/');
    await proxy.close();
    servers.length = 0;
    expect(await through({ http }, 'http://news.example/feed')).toBe('proxy');
    expect(await through({ https: http }, 'https://news.example/feed')).toBe('proxy');
  });
});

it('connects directly where the proxy is for the other scheme', async () => {
  const proxy = await startProxy();
  expect(await through({ https: proxy.url('/') }, proxy.url('/feed'))).toBe('private-address');
});
