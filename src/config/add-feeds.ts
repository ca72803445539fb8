import { isSeq, parseDocument } from 'yaml';
import type { Source } from '../types.ts';

/** A feed as a person would write it into feeds.yaml: what goes without saying is left out. */
export type FeedEntry = Pick<Source, 'id' | 'url' | 'outlet'> &
  Partial<Pick<Source, 'name' | 'site' | 'country' | 'language' | 'kind' | 'private'>>;

/**
 * The text of feeds.yaml with more feeds at its end. What stands there already keeps its comments
 * and its place.
 */
export function withFeeds(text: string, feeds: readonly FeedEntry[]): string {
  const document = parseDocument(text);
  if (!isSeq(document.get('feeds'))) document.set('feeds', document.createNode([]));
  const list = document.get('feeds');
  if (!isSeq(list)) throw new Error('a list that was just made is a list');
  // `feeds: []` would go on in one line.
  list.flow = false;
  for (const feed of feeds) list.add(document.createNode(feed));
  return document.toString({ lineWidth: 0 });
}

/** An id for a feed: its name in lower-case words, with a number where another has that. */
export function newId(name: string, taken: ReadonlySet<string>): string {
  const words = name
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  const wanted = words === '' ? 'feed' : words;
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) {
    if (!taken.has(`${wanted}-${number}`)) return `${wanted}-${number}`;
  }
}

/** One address for what is one feed to a person: `http` or not, `www` or not, slash or not. */
export function sameFeed(a: string, b: string): boolean {
  return plainAddress(a) === plainAddress(b);
}

function plainAddress(address: string): string {
  const { host, pathname, search } = new URL(address);
  return `${host.replace(/^www\./, '')}${pathname.replace(/\/$/, '')}${search}`;
}
