/**
 * Atom (RFC 4287), written by `feed` and then completed in its XML tree with what that package
 * cannot say: plain-text titles, languages, several links, sources, archives and tombstones.
 */
import { Feed, type Item } from 'feed';
import { escapeXml } from '../collect/html.ts';
import type { LedgerEntry, Site, Story } from '../types.ts';
import { type Entry, entryOf, feedAddress, withCheckedAddresses } from './entry.ts';
import { chainOf } from './pages/neighbours.ts';
import { FEED_STYLE, storyPath } from './paths.ts';
import {
  checkStrictly,
  childrenNamed,
  element,
  readXml,
  writeXml,
  type XmlElement,
} from './tree.ts';
import { languageName } from './wording.ts';

/** What is said of one document besides its entries. */
export type Head = {
  /** `urn:uuid:…` */
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string;
  /** Path below `out/`. */
  readonly path: string;
  /** Path of the page that shows the same to a person; `''` is the front page. */
  readonly page: string;
  /** The newest closed archive document before this one, as a path (RFC 5005, section 4). */
  readonly previousArchive?: string;
  /** Set on a closed archive document: the path of the feed that goes on. */
  readonly current?: string;
};

/** An entry with its Atom element: written once, it stands in several documents. */
export type WrittenEntry = Entry & { readonly xml: string };

/** Nothing was ever published; the clock would make each run differ. */
const NEVER = '1970-01-01T00:00:00Z';

/**
 * One Atom document with the entries in the order given, and the tombstones before them. All of it
 * was read strictly: the frame here, each entry when it was written.
 */
