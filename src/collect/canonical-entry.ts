import { markupOf, plainText, startOf, titleOf } from './canonical-text.ts';
import type { Element } from './canonical-tree.ts';
import { readDate } from './date.ts';
import { escapeXml } from './html.ts';
import { isPlainAddress, webAddress } from './url.ts';

/** An entry with one name for each thing, whatever its feed calls it. */
export type Entry = {
  guid?: string;
  link?: string;
  title?: string;
  summary?: string;
  content?: string;
  published?: string;
  updated?: string;
  authors: string[];
  categories: string[];
  language?: string;
  sourceTitle?: string;
  sourceUrl?: string;
};

/** Longer texts are cut: no story needs them, and a page must not carry them. In UTF-16 units. */
const longestText = 1_000_000;
const longestLine = 2_000;

/** More names or categories than these are spam. */
const mostNames = 100;

/** What an `item` or `entry` element says, by the first of the elements that say it. */
export function entryOf(element: Element): Entry {
  const children = byName(element);
  const [content, summary] = textsOf(children);
  const entry = frameOf(element, children);
  entry.authors = authorsOf(children).slice(0, mostNames);
  entry.categories = categoriesOf(children).slice(0, mostNames);
  if (summary !== undefined) entry.summary = summary.slice(0, longestText);
  if (content !== undefined) entry.content = content.slice(0, longestText);
  return withSource(entry, children);
}

/**
 * The little that is kept of any entry: id, address, title, dates, outlet and some 300 characters
 * of text.
 */
export function lightEntryOf(element: Element): Entry {
  const children = byName(element);
  const entry = withSource(frameOf(element, children), children);
  const start = startOfTexts(children);
  if (start !== undefined) entry.summary = escapeXml(start);
  entry.authors = [];
  return entry;
}

/** All of an entry but its texts, people and categories. */
function frameOf(element: Element, children: Children): Entry {
  const guid = guidOf(element, children);
  const published = dateOf(children, publishedNames);
  const updated = dateOf(children, updatedNames);
  const title =
    firstText(children, ['title', 'dc:title', 'media:title'], titleOf) ??
    children
      .get('media:content')
      ?.map((media) => firstText(byName(media), ['media:title'], titleOf))[0];
  const language = firstText(children, ['dc:language', 'language'], plainText) ?? element.language;
  const link = linkOf(element, children);
  const frame: Entry = { authors: [], categories: [] };
  if (guid !== undefined) frame.guid = guid.slice(0, longestLine);
  if (link !== undefined) frame.link = link;
  if (title !== undefined) frame.title = title.slice(0, longestLine);
  if (published !== undefined) frame.published = published;
  if (updated !== undefined) frame.updated = updated;
  if (language !== undefined && language !== '') frame.language = language.slice(0, 35);
  return frame;
}

type Children = ReadonlyMap<string, readonly Element[]>;

/** Elements that only hold others together. */
const wrappers = new Set(['media:group', 'categories', 'tags']);

/** The child elements by name, those of mere wrappers among them. */
export function byName(element: Element): Children {
  const found = new Map<string, Element[]>();
  addByName(element, found);
  return found;
}

function addByName({ children }: Element, found: Map<string, Element[]>): void {
  for (const child of children) {
    if (typeof child === 'string') continue;
    const same = found.get(child.name);
    if (same === undefined) found.set(child.name, [child]);
    else if (same.length < mostNames) same.push(child);
    if (wrappers.has(child.name)) addByName(child, found);
  }
}

function all(children: Children, names: readonly string[]): Element[] {
  const found: Element[] = [];
  for (const name of names) {
    const same = children.get(name);
    if (same !== undefined) found.push(...same);
  }
  return found;
}

/** The first of `names` that says anything. */
export function firstText(
  children: Children,
  names: readonly string[],
  read: (element: Element) => string,
): string | undefined {
  for (const element of all(children, names)) {
    const text = read(element);
    if (text !== '') return text;
  }
  return undefined;
}

function guidOf(element: Element, children: Children): string | undefined {
  return (
    firstText(children, ['guid', 'id'], plainText) ??
    (element.attributes.get('rdf:about')?.trim() ||
      firstText(children, ['dc:identifier'], plainText))
  );
}

const publishedNames = [
  'pubdate',
  'published',
  'issued',
  'dcterms:issued',
  'dc:date',
  'created',
  'dcterms:created',
  'date',
];
const updatedNames = ['updated', 'modified', 'dcterms:modified', 'lastbuilddate'];

/** The first date that can be read, else the first that stands there. */
function dateOf(children: Children, names: readonly string[]): string | undefined {
  const dates = all(children, names)
    .map((element) => plainText(element).slice(0, 200))
    .filter((text) => text !== '');
  if (dates.length < 2) return dates[0];
  return dates.find((text) => readDate(text) !== undefined) ?? dates[0];
}

