import { readFileSync } from 'node:fs';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { type Concerns, concernsOf } from '../../src/collect/concerns.ts';
import { topicWords } from '../../src/collect/concerns-words.ts';
import { normaliseItem } from '../../src/collect/normalise.ts';
import { parseFeed, readFeed } from '../../src/collect/parse.ts';
import { matchArticle } from '../../src/topic/match.ts';
import { readArticle } from '../../src/topic/read.ts';
import { matchRulesSchema } from '../../src/topic/rules.ts';
import type { Entity, Item, Match, ParsedFeed } from '../../src/types.ts';
import { gazetteer, matchRules } from '../topic/topic.ts';
import { sourceAt } from './sources.ts';

const entities = [...gazetteer.entities.values()];
const base = 'https://gazette.example/feed';
const now = '2026-11-22T09:00:00Z';

/** A topic of which one name is enough, so that each spelling decides by itself. */
const anyName = concernsOf(
  topicWords(
    entities,
    matchRulesSchema.parse({
      bar: 1,
      sides: {},
      acts: [],
      rules: [
        {
          id: 'any',
          says: 'Anything of the gazetteer',
          weight: 1,
          in: ['title', 'lede', 'body'],
          needs: [{ any: entities.map(({ id }) => id) }],
        },
      ],
    }),
  ),
);
const ours = concernsOf(topicWords(entities, matchRules), 'PK');
const spellings = [...new Set(entities.flatMap(({ names }) => Object.values(names).flat()))];

const passes = (concerns: Concerns, text: string) => concerns(text)(0, text.length);
const escaped = (html: string) =>
  html.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const references = (name: string, how: (code: number) => string) =>
  [...name].map((character) => how(character.codePointAt(0) ?? 0)).join('');
const decimal = (name: string) => references(name, (code) => `&#${code};`);
const hex = (name: string) => references(name, (code) => `&#x${code.toString(16)};`);
const split = (name: string) => {
  const letters = [...name];
  const half = Math.ceil(letters.length / 2);
  const [front, back] = [letters.slice(0, half), letters.slice(half)].map((part) =>
    escaped(part.join('')),
  );
  return `${front}<b>${back}</b>`;
};

/** Every way in which a feed may write a name. */
const ways: readonly (readonly [string, (name: string) => string])[] = [
  ['raw', escaped],
  ['in decimal references', decimal],
  ['in hexadecimal references', hex],
  ['in references within escaped markup', (name) => escaped(`<p>${hex(name)}</p>`)],
  ['in CDATA', (name) => `<![CDATA[<p>${name}</p>]]>`],
  ['in references in CDATA', (name) => `<![CDATA[<p>${decimal(name)}</p>]]>`],
  ['split by inline markup', split],
  ['split by escaped markup', (name) => escaped(split(name))],
  ['split by markup in CDATA', (name) => `<![CDATA[${split(name)}]]>`],
  ['split by two CDATA sections', (name) => split(name).replace(/<\/?b>/, '<![CDATA[]]>')],
  ['behind a lonely <', (name) => escaped(`a <b and ${name}`)],
  ['within what looks like a tag', (name) => escaped(`<b ${name} and more>`)],
];

describe('every spelling of the gazetteer lets its entry through', () => {
  it.each(ways)('%s', (_way, write) => {
    const missed = spellings.filter(
      (name) => !passes(anyName, `<item><title>No ${write(name)}.</title></item>`),
    );
    expect(missed).toEqual([]);
  });

  it.each(['utf-16le', 'utf-16be', 'gb18030'])('in %s', async (encoding) => {
    const items = spellings.map(
      (name) =>
        `<item><title>t</title><author>A</author><description>${escaped(name)}</description></item>`,
    );
    const missed = new Set<string | undefined>();
    for (let at = 0; at < items.length; at += 900) {
      const text = `<?xml version="1.0" encoding="${encoding}"?><rss><channel>${items.slice(at, at + 900).join('')}</channel></rss>`;
      const feed = await readFeed(iconv.encode(text, encoding), undefined, base, anyName);
      for (const { authors, summary } of feed.items) if (authors.length === 0) missed.add(summary);
    }
    expect([...missed]).toEqual([]);
  });

  it('in a JSON Feed', async () => {
    const items = spellings
      .slice(0, 900)
      .map((name) => ({ title: 't', content_html: split(name) }));
    const text = JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', items });
    expect(await parseFeed(text, base, anyName)).toEqual(await parseFeed(text, base));
  });
});

