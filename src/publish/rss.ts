/**
 * RSS 2.0 for readers that know nothing else: written by `feed`, then corrected in its XML tree.
 * Left alone that package writes a name where RSS wants a mail address and repeats elements.
 */

import type { Site } from '../types.ts';
import { type Head, newest, plainFeed, plainItem } from './atom.ts';
import type { Entry } from './entry.ts';
import { FEED_STYLE } from './paths.ts';
import { childrenNamed, element, readXml, writeXml, type XmlElement } from './tree.ts';

/** The document with the entries in the order given. */
export function renderRss(site: Site, head: Head, entries: readonly Entry[]): string {
  const feed = plainFeed(site, head, newest(entries, []));
  for (const entry of entries) feed.addItem(plainItem(entry));
  const [channel] = childrenNamed(readXml(feed.rss2()), 'channel');
  if (channel === undefined) throw new Error('the feed package wrote no channel');
  const items = childrenNamed(channel, 'item').map((item, index) => {
    const entry = entries[index];
    return entry === undefined ? item : completeItem(item, entry);
  });
  const root = element(
    'rss',
    {
      version: '2.0',
      'xmlns:atom': 'http://www.w3.org/2005/Atom',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
    },
    [element('channel', {}, [...completeChannel(site, channel, head), ...items])],
  );
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<?xml-stylesheet type="text/css" href="${FEED_STYLE}"?>`,
    `${withPlainTitles(writeXml(root))}\n`,
  ].join('\n');
}

function completeChannel(site: Site, plain: XmlElement, head: Head): XmlElement[] {
  const keep = (name: string): XmlElement[] => childrenNamed(plain, name);
  return [
    element('title', {}, [head.title]),
    // RSS wants an address. Where the site has none, the id of the feed is one.
    element('link', {}, [site.base === undefined ? head.id : site.base + head.page]),
    element('description', {}, [head.subtitle ?? head.title]),
    ...keep('language'),
    ...keep('lastBuildDate'),
    ...keep('generator'),
    ...keep('atom:link'),
  ];
}

function completeItem(plain: XmlElement, entry: Entry): XmlElement {
  const keep = (name: string): XmlElement[] => childrenNamed(plain, name);
  return element('item', {}, [
    element('title', {}, [entry.title]),
    ...(entry.link === undefined ? [] : [element('link', {}, [entry.link])]),
    element('guid', { isPermaLink: 'false' }, [entry.id]),
    ...keep('pubDate'),
    ...entry.authors.map((name) => element('dc:creator', {}, [name])),
    ...entry.categories.map(({ label, scheme }) =>
      element('category', { domain: scheme }, [label]),
    ),
    element('description', {}, [entry.html]),
  ]);
}

/**
 * RSS does not say whether a title is text or markup. Written as numbers `&` and `<` are taken for
 * text by most readers (RSS Advisory Board, Best Practices Profile).
 */
function withPlainTitles(xml: string): string {
  return xml.replace(/<title>[^\n]*/g, (line) =>
    line.replaceAll('&amp;', '&#x26;').replaceAll('&lt;', '&#x3C;'),
  );
}