/** The address of the article. Feedburner's and Pheedo's originals go before their own. */
function linkOf(element: Element, children: Children): string | undefined {
  for (const original of all(children, ['feedburner:origlink', 'pheedo:origlink'])) {
    const address = absolute(plainText(original), original.base);
    if (address !== undefined) return address;
  }
  let best: { readonly rank: number; readonly address: string } | undefined;
  for (const link of children.get('link') ?? []) {
    const rank = linkRank(link);
    const address = absolute(link.attributes.get('href') ?? plainText(link), link.base);
    if (rank === undefined || address === undefined) continue;
    if (best === undefined || rank > best.rank) best = { rank, address };
  }
  if (best !== undefined) return best.address;
  const [guid] = all(children, ['guid', 'id']);
  const isLink = guid?.attributes.get('ispermalink')?.trim().toLowerCase() !== 'false';
  const permanent = guid !== undefined && isLink ? absolute(plainText(guid)) : undefined;
  return (
    permanent ??
    absolute(element.attributes.get('rdf:about')) ??
    absolute(element.attributes.get('href'), element.base)
  );
}

/** Which of several links is the page of the article: higher is likelier, `undefined` never. */
function linkRank(link: Element): number | undefined {
  const rel = (link.attributes.get('rel') ?? 'alternate').trim().toLowerCase();
  const type = link.attributes.get('type')?.trim().toLowerCase() ?? '';
  if (!rel.split(/\s+/).some((word) => word === 'alternate' || word.endsWith('/alternate'))) {
    return undefined;
  }
  if (type === '' || type.includes('html')) return 2;
  return 1;
}

/** As written where it is absolute, so that nothing is guessed; `undefined` if no web address. */
export function absolute(text: string | undefined, base?: string): string | undefined {
  const trimmed = text?.trim();
  if (trimmed === undefined || trimmed === '') return undefined;
  if (isPlainAddress(trimmed)) return trimmed;
  const address = webAddress(trimmed, base);
  return address !== undefined && /^https?:\/\//i.test(trimmed) ? trimmed : address;
}

const contentNames = ['content:encoded', 'content', 'xhtml:body', 'body', 'fullitem'];
const summaryNames = ['summary', 'description', 'abstract'];
const lesserNames = ['dc:description', 'itunes:summary', 'media:description', 'itunes:subtitle'];

/** Content and summary as markup. Of several contents the longest, since one is often a teaser. */
function textsOf(children: Children): [content: string | undefined, summary: string | undefined] {
  const contents = contentNames.flatMap((name) =>
    longest((children.get(name) ?? []).map(markupOf)),
  );
  const summaries = all(children, summaryNames)
    .map(markupOf)
    .filter((text) => text !== '');
  const summary = summaries[0] ?? firstText(children, lesserNames, markupOf);
  return [contents[0], summary];
}

/** The first words of the text that an article is made from, see `textsOf`. */
function startOfTexts(children: Children): string | undefined {
  for (const name of contentNames) {
    const same = children.get(name) ?? [];
    const [content] = same.length > 1 ? byLength(same) : same;
    const start = content === undefined ? '' : startOf(content);
    if (start !== '') return start;
  }
  return firstText(children, [...summaryNames, ...lesserNames], startOf);
}

function byLength(elements: readonly Element[]): readonly Element[] {
  return elements
    .map((element) => ({ element, length: markupOf(element).length }))
    .sort((a, b) => b.length - a.length)
    .map(({ element }) => element);
}

function longest(texts: readonly string[]): string[] {
  const [first] = [...texts].sort((a, b) => b.length - a.length);
  return first === undefined || first === '' ? [] : [first];
}

/** Authors as written: a name, an address, or both. */
export function authorsOf(children: Children): string[] {
  const names = all(children, ['author', 'dc:creator', 'dc:author', 'itunes:author']).map(person);
  return [...new Set(names.filter((name) => name !== ''))];
}

function person(element: Element): string {
  const parts = byName(element);
  const name = firstText(parts, ['name', 'foaf:name', 'rdf:description'], plainText);
  const text = name ?? firstText(parts, ['email'], plainText) ?? plainText(element);
  return text.replace(/\s+/g, ' ').slice(0, longestLine);
}

function categoriesOf(children: Children): string[] {
  const media = (children.get('media:content') ?? []).map(byName);
  const elements = [
    ...all(children, ['category', 'dc:subject', 'tag', 'media:category']),
    ...media.flatMap((parts) => parts.get('media:category') ?? []),
  ];
  const keywords = [children, ...media].flatMap((parts) => parts.get('media:keywords') ?? []);
  const terms = [
    ...elements.map(termOf),
    ...keywords.flatMap((list) => plainText(list).split(',')).map((term) => term.trim()),
  ];
  return [...new Set(terms.filter((term) => term !== '').map((term) => term.slice(0, 300)))];
}

function termOf(element: Element): string {
  const attribute = (name: string) => element.attributes.get(name)?.trim();
  const text = plainText(element).replace(/&amp;/g, '&').replace(/\s+/g, ' ');
  return attribute('term') || text || attribute('label') || '';
}

/** The outlet that an aggregator names: RSS gives name and address, Atom a small feed. */
function withSource(entry: Entry, children: Children): Entry {
  const [source] = children.get('source') ?? [];
  if (source === undefined) return entry;
  const parts = byName(source);
  const title = firstText(parts, ['title'], titleOf) ?? titleOf(source);
  const url = absolute(source.attributes.get('url'), source.base) ?? linkOf(source, parts);
  if (title !== '') entry.sourceTitle = title.slice(0, longestLine);
  if (url !== undefined) entry.sourceUrl = url;
  if (entry.authors.length === 0) entry.authors = authorsOf(parts).slice(0, mostNames);
  return entry;
}
