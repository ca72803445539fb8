import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Parser } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectFeeds, type Polled } from '../../src/collect/feeds.ts';
import { readConfig } from '../../src/config/read.ts';
import { publish } from '../../src/publish/publish.ts';
import { readXml, textIn, type XmlElement } from '../../src/publish/tree.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { compileGazetteer } from '../../src/topic/gazetteer.ts';
import type { Article } from '../../src/types.ts';
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
const folder = await mkdtemp(join(tmpdir(), 'karakoram-hostile-'));

let polled: Polled;
let articles: readonly Article[] = [];
let mostMemory = 0;
const written = new Map<string, string>();

beforeAll(async () => {
  const before = process.memoryUsage().rss;
  const watch = setInterval(() => {
    mostMemory = Math.max(mostMemory, process.memoryUsage().rss - before);
  }, 20);
  const here = server.url('');
  const sources = all.map(({ name }, index) => {
    // Two names of one machine are two hosts, which are polled beside one another.
    const host = index % 2 === 0 ? here : here.replace('127.0.0.1', 'localhost');
    return sourceAt(`${host}/${name}`, { id: name, outlet: name, republish: 'full' });
  });
  const store = openSqlite(join(folder, 'state.db'));
  polled = await collectFeeds(sources, store, {
    now,
    offline: false,
    allowPrivate: [server.hostPort, server.hostPort.replace('127.0.0.1', 'localhost')],
    userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
    pauseMs: 0,
    limits: { headersMs: 6_000, idleMs: 6_000, totalMs: 12_000 },
  });
  articles = await store.articles();
  const config = { ...(await readConfig('sources')), sources };
  const out = join(folder, 'place', 'out');
  await publish(config, compileGazetteer(config.entities), store, { out, now });
  await store.close();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) written.set(path.slice(folder.length + 1), await readFile(path, 'utf8'));
  }
  clearInterval(watch);
}, 600_000);

afterAll(async () => {
  await Promise.all([server.close(), secret.close()]);
  await rm(folder, { recursive: true });
});

function outcomeOf(name: string): string {
  const failure = polled.failures.find(({ where }) => where === name);
  if (failure !== undefined) return `failed: ${failure.cause}`;
  return `read ${articles.filter(({ sourceId }) => sourceId === name).length}`;
}

describe('a hostile server', () => {
  it.each(network)('$name: $gives', ({ name, gives }) => {
    expect(outcomeOf(name)).toBe(gives);
  });
});

describe('a hostile document', () => {
  it.each(bodies)('$name: $gives', ({ name, gives }) => {
    expect(outcomeOf(name)).toBe(gives);
  });
});

