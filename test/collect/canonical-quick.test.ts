import { describe, expect, it } from 'vitest';
import { readTreeQuickly } from '../../src/collect/canonical-quick.ts';
import {
  type Element,
  type OnEntry,
  readTree,
  type Tree,
} from '../../src/collect/canonical-tree.ts';
import { normaliseItem } from '../../src/collect/normalise.ts';
import { parseFeed } from '../../src/collect/parse.ts';
import { sourceAt } from './sources.ts';

const base = 'https://gazette.example/feed';

const rss = `<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Example//DTD RSS//EN" "https://example.org/rss.dtd">
<rss version='2.0' xmlns:c="http://purl.org/rss/1.0/modules/content/" xmlns:dc = "http://purl.org/dc/elements/1.1/">
<channel><title>T &amp; U</title> between <image><url>/i.png</url></image>
<item><title>One<!-- no --> &lt;b&gt;bold&lt;/b&gt;</title><link>/1</link><Guid isPermaLink="false">g1</Guid>
<pubDate>21 May 2024 10:00 GMT</pubDate><dc:creator><![CDATA[A]]> B</dc:creator><category/>
<c:encoded><![CDATA[<p>Ro<b>ad</b>s &amp; <a title="a > b" href="/x">bridges</a>.</p><br>${'<p>Further words.</p>'.repeat(90)}]]></c:encoded></item>
<item xml:base="https://b.example/x/" xmlns:d="http://purl.org/dc/elements/1.1/"><title>Two</title><link>2</link>
<d:date>2024-05-21</d:date><description>${'&lt;p class="long"&gt;Words &amp;eacute; and words&lt;/p&gt; '.repeat(60)}</description></item>
</channel></rss> after`;

const atom = `<a:feed xmlns:a="http://www.w3.org/2005/Atom" xml:lang="en"><a:title type="text">a &lt; b</a:title>
<a:entry><a:id>urn:1</a:id><a:title>Third</a:title><a:link href='/3' rel="alternate"/><a:updated>2024-05-21T00:00:00Z</a:updated>
<a:summary>Short.</a:summary><a:content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">One <em>two</em>, <p>three</p></div></a:content></a:entry>
</a:feed>`;

type Read = (text: string, base: string, onEntry: OnEntry) => Tree | undefined;

function written(element: Element): unknown {
  const { name, attributes, base: own, hasBase, language } = element;
  const children = element.children.map((child) =>
    typeof child === 'string' ? child : written(child),
  );
  return [name, [...attributes], own, hasBase, language, children.filter((child) => child !== '')];
}

function all(read: Read, text: string): unknown {
  const entries: unknown[] = [];
  const tree = read(text, base, (entry, place, _start, end) => {
    entries[place] = [written(entry), end];
  });
  return tree && { ...tree, head: written(tree.head), entries };
}

describe('a well-formed feed', () => {
  it.each([
    ['RSS', rss],
    ['Atom', atom],
  ])('is read as the tolerant reader reads it: %s', (_name, text) => {
    expect(all(readTreeQuickly, text)).toBeDefined();
    expect(all(readTreeQuickly, text)).toEqual(all(readTree, text));
  });

  it('is read so wherever a piece of it is missing, or left to the tolerant reader', () => {
    let quick = 0;
    for (const text of [rss.replace(/(?:<p>Further words.<\/p>){80}/, ''), atom]) {
      for (let at = 0; at < text.length; at += 1) {
        const damaged = text.slice(0, at) + text.slice(at + 1 + (at % 3));
        const read = all(readTreeQuickly, damaged);
        if (read === undefined) continue;
        quick += 1;
        expect(read).toEqual(all(readTree, damaged));
      }
    }
    expect(quick).toBeGreaterThan(500);
  });
});

it.each([
  ['a tag that is not closed', '<rss><item><title>a</item></rss>'],
  ['a lonely <', '<rss><item><title>a < b</title></item></rss>'],
  ['an open end', '<rss><item><title>a</title></item>'],
  ['an open CDATA section', '<rss><item><title><![CDATA[a</title></item></rss>'],
  ['an attribute without quotes', '<rss version=2.0><item/></rss>'],
  ['entities of its own', '<!DOCTYPE rss [<!ENTITY a "b">]><rss><item/></rss>'],
  ['an entry within an entry', '<rss><item><item/></item></rss>'],
  ['tags that cross', '<rss><item><b><i></b></i></item></rss>'],
  ['a thousand levels', `${'<a>'.repeat(1_000)}${'</a>'.repeat(1_000)}`],
])('leaves %s to the tolerant reader', (_what, text) => {
  expect(all(readTreeQuickly, text)).toBeUndefined();
});

describe('an entry off the topic', () => {
  const source = sourceAt(base, {});
  const now = '2026-11-22T09:00:00Z';
  const kept = async (text: string, light: boolean) => {
    const feed = await parseFeed(text, base, light ? () => () => false : undefined);
    return feed.items.map((item) => {
      const article = normaliseItem(item, feed, source, now);
      const { id, url, canonicalUrl, title, published, excerpt } = article ?? {};
      return { id, url, canonicalUrl, title, published, excerpt };
    });
  };

  it.each([
    ['in RSS', rss],
    ['in Atom', atom],
    ['in a broken feed', rss.replace('</channel></rss> after', '')],
  ])('leaves the same values as one on it, %s', async (_where, text) => {
    const light = await kept(text, true);
    expect(light.length).toBeGreaterThan(0);
    expect(light).toEqual(await kept(text, false));
  });
});
