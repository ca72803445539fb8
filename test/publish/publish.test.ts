import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, readConfig } from '../../src/config/read.ts';
import { publish } from '../../src/publish/publish.ts';
import { rebuild } from '../../src/store/rebuild.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';
import { compileGazetteer } from '../../src/topic/gazetteer.ts';
import type { Article, Check, LedgerEntry, Published } from '../../src/types.ts';

/** That what a run does for the little that changed is what all done anew would come to. */

const shipped = await readConfig(new URL('../../sources', import.meta.url).pathname);
const gazetteer = compileGazetteer(shipped.entities);

let folder: string;
let out: string;
let store: Store;
let config: Config;
let hours: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-publish-'));
  out = join(folder, 'out');
  store = openSqlite(join(folder, 'state.db'));
  config = { ...shipped, decisions: [] };
  hours = 0;
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const people = ['Wang Yi', 'Ishaq Dar', 'Shehbaz Sharif', 'Li Qiang', 'Asim Munir', 'Xi Jinping'];
const places = ['Gwadar', 'Beijing', 'Karachi', 'Islamabad', 'Lahore', 'Urumqi'];
const acts = ['met', 'telephoned', 'thanked', 'welcomed'];

/** The number-th report of a made-up event: the first two of three are near copies. */
function article(event: number, number: number, changes: Partial<Article> = {}): Article {
  const [who, whom] = [people[event % 6], people[(event * 5 + 1) % 6]];
  const [where, act] = [places[(event * 7) % 6], acts[(event >> 1) % 4]];
  const id = `e${String(event).padStart(3, '0')}-${number}`;
  const [title, lede] = [
    `${who} ${act} ${whom} in ${where}, matter ${event}`,
    `China’s ${who} ${act} Pakistan’s ${whom} in ${where} on ${event * 11 + 40} projects of the corridor, the foreign ministry of China said.`,
  ];
  const body = `Both sides spoke of dam number ${event * 13 + 50} and of ${event * 17 + 60} students, and agreed on a lantern festival with ${event * 19 + 70} boats.`;
  const given: Omit<Article, 'hash'> = {
    id,
    sourceId: number === 0 ? 'one' : 'other',
    url: `https://outlet-${number}.example/${event}`,
    canonicalUrl: `https://outlet-${number}.example/${event}`,
    outlet: `Outlet ${number}`,
    country: number === 0 ? 'PK' : 'CN',
    kind: number === 0 ? 'private-media' : 'state-media',
    language: 'en',
    title: number === 2 ? `${title} again` : title,
    titleFrom: 'given',
    ...(event % 9 === 8 ? {} : { published: dayOf(event) }),
    authors: [],
    paragraphs: number === 2 ? [lede] : [lede, body],
    excerpt: lede,
    categories: [],
    republish: event % 5 === 0 ? 'full' : 'excerpt',
    firstSeen: '2026-05-01T00:00:00.000Z',
    ...changes,
  };
  return { ...given, hash: createHash('sha256').update(JSON.stringify(given)).digest('hex') };
}

function dayOf(event: number): Published {
  const at = new Date(Date.UTC(2025, 0, 1 + 3 * event)).toISOString().slice(0, 10);
  return { at, precision: 'day', from: 'given' };
}

const check: Check = {
  sourceId: 'one',
  checkedAt: '2026-05-01T00:00:00.000Z',
  nextAt: '2026-05-01T00:30:00.000Z',
  failures: 0,
};

const take = (...articles: readonly Article[]) => store.keepPoll(articles, check);

/** Takes articles as records of a file, so that they are withdrawn when it holds them no longer. */
const takeFile = (...articles: readonly Article[]) =>
  store.keepFiles(
    [
      {
        file: 'all.jsonl',
        known: { size: 1, mtimeMs: 1, hash: '' },
        articles: articles.map((one) => ({ ...one, file: `all.jsonl#${one.id}` })),
      },
    ],
    [],
    `2026-05-01T00:00:00.000Z`,
  );

async function run(force = false) {
  hours += 1;
  const now = new Date(Date.UTC(2026, 4, 1, hours)).toISOString();
  return publish(config, gazetteer, store, { out, now, force });
}

/** Every file but the list of them, with its hash and its time. */
async function files(): Promise<Map<string, string>> {
  const found = await readdir(out, { recursive: true, withFileTypes: true });
  const paths = found.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return new Map(
    await Promise.all(
      paths.toSorted().map(async (path): Promise<[string, string]> => {
        const hash = createHash('sha256')
          .update(await readFile(path))
          .digest('hex');
        return [path.slice(out.length), `${hash} ${(await stat(path)).mtimeMs}`];
      }),
    ),
  );
}

