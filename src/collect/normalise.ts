import type { Article, Item, ParsedFeed, Published, Source, TitleOrigin } from '../types.ts';
import { readDate } from './date.ts';
import { excerptOf } from './excerpt.ts';
import { articleHash, articleId } from './hash.ts';
import { cleanText, paragraphsOf, textOf } from './html.ts';
import { peopleOf } from './normalise-authors.ts';
import { languageOf } from './normalise-language.ts';
import { canonicalAddress, webAddress, withoutTrackers } from './url.ts';

/** A title made from text is no longer. In UTF-16 units. */
const longestMadeTitle = 120;

/** More text is a book or an attack; in paragraphs and in UTF-16 units each. */
const mostParagraphs = 300;
const longestParagraph = 5_000;

/** Web feeds are younger than this: an older date is a default value or a slip. */
const earliest = '1995-01-01';

/** A date further ahead is not a clock that runs fast or a zone left out. In milliseconds. */
const slack = 24 * 60 * 60 * 1_000;

/** Markup kept of a text that is given whole, in UTF-16 units: a book chapter, ten times an article. */
export const LONGEST_HTML = 200_000;

/**
 * An entry of a feed as an article with nothing missing; `undefined` if it has neither title nor
 * text nor address to make one from. `now` is the start of the run, ISO-8601 in UTC.
 */
export function normaliseItem(
  item: Item,
  feed: ParsedFeed,
  source: Source,
  now: string,
): Article | undefined {
  const url = webAddress(item.link);
  const outlet = outletOf(item, source);
  const given = titleWithoutOutlet(textLine(item.title), item.sourceTitle);
  const paragraphs = bodyOf(item, given, outlet);
  const [title, titleFrom] = titleOf(given, paragraphs, url);
  if (title === undefined) return undefined;
  const canonicalUrl = url === undefined ? undefined : canonicalAddress(url);
  const published = publishedOf(item, now);
  const isOwn = outlet === source.outlet;
  const summary = summaryOf(item, paragraphs, title);
  const whole = source.republish === 'full' ? (item.content ?? item.summary) : undefined;
  const html = whole?.slice(0, LONGEST_HTML);
  const article = {
    id: articleId([source.id, ...identityOf(item, canonicalUrl, title, published)]),
    sourceId: source.id,
    ...(url === undefined ? {} : { url: withoutTrackers(url) }),
    ...(canonicalUrl === undefined ? {} : { canonicalUrl }),
    outlet,
    ...(isOwn && source.country !== undefined ? { country: source.country } : {}),
    ...(source.kind === undefined ? {} : { kind: source.kind }),
    language: languageOf([title, ...paragraphs], [item.language, source.language, feed.language]),
    title,
    titleFrom,
    ...(published === undefined ? {} : { published }),
    authors: peopleOf(item.authors, outlet),
    ...(summary === undefined ? {} : { summary }),
    paragraphs,
    excerpt: excerptOf(paragraphs),
    categories: [...new Set(item.categories.map(textOf).filter((term) => term !== ''))],
    republish: source.republish,
    ...(html === undefined ? {} : { html }),
  };
  return { ...article, firstSeen: now, hash: articleHash(article) };
}

/** See the rules of identity: a guid, else the address, else title and day. */
function identityOf(
  item: Item,
  canonicalUrl: string | undefined,
  title: string,
  published: Published | undefined,
): string[] {
  if (item.guid !== undefined) return [item.guid];
  return canonicalUrl === undefined ? [title, published?.at.slice(0, 10) ?? ''] : [canonicalUrl];
}

/** An aggregator tells whose report an entry is; any other feed speaks only for its own outlet. */
function outletOf(item: Item, source: Source): string {
  const named = source.kind === 'aggregator' ? textLine(item.sourceTitle) : undefined;
  return named ?? source.outlet;
}

function textLine(text: string | undefined): string | undefined {
  const line = text === undefined ? '' : cleanText(text).replace(/\s+/g, ' ').trim();
  return line === '' ? undefined : line;
}

/** Aggregators write `Headline - Outlet`. */
function titleWithoutOutlet(
  title: string | undefined,
  outlet: string | undefined,
): string | undefined {
  if (title === undefined || outlet === undefined) return title;
  const name = outlet.replace(/\s+/g, ' ').trim().toLowerCase();
  for (const dash of [' - ', ' – ', ' — ', ' | ']) {
    const at = title.lastIndexOf(dash);
    if (
      at > 0 &&
      title
        .slice(at + dash.length)
        .trim()
        .toLowerCase() === name
    ) {
      return title.slice(0, at).trim();
    }
  }
  return title;
}

