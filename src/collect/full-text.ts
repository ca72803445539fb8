/** What the page of an article adds to a feed that brings only its beginning. */
import type { Article, Published } from '../types.ts';
import { width } from './document/measure.ts';
import { excerptOf } from './excerpt.ts';
import { articleHash } from './hash.ts';

/** What was read on the page of an article. Its title is not among it: that of the feed stays. */
export type FullText = {
  /** Plain text, none empty. */
  readonly paragraphs: readonly string[];
  /** BCP-47; `und` where it cannot be told. */
  readonly language: string;
  readonly published?: Published;
  readonly authors: readonly string[];
  readonly agency?: string;
  readonly dateline?: string;
  /** Markup from outside, only for an article that may be given whole. */
  readonly html?: string;
};

/** A report of four paragraphs is longer; what feeds give instead of one is seldom half of it. */
const teaserWidth = 1_000;

/** Whether a feed brought the beginning of an article alone, or nothing but its headline. */
export function isTeaser({ paragraphs }: Pick<Article, 'paragraphs'>): boolean {
  const last = paragraphs.at(-1) ?? '';
  return lengthOf(paragraphs) < teaserWidth || /(?:…|\.\.\.)[\])\s]{0,3}$/.test(last.slice(-8));
}

/** As it looks: a Han character is as wide as two letters. */
export function lengthOf(paragraphs: readonly string[]): number {
  return paragraphs.reduce((sum, paragraph) => sum + width(paragraph), 0);
}

/**
 * The article with the text of its page. What its feed states goes before what the page does, and
 * its excerpt stays, so that a story looks the same to its readers whenever the page is read. An
 * article of which the feed brings more than the page stays as it is.
 */
export function withFullText(article: Article, read: FullText): Article {
  const { paragraphs } = read;
  if (lengthOf(paragraphs) <= lengthOf(article.paragraphs)) return article;
  const published = article.published ?? read.published;
  const agency = article.agency ?? read.agency;
  const dateline = article.dateline ?? read.dateline;
  const summary = article.summary ?? standfirst(article, paragraphs);
  const html = article.republish === 'full' ? (read.html ?? article.html) : article.html;
  const whole = {
    ...article,
    language: article.language === 'und' ? read.language : article.language,
    authors: article.authors.length > 0 ? article.authors : read.authors,
    paragraphs,
    excerpt: article.excerpt === '' ? excerptOf(paragraphs) : article.excerpt,
    ...(published === undefined ? {} : { published }),
    ...(agency === undefined ? {} : { agency }),
    ...(dateline === undefined ? {} : { dateline }),
    ...(summary === undefined ? {} : { summary }),
    ...(html === undefined ? {} : { html }),
  };
  return { ...whole, hash: articleHash(whole) };
}

/** Enough of a teaser to find it again in the text that it was taken from. */
const start = 60;

/** A teaser that is no part of the text: it may name what the text takes for known. */
function standfirst(teaser: Article, paragraphs: readonly string[]): string | undefined {
  const text = teaser.paragraphs.join(' ');
  if (text === '' || paragraphs.join(' ').includes(text.slice(0, start))) return undefined;
  return excerptOf([text], 1_000);
}