/** Does everything anew over what was done bit by bit, which must change nothing. */
async function expectNothingMissed(): Promise<void> {
  const [before, ledger] = [await files(), await store.ledger()];
  await store.keepNote('judged-by', '');
  expect(await run()).toMatchObject({ files: { written: 0, removed: 0 } });
  expect(await store.ledger()).toEqual(ledger);
  expect(await files()).toEqual(before);
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => from + index);

describe('publish', () => {
  it('comes bit by bit to what all at once would come to', async () => {
    await take(...range(0, 40).map((event) => article(event, 0)));
    expect((await run()).stories.total).toBeGreaterThan(30);
    await expectNothingMissed();

    // New stories, second reports of old ones, and one of long ago.
    await take(article(40, 0), article(41, 0), article(39, 1), article(20, 1), article(3, 2));
    const { stories } = await run();
    expect(stories).toMatchObject({ new: 2, grown: 3 });
    await expectNothingMissed();

    // A correction, one that is no longer of the topic, one at an address that is known.
    await take(
      article(10, 0, { title: 'Wang Yi corrected', excerpt: 'Corrected.' }),
      article(11, 0, { title: 'Cricket', paragraphs: ['A match was played.'], excerpt: '' }),
      article(12, 5, { canonicalUrl: 'https://outlet-0.example/12', title: 'Copy of it' }),
    );
    await run();
    await expectNothingMissed();
  });

  it('withdraws, takes back, and moves what moved to another month', async () => {
    const all = range(0, 30).map((event) => article(event, 0));
    await takeFile(...all);
    await run();
    await takeFile(...all.slice(1, 12), ...all.slice(13));
    expect((await run()).files.removed).toBeGreaterThan(0);
    await expectNothingMissed();
    const moved = { at: '2024-11-11', precision: 'day', from: 'given' } as const;
    await takeFile(...all.slice(0, 29), article(29, 0, { published: moved }));
    await run();
    await expectNothingMissed();
  });

  it('gives a tag pages by month when it has more stories than its own page holds', async () => {
    const many = range(0, 130).map((event) => article(event, 0, { published: dayOf(event) }));
    await takeFile(...many.slice(0, 99));
    await run();
    const months = async () =>
      [...(await files()).keys()].filter(
        (path) => /\/\d{4}-\d\d\.html$/.test(path) && path.startsWith('/tags/'),
      );
    expect(await months()).toEqual([]);
    await takeFile(...many.slice(0, 108));
    await run();
    expect((await months()).length).toBeGreaterThan(2);
    await expectNothingMissed();
    await takeFile(...many.slice(0, 95));
    await run();
    expect(await months()).toEqual([]);
    await expectNothingMissed();
    await takeFile(...many);
    await run();
    await expectNothingMissed();
  });

  it('follows decisions, and articles that decisions wait for', async () => {
    const on = '2026-05-01';
    await take(...range(0, 12).map((event) => article(event, 0)));
    await run();
    config = {
      ...config,
      decisions: [
        { merge: ['https://outlet-0.example/3', 'https://outlet-0.example/20'], because: 'x', on },
        { split: ['https://outlet-0.example/4', 'https://outlet-1.example/4'], because: 'x', on },
        { reject: 'https://outlet-0.example/21', because: 'x', on },
        { lead: 'https://outlet-1.example/5', because: 'x', on },
      ],
    };
    expect((await run()).notices).toHaveLength(4);
    await take(article(20, 0), article(21, 0), article(4, 1), article(5, 1));
    const { stories, notices } = await run();
    expect(notices).toEqual([]);
    expect(stories).toMatchObject({ new: 1, grown: 2 });
    await expectNothingMissed();
  });

  describe('where a story is closed, since the state was lost', () => {
    const [one, other] = [0, 1].map((number) => ({ id: String(number + 1).padStart(20, '0') }));
    const [lead, second] = [article(3, 0, one), article(3, 1, other)];
    const others = range(4, 9).map((event) =>
      article(event, 0, { id: String(event + 10).padStart(20, '0') }),
    );
    const reject = (...articles: readonly Article[]) => {
      const decisions = articles.map(({ url = '' }) => ({
        ...{ reject: url, because: 'a hoax', on: '2026-05-01' },
      }));
      config = { ...config, decisions };
    };
    const told = async () =>
      (await store.ledger()).find(({ members }) => members.includes(lead.id));
    const feed = () => readFile(join(out, 'atom.xml'), 'utf8');
    const pageOf = (id = '') => readFile(join(out, 'stories', `${id.slice(9)}.html`), 'utf8');
    let before: LedgerEntry | undefined;

    beforeEach(async () => {
      await take(lead, second, ...others);
      await run();
      await store.close();
      await rebuild(join(folder, 'rebuilt.db'), out, config.site);
      store = openSqlite(join(folder, 'rebuilt.db'));
      expect((await run()).stories).toMatchObject({ new: 0 });
      before = await told();
      expect(before).toMatchObject({ leadId: lead.id });
      expect(before?.members.slice(0, 2)).toEqual([lead.id, second.id]);
    });

    it('goes on with the other report when its lead is rejected, and ends with both', async () => {
      const { total } = (await run()).stories;
      reject(lead);
      expect(await run()).toMatchObject({ notices: [], stories: { new: 0, total } });
      const after = await told();
      expect(after).toMatchObject({
        ...{ storyId: before?.storyId, leadId: second.id, headline: second.title },
        ...{ link: second.url, firstPublished: before?.firstPublished },
      });
      expect(after?.updated.localeCompare(before?.updated ?? '')).toBe(1);
      const shown = await feed();
      expect(shown.split(`<id>${before?.storyId}</id>`)).toHaveLength(2);
      expect(shown).not.toContain('deleted-entry');
      expect(shown).not.toContain(lead.url);
      await expectNothingMissed();

      // Neither what else comes nor the rejected report itself changes that.
      await take(lead, article(9, 0));
      expect(await run()).toMatchObject({ notices: [], stories: { new: 1, total: total + 1 } });
      expect(await told()).toEqual(after);
      await expectNothingMissed();

      reject(lead, second);
      expect(await run()).toMatchObject({ notices: [], stories: { new: 0, total } });
      expect(await feed()).toContain(`<at:deleted-entry ref="${before?.storyId}"`);
      expect((await feed()).split(before?.storyId ?? '')).toHaveLength(2);
      await expectNothingMissed();

      reject(second);
      expect((await run()).stories).toMatchObject({ new: 0, total: total + 1 });
      expect(await told()).toMatchObject({ storyId: before?.storyId, leadId: lead.id });
      await expectNothingMissed();
    });

    it('is the same entry when another of its reports is rejected', async () => {
      expect(await pageOf(before?.storyId)).toContain(second.url);
      reject(second);
      expect(await run()).toMatchObject({ notices: [], stories: { new: 0 } });
      expect(await told()).toEqual(before);
      expect(await pageOf(before?.storyId)).not.toContain(second.url);
      await expectNothingMissed();
      // A run that looks at little finds it too.
      await take(article(9, 0));
      expect(await run()).toMatchObject({ notices: [], stories: { new: 1 } });
      expect(await told()).toEqual(before);
    });

    it('opens with the report that is left when all have come back', async () => {
      reject(lead);
      await run();
      const after = await told();
      await take(lead, second);
      expect(await store.openClosed()).toBe(1);
      expect(await run()).toMatchObject({ notices: [], stories: { new: 0 } });
      const entry = (await store.ledger()).find(({ storyId }) => storyId === before?.storyId);
      expect(entry).toMatchObject({ members: [second.id], updated: after?.updated });
      expect(entry?.deletedAt).toBeUndefined();
      await expectNothingMissed();
    });
  });

  it('tells links of aggregators by the reports that they lead to, whichever comes first', async () => {
    const source = {
      id: 'found',
      name: 'Found',
      url: 'https://found.example/rss',
      outlet: 'Found',
    };
    config = {
      ...config,
      sources: [{ ...source, kind: 'aggregator', republish: 'excerpt', private: false }],
    };
    const link = (event: number) =>
      article(event, 7, {
        sourceId: 'found',
        kind: 'aggregator',
        outlet: 'Outlet 0',
        canonicalUrl: `https://found.example/${event}`,
        url: `https://found.example/${event}`,
      });
    await take(...range(0, 10).map((event) => article(event, 0)), link(12));
    const { total } = (await run()).stories;
    await take(link(2), link(11));
    expect((await run()).stories).toMatchObject({ new: 1, total: total + 1 });
    await expectNothingMissed();
    await take(article(11, 0), article(12, 0));
    expect((await run()).stories).toMatchObject({ new: 0, total: total + 1 });
    await expectNothingMissed();
    await take(article(11, 0, { title: 'Li Qiang telephoned Shehbaz Sharif about matter 11' }));
    await run();
    await expectNothingMissed();
  });

  it('writes what a run left unwritten that ended after the ledger was kept', async () => {
    await take(...range(0, 12).map((event) => article(event, 0)));
    await run();
    await take(article(12, 0), article(3, 1));
    await expect(
      publish(config, gazetteer, store, { out: '/dev/null/out', now: '2026-05-02T00:00:00Z' }),
    ).rejects.toThrow('Cannot write');
    expect((await run()).files.written).toBeGreaterThan(5);
    await expectNothingMissed();
  });

  it('does nothing in a quiet run, and mends a folder that somebody changed', async () => {
    await take(...range(0, 12).map((event) => article(event, 0)));
    await run();
    expect(await run()).toMatchObject({
      stories: { new: 0, grown: 0 },
      files: { written: 0, removed: 0 },
    });
    await rm(join(out, 'atom.xml'));
    expect((await run(true)).files.written).toBe(1);
    await rm(out, { recursive: true });
    expect((await run()).files.written).toBeGreaterThan(30);
    await expectNothingMissed();
  });
});
