import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { type Fetched, type FetchOptions, fetchFeed } from '../../src/collect/fetch.ts';
import type { Limits } from '../../src/collect/limits.ts';
import type { Check, Source } from '../../src/types.ts';
import {
  conditional,
  cut,
  drip,
  endless,
  hang,
  inTurn,
  packed,
  raw,
  redirect,
  reset,
  serve,
  stall,
} from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import { type Behaviour, startServer, type TestServer } from '../server/server.ts';
import { sourceAt } from './sources.ts';

const now = '2026-05-22T06:00:00Z';
const feed = rssFeed('one');
const servers: TestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(routes: Record<string, Behaviour>): Promise<TestServer> {
  const server = await startServer(routes);
  servers.push(server);
  return server;
}

type Ask = { source?: Partial<Source>; check?: Check; limits?: Partial<Limits> } & Partial<
  Pick<FetchOptions, 'allowPrivate' | 'now' | 'signal' | 'proxy'>
>;

function ask(server: TestServer, path: string, more: Ask = {}): Promise<Fetched> {
  const { source, check, ...options } = more;
  return fetchFeed(sourceAt(server.url(path), source), check, {
    now,
    allowPrivate: [server.hostPort],
    userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
    ...options,
  });
}

/** What one path does, told in one line. */
async function outcome(behaviour: Behaviour, more: Ask = {}): Promise<string> {
  const fetched = await ask(await start({ '/feed': behaviour }), '/feed', more);
  return fetched.kind === 'failed' ? fetched.cause : fetched.kind;
}

function text(fetched: Fetched): string {
  return fetched.kind === 'body' ? Buffer.from(fetched.bytes).toString() : fetched.kind;
}

function problemOf(fetched: Fetched): string {
  return fetched.kind === 'failed' ? fetched.problem : fetched.kind;
}

describe('a body', () => {
  it('comes with its type, its address and a check to be stored later', async () => {
    const headers = { etag: '"v1"', 'last-modified': 'Thu, 21 May 2026 08:30:00 GMT' };
    const server = await start({ '/feed': serve(feed, headers) });
    expect(await ask(server, '/feed')).toEqual({
      kind: 'body',
      bytes: Buffer.from(feed),
      contentType: 'application/xml',
      url: server.url('/feed'),
      check: {
        sourceId: 'test-source',
        checkedAt: now,
        nextAt: '2026-05-22T07:00:00Z',
        failures: 0,
        etag: '"v1"',
        lastModified: 'Thu, 21 May 2026 08:30:00 GMT',
        bodyHash: createHash('sha256').update(feed).digest('hex'),
        fullAt: now,
      },
    });
  });

  it('is unpacked from gzip, deflate with and without its header, brotli, and two at once', async () => {
    const server = await start({
      '/gzip': packed(feed, 'gzip'),
      '/deflate': packed(feed, 'deflate'),
      '/raw': packed(feed, 'deflate-raw'),
      '/br': packed(feed, 'br'),
      '/twice': packed(feed, 'gzip', 'br'),
    });
    for (const path of ['/gzip', '/deflate', '/raw', '/br', '/twice']) {
      expect(text(await ask(server, path)), path).toBe(feed);
    }
  });

  it('is taken as it is when it is not packed although its header says so', async () => {
    const server = await start({ '/feed': serve(feed, { 'content-encoding': 'gzip' }) });
    expect(text(await ask(server, '/feed'))).toBe(feed);
  });
});

describe('the request', () => {
  it('says who asks, and neither brings cookies nor a referrer', async () => {
    const server = await start({ '/feed': serve(feed, { 'set-cookie': 'visitor=1' }) });
    const first = await ask(server, '/feed');
    await ask(server, '/feed', { check: first.check });
    expect(server.seen.map(({ headers }) => headers['user-agent'])).toEqual([
      'Karakoram/0.1 (+https://feeds.example/about)',
      'Karakoram/0.1 (+https://feeds.example/about)',
    ]);
    expect(server.seen.flatMap(({ headers }) => [headers.cookie, headers.referer])).toEqual(
      Array(4).fill(undefined),
    );
  });

  it('sends the validators back as they came', async () => {
    const server = await start({ '/feed': serve(feed, { etag: 'W/"odd, one"' }) });
    const { check } = await ask(server, '/feed');
    await ask(server, '/feed', { check });
    expect(server.seen.at(-1)?.headers['if-none-match']).toBe('W/"odd, one"');
  });
});

