import { z } from 'zod';
import type { Item, ParsedFeed } from '../types.ts';
import { mostEntries } from './canonical.ts';
import { absolute } from './canonical-entry.ts';
import type { Concerns } from './concerns.ts';
import { excerptOf } from './excerpt.ts';
import { escapeXml, textOf } from './html.ts';
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

type Entry = z.infer<typeof entry>;

/**
 * JSON Feed 1.0 and 1.1 as items. Entries that are no objects are left out and told in
 * `problems`; of those that do not pass `concerns` the little is kept that is kept of any entry.
 * Throws `NotAFeed` where the text is no JSON Feed.
 */
export function parseJsonFeed(source: string, base: string, concerns?: Concerns): ParsedFeed {
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
    items: good.map((item) =>
      isLight(item, concerns) ? lightItemOf(item, base) : itemOf(item, base, feedAuthors),
    ),
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

/** One without a title gets it from its text or address, so it is read as a whole. */
function isLight(item: Entry, concerns: Concerns | undefined): boolean {
  const { title, summary, content_html, content_text } = item;
  if (concerns === undefined || title === undefined) return false;
  const text = [title, summary, content_html, content_text].join('\n');
  return !concerns(text)(0, text.length);
}

/** Markup looked at for the first words of an entry. In UTF-16 units. */
const startLength = 800;

function lightItemOf(item: Entry, base: string): Item {
  const { summary, content_text, content_html } = item;
  const plain = summary ?? content_text;
  const start = excerptOf([plain ?? textOf(content_html?.slice(0, startLength) ?? '')]);
  return {
    ...frameOf(item, base),
    ...(start === '' ? {} : { summary: escapeXml(start) }),
    authors: [],
    categories: [],
  };
}

function frameOf(item: Entry, base: string): Partial<Item> {
  const fields = {
    guid: item.id,
    link: absolute(item.url, base) ?? absolute(item.external_url, base) ?? absolute(item.id),
    title: item.title,
    published: item.date_published,
    updated: item.date_modified,
    language: item.language,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function itemOf(item: Entry, base: string, feedAuthors: readonly string[]): Item {
  const own = namesOf(item.authors, item.author);
  const content =
    item.content_html ??
    (item.content_text === undefined ? undefined : paragraphs(item.content_text));
  return {
    ...frameOf(item, base),
    ...(item.summary === undefined ? {} : { summary: escapeXml(item.summary) }),
    ...(content === undefined ? {} : { content }),
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
