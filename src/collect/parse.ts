import RssParser from 'rss-parser';
import type { Item, ParsedFeed } from '../types.ts';
import { canonicalise } from './canonical.ts';
import type { Concerns } from './concerns.ts';
import { decode } from './decode.ts';
import { NotAFeed } from './not-a-feed.ts';
import { feedAddressIn } from './parse-autodiscovery.ts';
import { parseJsonFeed } from './parse-json.ts';

/**
 * Bytes of a feed as the server sent them, read: decoded by `contentType` and content, parsed.
 * `base` is the address they came from. Throws `NotAFeed`.
 */
export async function readFeed(
  bytes: Uint8Array,
  contentType: string | undefined,
  base: string,
  concerns?: Concerns,
): Promise<ParsedFeed> {
  return parseFeed(decode(bytes, contentType), base, concerns);
}

/**
 * Text of a feed (RSS, RDF, Atom or JSON Feed, in any state) as its entries. The good entries of
 * a broken feed are there, and `problems` says what was wrong. `base` is the address of the feed,
 * against which relative addresses are resolved. Entries that do not pass `concerns` come
 * back with the little that is kept of any entry. Throws `NotAFeed`.
 */
export async function parseFeed(
  text: string,
  base: string,
  concerns?: Concerns,
): Promise<ParsedFeed> {
  const start = text.slice(0, 1_000).trimStart();
  if (start === '' && text.trim() === '') throw new NotAFeed('The answer is empty.');
  if (start.startsWith('{')) return parseJsonFeed(text, base, concerns);
  const { xml, root, isFeed, entries, light, problems } = canonicalise(text, base, concerns);
  if (!isFeed && (entries === 0 || root === 'html')) throw notAFeed(text, base, root);
  // A fresh parser each time: one that has seen an error carries it into the next feed.
  const parsed = await new RssParser<Feed, Fields>({ customFields }).parseString(xml);
  return {
    ...given('title', one(parsed.title)),
    ...given('site', one(parsed.link)),
    ...given('language', one(parsed.language)),
    ...given('pauseMinutes', parsed.pause === undefined ? undefined : Number(parsed.pause)),
    ...given('skipHours', hours(parsed.skiphours)),
    ...given('skipDays', days(parsed.skipdays)),
    items: inOrder(entries, light, parsed.items.map(itemOf)),
    problems,
  };
}

/** The light entries at their places, the parsed ones in the places between. */
function inOrder(
  count: number,
  light: ReadonlyMap<number, Item>,
  parsed: readonly Item[],
): readonly Item[] {
  const whole = parsed.values();
  return Array.from({ length: count }, (_, place) => light.get(place) ?? whole.next().value).filter(
    (item) => item !== undefined,
  );
}

type Feed = { pause?: string; skiphours?: string[]; skipdays?: string[]; language?: string };
type Fields = {
  short?: string;
  long?: string;
  published?: string;
  updated?: string;
  tongue?: string;
  outlet?: string;
  home?: string;
  people?: string[];
};

type Custom = NonNullable<RssParser.ParserOptions<Feed, Fields>['customFields']>;

const customFields = {
  feed: [
    'pause',
    ['skiphour', 'skiphours', { keepArray: true }],
    ['skipday', 'skipdays', { keepArray: true }],
  ],
  item: [
    'short',
    'long',
    'published',
    'updated',
    'tongue',
    'outlet',
    'home',
    ['person', 'people', { keepArray: true }],
  ],
} as unknown as Custom;

function itemOf(item: Fields & RssParser.Item): Item {
  return {
    ...given('guid', one(item.guid)),
    ...given('link', one(item.link)),
    ...given('title', one(item.title)),
    ...given('summary', one(item.short)),
    ...given('content', one(item.long)),
    ...given('published', one(item.published)),
    ...given('updated', one(item.updated)),
    ...given('language', one(item.tongue)),
    ...given('sourceTitle', one(item.outlet)),
    ...given('sourceUrl', one(item.home)),
    authors: item.people ?? [],
    categories: item.categories ?? [],
  };
}

/** rss-parser types texts as strings, but the XML decides. */
function one(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function given<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [name in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [name in Key]: Value });
}

/** RSS counts 0 to 23; older feeds 1 to 24. */
function hours(texts: readonly string[] | undefined): number[] | undefined {
  const numbers = (texts ?? []).map(Number).filter((hour) => hour >= 0 && hour <= 24);
  return numbers.length === 0 ? undefined : [...new Set(numbers.map((hour) => hour % 24))];
}

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function days(texts: readonly string[] | undefined): string[] | undefined {
  const wanted = new Set((texts ?? []).map((text) => text.toLowerCase()));
  const found = weekdays.filter((day) => wanted.has(day.toLowerCase()));
  return found.length === 0 ? undefined : found;
}

function notAFeed(text: string, base: string, root: string | undefined): NotAFeed {
  const isPage =
    root === 'html' || /<!doctype\s+html|<html[\s>]|<body[\s>]/i.test(text.slice(0, 5_000));
  if (isPage) {
    const address = feedAddressIn(text, base);
    return address === undefined
      ? new NotAFeed('The answer is a web page and names no feed: check the address.')
      : new NotAFeed(`The answer is a web page. The feed it names is ${address}`, address);
  }
  if (root === undefined) return new NotAFeed('The answer is plain text and no feed.');
  return new NotAFeed(
    `The answer is XML but no feed: its first element is <${root.slice(0, 40)}>.`,
  );
}
