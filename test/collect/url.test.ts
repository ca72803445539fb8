import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalAddress, webAddress, withoutTrackers } from '../../src/collect/url.ts';

describe('webAddress', () => {
  it('resolves against the base', () => {
    expect(webAddress('../a b', 'https://dawn.example/x/y/')).toBe('https://dawn.example/x/a%20b');
  });

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://dawn.example@evil.example/',
    'http://[::bad',
    'relative',
    '',
    `https://a.example/${'x'.repeat(5000)}`,
  ])('refuses %s', (text) => {
    expect(webAddress(text)).toBeUndefined();
  });
});

describe('canonicalAddress', () => {
  const story = 'https://dawn.example/news/1834';
  it.each([
    'http://www.dawn.example/news/1834',
    'HTTPS://WWW.Dawn.Example:443/news/1834/',
    'http://dawn.example:80/news/1834',
    'https://m.dawn.example/news/1834',
    'https://amp.dawn.example/news/1834',
    'https://www.dawn.example/news/1834/amp',
    'https://www.dawn.example/news/1834/amp/',
    'https://www.dawn.example/news/1834?amp=1',
    'https://www.dawn.example/news/1834?utm_source=x&utm_medium=y&fbclid=z',
    'https://www.dawn.example/news/1834?ref=rss#comments',
    'https://www.dawn.example/news/1834/index.html',
    'https://www.dawn.example//news//1834',
    'https://www.dawn.example/www.dawn.example/news/1834',
    'https://www.dawn.example/https://www.dawn.example/news/1834',
    'https://www.dawn.example/%6Eews/1834',
    'https://www-dawn-example.cdn.ampproject.org/c/s/www.dawn.example/news/1834',
    'https://www.google.com/amp/s/www.dawn.example/news/1834/amp',
    'https://www.google.com/url?sa=t&url=https%3A%2F%2Fwww.dawn.example%2Fnews%2F1834',
    'https://l.facebook.com/l.php?u=https%3A%2F%2Fdawn.example%2Fnews%2F1834&h=AT0',
  ])('knows the story in %s', (address) => {
    expect(canonicalAddress(address)).toBe(story);
  });

  it('keeps what tells pages apart', () => {
    const addresses = [
      'https://a.example/?id=1',
      'https://a.example/?id=2',
      'https://a.example/A',
      'https://a.example/a',
      'https://a.example:8080/a',
      'https://b.example/a?ref=1834',
      'https://news.google.com/rss/articles/CBMi1?oc=5',
      'https://news.google.com/rss/articles/CBMi2?oc=5',
    ];
    expect(new Set(addresses.map(canonicalAddress)).size).toBe(addresses.length);
  });

  it('ignores the order of parameters', () => {
    expect(canonicalAddress('https://a.example/?b=2&a=1')).toBe(
      canonicalAddress('https://a.example/?a=1&b=2'),
    );
  });

  it('gives back what is no web address', () => {
    expect(canonicalAddress('urn:x')).toBe('urn:x');
  });

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.webUrl({ withQueryParameters: true, withFragments: true }), (address) => {
        const once = canonicalAddress(address);
        expect(canonicalAddress(once)).toBe(once);
      }),
    );
  });
});

describe('withoutTrackers', () => {
  it('leaves out what tracks and keeps the rest letter for letter', () => {
    expect(withoutTrackers('https://a.example/x?utm_source=rss&q=a%20b+c&fbclid=1')).toBe(
      'https://a.example/x?q=a%20b+c',
    );
    expect(withoutTrackers('https://a.example/x?utm_source=rss')).toBe('https://a.example/x');
  });

  it('gives back an address without trackers as it is', () => {
    const address = 'https://a.example/?p=17010&lang=en#top';
    expect(withoutTrackers(address)).toBe(address);
    expect(withoutTrackers('no address')).toBe('no address');
  });
});