describe('beside them', () => {
  it('every healthy source is read', () => {
    expect(healthy.map(({ name }) => outcomeOf(name))).toEqual(Array(20).fill('read 2'));
  });

  it('nothing in the private network is asked', () => {
    expect(secret.seen).toEqual([]);
  });

  it('memory stays bounded, although what is served unpacks to over a gigabyte', () => {
    expect(mostMemory / 1024 / 1024).toBeLessThan(1_000);
  });

  it('every failure has a notice in one line', () => {
    for (const { where, problem } of polled.failures) {
      expect(problem, where).toMatch(/^.{10,300}$/);
    }
  });

  it('no article keeps an address that is not http or https, or that hides its host', () => {
    for (const { url, sourceId } of articles) {
      if (url === undefined) continue;
      expect(url, sourceId).toMatch(/^https?:\/\//);
      expect(new URL(url).username, sourceId).toBe('');
    }
  });
});

describe('what is published of them', () => {
  it('lies in its folder, and tells of every bait', () => {
    const outside = [...written.keys()].filter((path) => !path.startsWith('place/out/'));
    expect(outside.filter((path) => !path.startsWith('state.db'))).toEqual([]);
    const names = [...written.keys()].filter((path) => path.includes('/stories/'));
    expect(names.length).toBeGreaterThan(50);
  });

  it('is whole XML and JSON', () => {
    for (const [path, text] of published(/\.(xml|opml)$/)) {
      expect(() => readXml(text), path).not.toThrow();
    }
    for (const [path, text] of published(/\.json$/)) {
      expect(() => JSON.parse(text), path).not.toThrow();
    }
  });

  it('holds no file of this machine', () => {
    for (const [path, text] of published(/./)) expect(text, path).not.toContain('root:');
  });

  it('turns no text around and holds no control characters', () => {
    for (const [path, text] of published(/./)) {
      expect(text, path).not.toMatch(/[\0-\x08\x0b\x0c\x0e-\x1f\u202a-\u202e\ufffe\uffff]/);
    }
  });

  it('has no markup that runs, frames, styles or submits', () => {
    for (const [path, text] of published(/\.html$/)) {
      const body = text.slice(text.indexOf('<body'));
      expect(
        dangersIn(body, (element) => !acting.has(element)),
        path,
      ).toEqual([]);
    }
  });

  it('lets browsers run nothing but the scripts of the site itself', () => {
    for (const [path, text] of published(/\.html$/)) {
      const [, policy = ''] = /"Content-Security-Policy" content="([^"]*)"/.exec(text) ?? [];
      expect(policy, path).toMatch(/^default-src 'none'; .*base-uri 'none'; form-action 'none'$/);
      expect(policy, path).not.toMatch(/unsafe|https?:|\*/);
      expect(text.indexOf('Content-Security-Policy'), path).toBeLessThan(text.indexOf('<link'));
    }
  });

  it('carries none in the content of its feeds either', () => {
    for (const [path, text] of published(/\.xml$/)) {
      for (const html of htmlIn(readXml(text))) expect(dangersIn(html), path).toEqual([]);
    }
    const { items } = JSON.parse(written.get('place/out/feed.json') ?? '{}');
    for (const { content_html: html } of items) expect(dangersIn(html ?? '')).toEqual([]);
  });
});

function published(path: RegExp): readonly (readonly [string, string])[] {
  return [...written].filter(([file]) => file.startsWith('place/out/') && path.test(file));
}

/** Text that a reader of feeds takes for markup. */
function htmlIn(node: XmlElement): readonly string[] {
  const isHtml =
    node.attributes.type === 'html' || /^(description|content:encoded)$/.test(node.name);
  const inner = node.children.flatMap((child) => (typeof child === 'string' ? [] : htmlIn(child)));
  return isHtml ? [textIn(node), ...inner] : inner;
}

/** What a browser would act on: elements and attributes beyond those that only mark text. */
function dangersIn(
  html: string,
  isHarmless = (element: string) => textual.has(element),
): readonly string[] {
  const dangers: string[] = [];
  const parser = new Parser({
    onopentag: (element, attributes) => {
      if (!isHarmless(element)) dangers.push(element);
      for (const [attribute, value] of Object.entries(attributes)) {
        if (/^(on.*|style|srcdoc|formaction|action|ping|srcset|background)$/.test(attribute)) {
          dangers.push(`${element} ${attribute}`);
        }
        if (/^(href|src|cite|data|poster)$/.test(attribute) && !isPlainAddress(value)) {
          dangers.push(`${element} ${attribute}=${value}`);
        }
      }
    },
  });
  parser.end(html);
  return dangers;
}

function isPlainAddress(value: string): boolean {
  const [, scheme] = /^\s*([a-z][a-z0-9+.-]*):/i.exec(value) ?? [];
  return scheme === undefined || /^(https?|mailto)$/.test(scheme);
}

/** All that the content of a feed may consist of. */
const textual = words(`
  a abbr article aside b blockquote br caption cite code data dd del details dfn div dl dt em
  figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp section small span
  strong sub summary sup table tbody td tfoot th thead time tr u ul var
`);

/** What must not stand in the body of our pages, which have charts and a form of their own. */
const acting = words(`
  applet audio base embed frame frameset iframe link math meta noscript object plaintext
  script style video xmp
`);

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
