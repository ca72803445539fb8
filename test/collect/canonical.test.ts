import { describe, expect, it } from 'vitest';
import { mostEntries } from '../../src/collect/canonical.ts';
import { parseFeed } from '../../src/collect/parse.ts';
import type { Item } from '../../src/types.ts';

const base = 'https://gazette.example/feeds/all.xml';

async function itemsOf(text: string): Promise<readonly Item[]> {
  return (await parseFeed(text, base)).items;
}

async function itemOf(fields: string, attributes = ''): Promise<Item | undefined> {
  return (await itemsOf(`<rss ${attributes}><channel><item>${fields}</item></channel></rss>`))[0];
}

async function entryOf(fields: string, feed = ''): Promise<Item | undefined> {
  return (
    await itemsOf(
      `<feed xmlns="http://www.w3.org/2005/Atom">${feed}<entry>${fields}</entry></feed>`,
    )
  )[0];
}

describe('formats', () => {
  it('reads RSS 1.0, whose items stand beside the channel', async () => {
    const feed = await parseFeed(
      `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
        xmlns="http://purl.org/rss/1.0/" xmlns:d="http://purl.org/dc/elements/1.1/">
        <channel rdf:about="https://a.example/"><title>A</title><link>https://a.example/</link></channel>
        <item rdf:about="https://a.example/1"><title>One</title><d:date>2024-05-21</d:date>
        <d:subject>Roads</d:subject><d:creator>Amna Rafiq</d:creator></item></rdf:RDF>`,
      base,
    );
    expect(feed).toMatchObject({
      title: 'A',
      site: 'https://a.example/',
      items: [
        {
          guid: 'https://a.example/1',
          link: 'https://a.example/1',
          title: 'One',
          published: '2024-05-21',
          authors: ['Amna Rafiq'],
          categories: ['Roads'],
        },
      ],
    });
  });

  it('reads Atom 0.3 with its own names of dates and modes', async () => {
    const [item] = await itemsOf(
      `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title mode="escaped">A &amp;amp; B</title>
      <issued>2004-01-02T03:04:05Z</issued><modified>2004-01-03T03:04:05Z</modified>
      <content type="text/html" mode="base64">${Buffer.from('<p>Hi</p>').toString('base64')}</content></entry></feed>`,
    );
    expect(item).toMatchObject({
      title: 'A & B',
      published: '2004-01-02T03:04:05Z',
      updated: '2004-01-03T03:04:05Z',
      content: '<p>Hi</p>',
    });
  });

  it('knows elements by their namespace and not by their prefix', async () => {
    const [item] = await itemsOf(
      '<x:feed xmlns:x="http://www.w3.org/2005/Atom"><x:entry><x:title>T</x:title>' +
        '<x:link href="/1"/></x:entry></x:feed>',
    );
    expect(item).toMatchObject({ title: 'T', link: 'https://gazette.example/1' });
  });

  it('knows usual prefixes that a feed forgot to declare, in any case', async () => {
    expect(await itemOf('<TITLE>T</TITLE><DC:Creator>Ali</DC:Creator>')).toMatchObject({
      title: 'T',
      authors: ['Ali'],
    });
  });

  it('finds entries wherever they stand', async () => {
    const titles = async (text: string) => (await itemsOf(text)).map(({ title }) => title);
    expect(await titles('<channel><item><title>a</title></item></channel>')).toEqual(['a']);
    expect(
      await titles(
        '<rss><items><item><title>a</title><item><title>b</title></item></item></items></rss>',
      ),
    ).toEqual(['a', 'b']);
  });

  it('skips junk around the feed', async () => {
    expect(
      await itemsOf(
        'Warning: x\n<?xml version="1.0"?><rss><item><title>a</title></item></rss>\n<!-- x',
      ),
    ).toHaveLength(1);
  });

  it('counts entries that say nothing', async () => {
    expect(await itemsOf('<rss><channel><item/><item></item></channel></rss>')).toEqual([
      { authors: [], categories: [] },
      { authors: [], categories: [] },
    ]);
  });

  it('finds a feed that a server wrapped into a page', async () => {
    const page =
      '<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><body><feed xmlns="http://www.w3.org/2005/Atom"><entry><title>a</title></entry></feed></body></html>';
    expect(await itemsOf(page)).toMatchObject([{ title: 'a' }]);
  });
});

