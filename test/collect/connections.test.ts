import { afterEach, describe, expect, it } from 'vitest';
import { openConnections, type Proxies } from '../../src/collect/connections.ts';
import { fetchFeed } from '../../src/collect/fetch.ts';
import { defaultLimits } from '../../src/collect/limits.ts';
import type { LookUp } from '../../src/collect/names.ts';
import { redirect, serve } from '../server/behaviours.ts';
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
  /** A public address that nobody was ever given, and what comes of it. */
  const nobody = '2d00::1';
  const gone = /^(?:unreachable|connect-timeout)$/;

  /** A name service that changes its mind with every question. */
  function fickle(...addresses: readonly string[]): { lookUp: LookUp; asked: string[] } {
    const asked: string[] = [];
    return {
      asked,
      lookUp: (hostname, _options, give) => {
        const address = addresses[asked.length] ?? '127.0.0.1';
        asked.push(hostname);
        setImmediate(() => give(null, [{ address, family: address.includes(':') ? 6 : 4 }]));
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

  /** Each run asks for names anew. */
  async function askInRun(
    url: string,
    lookUp: LookUp,
    allowPrivate: readonly string[] = [],
  ): Promise<string> {
    const limits = { ...defaultLimits, connectMs: 300 };
    const connections = openConnections({ allowPrivate, limits, lookUp });
    const fetched = await fetchFeed(sourceAt(url), undefined, {
      now: '2026-05-22T06:00:00Z',
      allowPrivate,
      userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
      connections,
      limits,
    });
    await connections.close();
    return fetched.kind === 'failed' ? fetched.cause : fetched.kind;
  }

  const at = (url: string, name: string): string => url.replace('127.0.0.1', name);

  it('that was public is refused from when it is private, at the first hop', async () => {
    const inside = await startServer({ '/feed': serve(rssFeed('one')) });
    servers.push(inside);
    const { lookUp, asked } = fickle(nobody, '127.0.0.1');
    const url = at(inside.url('/feed'), 'rebind.example');
    expect(await askInRun(url, lookUp)).toMatch(gone);
    expect(await askInRun(url, lookUp)).toBe('private-address');
    expect(asked).toEqual(['rebind.example', 'rebind.example']);
    expect(inside.seen).toEqual([]);
  });

  it('that was public is refused from when it is private, behind redirects', async () => {
    const inside = await startServer({ '/feed': serve(rssFeed('one')) });
    const outside = await startServer({
      '/feed': redirect('/on'),
      '/on': redirect(at(inside.url('/feed'), 'rebind.example'), 308),
    });
    servers.push(inside, outside);
    const { lookUp, asked } = fickle(nobody, '127.0.0.1');
    const run = () => askInRun(outside.url('/feed'), lookUp, [outside.hostPort]);
    expect(await run()).toMatch(gone);
    expect(await run()).toBe('redirect-private');
    expect(asked).toEqual(['rebind.example', 'rebind.example']);
    expect(inside.seen).toEqual([]);
  });

  it.each([
    '0.0.0.0',
    '169.254.169.254',
    '100.100.100.200',
    '168.63.129.16',
    '::',
    '::ffff:0.0.0.0',
    '::ffff:7f00:1',
    '::ffff:169.254.169.254',
    '::7f00:1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::7f00:1',
    '2002:7f00:1::',
    '2002:a9fe:a9fe::1',
    'fe80::1',
    'fd00:ec2::254',
  ])('is refused when it means %s, at the first hop and behind a redirect', async (address) => {
    const inside = await startServer({ '/feed': serve(rssFeed('one')) });
    const url = at(inside.url('/feed'), 'rebind.example');
    const outside = await startServer({ '/feed': redirect(url) });
    servers.push(inside, outside);
    const means = () => fickle(address, address).lookUp;
    expect(await askInRun(url, means())).toBe('private-address');
    const led = await askInRun(outside.url('/feed'), means(), [outside.hostPort]);
    expect(led).toBe('redirect-private');
    expect(inside.seen).toEqual([]);
  });

  it('is judged although an open connection leads to the same address for another', async () => {
    const server = await startServer({ '/feed': serve(rssFeed('one')) });
    servers.push(server);
    const { lookUp } = fickle();
    const friend = at(server.url('/feed'), 'friend.example');
    const allowPrivate = [new URL(friend).host];
    const connections = openConnections({ allowPrivate, limits: defaultLimits, lookUp });
    const askFor = async (url: string): Promise<string> => {
      const fetched = await fetchFeed(sourceAt(url), undefined, {
        now: '2026-05-22T06:00:00Z',
        allowPrivate,
        userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
        connections,
      });
      return fetched.kind === 'failed' ? fetched.cause : fetched.kind;
    };
    expect(await askFor(friend)).toBe('body');
    expect(await askFor(at(server.url('/feed'), 'stranger.example'))).toBe('private-address');
    expect(await askFor(server.url('/feed'))).toBe('private-address');
    expect(await askFor(friend)).toBe('body');
    await connections.close();
    expect(server.seen.map(({ connection }) => connection)).toEqual([1, 1]);
    expect(server.seen.map(({ headers }) => headers.host)).toEqual(
      Array(2).fill(new URL(friend).host),
    );
  });

  it('that may be asked at one port may not at another', async () => {
    const inside = await startServer({ '/feed': serve(rssFeed('one')) });
    const other = at(inside.url('/feed'), 'friend.example');
    const server = await startServer({ '/feed': serve(rssFeed('one')), '/led': redirect(other) });
    servers.push(inside, server);
    const allowed = [at(server.hostPort, 'friend.example')];
    const { lookUp } = fickle();
    expect(await askInRun(at(server.url('/feed'), 'friend.example'), lookUp, allowed)).toBe('body');
    expect(await askInRun(other, lookUp, allowed)).toBe('private-address');
    const led = await askInRun(at(server.url('/led'), 'friend.example'), lookUp, allowed);
    expect(led).toBe('redirect-private');
    expect(inside.seen).toEqual([]);
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
