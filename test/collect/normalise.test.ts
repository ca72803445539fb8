import { describe, expect, it } from 'vitest';
import { normaliseItem } from '../../src/collect/normalise.ts';
import type { Article, Item, ParsedFeed, Source } from '../../src/types.ts';

const now = '2024-05-22T06:00:00Z';
const feed: ParsedFeed = { items: [], problems: [] };
const source: Source = {
  id: 'gazette',
  name: 'Karakoram Gazette',
  url: 'https://gazette.example/feed',
  outlet: 'Karakoram Gazette',
  country: 'PK',
  kind: 'private-media',
  republish: 'excerpt',
  private: false,
};
const aggregator: Source = {
  ...source,
  id: 'search',
  name: 'Search',
  outlet: 'Search',
  kind: 'aggregator',
};

function article(item: Partial<Item>, from: Source = source, of: ParsedFeed = feed): Article {
  const made = normaliseItem({ authors: [], categories: [], ...item }, of, from, now);
  if (made === undefined) throw new Error('no article');
  return made;
}

describe('identity', () => {
  it('is the guid within the source, else the canonical address, else title and day', () => {
    const link = 'https://gazette.example/news/1';
    const same = [
      article({ title: 'A', guid: 'g', link }),
      article({ title: 'B', guid: 'g', link: `${link}2` }),
    ];
    expect(same[0]?.id).toBe(same[1]?.id);
    expect(article({ title: 'A', guid: 'g' }, aggregator).id).not.toBe(same[0]?.id);
    expect(article({ title: 'A', link: `${link}?utm_source=x` }).id).toBe(
      article({ title: 'B', link: `http://www.gazette.example/news/1/` }).id,
    );
    expect(article({ title: 'A', published: '2024-05-21T10:00:00Z' }).id).toBe(
      article({ title: 'A', published: '2024-05-21T11:00:00Z', summary: 'x' }).id,
    );
    expect(article({ title: 'A', published: '2024-05-20' }).id).not.toBe(
      article({ title: 'A', published: '2024-05-21' }).id,
    );
  });

  it('does not change its hash with the time of the run', () => {
    const item: Item = { title: 'A', guid: 'g', authors: [], categories: [] };
    const later = normaliseItem(item, feed, source, '2024-06-01T00:00:00Z');
    expect(later?.hash).toBe(article(item).hash);
    expect(later?.firstSeen).toBe('2024-06-01T00:00:00Z');
  });
});

describe('title', () => {
  it('is made from the text where the feed has none', () => {
    expect(
      article({ summary: '<p>The envoys of both sides met on Tuesday. They talked.</p>' }),
    ).toMatchObject({ title: 'The envoys of both sides met on Tuesday', titleFrom: 'lede' });
  });

  it('is made from the address where there is no text either', () => {
    expect(
      article({ link: 'https://a.example/news/1834/road-reopens-at-the-pass.html' }),
    ).toMatchObject({
      title: 'Road reopens at the pass',
      titleFrom: 'address',
    });
  });

  it('needs something to be made from', () => {
    expect(normaliseItem({ authors: [], categories: [] }, feed, source, now)).toBeUndefined();
    expect(
      normaliseItem(
        { guid: 'g', link: 'https://a.example/1', authors: [], categories: [] },
        feed,
        source,
        now,
      ),
    ).toBeUndefined();
  });
});

describe('aggregators', () => {
  const item = {
    title: 'Road reopens - Dawn - Dawn News',
    sourceTitle: 'Dawn News',
    sourceUrl: 'https://dawn.example',
    link: 'https://news.google.com/rss/articles/CBMi1?oc=5',
    summary:
      '<a href="https://news.google.com/rss/articles/CBMi1">Road reopens - Dawn</a>&nbsp;&nbsp;<font color="#6f6f6f">Dawn News</font>',
  };

  it('name the outlet, which leaves the title and is no text', () => {
    const made = article(item, aggregator);
    expect(made).toMatchObject({
      title: 'Road reopens - Dawn',
      outlet: 'Dawn News',
      paragraphs: [],
      excerpt: '',
    });
    expect(made.country).toBeUndefined();
    expect(made.url).toBe('https://news.google.com/rss/articles/CBMi1?oc=5');
  });

  it('are the only ones who speak for another outlet', () => {
    expect(article(item).outlet).toBe('Karakoram Gazette');
  });
});

