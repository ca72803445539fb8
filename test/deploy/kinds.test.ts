import { describe, expect, it } from 'vitest';
import { servedAs, turnOf } from '../../src/deploy/kinds.ts';

describe('servedAs', () => {
  it.each([
    ['index.html', 'text/html; charset=utf-8', 300],
    ['atom.xml', 'application/xml; charset=utf-8', 300],
    ['archive/12.xml', 'application/xml; charset=utf-8', 86_400],
    ['feed.json', 'application/feed+json; charset=utf-8', 300],
    ['search/2025-05.json', 'application/json; charset=utf-8', 300],
    ['feeds.opml', 'text/x-opml; charset=utf-8', 300],
    ['exports/2025-05.csv', 'text/csv; charset=utf-8', 3_600],
    ['style.css', 'text/css; charset=utf-8', 3_600],
    ['icon.svg', 'image/svg+xml; charset=utf-8', 3_600],
    ['tags/x/constructor', 'application/octet-stream', 300],
  ])('%s', (path, type, seconds) => {
    expect(servedAs(path)).toEqual({ type, cache: `public, max-age=${seconds}` });
  });
});

describe('turnOf', () => {
  it('puts what is pointed to before what points there', () => {
    const inOrder = [
      ['stories/a.html', 'style.css', 'exports/2025-05.csv'],
      ['index.html', 'tags/person/a.html', 'search/2025-05.json', 'status.json'],
      ['archive/1.xml'],
      ['tags/person/a.xml', 'languages/ur.xml'],
      ['atom.xml', 'rss.xml', 'feed.json', 'feeds.opml'],
    ];
    expect(inOrder.map((paths) => [...new Set(paths.map(turnOf))])).toEqual([
      [0],
      [1],
      [2],
      [3],
      [4],
    ]);
  });
});