it('asks again when an idle connection was closed in the moment of its use', async () => {
  const server = await start({ '/feed': inTurn(reset(), serve(feed)) });
  expect((await ask(server, '/feed')).kind).toBe('body');
  expect(server.seen).toHaveLength(2);
});

describe('an unchanged feed', () => {
  it('is known by 304', async () => {
    const server = await start({ '/feed': conditional(feed) });
    const first = await ask(server, '/feed');
    const second = await ask(server, '/feed', { check: first.check, now: '2026-05-22T08:00:00Z' });
    expect(second).toEqual({
      kind: 'unchanged',
      check: {
        ...first.check,
        checkedAt: '2026-05-22T08:00:00Z',
        changeMinutes: 75,
        nextAt: '2026-05-22T09:15:00Z',
      },
    });
  });

  it('is known by its body where the server has no validators', async () => {
    const server = await start({ '/feed': serve(feed) });
    const { check } = await ask(server, '/feed');
    expect((await ask(server, '/feed', { check })).kind).toBe('unchanged');
  });

  it('is fetched whole once a week, since some servers say 304 to anything', async () => {
    const stuck: Behaviour = (request, response) => {
      const known = request.headers['if-none-match'] !== undefined;
      response.writeHead(known ? 304 : 200, { etag: '"same"' }).end(known ? '' : feed);
    };
    const server = await start({ '/feed': stuck });
    const { check } = await ask(server, '/feed', { now: '2026-05-14T06:00:00Z' });
    const old = { ...check, bodyHash: 'of what it was a week ago' };
    expect((await ask(server, '/feed', { check: old, now: '2026-05-20T06:00:00Z' })).kind).toBe(
      'unchanged',
    );
    expect((await ask(server, '/feed', { check: old, now: '2026-05-21T06:00:00Z' })).kind).toBe(
      'body',
    );
  });

  it('is a failure where nobody asked for a difference', async () => {
    expect(await outcome(serve('', {}, 304))).toBe('http-304');
  });
});

describe('a failed check', () => {
  it('keeps what was known, counts, and forgets all trouble once the source answers', async () => {
    const server = await start({
      '/feed': inTurn(serve(feed, { etag: '"v1"' }), serve('', {}, 500), serve(rssFeed('two'))),
    });
    const { check } = await ask(server, '/feed');
    const broken = await ask(server, '/feed', { check });
    expect(broken.check).toMatchObject({
      etag: '"v1"',
      failures: 1,
      failingSince: now,
      problem: '127.0.0.1 has trouble of its own (HTTP 500); it is asked again later.',
    });
    const mended = await ask(server, '/feed', { check: broken.check });
    expect(mended.kind).toBe('body');
    expect(mended.check).not.toHaveProperty('problem');
    expect(mended.check).not.toHaveProperty('failingSince');
    expect(mended.check).not.toHaveProperty('etag');
    expect(mended.check.failures).toBe(0);
  });

  it('keeps the time until which the server wants to be left alone', async () => {
    const server = await start({ '/feed': serve('', { 'retry-after': '7200' }, 429) });
    const { check } = await ask(server, '/feed');
    expect(check.retryAfter).toBe('2026-05-22T08:00:00Z');
    expect(check.nextAt).toBe('2026-05-22T08:00:00Z');
  });
});

