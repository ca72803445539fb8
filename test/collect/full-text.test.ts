import { describe, expect, it } from 'vitest';
import { type FullText, isTeaser, withFullText } from '../../src/collect/full-text.ts';
import { requireOwnSite, showsItsSite } from '../../src/collect/full-text-site.ts';
import type { Article, Source } from '../../src/types.ts';
import { article } from '../topic/topic.ts';
import { sourceAt } from './sources.ts';

const long = 'A sentence of a report that goes on for a while and says what was said. '.repeat(20);
const text: FullText = {
  paragraphs: ['The lede.', long],
  language: 'en',
  authors: ['Amina Baig'],
  agency: 'APP',
  dateline: 'GILGIT',
  published: { at: '2026-05-21', precision: 'day', from: 'given' },
};

describe('a teaser', () => {
  it.each([
    ['is nothing at all', [], true],
    ['is a sentence', ['They met.'], true],
    ['is long, but breaks off', [`${long} and then […]`], true],
    ['is no teaser where it is long', [long], false],
    [
      'is no teaser where it is long in Chinese',
      ['中巴两国外长在北京举行会谈。'.repeat(32)],
      false,
    ],
  ])('%s', (_what, paragraphs, expected) => {
    expect(isTeaser({ paragraphs })).toBe(expected);
  });
});

describe('the text of a page', () => {
  it('fills in what the feed leaves open', () => {
    expect(withFullText(article('A title'), text)).toMatchObject({
      title: 'A title',
      paragraphs: text.paragraphs,
      authors: ['Amina Baig'],
      agency: 'APP',
      dateline: 'GILGIT',
      published: { at: '2026-05-21' },
      excerpt: expect.stringMatching(/^The lede\. A sentence .{100,280}$/),
    });
  });

  it('changes nothing that the feed says', () => {
    const given: Article = {
      ...article('A title', 'Words of the desk.'),
      excerpt: 'Words of the desk.',
      authors: ['Bilal Khan'],
      published: { at: '2026-05-22', precision: 'day', from: 'given' },
    };
    expect(withFullText(given, text)).toMatchObject({
      excerpt: 'Words of the desk.',
      summary: 'Words of the desk.',
      authors: ['Bilal Khan'],
      published: { at: '2026-05-22' },
    });
  });

  it('gives the article one hash, however often it is put in', () => {
    const once = withFullText(article('A title', 'The lede.'), text);
    expect(once.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(withFullText(article('A title', 'The lede.'), text).hash).toBe(once.hash);
    expect(withFullText(article('Another', 'The lede.'), text).hash).not.toBe(once.hash);
  });

  it('gives way to a feed that brings more', () => {
    const whole = article('A title', long, long);
    expect(withFullText(whole, text)).toBe(whole);
  });
});

describe('the site of an article', () => {
  const at = (url: string, canonicalUrl = url): Article => ({ ...article('t'), url, canonicalUrl });
  const outlet = sourceAt('https://feeds.example.co.uk/rss');
  const isOwn = (url: string, of: Article, source: Source = outlet): boolean => {
    try {
      requireOwnSite(new URL(url), of, source, new Set(['10.0.0.1:8080', '10.0.0.2:8080']));
      return true;
    } catch {
      return false;
    }
  };

  it('is the domain that was registered', () => {
    const story = at('https://www.example.co.uk/1');
    expect(isOwn('https://amp.example.co.uk/1', story)).toBe(true);
    expect(isOwn('http://example.co.uk/1', story)).toBe(true);
    expect(isOwn('https://other.co.uk/1', story)).toBe(false);
    expect(isOwn('https://example.co.uk.evil.example/1', story)).toBe(false);
    expect(isOwn('https://b.github.io/1', at('https://a.github.io/1'))).toBe(false);
    expect(isOwn('http://192.0.2.2/', at('http://192.0.2.1/'))).toBe(false);
  });

  it('is where a redirector says in its own address that it leads', () => {
    const story = at('https://go.example.com/?to=x', 'https://example.co.uk/1');
    expect(isOwn('https://go.example.com/?to=x', story)).toBe(true);
    expect(isOwn('https://www.example.co.uk/1', story)).toBe(true);
  });

  it('is no mail server, and in a private network only the place of the feed', () => {
    expect(isOwn('http://example.co.uk:25/', at('http://example.co.uk:25/'))).toBe(false);
    expect(isOwn('http://example.co.uk:8080/', at('http://example.co.uk:8080/'))).toBe(true);
    const inside = at('http://10.0.0.1:8080/1');
    expect(isOwn('http://10.0.0.1:8080/1', inside)).toBe(false);
    expect(isOwn('http://10.0.0.1:8080/1', inside, sourceAt('http://10.0.0.1:8080/rss'))).toBe(
      true,
    );
    expect(isOwn('http://10.0.0.1:8080/1', inside, sourceAt('http://10.0.0.2:8080/rss'))).toBe(
      false,
    );
  });

  it('is not shown by the address of an aggregator', () => {
    const aggregator = sourceAt('https://news.google.com/rss', { kind: 'aggregator' });
    expect(showsItsSite(at('https://news.google.com/rss/articles/abc'), aggregator)).toBe(false);
    expect(showsItsSite(at('https://example.co.uk/1'), aggregator)).toBe(true);
    expect(showsItsSite(at('https://feeds.example.co.uk/1'), outlet)).toBe(true);
    expect(showsItsSite(article('t'), outlet)).toBe(false);
  });
});
