import { afterEach, describe, expect, it } from 'vitest';
import { openConnections, type Proxies } from '../../src/collect/connections.ts';
import { fetchFeed } from '../../src/collect/fetch.ts';
import { defaultLimits } from '../../src/collect/limits.ts';
import type { LookUp } from '../../src/collect/names.ts';
import { serve } from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import { type Behaviour, startServer, type TestServer } from '../server/server.ts';
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

describe('a name', () => {
  /** A name service that changes its mind with every question. */
  function fickle(...addresses: readonly string[]): { lookUp: LookUp; asked: string[] } {
    const asked: string[] = [];
    return {
      asked,
      lookUp: (hostname, _options, give) => {
        const address = addresses[asked.length] ?? '127.0.0.1';
        asked.push(hostname);
        setImmediate(() => give(null, [{ address, family: 4 }]));
      },
    };
  }

  async function ask(url: string, lookUp: LookUp, allowPrivate: readonly string[]) {
    const connections = openConnections({ allowPrivate, limits: defaultLimits, lookUp });
    const outcomes: string[] = [];
    for (let count = 0; count < 3; count += 1) {
      const fetched = await fetchFeed(sourceAt(url), undefined, {
        now: '2026-05-22T06:00:00Z',
        allowPrivate,
        userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
        connections,
      });
      outcomes.push(fetched.kind === 'failed' ? fetched.cause : fetched.kind);
    }
    await connections.close();
    return outcomes;
  }

  it('is connected to at the very address that was judged', async () => {
    const closing: Behaviour = serve(rssFeed('one'), { connection: 'close' });
    const server = await startServer({ '/feed': closing });
    servers.push(server);
    const url = server.url('/feed').replace('127.0.0.1', 'feeds.example');
    const { lookUp, asked } = fickle('127.0.0.1', '10.255.255.1', '10.255.255.2');
    expect(await ask(url, lookUp, [new URL(url).host])).toEqual(['body', 'body', 'body']);
    expect(asked).toEqual(['feeds.example']);
  });

  it('is refused for all its addresses that are private', async () => {
    const server = await startServer({ '/feed': serve(rssFeed('one')) });
    servers.push(server);
    const url = server.url('/feed').replace('127.0.0.1', 'feeds.example');
    const all: LookUp = (_hostname, _options, give) => {
      const addresses = ['127.0.0.1', '10.0.0.1', '::1', '::ffff:127.0.0.1'];
      give(
        null,
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
    expect(await ask(url, all, [])).toEqual(Array(3).fill('private-address'));
    expect(server.seen).toEqual([]);
  });
});