describe('what ends early', () => {
  it.each<[string, Behaviour, string]>([
    ['no answer', hang, 'headers-timeout'],
    ['a body that stops', stall('<rss>'), 'idle-timeout'],
    ['a byte now and then', drip(50), 'total-timeout'],
    ['a body without an end', endless(), 'too-large'],
    ['a length that is too large', endless({ 'content-length': 99_999_999 }), 'too-large'],
    ['200 MB of zeros under gzip', packed(Buffer.alloc(200 << 20), 'gzip'), 'too-large-unpacked'],
    [
      'zeros under gzip under brotli',
      packed(Buffer.alloc(99 << 20), 'gzip', 'br'),
      'too-large-unpacked',
    ],
    ['three codings', packed(feed, 'gzip', 'gzip', 'gzip'), 'codings'],
    ['an unknown coding', serve(feed, { 'content-encoding': 'rot13' }), 'coding-unknown'],
    ['damaged gzip', serve('\x1f\x8bnot', { 'content-encoding': 'gzip' }), 'coding-damaged'],
    ['a body that is cut', cut(feed), 'cut'],
    ['a reset before the answer', reset(), 'reset'],
    ['a reset in the middle', reset('<rss>'), 'cut'],
    ['another language than HTTP', raw('220 mail.example ESMTP\r\n'), 'not-http'],
    [
      'headers without measure',
      raw(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(99_999)}\r\n\r\n`),
      'headers-too-large',
    ],
    ['an empty body', serve(''), 'empty'],
    ['no content', serve('', {}, 204), 'http-204'],
    ['a wall against bots', serve('no', {}, 403), 'http-403'],
    ['a page that is gone', serve('', {}, 410), 'http-410'],
  ])('%s', async (_, behaviour, cause) => {
    const limits = {
      ...(cause === 'headers-timeout' ? { headersMs: 200 } : {}),
      ...(cause === 'idle-timeout' ? { idleMs: 200 } : {}),
      ...(cause === 'total-timeout' ? { totalMs: 300 } : {}),
    };
    expect(await outcome(behaviour, { limits })).toBe(cause);
  });
});

describe('a redirect', () => {
  it('is followed over five hops and no more', async () => {
    const server = await start({
      '/7': redirect('/6'),
      '/6': redirect('/5'),
      '/5': redirect('/4', 301),
      '/4': redirect('3', 303),
      '/3': redirect('/2', 307),
      '/2': redirect('/1', 308),
      '/1': serve(feed),
    });
    const far = await ask(server, '/6');
    expect(far.kind === 'body' ? far.url : far).toBe(server.url('/1'));
    expect(problemOf(await ask(server, '/7'))).toContain('more than 5 times');
  });

  it.each<[string, string | undefined, string]>([
    ['without an address', undefined, 'redirect-nowhere'],
    ['to a broken address', 'http://[::bad', 'redirect-nowhere'],
    ['to a file', 'file:///etc/passwd', 'redirect-scheme'],
    ['to gopher', 'gopher://127.0.0.1:70/x', 'redirect-scheme'],
    ['to a script', 'javascript:alert(1)', 'redirect-scheme'],
    ['to a mail server', 'http://mail.example:25/', 'redirect-port'],
    ['to itself', '/feed', 'redirects'],
    ['to another place of this machine', 'http://127.0.0.1:9/', 'redirect-port'],
    ['to the metadata of a cloud', 'http://169.254.169.254/latest/', 'redirect-private'],
    ['to this machine by a name', 'http://localhost:9999/', 'redirect-private'],
    ['to this machine as a number', 'http://2130706433:9999/', 'redirect-private'],
    ['to this machine in octal', 'http://0177.0.0.1:9999/', 'redirect-private'],
    ['to this machine in IPv6', 'http://[::1]:9999/', 'redirect-private'],
    ['to this machine mapped into IPv6', 'http://[::ffff:127.0.0.1]:9999/', 'redirect-private'],
    ['to this machine through NAT64', 'http://[64:ff9b::7f00:1]:9999/', 'redirect-private'],
    ['to this machine through 6to4', 'http://[2002:7f00:1::]:9999/', 'redirect-private'],
    ['to the address of nothing', 'http://0.0.0.0:9999/', 'redirect-private'],
  ])('%s goes nowhere', async (_, location, cause) => {
    expect(await outcome(redirect(location))).toBe(cause);
  });

  it('may be written in the letters of its country', async () => {
    const path = '/\u062e\u0628\u0631';
    const location = Buffer.from(path).toString('latin1');
    const server = await start({ '/feed': redirect(location), [encodeURI(path)]: serve(feed) });
    expect((await ask(server, '/feed')).kind).toBe('body');
  });

  it('to a private place that another source may use is not followed', async () => {
    const secret = await start({ '/feed': serve(feed) });
    const server = await start({ '/feed': redirect(secret.url('/feed')) });
    const fetched = await ask(server, '/feed', {
      allowPrivate: [server.hostPort, secret.hostPort],
    });
    expect(fetched).toMatchObject({ kind: 'failed', cause: 'redirect-private' });
    expect(secret.seen).toEqual([]);
  });

  it('keeps user name and password to the origin they were given for', async () => {
    const server = await start({ '/feed': redirect('/there'), '/there': serve(feed) });
    const other = server.url('/feed').replace('http://', 'http://reader:s%40crt@');
    const fetched = await ask(server, '/feed', { source: { url: other, private: true } });
    expect(fetched.kind === 'body' ? fetched.url : fetched).toBe(server.url('/there'));
    const basic = `Basic ${Buffer.from('reader:s@crt').toString('base64')}`;
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual([basic, basic]);
  });

  it('drops a user name that it brings itself', async () => {
    const server = await start({
      '/feed': (request, response) =>
        redirect(`http://who:what@${request.headers.host}/there`)(request, response),
      '/there': serve(feed),
    });
    expect((await ask(server, '/feed')).kind).toBe('body');
    expect(server.seen.at(-1)?.headers.authorization).toBeUndefined();
  });

  it('for good is believed when it was met five times in a row', async () => {
    const server = await start({ '/feed': redirect('/new', 301), '/new': serve(feed) });
    let check: Check | undefined;
    for (let count = 0; count < 6; count += 1) {
      check = (await ask(server, '/feed', check === undefined ? {} : { check })).check;
    }
    expect(check?.movedTo).toBe(server.url('/new'));
    expect(server.seen.filter(({ path }) => path === '/feed')).toHaveLength(5);
    const whole = await ask(server, '/feed', {
      ...(check === undefined ? {} : { check }),
      now: '2026-05-30T06:00:00Z',
    });
    expect(whole.check.movedTo).toBe(server.url('/new'));
    expect(server.seen.filter(({ path }) => path === '/feed')).toHaveLength(6);
  });

  it('for now is never remembered', async () => {
    const server = await start({
      '/feed': redirect('/new', 302),
      '/new': redirect('/x', 301),
      '/x': serve(feed),
    });
    expect((await ask(server, '/feed')).check).not.toHaveProperty('movedTo');
  });
});

