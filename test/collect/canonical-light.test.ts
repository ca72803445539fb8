import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { parseFeed, readFeed } from '../../src/collect/parse.ts';

const base = 'https://gazette.example/feed';
const concerns = (text: string) => /Gwadar|گوادر|瓜达尔港/.test(text);

function feed(fields: string): string {
  return `<rss><channel><item><title>T</title><author>Jane Doe</author><category>c</category>${fields}</item></channel></rss>`;
}

const long = `<p>${'road '.repeat(200)}</p>`;
const escaped = (html: string) => html.replace(/&/g, '&amp;').replace(/</g, '&lt;');

describe('an entry off the topic', () => {
  it('leaves id, address, title, date and 300 characters', async () => {
    const { items } = await parseFeed(
      feed(
        `<guid>g</guid><link>/1</link><pubDate>21 May 2024</pubDate><description>${escaped(long)}</description>`,
      ),
      base,
      concerns,
    );
    expect(items[0]).toMatchObject({
      guid: 'g',
      link: 'https://gazette.example/1',
      title: 'T',
      published: '21 May 2024',
      authors: [],
      categories: [],
    });
    expect(items[0]?.content).toBeUndefined();
    expect(items[0]?.summary?.length).toBeGreaterThan(250);
    expect(items[0]?.summary?.length).toBeLessThanOrEqual(300);
  });
});

it('keeps the order of entries', async () => {
  const titles = ['one', 'Gwadar two', 'three', 'Gwadar four', 'Gwadar five', 'six'];
  const items = titles.map((title) => `<item><title>${title}</title></item>`).join('');
  const feed = await parseFeed(`<rss><channel>${items}</channel></rss>`, base, concerns);
  expect(feed.items.map(({ title }) => title)).toEqual(titles);
});

describe('an entry that could be on it', () => {
  const references = (name: string, how: (code: number) => string) =>
    [...name].map((character) => how(character.codePointAt(0) ?? 0)).join('');
  const decimal = (code: number) => `&#${code};`;
  const hex = (code: number) => `&#x${code.toString(16)};`;

  for (const name of ['Gwadar', 'گوادر', '瓜达尔港']) {
    const half = `${[...name].slice(0, 2).join('')}<b>${[...name].slice(2).join('')}</b>`;
    it.each([
      ['plain', name],
      ['in decimal references', references(name, decimal)],
      ['in hexadecimal references', references(name, hex)],
      ['in references within escaped markup', escaped(references(name, decimal))],
      ['in CDATA', `<![CDATA[<p>${name}</p>]]>`],
      ['split by escaped markup', escaped(half)],
      ['split by inline markup', half],
    ])(`is whole: ${name} %s`, async (_how, written) => {
      const text = feed(`<description>${escaped(long)} ${written}</description>`);
      const whole = await parseFeed(text, base);
      expect(await parseFeed(text, base, concerns)).toEqual(whole);
      expect(whole.items[0]?.authors).toEqual(['Jane Doe']);
    });

    it.each(['utf-16le', 'utf-16be', 'gb18030'])(`is whole: ${name} in %s`, async (encoding) => {
      const text = `<?xml version="1.0" encoding="${encoding}"?>${feed(`<description>${name}</description>`)}`;
      const { items } = await readFeed(iconv.encode(text, encoding), undefined, base, concerns);
      expect(items[0]?.authors).toEqual(['Jane Doe']);
      expect(items[0]?.summary).toBe(name);
    });
  }
});
