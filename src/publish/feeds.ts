/** Every feed of one publication: path below `out/` → text. */
import { readFileSync } from 'node:fs';
import type { LedgerEntry, Site, Story, Tag } from '../types.ts';
import { type Archive, divide } from './archive.ts';
import { atomDocument, atomEntries, type Head, type WrittenEntry } from './atom.ts';
import { entryOf, feedAddress } from './entry.ts';
import { renderExports } from './exports.ts';
import { renderJson } from './json.ts';
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
 * same bytes.
 */
export function renderFeeds(
  given: Site,
  stories: readonly Story[],
  tombstones: readonly LedgerEntry[],
): Map<string, string> {
  const site = withCheckedAddresses(given);
  const { current, closed } = divide(stories, tombstones);
  const parts = partsOf(site, stories);
  const written = writeOnce(site, [current, ...parts.map((part) => part.stories)].flat());
  const newestFirst = (some: readonly Story[]): WrittenEntry[] =>
    byTime(some.flatMap((story) => written.get(story) ?? []));

  const files = new Map<string, string>([[paths.FEED_STYLE, STYLE]]);
  for (const [path, text] of renderExports(site, stories)) files.set(path, text);
  for (const archive of closed) {
    const { head, entries } = archiveOf(site, archive);
    files.set(head.path, atomDocument(site, head, entries, []));
  }
  for (const part of parts) {
    files.set(part.head.path, atomDocument(site, part.head, newestFirst(part.stories), []));
  }
  const opml = renderOpml(site, [
    { feeds: [mainHead(site, closed)] },
    ...headingsOf(parts).map((heading) => ({
      heading,
      feeds: parts.filter((part) => part.heading === heading).map((part) => part.head),
    })),
  ]);
  if (opml !== undefined) files.set(paths.OPML, opml);

  const entries = newestFirst(current);
  const plain = entries.map(({ entry }) => entry);
  const main = mainHead(site, closed);
  files.set(paths.JSON_FEED, renderJson(site, { ...main, path: paths.JSON_FEED }, plain));
  files.set(paths.RSS, renderRss(site, { ...main, path: paths.RSS }, plain));
  files.set(paths.ATOM, atomDocument(site, main, entries, tombstones));
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
function archiveOf(site: Site, archive: Archive): { head: Head; entries: WrittenEntry[] } {
  const entries = archive.stories.map((story) => entryOf(site, story, archive.until));
  const before = archive.number - 1;
  return {
    head: {
      ...mainHead(site, []),
      path: paths.archivePath(archive.number),
      current: paths.ATOM,
      ...(before === 0 ? {} : { previousArchive: paths.archivePath(before) }),
    },
    entries: byTime(atomEntries(site, entries)),
  };
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

/** Each story as Atom once, however many documents hold it. */
function writeOnce(site: Site, stories: readonly Story[]): Map<Story, WrittenEntry> {
  const different = [...new Set(stories)];
  const entries = atomEntries(
    site,
    different.map((story) => entryOf(site, story)),
  );
  return new Map(
    different.flatMap((story, index): [Story, WrittenEntry][] => {
      const entry = entries[index];
      return entry === undefined ? [] : [[story, entry]];
    }),
  );
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