describe('addresses', () => {
  it('resolves against xml:base, inherited', async () => {
    const [item] = await itemsOf(
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://b.example/x/">' +
        '<entry xml:base="y/"><link href="1"/></entry></feed>',
    );
    expect(item?.link).toBe('https://b.example/x/y/1');
  });

  it('prefers the page to other links', async () => {
    expect(
      await entryOf(
        '<link rel="self" href="/self"/><link rel="enclosure" href="/mp3"/>' +
          '<link rel="alternate" type="application/json" href="/json"/><link href="/page"/>',
      ),
    ).toMatchObject({ link: 'https://gazette.example/page' });
  });

  it('prefers the original to a tracking address', async () => {
    expect(
      await itemOf(
        '<link>https://feedproxy.example/~r/1</link>' +
          '<feedburner:origLink>https://a.example/1</feedburner:origLink>',
      ),
    ).toMatchObject({ link: 'https://a.example/1' });
  });

  it('takes a guid for a link only if it is one', async () => {
    expect((await itemOf('<guid>https://a.example/1</guid>'))?.link).toBe('https://a.example/1');
    expect(
      (await itemOf('<guid isPermaLink="false">https://a.example/1</guid>'))?.link,
    ).toBeUndefined();
    expect((await itemOf('<guid>1834</guid>'))?.link).toBeUndefined();
  });

  it('drops what is no web address', async () => {
    expect(
      (await itemOf('<title>x</title><link>javascript:alert(1)</link>'))?.link,
    ).toBeUndefined();
  });
});

describe('texts', () => {
  it('keeps the text of a title as it is meant', async () => {
    const cases: [string, string][] = [
      ['<title>3 &lt; 5 &amp; 7</title>', '3 < 5 & 7'],
      ['<title>A &amp;amp; B</title>', 'A & B'],
      ['<title><![CDATA[<b>A</b> &#8211; B]]></title>', 'A – B'],
      ['<title>caf&eacute; &nbsp;R&D</title>', 'café R&D'],
      ['<title>习近平 &#x4E2D;</title>', '习近平 中'],
      ['<title>A\u0000\u000BB</title>', 'AB'],
    ];
    for (const [xml, title] of cases) expect((await itemOf(xml))?.title).toBe(title);
    expect((await entryOf('<title type="text">Use &lt;b&gt; here</title>'))?.title).toBe(
      'Use <b> here',
    );
    expect(
      (
        await entryOf(
          '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A <em>b</em></div></title>',
        )
      )?.title,
    ).toBe('A b');
  });

  it('keeps inline markup of a description in order', async () => {
    expect(
      (await itemOf('<description><p>one <b>two</b> three</p> four</description>'))?.summary,
    ).toBe('<p>one <b>two</b> three</p> four');
  });

  it('escapes plain text where markup is expected', async () => {
    expect((await entryOf('<summary type="text">a &lt; b</summary>'))?.summary).toBe('a &lt; b');
  });

  it('takes the longest of several contents', async () => {
    expect(
      (
        await itemOf(
          '<content:encoded>short</content:encoded><content:encoded>longer text</content:encoded>',
        )
      )?.content,
    ).toBe('longer text');
  });

  it('survives CDATA that ends twice or not at all', async () => {
    expect((await itemOf('<description><![CDATA[a]]> ]]></description>'))?.summary).toBe('a');
    expect((await itemOf('<description><![CDATA[a <b>x</b>'))?.summary).toContain('a <b>x</b>');
    expect((await itemOf('<title>t</title><description>]]&gt;</description>'))?.title).toBe('t');
  });

  it('has no words for a picture', async () => {
    expect(
      (await entryOf('<title>t</title><content type="image/png">AAAA</content>'))?.content,
    ).toBeUndefined();
  });
});

