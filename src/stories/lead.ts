import type { Article } from '../types.ts';

/**
 * The report that speaks for a story: in the language of the feed, by an outlet of its own rather
 * than an aggregator, under a headline that was given, an original rather than an agency's copy,
 * clearly fuller, earlier; among equals the smallest id. `articles` must not be empty.
 */
export function chooseLead(articles: readonly Article[], feedLanguage: string): Article {
  const [first] = articles.toSorted(
    (a, b) =>
      rank(a, feedLanguage) - rank(b, feedLanguage) ||
      fullness(b) - fullness(a) ||
      byText(timeOf(a), timeOf(b)) ||
      byText(a.id, b.id),
  );
  if (first === undefined) throw new RangeError('a story has at least one article');
  return first;
}

/** Smaller is better; each question outweighs all that follow it. */
function rank(article: Article, feedLanguage: string): number {
  const faults = [
    primary(article.language) !== primary(feedLanguage),
    article.kind === 'aggregator',
    article.titleFrom !== 'given',
    isAgencyCopy(article),
  ];
  return faults.reduce((sum, fault) => sum * 2 + (fault ? 1 : 0), 0);
}

function primary(language: string): string {
  return language.split('-')[0]?.toLowerCase() ?? language;
}

/** Credited to an agency that is not the outlet itself. */
function isAgencyCopy({ agency, outlet }: Article): boolean {
  return agency !== undefined && !outlet?.toLowerCase().includes(agency.toLowerCase());
}

/** In doublings: a few words more or less are no reason to prefer a later report. */
function fullness(article: Article): number {
  const characters = article.paragraphs.reduce((sum, text) => sum + text.length, 0);
  return Math.floor(Math.log2(characters + 100));
}

/** Reports of unknown day come after dated ones, in the order in which they were seen. */
function timeOf({ published, firstSeen }: Article): string {
  return published === undefined || published.precision === 'month'
    ? `~${firstSeen}`
    : published.at;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