describe('text', () => {
  it('comes from the content in paragraphs, with the summary apart', () => {
    expect(
      article({
        title: 'T',
        summary: 'What happened at the pass.',
        content: '<p>One.</p><p>Two &amp; three.</p><p>The post T appeared first on Gazette.</p>',
      }),
    ).toMatchObject({
      paragraphs: ['One.', 'Two & three.'],
      excerpt: 'One. Two & three.',
      summary: 'What happened at the pass.',
    });
  });

  it('has no summary that only begins the text', () => {
    const made = article({ title: 'T', summary: 'One two […]', content: '<p>One two three.</p>' });
    expect(made.summary).toBeUndefined();
  });

  it('does not repeat the title', () => {
    expect(article({ title: 'T u', content: '<h1>T u</h1><p>One.</p>' }).paragraphs).toEqual([
      'One.',
    ]);
  });

  it('keeps markup only where the source may be republished', () => {
    const item = { title: 'T', content: '<p>One.</p>' };
    expect(article(item).html).toBeUndefined();
    expect(article(item, { ...source, republish: 'full' }).html).toBe('<p>One.</p>');
  });
});

describe('published', () => {
  const at = (published?: string, updated?: string) =>
    article({ title: 'T', ...(published ? { published } : {}), ...(updated ? { updated } : {}) })
      .published?.at;

  it('is what the feed says', () => {
    expect(at('Tue, 21 May 2024 10:00:00 +0500')).toBe('2024-05-21T05:00:00Z');
    expect(at('21 May 2024')).toBe('2024-05-21');
    expect(at(undefined, '2024-05-21T10:00:00Z')).toBe('2024-05-21T10:00:00Z');
    expect(at('soon', '2024-05-21T10:00:00Z')).toBe('2024-05-21T10:00:00Z');
  });

  it('is never later than first seen', () => {
    expect(at('2024-05-22T09:00:00Z')).toBe('2024-05-22T06:00:00Z');
    expect(at('2024-05-23')).toBe('2024-05-22');
    expect(at('2024-06-22T09:00:00Z')).toBeUndefined();
    expect(at('2031-01-01')).toBeUndefined();
  });

  it('is unknown where it is absent or absurd', () => {
    expect(at()).toBeUndefined();
    expect(at('1970-01-01T00:00:00Z')).toBeUndefined();
    expect(at('0001-01-01')).toBeUndefined();
  });
});

describe('authors', () => {
  const authors = (...lines: string[]) => article({ title: 'T', authors: lines }).authors;

  it('are people in plain words', () => {
    expect(authors('jane@a.example (Jane Doe)')).toEqual(['Jane Doe']);
    expect(authors('Jane Doe <jane@a.example>')).toEqual(['Jane Doe']);
    expect(authors('By Jane Doe and Ali Khan')).toEqual(['Jane Doe', 'Ali Khan']);
    expect(authors('Jane Doe, Ali Khan')).toEqual(['Jane Doe', 'Ali Khan']);
    expect(authors('Doe, Jane')).toEqual(['Jane Doe']);
    expect(authors('李明、王芳')).toEqual(['李明', '王芳']);
  });

  it('are no addresses, desks, agencies or outlets', () => {
    expect(
      authors(
        'jane@a.example',
        'Web Desk',
        'Our Correspondent',
        'AFP',
        'admin',
        'Karakoram Gazette',
        'https://a.example/',
      ),
    ).toEqual([]);
  });
});

describe('language', () => {
  const urdu = 'وزیراعظم شہباز شریف کا دورہ چین';

  it('is the declared one, without region', () => {
    expect(article({ title: 'Talks', language: 'en-GB' }).language).toBe('en');
    expect(article({ title: 'Talks' }, source, { ...feed, language: 'zh-TW' }).language).toBe(
      'zh-Hant',
    );
  });

  it('is seen in the script where the label is wrong', () => {
    expect(article({ title: urdu, language: 'en-US' }).language).toBe('ur');
    expect(article({ title: urdu }, { ...source, language: 'en' }).language).toBe('ur');
  });

  it('is detected where nobody says', () => {
    expect(article({ title: '习近平会见巴基斯坦总理' }).language).toBe('zh');
    expect(article({ title: 'X' }).language).toBe('und');
  });
});