/** Paragraphs that blogs and aggregators add to every entry. */
const added =
  /^(?:the post .{0,400} (?:first )?appeared (?:first )?on .{0,200}|(?:read more|continue reading|read full story|full story|more)\b.{0,150}[.…»→\])]?|\[?(?:…|\.\.\.)\]?)$/i;

function bodyOf(item: Item, title: string | undefined, outlet: string): string[] {
  const markup = item.content ?? item.summary ?? '';
  const { title: given = '', sourceTitle } = item;
  return storyParagraphs(markup, [
    ...(title === undefined ? [] : [title, `${title} ${outlet}`, `${title} ${sourceTitle}`]),
    given,
    outlet,
  ]);
}

/**
 * The paragraphs of a story as plain text, of bounded number and length, without those that say
 * nothing but what is known: its title, its outlet, an invitation to read on.
 *
 * @param markup from outside
 * @param known lines that are left out
 */
export function storyParagraphs(markup: string, known: readonly string[]): string[] {
  const repeated = new Set(known.map((text) => text.replace(/\s+/g, ' ').trim().toLowerCase()));
  return paragraphsOf(markup)
    .filter((paragraph) => !repeated.has(paragraph.toLowerCase()) && !added.test(paragraph))
    .slice(0, mostParagraphs)
    .map((paragraph) =>
      paragraph.length <= longestParagraph ? paragraph : excerptOf([paragraph], longestParagraph),
    );
}

function titleOf(
  given: string | undefined,
  paragraphs: readonly string[],
  url: string | undefined,
): [string | undefined, TitleOrigin] {
  if (given !== undefined) return [given, 'given'];
  const [lede] = paragraphs;
  if (lede !== undefined) return [firstSentence(lede), 'lede'];
  const slug = url === undefined ? undefined : wordsOfAddress(url);
  return [slug, 'address'];
}

function firstSentence(text: string): string {
  const end = /[.!?](?=\s)|[。！？۔।]/.exec(text.slice(0, longestMadeTitle));
  // A short first sentence is more likely an initial or a dateline.
  if (end !== null && end.index > 30) return text.slice(0, end.index + 1).replace(/[.。۔।]$/, '');
  return excerptOf([text], longestMadeTitle);
}

/** `/news/1834/china-pakistan-talks.html` says `China pakistan talks`. */
function wordsOfAddress(url: string): string | undefined {
  const segments = new URL(url).pathname.split('/');
  const words = segments
    .map((segment) =>
      segment
        .replace(/\.[a-z]{2,5}$/i, '')
        .replace(/[-_+]+/g, ' ')
        .trim(),
    )
    .filter((segment) => /\p{L}{3,} .*\p{L}{3,}/u.test(segment))
    .sort((a, b) => b.length - a.length)[0];
  return words === undefined ? undefined : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The feed's own summary where it says something that the body does not begin with. */
function summaryOf(item: Item, paragraphs: readonly string[], title: string): string | undefined {
  if (item.content === undefined || item.summary === undefined) return undefined;
  const summary = textOf(item.summary);
  const start = summary
    .replace(/(?:\[?(?:…|\.\.\.|&hellip;)\]?)$/, '')
    .trim()
    .slice(0, 200);
  if (start === '' || summary === title || paragraphs.join(' ').includes(start)) return undefined;
  return excerptOf([summary], 1_000);
}

/**
 * When a feed says that an entry came out: never later than `now`. A time up to a day ahead (a
 * fast clock, a zone left out) becomes `now`; what is further ahead or older than the web is
 * unknown.
 */
function publishedOf(item: Item, now: string): Published | undefined {
  const dates = [item.published, item.updated].map((text) =>
    text === undefined ? undefined : readDate(text),
  );
  return dates.map((date) => (date === undefined ? undefined : plausible(date, now))).find(Boolean);
}

/** A date that can be true, as above. */
export function plausible(date: Published, now: string): Published | undefined {
  if (date.at < earliest.slice(0, date.at.length)) return undefined;
  const present = `${new Date(now).toISOString().slice(0, 19)}Z`.slice(0, date.at.length);
  if (date.at <= present) return date;
  const limit = new Date(Date.parse(now) + slack).toISOString();
  return date.at <= limit.slice(0, date.at.length) ? { ...date, at: present } : undefined;
}
