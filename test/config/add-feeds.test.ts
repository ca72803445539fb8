import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { newId, sameFeed, withFeeds } from '../../src/config/add-feeds.ts';
import { feedsSchema } from '../../src/config/feeds.ts';
import { checkYaml } from '../../src/config/yaml.ts';

const feed = { id: 'geo', name: 'Geo: News', url: 'https://geo.example/rss', outlet: 'Geo' };

it('writes behind what stands there and touches nothing of it', async () => {
  const shipped = await readFile(new URL('../../sources/feeds.yaml', import.meta.url), 'utf8');
  const text = withFeeds(shipped, [feed]);
  expect(text.startsWith(shipped.trimEnd())).toBe(true);
  expect(checkYaml('feeds.yaml', text, feedsSchema).value?.feeds.at(-1)).toMatchObject(feed);
});

it('begins the list of a file that has none', () => {
  const text = withFeeds('# Mine\nversion: 1\nfeeds: []\n', [feed]);
  expect(text).toContain('# Mine\nversion: 1\nfeeds:\n  - id: geo\n');
});

it('makes ids that are words and free', () => {
  const taken = new Set(['dawn', 'dawn-2']);
  expect(newId('Dawn', taken)).toBe('dawn-3');
  expect(newId('Élysée – Présidence (FR)', taken)).toBe('elysee-presidence-fr');
  expect(newId('新华社', taken)).toBe('feed');
});

it('knows an address again with another scheme, www or slash', () => {
  expect(sameFeed('http://www.a.example/feed/', 'https://a.example/feed')).toBe(true);
  expect(sameFeed('https://a.example/feed?x=1', 'https://a.example/feed')).toBe(false);
});
