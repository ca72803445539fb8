import { afterEach, expect, it } from 'vitest';
import type { Fetched } from '../../src/collect/fetch.ts';
import { hostRetryAfter, type PollOptions, pollSources } from '../../src/collect/poll.ts';
import type { Check, Source } from '../../src/types.ts';
import { conditional, hang, serve } from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import { type Behaviour, startServer, type TestServer } from '../server/server.ts';
import { sourceAt } from './sources.ts';

const now = '2026-05-22T06:00:00Z';
const later = '2026-05-22T07:00:00Z';
const servers: TestServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(routes: Record<string, Behaviour>): Promise<TestServer> {
  const server = await startServer(routes);
  servers.push(server);
  return server;
}

function source(id: string, url: string): Source {
  return sourceAt(url, { id });
}

/** Polls, and gives `id: outcome` in the order of the answers. */
async function poll(
  sources: readonly Source[],
  more: Partial<PollOptions> & { readonly checks?: ReadonlyMap<string, Check> } = {},
): Promise<readonly string[]> {
  const { checks = new Map(), ...options } = more;
  const outcomes: string[] = [];
  await pollSources(sources, checks, {
    now,
    allowPrivate: servers.map((server) => server.hostPort),
    userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
    pauseMs: 0,
    onFetched: async ({ id }, fetched: Fetched) => {
      outcomes.push(`${id}: ${fetched.kind === 'failed' ? fetched.cause : fetched.kind}`);
    },
    ...options,
  });
  return outcomes;
}

it('asks one host for one feed at a time over one connection, those that waited longest first', async () => {
  let busy = 0;
  let most = 0;
  const slow: Behaviour = (request, response) => {
    busy += 1;
    most = Math.max(most, busy);
    setTimeout(() => {
      busy -= 1;
      serve(rssFeed('a'))(request, response);
    }, 20);
  };
  const server = await start({ '/a': slow, '/b': slow, '/c': slow, '/d': slow });
  const at = (nextAt: string): Check => ({ sourceId: '', checkedAt: nextAt, nextAt, failures: 0 });
  const outcomes = await poll(
    ['a', 'b', 'c', 'd'].map((id) => source(id, server.url(`/${id}`))),
    {
      checks: new Map([
        ['a', at('2026-05-22T05:00:00Z')],
        ['b', at('2026-05-22T03:00:00Z')],
        ['d', at('2026-05-22T09:00:00Z')],
      ]),
    },
  );
  expect(outcomes).toEqual(['c: body', 'b: body', 'a: body']);
  expect(most).toBe(1);
  expect(new Set(server.seen.map(({ connection }) => connection)).size).toBe(1);
});

it('keeps the connection after a 304', async () => {
  const server = await start({ '/a': conditional('<rss/>'), '/b': conditional('<rss/>') });
  const sources = ['a', 'b'].map((id) => source(id, server.url(`/${id}`)));
  const checks = new Map<string, Check>();
  const keep: PollOptions['onFetched'] = async ({ id }, { check }) => {
    checks.set(id, check);
  };
  await poll(sources, { onFetched: keep });
  const outcomes = await poll(sources, { checks, force: true });
  expect(outcomes).toEqual(['a: unchanged', 'b: unchanged']);
  expect(server.seen.map(({ connection }) => connection)).toEqual([1, 1, 2, 2]);
});

it('asks hosts beside one another, as many as it may', async () => {
  const waiting: (() => void)[] = [];
  const together: Behaviour = (request, response) => {
    waiting.push(() => serve(rssFeed('x'))(request, response));
    // Neither is answered before both have asked.
    if (waiting.length === 2) for (const answer of waiting) answer();
  };
  const one = await start({ '/feed': together });
  const other = one.url('/feed').replace('127.0.0.1', 'localhost');
  const outcomes = await poll([source('a', one.url('/feed')), source('b', other)], {
    allowPrivate: [one.hostPort, new URL(other).host],
  });
  expect([...outcomes].sort()).toEqual(['a: body', 'b: body']);
});

