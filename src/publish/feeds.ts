/** Every feed of one publication: path below `out/` → text. */
import { readFileSync } from 'node:fs';
import type { LedgerEntry, Site, Story, Tag } from '../types.ts';
import { type Archive, divide } from './archive.ts';
import { atomDocument, atomEntries, type Head, type WrittenEntry } from './atom.ts';
import { type Entry, entryOf, feedAddress } from './entry.ts';
import { renderExports } from './exports.ts';
import type { Document } from './files.ts';
import { renderJson } from './json.ts';
import { madeOf } from './made.ts';
import { renderOpml } from './opml.ts';
import * as paths from './paths.ts';
import { renderRss } from './rss.ts';
import { nameUuid } from './uuid.ts';
import { languageName } from './wording.ts';

/** Fewer stories make no feed of their own: nobody subscribes to silence. */
const STORIES_FOR_A_FEED = 5;
/** What a feed of a tag or a language holds; they have no archive, the main feed has. */
const STORIES_IN_A_PART = 50;

const STYLE = readFileSync(new URL(`static/${paths.FEED_STYLE}`, import.meta.url), 'utf8');

/**
 * `stories` come by sequence, `tombstones` are those to be shown. The same arguments give the
 * same bytes. What did not change need not even be made: archives and tables become ever more.
 */
export function renderFeeds(
  given: Site,
  stories: readonly Story[],
  tombstones: readonly LedgerEntry[],
): Map<string, Document> {
  const site = withCheckedAddresses(given);
  const { current, closed } = divide(stories, tombstones);
  const parts = partsOf(site, stories);
  const entriesOf = writtenOnce(site);

  const files = new Map<string, Document>([[paths.FEED_STYLE, STYLE]]);
  for (const [path, table] of renderExports(site, stories)) files.set(path, table);
  for (const archive of closed) {
    files.set(paths.archivePath(archive.number), {
      of: madeOf([site, archive.number, archive.until], archive.stories),
      text: () => archiveText(site, archive),
    });
  }
  for (const { head, stories: held } of parts) {
    files.set(head.path, {
      of: madeOf([site, head], held),
      text: () => atomDocument(site, head, entriesOf(held), []),
    });
  }
  const opml = renderOpml(site, [
    { feeds: [mainHead(site, closed)] },
    ...headingsOf(parts).map((heading) => ({
      heading,
      feeds: parts.filter((part) => part.heading === heading).map((part) => part.head),
    })),
  ]);
  if (opml !== undefined) files.set(paths.OPML, opml);

  const main = mainHead(site, closed);
  const of = madeOf([site, main, tombstones], current);
  const plain = (): Entry[] => entriesOf(current).map(({ entry }) => entry);
  files.set(paths.JSON_FEED, {
    of,
    text: () => renderJson(site, { ...main, path: paths.JSON_FEED }, plain()),
  });
  files.set(paths.RSS, { of, text: () => renderRss(site, { ...main, path: paths.RSS }, plain()) });
  files.set(paths.ATOM, {
    of,
    text: () => atomDocument(site, main, entriesOf(current), tombstones),
  });
  return files;
}

/** The main feed as a reader subscribes to it. */
function mainHead(site: Site, closed: readonly Archive[]): Head {
  const last = closed.at(-1);
  return {
    id: `urn:uuid:${site.id}`,
    title: site.title,
    ...(site.subtitle === undefined ? {} : { subtitle: site.subtitle }),
    path: paths.ATOM,
    page: '',
    ...(last === undefined ? {} : { previousArchive: paths.archivePath(last.number) }),
  };
}

/**
 * A closed document names the one before it but not the one after it: that one does not exist
 * when it closes, and a closed document does not change.
 */
function archiveText(site: Site, archive: Archive): string {
  const entries = archive.stories.map((story) => entryOf(site, story, archive.until));
  const before = archive.number - 1;
  const head: Head = {
    ...mainHead(site, []),
    path: paths.archivePath(archive.number),
    current: paths.ATOM,
    ...(before === 0 ? {} : { previousArchive: paths.archivePath(before) }),
  };
  return atomDocument(site, head, byTime(atomEntries(site, entries)), []);
}

/** A feed of some of the stories. */
type Part = { readonly head: Head; readonly heading: string; readonly stories: readonly Story[] };

/** One feed for each tag and each language of leads that has enough stories. */
function partsOf(site: Site, stories: readonly Story[]): Part[] {
  const byTag = new Map<string, { tag: Tag; stories: Story[] }>();
  const byLanguage = new Map<string, Story[]>();
  for (const story of stories) {
    for (const tag of story.tags) {
      const key = paths.tagFeedPath(tag);
      const held = byTag.get(key);
      if (held === undefined) byTag.set(key, { tag, stories: [story] });
      else if (held.stories.at(-1) !== story) held.stories.push(story);
    }
    const language = story.lead.article.language.toLowerCase().split('-')[0] ?? 'und';
    const held = byLanguage.get(language);
    if (held === undefined) byLanguage.set(language, [story]);
    else held.push(story);
  }
  const parts: Part[] = [];
  const add = (heading: string, title: string, path: string, page: string, held: Story[]): void => {
    if (held.length < STORIES_FOR_A_FEED) return;
    parts.push({
      head: {
        id: partId(site, path),
        title: `${site.title}: ${title}`,
        path,
        page,
      },
      heading,
      stories: held.slice(-STORIES_IN_A_PART),
    });
  };
  for (const [path, { tag, stories: held }] of byTag) {
    add(headingOf(tag.scheme), tag.label, path, paths.tagPath(tag), held);
  }
  for (const [language, held] of byLanguage) {
    const name = languageName(language);
    if (name !== undefined) add('Languages', name, paths.languageFeedPath(language), '', held);
  }
  return parts.toSorted((a, b) => (a.head.path < b.head.path ? -1 : 1));
}

function partId(site: Site, path: string): string {
  return `urn:uuid:${nameUuid(site.id, `feed\n${path}`)}`;
}

/** `outlet-country` → `Outlet country`. */
function headingOf(scheme: string): string {
  const words = scheme.replaceAll('-', ' ');
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/** Each heading once, in the order of its first feed. */
function headingsOf(parts: readonly Part[]): string[] {
  return [...new Set(parts.map((part) => part.heading))];
}

/**
 * Gives stories as entries, the latest first. Each is written once, however many documents hold
 * it, and only when the first of them is made.
 */
function writtenOnce(site: Site): (stories: readonly Story[]) => WrittenEntry[] {
  const written = new Map<Story, WrittenEntry>();
  return (stories) => {
    const missing = stories.filter((story) => !written.has(story));
    const entries = atomEntries(
      site,
      missing.map((story) => entryOf(site, story)),
    );
    for (const [index, story] of missing.entries()) {
      const entry = entries[index];
      if (entry !== undefined) written.set(story, entry);
    }
    return byTime(stories.flatMap((story) => written.get(story) ?? []));
  };
}

/**
 * What a document holds goes by the order of first publication; within it the latest comes first,
 * for readers that show entries as they stand.
 */
function byTime(entries: readonly WrittenEntry[]): WrittenEntry[] {
  return entries.toSorted((a, b) => (a.entry.updated > b.entry.updated ? -1 : 1));
}

/** Configuration may hold addresses that browsers take but feeds may not. */
function withCheckedAddresses(site: Site): Site {
  const { base: givenBase, hub: givenHub, ...rest } = site;
  const base = feedAddress(givenBase);
  const hub = feedAddress(givenHub);
  return {
    ...rest,
    ...(base === undefined ? {} : { base }),
    ...(hub === undefined ? {} : { hub }),
  };
}
