/** JSON Feed 1.1 (jsonfeed.org): `feed` writes version 1, and what 1.1 added is put in here. */
import type { Site } from '../types.ts';
import { type Head, newest, plainFeed, plainItem } from './atom.ts';
import type { Entry } from './entry.ts';

/** The document with the entries in the order given. */
export function renderJson(site: Site, head: Head, entries: readonly Entry[]): string {
  const feed = plainFeed(site, head, newest(entries, []));
  for (const entry of entries) feed.addItem(plainItem(entry));
  const { items, ...plain }: { items: Record<string, unknown>[] } = JSON.parse(feed.json1());
  const { author: _, ...top } = plain as Record<string, unknown>;
  const document = {
    ...top,
    version: 'https://jsonfeed.org/version/1.1',
    // As text: no markup is read here, so nothing is escaped.
    title: head.title,
    ...(head.subtitle === undefined ? {} : { description: head.subtitle }),
    ...(site.base === undefined ? {} : { feed_url: site.base + head.path }),
    language: site.language,
    authors: [{ name: site.author }],
    ...(site.hub === undefined ? {} : { hubs: [{ type: 'WebSub', url: site.hub }] }),
    items: items.map((item, index) => {
      const entry = entries[index];
      return entry === undefined ? item : completeItem(item, entry);
    }),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function completeItem(plain: Record<string, unknown>, entry: Entry): Record<string, unknown> {
  const { author: _author, url: _url, ...item } = plain;
  return {
    ...item,
    ...(entry.link === undefined ? {} : { url: entry.link }),
    title: entry.title,
    ...(entry.published === undefined ? {} : { date_published: entry.published }),
    date_modified: entry.updated,
    ...(entry.language === 'und' ? {} : { language: entry.language }),
    authors: entry.authors.map((name) => ({ name })),
    // One label may stand under two schemes, which JSON Feed does not know.
    tags: [...new Set(entry.categories.map(({ label }) => label))],
  };
}