describe('people, categories, sources', () => {
  it('reads authors of every kind', async () => {
    expect(
      (await itemOf('<author>jane@a.example (Jane Doe)</author><dc:creator>Ali Khan</dc:creator>'))
        ?.authors,
    ).toEqual(['jane@a.example (Jane Doe)', 'Ali Khan']);
    expect(
      (await entryOf('<author><name>Jane</name><email>j@a.example</email></author>'))?.authors,
    ).toEqual(['Jane']);
  });

  it('gives an entry without author those of its feed', async () => {
    expect(
      (await entryOf('<title>t</title>', '<author><name>Desk</name></author>'))?.authors,
    ).toEqual(['Desk']);
  });

  it('reads categories of every kind, each once', async () => {
    expect(
      (
        await itemOf(
          '<category domain="x">A</category><category>A</category><dc:subject>B</dc:subject>' +
            '<categories><category>C</category></categories><media:keywords>D, E</media:keywords>',
        )
      )?.categories,
    ).toEqual(['A', 'C', 'B', 'D', 'E']);
    expect(
      (await entryOf('<category term="t" label="L"/><category label="M"/>'))?.categories,
    ).toEqual(['t', 'M']);
  });

  it('knows the outlet that an aggregator names', async () => {
    expect(await itemOf('<source url="https://dawn.example">Dawn</source>')).toMatchObject({
      sourceTitle: 'Dawn',
      sourceUrl: 'https://dawn.example',
    });
    expect(
      await entryOf(
        '<title>t</title><source><title>Dawn</title><link href="https://dawn.example/"/><updated>2024-01-01</updated></source>',
      ),
    ).toMatchObject({ title: 't', sourceTitle: 'Dawn', sourceUrl: 'https://dawn.example/' });
  });

  it('knows the language of an entry', async () => {
    expect(
      (await itemsOf('<feed xml:lang="ur"><entry><title>a</title></entry></feed>'))[0]?.language,
    ).toBe('ur');
    expect((await itemOf('<title>a</title><dc:language>zh</dc:language>'))?.language).toBe('zh');
  });
});

describe('limits', () => {
  it('keeps the newest of too many entries and says so', async () => {
    const items = Array.from({ length: mostEntries + 200 }, (_, index) => {
      const day = new Date(Date.UTC(2020, 0, 1 + index)).toISOString();
      return `<item><title>${index}</title><pubDate>${day}</pubDate></item>`;
    });
    const feed = await parseFeed(`<rss><channel>${items.join('')}</channel></rss>`, base);
    expect(feed.items).toHaveLength(mostEntries);
    expect(feed.items[0]?.title).toBe('200');
    expect(feed.problems).toEqual(['The feed has 1200 entries; the newest 1000 were read.']);
  });

  it('reads the pause from the syndication module', async () => {
    const feed = await parseFeed(
      '<rss><channel><sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel></rss>',
      base,
    );
    expect(feed.pauseMinutes).toBe(360);
  });
});

describe('addresses within content', () => {
  it('are resolved by the base in force where they stand', async () => {
    const [item] = await itemsOf(
      `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.example/x/"><entry xml:base="2024/"><title>T</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><a href="one">1</a><p xml:base="deep/"><img src="two.png"/><b xml:base="/root/"><a href="three?a=1&amp;b=2">3</a></b></p></div></content></entry></feed>`,
    );
    expect(item?.content).toContain('<a href="https://a.example/x/2024/one">');
    expect(item?.content).toContain('<img src="https://a.example/x/2024/deep/two.png">');
    expect(item?.content).toContain('<a href="https://a.example/root/three?a=1&amp;b=2">');
  });

  it('are resolved in escaped markup too', async () => {
    const [item] = await itemsOf(
      `<rss><channel xml:base="https://a.example/x/"><item><title>T</title><description>&lt;a href='one?a=1&amp;amp;b=2'&gt;1&lt;/a&gt; &lt;a href="javascript:x"&gt;</description></item></channel></rss>`,
    );
    expect(item?.summary).toBe(
      `<a href='https://a.example/x/one?a=1&amp;b=2'>1</a> <a href="javascript:x">`,
    );
  });

  it('are left as they are where the feed gives no base: they are then the page’s', async () => {
    const [item] = await itemsOf(
      '<rss><channel><item><title>T</title><description>&lt;a href="one"&gt;1&lt;/a&gt;</description></item></channel></rss>',
    );
    expect(item?.summary).toBe('<a href="one">1</a>');
  });
});

it('takes an id of 0 for an id', async () => {
  const [item] = await itemsOf(
    '<rss><channel><item><title>T</title><guid>0</guid></item></channel></rss>',
  );
  expect(item?.guid).toBe('0');
});
