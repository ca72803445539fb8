import { z } from 'zod';
import type { Item, ParsedFeed } from '../types.ts';
import { mostEntries } from './canonical.ts';
import { absolute } from './canonical-entry.ts';
import { escapeXml } from './html.ts';
import { NotAFeed } from './not-a-feed.ts';

/** Real feeds give numbers for ids, and null for what they do not have. */
const text = z
  .union([z.string(), z.number()])
  .transform((value) => String(value).trim() || undefined)
  .optional()
  .catch(undefined);

const person = z.object({ name: text, url: text }).catch({ name: undefined, url: undefined });

const people = z.array(person).catch([]);

const entry = z.object({
  id: text,
  url: text,
  external_url: text,
  title: text,
  content_html: text,
  content_text: text,
  summary: text,
  date_published: text,
  date_modified: text,
  language: text,
  author: person.optional(),
  authors: people.optional(),
  tags: z.array(text).catch([]).optional(),
});

const feed = z.object({
  version: text,
  title: text,
  home_page_url: text,
  language: text,
  author: person.optional(),
  authors: people.optional(),
  items: z.array(z.unknown()),
});

type Person = z.infer<typeof person>;

/**
 * JSON Feed 1.0 and 1.1 as items. Entries that are no objects are left out and told in
 * `problems`. Throws `NotAFeed` where the text is no JSON Feed.
 */
export function parseJsonFeed(source: string, base: string): ParsedFeed {
  const checked = feed.safeParse(parsed(source));
  if (!checked.success)
    throw new NotAFeed('The answer is JSON but no JSON Feed: it has no list `items`.');
  const { title, home_page_url, language, author, authors, items } = checked.data;
  const read = items.slice(0, mostEntries).map((item) => entry.safeParse(item));
  const good = read.flatMap(({ data }) => (data === undefined ? [] : [data]));
  const feedAuthors = namesOf(authors, author);
  const site = absolute(home_page_url, base);
  const bad = read.length - good.length;
  return {
    ...(title === undefined ? {} : { title }),
    ...(site === undefined ? {} : { site }),
    ...(language === undefined ? {} : { language }),
    items: good.map((item) => itemOf(item, base, feedAuthors)),
    problems: [
      ...(bad === 0 ? [] : [`${bad} of the ${items.length} entries are no objects.`]),
      ...(items.length <= mostEntries
        ? []
        : [`The feed has ${items.length} entries; the first ${mostEntries} were read.`]),
    ],
  };
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new NotAFeed(
      `The answer looks like JSON but cannot be read: ${(error as Error).message}`,
    );
  }
}

function itemOf(item: z.infer<typeof entry>, base: string, feedAuthors: readonly string[]): Item {
  const own = namesOf(item.authors, item.author);
  const link = absolute(item.url, base) ?? absolute(item.external_url, base) ?? absolute(item.id);
  const content =
    item.content_html ??
    (item.content_text === undefined ? undefined : paragraphs(item.content_text));
  const fields = {
    guid: item.id,
    link,
    title: item.title,
    summary: item.summary === undefined ? undefined : escapeXml(item.summary),
    content,
    published: item.date_published,
    updated: item.date_modified,
    language: item.language,
  };
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return {
    ...(Object.fromEntries(present) as Partial<Record<keyof typeof fields, string>>),
    authors: own.length > 0 ? own : feedAuthors,
    categories: (item.tags ?? []).flatMap((tag) => (tag === undefined ? [] : [tag])),
  };
}

function paragraphs(plain: string): string {
  return plain
    .split(/\n\s*\n/)
    .map((paragraph) => `<p>${escapeXml(paragraph)}</p>`)
    .join('');
}

/** 1.1 has a list; 1.0 had one author. */
function namesOf(several: readonly Person[] | undefined, single: Person | undefined): string[] {
  const people = several !== undefined && several.length > 0 ? several : single ? [single] : [];
  return people.flatMap(({ name, url }) => name ?? url ?? []);
}
