import { describe, expect, it } from 'vitest';
import { longestPause, readRobots } from '../../src/collect/robots.ts';

const origin = 'https://news.example';
const agent = 'Karakoram/0.1 (feed aggregator; https://feeds.example/)';

function allows(text: string, path = '/news/1'): boolean {
  return readRobots(origin, text, agent).allows(new URL(path, origin));
}

describe('a robots.txt', () => {
  it.each([
    ['allows where it says nothing', '', true],
    ['allows where it is a web page', '<html><body>Not found</body></html>', true],
    ['speaks to everybody', 'User-agent: *\nDisallow: /news', false],
    ['speaks to others', 'User-agent: other\nDisallow: /', true],
    [
      'speaks to us before everybody',
      'User-agent: *\nDisallow: /\n\nUser-agent: karakoram\nAllow: /',
      true,
    ],
    ['names us in any case, with a version', 'User-agent: KARAKORAM/2.0\nDisallow: /', false],
    [
      'names us among others',
      'User-agent: a\nUser-agent: karakoram # us\nUser-agent: b\nDisallow: /',
      false,
    ],
    [
      'has two groups for us',
      'User-agent: karakoram\nDisallow: /a\n\nUser-agent: karakoram\nDisallow: /news',
      false,
    ],
    ['lets the longer rule win', 'User-agent: *\nDisallow: /\nAllow: /news/', true],
    ['has patterns', 'User-agent: *\nDisallow: /*/1$', false],
    ['begins with a byte order mark', '\uFEFFUser-agent: *\r\nDisallow: /', false],
    ['ends its lines as old Macs do', 'User-agent: *\rDisallow: /', false],
    ['has rules of nobody', 'Disallow: /', true],
  ])('%s', (_what, text, allowed) => {
    expect(allows(text)).toBe(allowed);
  });

  it('asks for a pause, of bounded length', () => {
    const pauseOf = (text: string) => readRobots(origin, text, agent).pauseMs;
    expect(pauseOf('User-agent: *\nCrawl-delay: 2.5')).toBe(2_500);
    expect(pauseOf('User-agent: *\nCrawl-delay: 86400')).toBe(longestPause);
    expect(pauseOf('User-agent: *\nCrawl-delay: -1')).toBe(0);
    expect(pauseOf('User-agent: *\nCrawl-delay: soon')).toBe(0);
  });

  it('forbids what would take for ever to find out', () => {
    const path = `/${'a'.repeat(4_000)}`;
    const costly = `User-agent: *\n${`Allow: ${'*a'.repeat(100)}\n`.repeat(2_400)}`;
    expect(allows(costly, path)).toBe(false);
  });

  it('does not grow with names over rules', () => {
    const names = Array.from({ length: 15_000 }, (_, index) => `User-agent: a${index}\n`).join('');
    expect(allows(`${names}User-agent: *\n${'Disallow: /news\n'.repeat(15_000)}`)).toBe(false);
  });
});
