import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Fetched } from '../../src/collect/fetch.ts';
import { sanitise } from '../../src/collect/html.ts';
import { normaliseItem } from '../../src/collect/normalise.ts';
import { NotAFeed } from '../../src/collect/not-a-feed.ts';
import { closeReader, readFeedWithin } from '../../src/collect/parse-in-worker.ts';
import { pollSources } from '../../src/collect/poll.ts';
import type { Article, Source } from '../../src/types.ts';
import { serve } from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import { startServer } from '../server/server.ts';
import { hostileBodies } from './hostile-bodies.ts';
import { type HostileCase, hostileServers } from './hostile-network.ts';
import { sourceAt } from './sources.ts';

const now = '2026-05-22T06:00:00Z';

/** Stands in the private network; nobody may ever ask it. */
const secret = await startServer({});
const network = hostileServers(secret.url(''));
const bodies = hostileBodies(secret.url(''));
/** One stands behind every eighth of the hostile ones, and must not feel any of it. */
const healthy: readonly HostileCase[] = Array.from({ length: 20 }, (_, index) => ({
  name: `healthy-${index}`,
  does: serve(rssFeed(`healthy-${index}`)),
  gives: 'read 2',
}));
const all = [...network, ...bodies].flatMap((one, index) => [
  one,
  ...(index % 8 === 0 ? healthy.slice(index / 8, index / 8 + 1) : []),
]);
const server = await startServer(
  Object.fromEntries(all.map(({ name, does }) => [`/${name}`, does])),
);

type Result = {
  readonly outcome: string;
  readonly notice: string;
  readonly articles: readonly Article[];
};

const results = new Map<string, Result>();
let mostMemory = 0;

beforeAll(async () => {
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => {
    mostMemory = Math.max(mostMemory, process.memoryUsage().rss - before);
  }, 20);
  const here = server.url('');
  const sources = all.map(({ name }, index) => {
    // Two names of one machine are two hosts, which are polled beside one another.
    const host = index % 2 === 0 ? here : here.replace('127.0.0.1', 'localhost');
    return sourceAt(`${host}/${name}`, { id: name, republish: 'full' });
  });
  await pollSources(sources, new Map(), {
    now,
    allowPrivate: [server.hostPort, server.hostPort.replace('127.0.0.1', 'localhost')],
    userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
    pauseMs: 0,
    limits: { headersMs: 300, idleMs: 300, totalMs: 1_500 },
    onFetched: async (source, fetched) => {
      results.set(source.id, await resultOf(source, fetched));
    },
  });
  clearInterval(watch);
}, 240_000);

afterAll(async () => {
  await closeReader();
  await Promise.all([server.close(), secret.close()]);
});

async function resultOf(source: Source, fetched: Fetched): Promise<Result> {
  if (fetched.kind === 'failed') {
    return { outcome: `failed: ${fetched.cause}`, notice: fetched.problem, articles: [] };
  }
  if (fetched.kind === 'unchanged') return { outcome: 'unchanged', notice: '', articles: [] };
  try {
    const feed = await readFeedWithin(fetched.bytes, fetched.contentType, fetched.url, 10_000);
    const articles = feed.items.flatMap((item) => normaliseItem(item, feed, source, now) ?? []);
    const notice = feed.problems.join(' ');
    return { outcome: `read ${articles.length}`, notice, articles };
  } catch (error) {
    const outcome = error instanceof NotAFeed ? 'not a feed' : 'given up';
    return { outcome, notice: (error as Error).message, articles: [] };
  }
}

function resultFor(name: string): Result {
  return results.get(name) ?? { outcome: 'nothing', notice: '', articles: [] };
}

describe('a hostile server', () => {
  it.each(network)('$name: $gives', ({ name, gives }) => {
    expect(resultFor(name).outcome).toBe(gives);
  });
});

describe('a hostile document', () => {
  it.each(bodies)('$name: $gives', ({ name, gives }) => {
    expect(resultFor(name).outcome).toBe(gives);
  });
});

describe('beside them', () => {
  it('every healthy source is read', () => {
    expect(healthy.map(({ name }) => resultFor(name).outcome)).toEqual(Array(20).fill('read 2'));
  });

  it('nothing in the private network is asked', () => {
    expect(secret.seen).toEqual([]);
  });

  it('memory stays bounded', () => {
    expect(mostMemory / 1024 / 1024).toBeLessThan(800);
  });

  it('no file of this machine is read', () => {
    for (const [name, { articles }] of results) {
      expect(JSON.stringify(articles), name).not.toContain('root:');
    }
  });

  it('everything that failed has a notice in one line', () => {
    for (const [name, { outcome, notice }] of results) {
      if (!outcome.startsWith('read')) expect(notice, name).toMatch(/^.{10,300}$/);
    }
  });

  it('no article keeps an address that is not http or https, or that hides its host', () => {
    for (const [name, { articles }] of results) {
      for (const { url } of articles) {
        if (url === undefined) continue;
        expect(url, name).toMatch(/^https?:\/\//);
        expect(new URL(url).username, name).toBe('');
      }
    }
  });

  it('no article keeps control characters', () => {
    for (const [name, { articles }] of results) {
      for (const { title, excerpt } of articles) {
        expect(title + excerpt, name).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f]/);
      }
    }
  });

  it('no markup is left that runs, frames, styles or submits', () => {
    for (const [name, { articles }] of results) {
      for (const { html } of articles) {
        if (html !== undefined) expect(dangersIn(sanitise(html)), name).toEqual([]);
      }
    }
  });
});

/** Elements and attributes of a fragment that a browser would act on. */
function dangersIn(html: string): readonly string[] {
  const dangers: string[] = [];
  const parser = new Parser({
    onopentag: (element, attributes) => {
      if (
        !/^(a|abbr|b|blockquote|br|cite|code|dd|del|dfn|div|dl|dt|em|figcaption|figure|h[1-6]|hr|i|img|ins|kbd|li|mark|ol|p|pre|q|s|samp|small|span|strong|sub|sup|table|tbody|td|tfoot|th|thead|time|tr|u|ul|var|bdi|bdo|caption|ruby|rp|rt|wbr)$/.test(
          element,
        )
      ) {
        dangers.push(element);
      }
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^(on.*|style|srcdoc|formaction|action|id|class|ping|srcset)$/.test(attribute)) {
          dangers.push(`${element} ${attribute}`);
        }
        if (/^(href|src|cite)$/.test(attribute) && !/^https?:\/\//.test(value)) {
          dangers.push(`${element} ${attribute}=${value}`);
        }
      }
    },
  });
  parser.end(html);
  return dangers;
}
