import type { Gazetteer } from '../../topic/gazetteer.ts';
import type { Article, Published, Source } from '../../types.ts';
import { readDate } from '../date.ts';
import { excerptOf } from '../excerpt.ts';
import { articleHash, articleId } from '../hash.ts';
import { peopleOf } from '../normalise-authors.ts';
import { canonicalAddress, webAddress, withoutTrackers } from '../url.ts';
import { type Document, isDocument, readDocument } from './document.ts';
import type { Fields } from './record.ts';

/** What all stored articles are read with. */
export type StoredContext = {
  readonly gazetteer: Gazetteer;
  /** Feeds know the outlet, country and kind of their site's articles. */
  readonly sources: readonly Source[];
  /** Start of the run, ISO time. */
  readonly now: string;
};

/**
 * A stored article from what is stated of it and what its text tells. Stated fields win; what they
 * leave open is worked out from the text. Answers with a sentence where there is no article.
 *
 * @param file path below the articles folder, `path#id` for a record.
 * @param identity what the article's id is made of: its own id or address, else its file.
 */
export function storedArticle(
  file: string,
  identity: string,
  fields: Fields,
  text: string,
  context: StoredContext,
): Article | { readonly problem: string } {
  const url = webAddress(fields.url);
  const { gazetteer, now } = context;
  const read = readDocument(text, {
    gazetteer,
    now,
    ...(url === undefined ? {} : { address: url }),
  });
  const document = isDocument(read) ? read : undefined;
  const title = fields.title ?? document?.title;
  if (title === undefined)
    return { problem: `${file}: ${isDocument(read) ? 'has no title' : read.problem}` };
  const published = publishedOf(fields, document);
  if (published !== undefined && published.at.slice(0, 10) > dayAfter(now)) {
    return { problem: `${file}: published: ${published.at} lies in the future; correct the date` };
  }
  return build(file, identity, fields, title, url, published, document, context);
}

function build(
  file: string,
  identity: string,
  fields: Fields,
  title: string,
  url: string | undefined,
  published: Published | undefined,
  document: Document | undefined,
  { sources, now }: StoredContext,
): Article {
  const known =
    (url === undefined ? undefined : outletOf(url, sources)) ??
    (fields.outlet === undefined ? outletOfFolder(file, sources) : undefined);
  const outlet = fields.outlet ?? known?.outlet;
  const country = fields.country ?? known?.country;
  const kind = fields.kind ?? known?.kind;
  const stated = [
    ...(fields.authors ?? []),
    ...(fields.author === undefined ? [] : [fields.author]),
  ];
  const authors = stated.length > 0 ? peopleOf(stated, outlet ?? '') : (document?.authors ?? []);
  const agency = fields.agency ?? document?.agency;
  const dateline = fields.dateline ?? document?.dateline;
  const summary = fields.summary ?? document?.summary;
  const paragraphs = document?.paragraphs ?? [];
  const article = {
    id: articleId(['stored', identity]),
    sourceId: 'stored',
    file,
    ...(url === undefined
      ? {}
      : { url: withoutTrackers(url), canonicalUrl: canonicalAddress(url) }),
    ...(outlet === undefined ? {} : { outlet }),
    ...(country === undefined ? {} : { country }),
    ...(kind === undefined ? {} : { kind }),
    language: fields.language ?? document?.language ?? 'und',
    title,
    titleFrom: fields.title === undefined ? (document?.titleFrom ?? 'lede') : ('given' as const),
    ...(published === undefined ? {} : { published }),
    authors,
    ...(agency === undefined ? {} : { agency }),
    ...(dateline === undefined ? {} : { dateline }),
    ...(published !== undefined || document?.filedOn === undefined
      ? {}
      : { filedOn: document.filedOn }),
    ...(summary === undefined ? {} : { summary }),
    paragraphs,
    excerpt: document?.excerpt ?? excerptOf(summary === undefined ? [] : [summary]),
    categories: [...new Set([...(fields.tags ?? []), ...(fields.categories ?? [])])],
    republish: fields.republish ?? ('excerpt' as const),
  };
  return { ...article, firstSeen: now, hash: articleHash(article) };
}

function publishedOf(fields: Fields, document: Document | undefined): Published | undefined {
  return (
    (fields.published === undefined ? undefined : readDate(fields.published)) ?? document?.published
  );
}

/** Clocks differ by up to a day around the world. */
function dayAfter(now: string): string {
  return new Date(Date.parse(now) + 24 * 60 * 60 * 1_000).toISOString().slice(0, 10);
}

/** The source whose site or feed lies on the host of an address. */
function outletOf(url: string, sources: readonly Source[]): Source | undefined {
  const host = hostOf(url);
  const own = (source: Source) =>
    [source.site, source.url].some((address) => address !== undefined && hostOf(address) === host);
  return sources.find((source) => source.kind !== 'aggregator' && own(source));
}

/** `dawn/2025/railway.txt`: a folder named as a source, its outlet or its site; the inmost counts. */
function outletOfFolder(file: string, sources: readonly Source[]): Source | undefined {
  const own = sources.filter(({ kind }) => kind !== 'aggregator');
  for (const folder of file.split('/').slice(0, -1).reverse()) {
    const name = plainName(folder);
    const found = own.find(({ id, outlet, site, url }) => {
      const host = hostOf(site ?? url) ?? '';
      return [id, outlet, host, host.split('.')[0] ?? ''].some((one) => plainName(one) === name);
    });
    if (name !== '' && found !== undefined) return found;
  }
  return undefined;
}

/** `The Express Tribune` and `express-tribune` are one name. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^the[\s_-]+/, '')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '');
}

function hostOf(address: string): string | undefined {
  return URL.canParse(address)
    ? new URL(address).hostname.replace(/^(?:www|amp|m)\./, '')
    : undefined;
}