it('pauses between two requests to one host', async () => {
  const times: number[] = [];
  const note: Behaviour = (request, response) => {
    times.push(performance.now());
    serve(rssFeed('x'))(request, response);
  };
  const server = await start({ '/a': note, '/b': note });
  await poll(
    ['a', 'b'].map((id) => source(id, server.url(`/${id}`))),
    { pauseMs: 120 },
  );
  const [first = 0, second = 0] = times;
  expect(second - first).toBeGreaterThanOrEqual(119);
});

it('fails the other sources of a host that cannot be reached, without a pause', async () => {
  const server = await start({});
  const hostPort = server.hostPort;
  await server.close();
  servers.length = 0;
  const sources = Array.from({ length: 20 }, (_, index) =>
    source(`s${index}`, server.url(`/${index}`)),
  );
  const outcomes = await poll(sources, { allowPrivate: [hostPort], pauseMs: 60_000 });
  expect(outcomes).toEqual(sources.map(({ id }) => `${id}: refused`));
});

it('is through in no time where no name is known', async () => {
  const sources = Array.from({ length: 60 }, (_, index) =>
    source(`s${index}`, `https://host${index % 40}.invalid/${index}`),
  );
  const outcomes = await poll(sources, { pauseMs: 60_000 });
  expect(outcomes).toHaveLength(60);
  expect(outcomes.every((outcome) => outcome.includes(': dns'))).toBe(true);
});

it('lets the other sources of a public host wait after 429, and of no host after 503', () => {
  const check = { sourceId: 'a', checkedAt: now, nextAt: later, retryAfter: later, failures: 1 };
  const answer = (status: number): Fetched => ({
    kind: 'failed',
    cause: `http-${status}`,
    problem: `The server said ${status}.`,
    check,
  });
  expect(hostRetryAfter(answer(429), false)).toBe(later);
  expect(hostRetryAfter(answer(503), false)).toBeUndefined();
  expect(hostRetryAfter({ kind: 'unchanged', check }, false)).toBeUndefined();
});

it('asks the other sources of a private host that was opened for us, whatever one of them says', async () => {
  const server = await start({
    '/a': serve('', { 'retry-after': '3600' }, 429),
    '/b': serve(rssFeed('b')),
  });
  const outcomes = await poll(['a', 'b'].map((id) => source(id, server.url(`/${id}`))));
  expect(outcomes).toEqual(['a: http-429', 'b: body']);
});

it('has less patience with a host that kept it waiting once', async () => {
  const server = await start({ '/a': hang, '/b': hang, '/c': serve(rssFeed('c')), '/d': hang });
  const problems: string[] = [];
  await poll(
    ['a', 'b', 'c', 'd'].map((id) => source(id, server.url(`/${id}`))),
    {
      limits: { headersMs: 2_000 },
      onFetched: async (_source, fetched) => {
        problems.push(fetched.kind === 'failed' ? fetched.problem : fetched.kind);
      },
    },
  );
  expect(problems).toEqual([
    '127.0.0.1 took the request but sent no answer within 2 s.',
    '127.0.0.1 took the request but sent no answer within 0.5 s.',
    'body',
    '127.0.0.1 took the request but sent no answer within 0.5 s.',
  ]);
});

it('ends at once when it is told to, and leaves the unanswered as they were', async () => {
  const run = new AbortController();
  const server = await start({
    '/a': serve(rssFeed('a')),
    '/b': () => run.abort(),
    '/c': serve(rssFeed('c')),
  });
  const outcomes = await poll(
    ['a', 'b', 'c'].map((id) => source(id, server.url(`/${id}`))),
    { signal: run.signal },
  );
  expect(outcomes).toEqual(['a: body']);
  expect(server.seen.map(({ path }) => path)).toEqual(['/a', '/b']);
});

it('stops asking when an answer cannot be stored', async () => {
  const server = await start({ '/a': serve(rssFeed('a')), '/b': serve(rssFeed('b')) });
  const full = async () => {
    throw new Error('the disk is full');
  };
  const sources = ['a', 'b'].map((id) => source(id, server.url(`/${id}`)));
  await expect(poll(sources, { onFetched: full })).rejects.toThrow('the disk is full');
  expect(server.seen.map(({ path }) => path)).toEqual(['/a']);
});
