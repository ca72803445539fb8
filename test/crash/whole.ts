import { childrenNamed, readXml, type XmlElement } from '../../src/publish/tree.ts';
import type { Held, Snapshot } from './folder.ts';
import type { Rivers } from './rivers.ts';

const base = 'https://rivers.example/feed/';

/**
 * What is wrong with an output folder that a killed run left, as sentences: each file is the one
 * of before or the one of after, whole; XML and JSON read strictly; every document of the history
 * is there and names no story twice; what an entry points to is there.
 */
export function faultsOf(out: Snapshot, before: Snapshot, after: Snapshot): string[] {
  const faults: string[] = [];
  for (const [path, text] of out) {
    if (path.endsWith('.karakoram-new')) continue;
    if (/\.(xml|opml)$/.test(path) && !reads(text, readXml)) faults.push(`${path} is ill-formed`);
    if (path.endsWith('.json') && !reads(text, JSON.parse)) faults.push(`${path} is no JSON`);
    if (path === 'manifest.json') continue;
    if (text !== before.get(path) && text !== after.get(path)) {
      faults.push(`${path} is neither the old nor the new one`);
    }
  }
  for (const path of before.keys()) {
    if (after.has(path) && !out.has(path)) faults.push(`${path} is gone`);
  }
  return [...faults, ...walk(out, before, after)];
}

function walk(out: Snapshot, before: Snapshot, after: Snapshot): string[] {
  if (!out.has('atom.xml')) return before.has('atom.xml') ? ['atom.xml is gone'] : [];
  const faults: string[] = [];
  const found = idsOf(out, faults);
  const withdrawn = new Set(after.get('atom.xml')?.match(/(?<=deleted-entry ref=")[^"]+/g));
  for (const id of idsOf(before, [])) {
    if (!found.has(id) && !withdrawn.has(id)) faults.push(`${id} was published and is lost`);
  }
  return faults;
}

/** Ids of every story that a reader reaches from the feed by way of the archive. */
export function idsOf(out: Snapshot, faults: string[]): Set<string> {
  const all = new Set<string>();
  const seen = new Set<string>();
  for (let path: string | undefined = 'atom.xml'; path !== undefined && !seen.has(path); ) {
    seen.add(path);
    const text = out.get(path);
    if (text === undefined) {
      faults.push(`${path} is named by the feed and not there`);
      break;
    }
    const feed = readXml(text);
    const ids = childrenNamed(feed, 'entry').map((entry) => textOf(entry, 'id'));
    if (new Set(ids).size !== ids.length) faults.push(`${path} names a story twice`);
    for (const id of ids) all.add(id);
    for (const href of linksOf(feed, 'related')) {
      if (href.startsWith(base) && !out.has(href.slice(base.length))) {
        faults.push(`${path} points to ${href}, which is not there`);
      }
    }
    path = linkOf(feed, 'prev-archive')?.slice(base.length);
  }
  return all;
}

/** Where the state says that a body was taken and lacks one of its articles: lost for ever. */
export function lostArticles(held: Held, served: ReturnType<Rivers['served']>): string[] {
  const links = new Set(held.articles.map(({ url }) => url));
  return [...served].flatMap(([source, body]) => {
    const check = held.checks.get(source);
    const taken = check?.bodyHash === body.hash || check?.etag === `"${body.hash.slice(0, 12)}"`;
    return taken ? body.links.filter((link) => !links.has(link)) : [];
  });
}

/** What was read before; of hundreds of kills most leave the same files. */
const readable = new Set<string>();

function reads(text: string, read: (text: string) => unknown): boolean {
  if (readable.has(text)) return true;
  try {
    read(text);
    readable.add(text);
    return true;
  } catch {
    return false;
  }
}

function textOf(parent: XmlElement, name: string): string {
  return childrenNamed(parent, name)
    .flatMap(({ children }) => children)
    .filter((child) => typeof child === 'string')
    .join('');
}

function linkOf(feed: XmlElement, rel: string): string | undefined {
  return childrenNamed(feed, 'link').find(({ attributes }) => attributes.rel === rel)?.attributes
    .href;
}

function linksOf(feed: XmlElement, rel: string): string[] {
  return childrenNamed(feed, 'entry')
    .flatMap((entry) => childrenNamed(entry, 'link'))
    .filter(({ attributes }) => attributes.rel === rel)
    .flatMap(({ attributes }) => attributes.href ?? []);
}