describe('a private address', () => {
  it('is refused unless its host and port are allowed', async () => {
    const server = await start({ '/feed': serve(feed) });
    const other = `127.0.0.1:${Number(server.hostPort.split(':')[1]) + 1}`;
    const refused = await ask(server, '/feed', { allowPrivate: [other] });
    expect(refused).toMatchObject({ kind: 'failed', cause: 'private-address' });
    expect(server.seen).toEqual([]);
  });

  it('is refused by a name that resolves to it', async () => {
    const server = await start({ '/feed': serve(feed) });
    const url = server.url('/feed').replace('127.0.0.1', 'localhost');
    const refused = await ask(server, '/feed', { source: { url }, allowPrivate: [] });
    expect(problemOf(refused)).toBe(
      'The address of localhost lies in a private network; if that is meant, say so with --allow-private HOST:PORT.',
    );
  });
});

it('gives the base of a private source without the key in its address', async () => {
  const server = await start({ '/feed': serve(feed) });
  const fetched = await ask(server, '/feed?key=hidden', { source: { private: true } });
  expect(fetched.kind === 'body' ? fetched.url : fetched).toBe(server.url('/feed'));
});

describe('a problem', () => {
  it('never names the address of a private source', async () => {
    const server = await start({ '/s3cret': serve('', {}, 404) });
    const fetched = await ask(server, '/s3cret?key=hidden', { source: { private: true } });
    expect(problemOf(fetched)).toBe(
      'The server knows no such page; look for the new address of the feed (HTTP 404).',
    );
  });

  it('names the host behind a redirect that failed', async () => {
    const server = await start({ '/feed': redirect('http://feeds.invalid/x') });
    expect(problemOf(await ask(server, '/feed'))).toMatch(
      /^The name (?:service had no answer for|of) feeds\.invalid \(where 127\.0\.0\.1 redirects\)/,
    );
  });

  it('tells a port where nothing listens', async () => {
    const server = await start({});
    await server.close();
    servers.length = 0;
    expect(problemOf(await ask(server, '/feed'))).toBe(
      '127.0.0.1 refuses connections: it is down, or the address is wrong.',
    );
  });
});

it('rejects when the run is ended, for the source is not to blame', async () => {
  const run = new AbortController();
  const server = await start({ '/feed': () => run.abort(new Error('the run was ended')) });
  await expect(ask(server, '/feed', { signal: run.signal })).rejects.toThrow('the run was ended');
});