describe('the same matches with and without the filter', () => {
  const source = sourceAt(base, { country: 'PK' });
  const judge = (item: Item | undefined, feed: ParsedFeed): Match | undefined => {
    const article = item && normaliseItem(item, feed, source, now);
    return article && matchArticle(article, readArticle(article, gazetteer), gazetteer, matchRules);
  };

  it('for an entry that each name brings in or not', async () => {
    const items = spellings.map((name, index) => {
      const [, write = escaped] = ways[index % ways.length] ?? [];
      const text = `The foreign minister of Pakistan visits ${write(name)}`;
      return `<item><title>Talks</title><description>${text}</description></item>`;
    });
    const wrong: (string | undefined)[] = [];
    for (let at = 0; at < items.length; at += 800) {
      const feed = `<rss><channel>${items.slice(at, at + 800).join('')}</channel></rss>`;
      const whole = await parseFeed(feed, base);
      const light = await parseFeed(feed, base, ours);
      whole.items.forEach((item, index) => {
        const filtered = light.items[index];
        if (JSON.stringify(filtered) === JSON.stringify(item)) return;
        if (judge(item, whole)?.in || judge(filtered, light)?.in) wrong.push(item.summary);
      });
    }
    expect(wrong).toEqual([]);
  });

  it('for the labelled reports that ship with the project', async () => {
    const lines = readFileSync('bench/cases/articles.jsonl', 'utf8').trim().split('\n');
    const items = lines.map((line) => {
      const [title = '', ...text] = (JSON.parse(line) as { text: string }).text.split('\n\n');
      const body = text.map((paragraph) => `<p>${escaped(paragraph)}</p>`).join('');
      return `<item><title>${escaped(title)}</title><description>${escaped(body)}</description></item>`;
    });
    const feed = `<rss><channel>${items.join('')}</channel></rss>`;
    const whole = await parseFeed(feed, base);
    const light = await parseFeed(feed, base, ours);
    const matches = whole.items.map((item) => judge(item, whole));
    expect(light.items.map((item) => judge(item, light)?.in)).toEqual(
      matches.map((match) => match?.in),
    );
    expect(matches.filter((match) => match?.in).length).toBeGreaterThan(5);
  });
});

describe('an entry that names one side only', () => {
  it.each([
    'China launches a satellite and signs an agreement on trade with Brazil',
    'Pakistan and the IMF reach an agreement in Islamabad',
    '巴基斯坦举行选举',
    'Life in Lisbon: packing for the 5G fair, with existing chinaware',
  ])('is kept with a few words: %s', (title) => {
    expect(passes(ours, `<item><title>${title}</title></item>`)).toBe(false);
  });

  it.each([
    'Pakistan and China sign an agreement',
    'CPEC: a new phase',
    'Xi receives Shehbaz Sharif',
    '王毅会见达尔，巴基斯坦外长',
  ])('is whole where both could be meant: %s', (title) => {
    expect(passes(ours, `<item><title>${title}</title></item>`)).toBe(true);
  });
});

describe('an entry off the topic', () => {
  it('leaves id, address, title, date and 300 characters', async () => {
    const long = escaped(`<p>${'road '.repeat(400)}</p>`);
    const { items } = await parseFeed(
      `<rss><channel><item><title>T</title><author>Jane Doe</author><category>c</category><guid>g</guid><link>/1</link><pubDate>21 May 2024</pubDate><description>${long}</description></item></channel></rss>`,
      base,
      ours,
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
    expect(items[0]?.summary).toMatch(/^(?:road ){55,}road…$/);
    expect(items[0]?.summary?.length).toBeLessThanOrEqual(300);
  });

  it('is whole where it has no title, since that is made from its text or address', async () => {
    const feed =
      '<rss><channel><item><author>Jane Doe</author><link>/1</link></item></channel></rss>';
    expect((await parseFeed(feed, base, ours)).items[0]?.authors).toEqual(['Jane Doe']);
  });

  it('is whole where the feed has entities of its own, or base64, that hide words', async () => {
    const item = '<item><title>T</title><author>Jane Doe</author>&c;</item>';
    const declared = `<!DOCTYPE rss [<!ENTITY c "CPEC">]><rss><channel>${item}</channel></rss>`;
    const encoded = `<feed><entry><title mode="base64">Q1BFQw==</title><author>Jane Doe</author></entry></feed>`;
    for (const feed of [declared, encoded]) {
      expect(await parseFeed(feed, base, ours)).toEqual(await parseFeed(feed, base));
    }
  });

  it('stands at its place among those on the topic', async () => {
    const titles = ['one', 'CPEC two', 'three', 'CPEC four', 'CPEC five', 'six'];
    const items = titles.map((title) => `<item><title>${title}</title></item>`).join('');
    const feed = await parseFeed(`<rss><channel>${items}</channel></rss>`, base, ours);
    expect(feed.items.map(({ title }) => title)).toEqual(titles);
  });
});

it('takes offices for those of the outlet’s own state', async () => {
  const title = '<item><title>Prime minister leaves for Beijing on official visit</title></item>';
  expect(passes(ours, title)).toBe(true);
  expect(passes(concernsOf(topicWords(entities, matchRules), 'FR'), title)).toBe(false);
});

describe('the words of a topic', () => {
  const [first, ...rest] = entities as [Entity, ...Entity[]];

  it('have another fingerprint when a name is added or a weight changed', () => {
    const { fingerprint } = topicWords(entities, matchRules);
    expect(topicWords(entities, matchRules).fingerprint).toBe(fingerprint);
    const named = { ...first, names: { ...first.names, other: ['Zhonghua'] } };
    expect(topicWords([named, ...rest], matchRules).fingerprint).not.toBe(fingerprint);
    expect(topicWords(entities, { ...matchRules, bar: 4 }).fingerprint).not.toBe(fingerprint);
  });
});

it.each([
  'C<',
  'C&lt;b',
  'Ch<b>',
  'C<!--',
  '<![CDATA[C',
  'C]]>',
  '&',
  '&amp;',
  '&#67;',
  'Chin ',
  '中',
  '\ud800',
])('reads a megabyte of %s in one go', (piece) => {
  expect(passes(ours, piece.repeat(1_000_000 / piece.length))).toBe(false);
});
