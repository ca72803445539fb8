import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NotAFeed } from '../../src/collect/not-a-feed.ts';
import { parseFeed, readFeed } from '../../src/collect/parse.ts';

const base = 'https://gazette.example/feed/all.xml';

const rss = (items: string) => `<rss version="2.0"><channel>${items}</channel></rss>`;

describe('readFeed', () => {
  it('reads an RSS 2.0 feed with its modules', async () => {
    const feed = await readFeed(
      readFileSync(new URL('../feeds/plain.rss', import.meta.url)),
      'application/rss+xml',
      base,
    );
    expect(feed).toEqual({
      title: 'Karakoram Gazette',
      site: 'https://gazette.example/',
      language: 'en-gb',
      pauseMinutes: 90,
      skipHours: [1, 0],
      skipDays: ['Sunday'],
      problems: [],
      items: [
        {
          guid: 'gazette-1',
          link: 'https://gazette.example/news/1?utm_source=rss',
          title: 'Envoys open & close a round of talks',
          published: 'Tue, 21 May 2024 10:00:00 +0500',
          authors: ['Amna Rafiq'],
          categories: ['Diplomacy', 'Trade'],
          summary: 'A teaser of the talks.',
          content:
            '<p>The envoys of both sides met in the valley on Tuesday.</p>' +
            '<p>They agreed to meet again.</p>',
        },
        {
          link: 'https://gazette.example/news/2',
          title: 'Road reopens',
          summary: '<p>Lorries moved again after a week.</p>',
          authors: [],
          categories: [],
        },
      ],
    });
  });
});

describe('parseFeed', () => {
  it('keeps the order of inline XHTML', async () => {
    const feed = await parseFeed(
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>a</id><title>T</title>' +
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">' +
        '<p>one <b>two</b> three</p><h2>H</h2><p>four</p></div></content></entry></feed>',
      base,
    );
    expect(feed.items[0]?.content).toBe('<p>one <b>two</b> three</p><h2>H</h2><p>four</p>');
  });

  it('keeps the entries of a feed that breaks off and says where', async () => {
    const feed = await parseFeed(
      '<rss><channel>\n<item><title>One</title></item>\n<item><title>Two</title><link>/2',
      base,
    );
    expect(feed.items.map(({ title }) => title)).toEqual(['One', 'Two']);
    expect(feed.problems[0]).toMatch(/^Not well-formed near line 3: /);
  });

  it.each([
    ['60 KB of open tags', rss(`<item><title>x</title><description>${'a<p'.repeat(20_000)}`)],
    [
      '60 KB of escaped open tags',
      rss(`<item><title>x</title><description>${'a&lt;p'.repeat(20_000)}</description></item>`),
    ],
    [
      'ten thousand nested elements',
      rss(`<item><title>x</title><description>${'<b>'.repeat(10_000)}deep</description></item>`),
    ],
    ['a million nested elements', rss(`<item><title>x</title><d>${'<b>'.repeat(1_000_000)}deep`)],
    [
      'a hundred thousand escaped ones',
      rss(`<item><title>x</title><description>${'&lt;b&gt;'.repeat(100_000)}</description></item>`),
    ],
    [
      'a hundred thousand categories',
      rss(`<item><title>x</title>${'<category>a</category>'.repeat(100_000)}</item>`),
    ],
    [
      'twenty thousand namespaces',
      rss(
        `<item ${Array.from({ length: 20_000 }, (_, index) => `xmlns:a${index}="u"`).join(' ')}><title>x</title></item>`,
      ),
    ],
    [
      'tags named after the parts of objects',
      rss(
        '<item><title>x</title><__proto__><polluted>1</polluted></__proto__><constructor/></item>',
      ),
    ],
  ])('reads the entry beside %s', async (_name, text) => {
    const feed = await parseFeed(text, base);
    expect(feed.items).toHaveLength(1);
    expect(feed.items[0]?.title).toBe('x');
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('does not expand entities within entities', async () => {
    const laughs = Array.from(
      { length: 10 },
      (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`,
    );
    const feed = await parseFeed(
      `<!DOCTYPE rss [<!ENTITY l0 "ha"><!ENTITY name "Gilgit">${laughs.join('')}]>` +
        rss('<item><title>&name; &l10; &eacute;</title></item>'),
      base,
    );
    expect(feed.items[0]?.title).toBe('Gilgit &l10; é');
  });

  it('bounds what declared entities come to', async () => {
    const feed = await parseFeed(
      `<!DOCTYPE rss [<!ENTITY a "${'x'.repeat(400)}">]>` +
        rss(`<item><title>x</title><description>${'&a;'.repeat(100_000)}</description></item>`),
      base,
    );
    expect(feed.items[0]?.summary?.length).toBeLessThan(1_400_000);
  });

  it.each([
    ['', 'The answer is empty.'],
    ['   \n', 'The answer is empty.'],
    ['Service unavailable', 'The answer is plain text and no feed.'],
    ['<opml><body/></opml>', 'The answer is XML but no feed: its first element is <opml>.'],
    ['{"version": 1}', 'The answer is JSON but no JSON Feed: it has no list `items`.'],
    [
      '<!doctype html><html><body>Sorry</body></html>',
      'The answer is a web page and names no feed: check the address.',
    ],
  ])('refuses %j in a sentence', async (text, sentence) => {
    await expect(parseFeed(text, base)).rejects.toThrow(new NotAFeed(sentence));
  });

  it('finds the feed that a web page names', async () => {
    const page =
      '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml"></head></html>';
    await expect(parseFeed(page, base)).rejects.toMatchObject({
      feedAddress: 'https://gazette.example/rss.xml',
    });
  });
});
