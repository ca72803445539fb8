import {
  absolute,
  authorsOf,
  byName,
  type Entry,
  entryOf,
  firstText,
  lightEntryOf,
} from './canonical-entry.ts';
import { readTreeQuickly } from './canonical-quick.ts';
import { plainText, titleOf } from './canonical-text.ts';
import { type Element, type OnEntry, readTree } from './canonical-tree.ts';
import type { Concerns } from './concerns.ts';
import { readDate } from './date.ts';

/** Entries kept of a feed, the newest: more are an archive or an attack. */
export const mostEntries = 1_000;

/** Entries read before the newest are chosen. */
const mostRead = 5_000;

export type Canonical = {
  /** RSS 2.0 in our own few words, well-formed whatever came in. */
  readonly xml: string;
  readonly root: string | undefined;
  readonly isFeed: boolean;
  readonly entries: number;
  /** Entries off the topic by their place among all; they are ready and not in `xml`. */
  readonly light: ReadonlyMap<number, Entry>;
  readonly problems: readonly string[];
};

/**
 * Rewrites a feed of any kind and quality (RSS 0.9 to 2.0, RDF, Atom 0.3 and 1.0, with or
 * without namespaces, well-formed or not) into one clean document for rss-parser: each thing has
 * one name, addresses are absolute, markup is escaped text, and no element has a name on which
 * rss-parser would run its snippet code, which takes quadratic time on hostile text.
 * `base` is the address of the feed. Entries that do not pass `concerns` are cut down to the little
 * that is kept of any entry, which saves most of the work after this.
 */
export function canonicalise(text: string, base: string, concerns?: Concerns): Canonical {
  const entries: Entry[] = [];
  const lights = new Set<Entry>();
  let dropped = 0;
  const passes = concerns === undefined || isVeiled(text) ? () => true : concerns(text);
  const read = (element: Element, start: number, end: number): Entry => {
    if (passes(start, end)) return entryOf(element);
    const light = lightEntryOf(element);
    // One without a title gets it from its text or address.
    if (light.title === undefined) return entryOf(element);
    lights.add(light);
    return light;
  };
  const keep: OnEntry = (element, place, start, end) => {
    if (place >= mostRead) dropped += 1;
    else entries[place] = read(element, start, end);
  };
  const tree = readTreeQuickly(text, base, keep) ?? readTree(text, base, keep);
  const all = entries.filter((entry) => entry !== undefined);
  const kept = newest(all);
  const total = all.length + dropped;
  const problems = [...tree.problems];
  if (total > kept.length) {
    problems.push(`The feed has ${total} entries; the newest ${kept.length} were read.`);
  }
  const channel = channelOf(tree.head);
  const authors = authorsOf(byName(channel));
  const xml = [
    '<?xml version="1.0"?><rss version="2.0"><channel>',
    ...headOf(channel, tree.head),
    ...kept.filter((entry) => !lights.has(entry)).map((entry) => itemXml(entry, authors)),
    '</channel></rss>',
  ].join('\n');
  const light = new Map(
    kept.flatMap((entry, index) => (lights.has(entry) ? [[index, entry] as const] : [])),
  );
  return { xml, root: tree.root, isFeed: tree.isFeed, entries: kept.length, light, problems };
}

/** Holds words that cannot be read off its text: entities of its own, or base64. */
function isVeiled(text: string): boolean {
  if (/<!ENTITY/i.test(text.slice(0, 100_000))) return true;
  return text.includes('mode') && /\smode\s*=\s*["']?base64/i.test(text);
}

function newest(entries: readonly Entry[]): readonly Entry[] {
  if (entries.length <= mostEntries) return entries;
  const time = (entry: Entry) => readDate(entry.published ?? entry.updated ?? '')?.at ?? '';
  const chosen = entries
    .map((entry) => ({ entry, at: time(entry) }))
    .sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0))
    .slice(0, mostEntries);
  const set = new Set(chosen.map(({ entry }) => entry));
  return entries.filter((entry) => set.has(entry));
}

/** The element that holds title and link of the feed itself: near the top, whatever is around. */
function channelOf(head: Element): Element {
  let level: readonly Element[] = [head];
  for (let depth = 0; depth < 4; depth += 1) {
    const channel = level.find(({ name }) => name === 'channel' || name === 'feed');
    if (channel !== undefined) return channel;
    level = level.flatMap(({ children }) => children.filter((child) => typeof child !== 'string'));
  }
  return head;
}

function headOf(channel: Element, head: Element): string[] {
  const parts = byName(channel);
  const [root] = byName(head).values();
  const language =
    firstText(parts, ['language', 'dc:language'], plainText) ??
    channel.language ??
    root?.[0]?.language;
  const site = (parts.get('link') ?? [])
    .filter((link) => (link.attributes.get('rel') ?? 'alternate') === 'alternate')
    .map((link) => absolute(link.attributes.get('href') ?? plainText(link), link.base))
    .find((address) => address !== undefined);
  return [
    field('title', firstText(parts, ['title', 'dc:title'], titleOf)),
    field('link', site),
    field('language', language?.slice(0, 35)),
    field('pause', pauseMinutes(parts)),
    ...listOf(parts, 'skiphours', 'hour').map((hour) => field('skiphour', hour)),
    ...listOf(parts, 'skipdays', 'day').map((day) => field('skipday', day)),
  ];
}

type Parts = ReturnType<typeof byName>;

const periodMinutes: ReadonlyMap<string, number> = new Map([
  ['hourly', 60],
  ['daily', 1_440],
  ['weekly', 10_080],
  ['monthly', 43_200],
  ['yearly', 525_600],
]);

/** RSS `ttl` in minutes, else what the syndication module's period and frequency come to. */
function pauseMinutes(parts: Parts): string | undefined {
  const ttl = Number.parseInt(firstText(parts, ['ttl'], plainText) ?? '', 10);
  if (ttl > 0) return String(ttl);
  const period = periodMinutes.get(
    firstText(parts, ['sy:updateperiod'], plainText)?.toLowerCase() ?? '',
  );
  const frequency = Number.parseInt(firstText(parts, ['sy:updatefrequency'], plainText) ?? '1', 10);
  if (period === undefined) return undefined;
  return String(Math.max(1, Math.round(period / Math.max(1, frequency || 1))));
}

function listOf(parts: Parts, list: string, name: string): string[] {
  return (parts.get(list) ?? []).flatMap((element) =>
    (byName(element).get(name) ?? []).slice(0, 24).map(plainText),
  );
}

/** Custom names throughout, so that nothing of rss-parser guesses; see `parse.ts`. */
function itemXml(entry: Entry, feedAuthors: readonly string[]): string {
  const authors = entry.authors.length > 0 ? entry.authors : feedAuthors;
  return [
    '<item>',
    field('guid', entry.guid),
    field('link', entry.link),
    field('title', entry.title),
    field('short', entry.summary),
    field('long', entry.content),
    field('published', entry.published),
    field('updated', entry.updated),
    field('tongue', entry.language),
    field('outlet', entry.sourceTitle),
    field('home', entry.sourceUrl),
    ...authors.map((author) => field('person', author)),
    ...entry.categories.map((category) => field('category', category)),
    '</item>',
  ].join('');
}

/** Characters that XML 1.0 cannot carry. */
const illegal =
  /[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

function field(name: string, text: string | undefined): string {
  if (text === undefined || text === '') return '';
  const legal = text.replace(illegal, '');
  const safe = /[<&]/.test(legal)
    ? `<![CDATA[${legal.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`
    : legal.replaceAll('>', '&gt;');
  return `<${name}>${safe}</${name}>`;
}