export function atomDocument(
  site: Site,
  head: Head,
  entries: readonly WrittenEntry[],
  tombstones: readonly LedgerEntry[],
): string {
  const updated = newest(entries, tombstones);
  const plain = readXml(plainFeed(site, head, updated).atom1());
  const archived = head.current !== undefined || head.previousArchive !== undefined;
  const root = element(
    'feed',
    {
      xmlns: 'http://www.w3.org/2005/Atom',
      'xmlns:fh': archived ? 'http://purl.org/syndication/history/1.0' : undefined,
      'xmlns:at': tombstones.length > 0 ? 'http://purl.org/atompub/tombstones/1.0' : undefined,
      'xml:lang': site.language,
    },
    [...completeHead(site, plain, head), ...tombstones.map((one) => deletedEntry(site, one))],
  );
  const style = '../'.repeat(head.path.split('/').length - 1) + FEED_STYLE;
  const frame = writeXml(root);
  checkStrictly(frame);
  const end = '</feed>';
  const before = earlierSteps(entries);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<?xml-stylesheet type="text/css" href="${style}"?>`,
    frame.slice(0, -end.length - 1),
    ...entries.map((written) => withSteps(site, written, before(written))),
    `${end}\n`,
  ].join('\n');
}

/**
 * Gives for an entry the entries of the same document that are earlier steps of the same matter,
 * the latest first. None that are later: an entry must not change because of what comes after it.
 */
function earlierSteps(
  entries: readonly WrittenEntry[],
): (entry: WrittenEntry) => readonly WrittenEntry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const steps = entries.flatMap(({ step }) => step ?? []);
  const chain = chainOf(steps, 0);
  return ({ id }) =>
    (chain.get(id)?.before ?? [])
      .toReversed()
      .slice(0, STEPS_LINKED)
      .flatMap((other) => byId.get(other) ?? []);
}

/** An entry is written once for many documents; what it is linked to differs between them. */
function withSteps(site: Site, { xml }: WrittenEntry, steps: readonly WrittenEntry[]): string {
  const { base } = site;
  if (base === undefined || steps.length === 0) return xml;
  const links = steps.map(({ id, title }) =>
    writeXml(
      link('related', base + storyPath(id), {
        type: 'text/html',
        hreflang: languageTag(site.language),
        title,
      }),
      '    ',
    ),
  );
  return xml.replace(SOURCE, () => `\n${links.join('\n')}${SOURCE}`);
}

/** Where the links of an entry end: text and attributes of an entry hold no such markup. */
const SOURCE = '\n    <source>';
/** The story page has them all. */
const STEPS_LINKED = 3;

/** An entry of a story as a text that can be kept, for `readEntry`. */
export function writeEntry(story: Story, site: Site): string {
  const checked = withCheckedAddresses(site);
  const entry = entryOf(checked, story);
  const { step } = entry;
  const plain = step && { ...step, tags: [...step.tags] };
  return JSON.stringify({ ...entry, step: plain, xml: atomEntry(checked, entry) });
}

export function readEntry(text: string): WrittenEntry {
  const { step, ...entry } = JSON.parse(text);
  return step === undefined ? entry : { ...entry, step: { ...step, tags: new Map(step.tags) } };
}

/** An entry as an Atom element, which was read strictly once it was written. */
export function atomEntry(site: Site, entry: Entry): string {
  const feed = plainFeed(site, { id: `urn:uuid:${site.id}`, title: '', path: '', page: '' }, NEVER);
  feed.addItem(plainItem(entry));
  const [node] = childrenNamed(readXml(feed.atom1()), 'entry');
  if (node === undefined) throw new Error('the feed package wrote no entry');
  const xml = writeXml(completeEntry(site, node, entry), '  ');
  checkStrictly(xml);
  return xml;
}

/**
 * The frame of the document through `feed`. It throws on bad addresses and dates and writes
 * ill-formed XML from bad text, so it gets escaped text and addresses that were checked.
 */
export function plainFeed(site: Site, head: Head, updated: string): Feed {
  return new Feed({
    id: head.id,
    title: escapeXml(head.title),
    language: site.language,
    updated: new Date(updated),
    generator: 'Karakoram',
    author: { name: escapeXml(site.author) },
    ...(head.subtitle === undefined ? {} : { description: escapeXml(head.subtitle) }),
    ...(site.base === undefined
      ? {}
      : { link: site.base + head.page, feed: site.base + head.path }),
    ...(site.hub === undefined ? {} : { hub: site.hub }),
  });
}

/** An entry as `feed` takes it. */
export function plainItem(entry: Entry): Item {
  return {
    id: entry.id,
    title: escapeXml(entry.title),
    // Only the id is sure to be an address; the right links are set afterwards.
    link: entry.link ?? entry.id,
    date: new Date(entry.updated),
    content: entry.html,
    author: entry.authors.map((name) => ({ name: escapeXml(name) })),
    category: entry.categories.map(({ term, scheme, label }) => ({
      term: escapeXml(term),
      scheme,
      name: escapeXml(label),
      domain: scheme,
    })),
    ...(entry.published === undefined ? {} : { published: new Date(entry.published) }),
  };
}

/** The latest thing that changed: never the clock, so that an unchanged feed stays the same. */
export function newest(
  entries: readonly Pick<Entry, 'updated'>[],
  tombstones: readonly LedgerEntry[],
): string {
  const times = [...entries.map((one) => one.updated), ...tombstones.map((one) => one.deletedAt)];
  return times.reduce<string>((latest, time) => {
    return time !== undefined && time > latest ? time : latest;
  }, NEVER);
}

function completeHead(site: Site, plain: XmlElement, head: Head): XmlElement[] {
  const keep = (name: string): XmlElement[] => childrenNamed(plain, name);
  return [
    ...keep('id'),
    text('title', head.title),
    ...(head.subtitle === undefined ? [] : [text('subtitle', head.subtitle)]),
    ...keep('updated').map(withoutFraction),
    element('generator', {}, ['Karakoram']),
    person(site.author),
    ...headLinks(site, head),
    ...(head.current === undefined ? [] : [element('fh:archive', {})]),
  ];
}

/** Only absolute links: readers resolve relative ones wrongly. So none without a base. */
function headLinks(site: Site, head: Head): XmlElement[] {
  const { base } = site;
  const to = (rel: string, path: string | undefined, type?: string): XmlElement[] => {
    return base === undefined || path === undefined ? [] : [link(rel, base + path, { type })];
  };
  return [
    ...to('self', head.path, 'application/atom+xml'),
    ...to('alternate', head.page, 'text/html'),
    ...to('current', head.current, 'application/atom+xml'),
    ...to('prev-archive', head.previousArchive, 'application/atom+xml'),
    // The hub is told of documents that one subscribes to, so only they may name it.
    ...(site.hub === undefined || head.current !== undefined ? [] : [link('hub', site.hub, {})]),
  ];
}

function completeEntry(site: Site, plain: XmlElement, entry: Entry): XmlElement {
  const keep = (name: string): XmlElement[] => childrenNamed(plain, name);
  return element('entry', { 'xml:lang': languageTag(entry.language) }, [
    element('id', {}, [entry.id]),
    text('title', entry.title),
    ...keep('updated').map(withoutFraction),
    ...keep('published').map(withoutFraction),
    ...entry.authors.map(person),
    ...(entry.link === undefined ? [] : [link('alternate', entry.link, { type: 'text/html' })]),
    ...(entry.page === undefined ? [] : [link('related', entry.page, { type: 'text/html' })]),
    ...entry.via.map(({ href, title, language }) =>
      link('via', href, {
        type: 'text/html',
        hreflang: languageTag(language),
        title: title || undefined,
      }),
    ),
    ...entry.categories.map(({ term, scheme, label }) =>
      element('category', { term, scheme, label }),
    ),
    element('source', {}, [
      element('id', {}, [entry.source.id]),
      text('title', entry.source.title),
      element('updated', {}, [entry.source.updated]),
    ]),
    element('content', { type: 'html', 'xml:lang': site.language }, [entry.html]),
  ]);
}

/** A story that was withdrawn or is part of another one now (RFC 6721). */
function deletedEntry(site: Site, tombstone: LedgerEntry): XmlElement {
  const into = tombstone.mergedInto;
  const comment = into === undefined ? 'Withdrawn.' : `Now part of ${into}.`;
  return element('at:deleted-entry', { ref: tombstone.storyId, when: tombstone.deletedAt }, [
    element('at:comment', {}, [comment]),
    ...(into === undefined || site.base === undefined
      ? []
      : [link('related', site.base + storyPath(into), { type: 'text/html' })]),
  ]);
}

function text(name: string, value: string): XmlElement {
  return element(name, { type: 'text' }, [value]);
}

function person(name: string): XmlElement {
  return element('author', {}, [element('name', {}, [name])]);
}

function link(
  rel: string,
  href: string,
  more: Readonly<Record<string, string | undefined>>,
): XmlElement {
  return element('link', { rel, href: feedAddress(href), ...more });
}

/** `feed` writes milliseconds, which are always zero here. */
function withoutFraction(node: XmlElement): XmlElement {
  return element(
    node.name,
    {},
    node.children.map((child) =>
      typeof child === 'string' ? child.replace(/\.\d+Z$/, 'Z') : child,
    ),
  );
}

/** The tag, or nothing where there is no such language or it cannot be told. */
function languageTag(language: string): string | undefined {
  const [primary = ''] = language.split('-');
  const formed = /^[a-z]+(?:-[a-z0-9]{1,8})*$/i.test(language);
  return formed && languageName(primary) !== undefined ? language : undefined;
}
