import { describe, expect, it } from 'vitest';
import { type Draft, keepLedger } from '../../src/publish/ledger.ts';
import { readXml } from '../../src/publish/tree.ts';
import type { Site } from '../../src/types.ts';
import { article, day, draft, feedsOf, LATER, NOW, report, SITE } from './sample.ts';

function render(drafts: readonly Draft[], site: Site = SITE): Map<string, string> {
  return feedsOf(site, keepLedger([], drafts, site, NOW).stories);
}

/** Drafts whose sequence is the order given. */
function drafts(count: number): Draft[] {
  return Array.from({ length: count }, (_, index) => {
    const id = `a${String(index).padStart(4, '0')}`;
    return draft(article(id, { published: day('2026-05-20') }));
  });
}

const { base: _base, ...baseless } = SITE;
const count = (text: string | undefined, part: string) => (text ?? '').split(part).length - 1;

describe('the feeds', () => {
  it('are one in three forms, with the parts, an overview and the tables', () => {
    expect([...render(drafts(5)).keys()].toSorted()).toEqual([
      ...['atom.xml', 'exports/2026-05.csv', 'exports/2026-05.jsonl', 'feed.css', 'feed.json'],
      ...['feeds.opml', 'languages/en.xml', 'rss.xml', 'tags/form/visit.xml'],
      expect.stringMatching(/^tags\/outlet-country\/pk.*\.xml$/),
    ]);
  });

  it('have no parts with fewer than five stories', () => {
    const paths = [...render(drafts(4)).keys()];
    expect(paths.filter((path) => /^(?:tags|languages)\//.test(path))).toEqual([]);
  });

  it('hold the last hundred; a part the last fifty', () => {
    const files = render(drafts(130));
    expect(count(files.get('atom.xml'), '<entry')).toBe(100);
    expect(count(files.get('rss.xml'), '<item>')).toBe(100);
    expect(JSON.parse(files.get('feed.json') ?? '').items).toHaveLength(100);
    expect(count(files.get('tags/form/visit.xml'), '<entry')).toBe(50);
    expect(files.get('tags/form/visit.xml')).toContain('Headline of a0129');
  });

  it('leave old news to the archive: no feed that people subscribe to changes for it', () => {
    const few = drafts(20);
    const first = keepLedger([], few, SITE, NOW);
    const before = feedsOf(SITE, first.stories);
    const old = (number: number) =>
      Array.from({ length: number }, (_, index) =>
        draft(article(`old${index}`, { published: day('2026-01-01') })),
      );
    const some = keepLedger(first.entries, [...few, ...old(70)], SITE, LATER);
    const after = feedsOf(SITE, some.stories);
    expect([...after.keys()].filter((path) => !before.has(path)).toSorted()).toEqual([
      'exports/2026-01.csv',
      'exports/2026-01.jsonl',
    ]);
    for (const path of before.keys()) expect(after.get(path)).toBe(before.get(path));

    const more = keepLedger(some.entries, [...few, ...old(90)], SITE, LATER);
    const closed = feedsOf(SITE, more.stories);
    expect(count(closed.get('archive/1.xml'), '<entry')).toBe(100);
    const subscribed = ['rss.xml', 'feed.json', 'languages/en.xml', 'tags/form/visit.xml'];
    for (const path of subscribed) expect(closed.get(path)).toBe(before.get(path));
    expect(closed.get('atom.xml')).toContain('rel="prev-archive"');
    expect(closed.get('atom.xml')).not.toContain('Headline of old');
  });

  it('have no parts for old news alone', () => {
    const first = keepLedger([], drafts(1), SITE, NOW);
    const tagged = drafts(6).map((one) => ({
      ...one,
      tags: [{ id: 'gwadar', label: 'Gwadar', scheme: 'place' }],
    }));
    const old = tagged.slice(1).map(({ lead, ...one }) => {
      const reports = [report({ ...lead.article, published: day('2026-01-01'), language: 'ur' })];
      return { ...one, reports, lead: reports[0] ?? lead };
    });
    const next = keepLedger(first.entries, [...drafts(1), ...old], SITE, LATER);
    expect(next.stories).toHaveLength(6);
    const paths = [...feedsOf(SITE, next.stories).keys()];
    expect(paths.filter((path) => /^(?:tags|languages)\//.test(path))).toEqual([]);
  });

  it('are the same bytes for the same stories', () => {
    expect(render(drafts(130))).toEqual(render(drafts(130)));
  });

  it('put the latest first, also where an older story came in late', () => {
    const first = keepLedger([], drafts(3), SITE, NOW);
    const old = draft(article('old', { published: day('2026-05-01') }));
    const { stories } = keepLedger(first.entries, [...drafts(3), old], SITE, LATER);
    const atom = feedsOf(SITE, stories).get('atom.xml') ?? '';
    const order = [...atom.matchAll(/Headline of (\w+)<\/title>/g)].map((match) => match[1]);
    expect(order).toEqual(['a0002', 'a0001', 'a0000', 'old']);
  });

  it('are valid without an address of their own, and have no overview then', () => {
    const files = render(drafts(130), baseless);
    expect(files.has('feeds.opml')).toBe(false);
    for (const [path, text] of files) {
      if (path.endsWith('.xml')) expect(() => readXml(text)).not.toThrow();
      expect(text).not.toContain('undefined');
    }
    expect(files.get('atom.xml')).toMatch(/<category term="visit" scheme="urn:uuid:[0-9a-f-]{36}"/);
  });
});

describe('archive documents', () => {
  it('are linked from the newest to the first', () => {
    const files = render(drafts(230));
    const previous = (path: string) =>
      /rel="prev-archive" href="([^"]+)"/.exec(files.get(path) ?? '')?.[1];
    expect(previous('atom.xml')).toBe('https://bridge.example/news/archive/2.xml');
    expect(previous('archive/2.xml')).toBe('https://bridge.example/news/archive/1.xml');
    expect(previous('archive/1.xml')).toBeUndefined();
    expect(files.get('archive/1.xml')).toContain('<fh:archive/>');
    expect(files.get('archive/1.xml')).toContain(
      'rel="current" href="https://bridge.example/news/atom.xml"',
    );
    expect(count(files.get('archive/1.xml'), '<entry')).toBe(100);
  });

  it('stay as they are when another outlet joins and more stories come', () => {
    const first = keepLedger([], drafts(200), SITE, NOW);
    const before = feedsOf(SITE, first.stories);
    const joined = drafts(260).map((one, index) => {
      const late = article(`z${index}`, { url: `https://late.example/${index}`, firstSeen: LATER });
      return index % 3 === 0 ? draft(one.lead.article, late) : one;
    });
    const next = keepLedger(first.entries, joined, SITE, LATER);
    const after = feedsOf(SITE, next.stories);
    for (const path of ['archive/1.xml', 'archive/2.xml']) {
      expect(after.get(path)).toBe(before.get(path));
    }
    expect(after.get('atom.xml')).toContain('https://late.example/');
  });
});

describe('RSS', () => {
  it('writes titles as text, in the way that readers agree on', () => {
    const rss = render([draft(article('a', { title: 'Tea < coffee & <b>milk' }))]).get('rss.xml');
    expect(rss).toContain('<title>Tea &#x3C; coffee &#x26; &#x3C;b&gt;milk</title>');
  });

  it('names people and outlets as creators, never as mail addresses', () => {
    const rss = render([draft(article('a', { authors: ['A. Khan', 'B. Li'] }))]).get('rss.xml');
    expect(rss).toContain('<dc:creator>A. Khan</dc:creator>');
    expect(rss).toContain('<dc:creator>B. Li</dc:creator>');
    expect(rss).not.toContain('<author>');
  });

  it('has an item without a link where there is none', () => {
    const { url: _, ...unlinked } = article('a');
    const item = render([draft(unlinked)], baseless)
      .get('rss.xml')
      ?.split('<item>')[1];
    expect(item).not.toContain('<link>');
    expect(item).toContain('<guid isPermaLink="false">urn:uuid:');
  });
});

describe('JSON Feed', () => {
  it('is of version 1.1, with plain text and no fractions of seconds', () => {
    const site = { ...SITE, hub: 'https://hub.example/' };
    const made = draft(
      article('a', { title: 'Tea < coffee', language: 'ur', authors: ['A. Khan'] }),
    );
    // The place and the outlet's country have one label.
    const story = {
      ...made,
      tags: [...made.tags, { id: 'x', label: 'Pakistan', scheme: 'place' }],
    };
    const feed = JSON.parse(render([story], site).get('feed.json') ?? '');
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Lantern & Bridge',
      home_page_url: 'https://bridge.example/news/',
      feed_url: 'https://bridge.example/news/feed.json',
      language: 'en',
      authors: [{ name: 'The Bridge Desk' }],
      hubs: [{ type: 'WebSub', url: 'https://hub.example/' }],
    });
    expect(feed.items[0]).toMatchObject({
      title: 'Tea < coffee',
      url: 'https://gazette.example/a',
      language: 'ur',
      date_published: '2026-05-21T08:30:00Z',
      date_modified: '2026-05-21T08:30:00Z',
      authors: [{ name: 'A. Khan' }],
      tags: ['Visits', 'Pakistan'],
    });
    expect(feed).not.toHaveProperty('author');
    expect(feed.items[0]).not.toHaveProperty('author');
  });
});

describe('OPML', () => {
  it('lists the main feed, and the others by kind', () => {
    const opml = render(drafts(5)).get('feeds.opml') ?? '';
    const addresses = [...opml.matchAll(/xmlUrl="([^"]+)"/g)].map((match) => match[1]);
    expect(addresses[0]).toBe('https://bridge.example/news/atom.xml');
    expect(addresses).toHaveLength(4);
    expect(opml).toContain('<outline text="Outlet country">');
    expect(opml).toContain('title="Lantern &amp; Bridge: Visits"');
  });
});
