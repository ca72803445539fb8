/** OPML 2.0: all feeds of the publication in one file that a reader can take in. */
import type { Site } from '../types.ts';
import type { Head } from './atom.ts';
import { element, writeXml, type XmlElement } from './tree.ts';

/** What is said of a feed in a list. */
export type ListedFeed = Pick<Head, 'title' | 'subtitle' | 'path' | 'page'>;

/** Feeds under one heading; those without a heading stand first and alone. */
export type FeedList = { readonly heading?: string; readonly feeds: readonly ListedFeed[] };

/** Nothing where the site has no address: there is nothing to subscribe to. */
export function renderOpml(site: Site, lists: readonly FeedList[]): string | undefined {
  const { base } = site;
  if (base === undefined) return undefined;
  const outline = (feed: ListedFeed): XmlElement =>
    element('outline', {
      type: 'rss',
      text: feed.title,
      title: feed.title,
      xmlUrl: base + feed.path,
      htmlUrl: base + feed.page,
      description: feed.subtitle,
    });
  const body = lists.flatMap(({ heading, feeds }) => {
    const outlines = feeds.map(outline);
    if (heading === undefined) return outlines;
    return [element('outline', { text: heading }, outlines)];
  });
  const root = element('opml', { version: '2.0' }, [
    element('head', {}, [
      element('title', {}, [site.title]),
      element('ownerName', {}, [site.author]),
    ]),
    element('body', {}, body),
  ]);
  return `<?xml version="1.0" encoding="utf-8"?>\n${writeXml(root)}\n`;
}
