import { type FetchOptions, fetchFeed } from './collect/fetch.ts';
import { normaliseItem } from './collect/normalise.ts';
import { NotAFeed } from './collect/not-a-feed.ts';
import { readFeedWithin } from './collect/parse-in-worker.ts';
import type { Article, ParsedFeed, Source } from './types.ts';

/** A feed as it is right now. */
export type Found = {
  /** Of the feed itself. */
  readonly url: string;
  readonly feed: ParsedFeed;
  readonly articles: readonly Article[];
};

/** Where the common publishing systems keep their feeds. */
const commonPaths = ['/feed', '/rss', '/feed.xml', '/rss.xml', '/atom.xml', '/index.xml', '/feeds'];

/** A person waits for it, so half of what a run allows. */
const readingMs = 8_000;

/**
 * The feed at an address, else the one that the page there names, else one at a common path of the
 * site. Only a person who adds a source may guess like that; a run never does.
 *
 * @returns the feed, or why there is none as a sentence
 */
export async function findFeed(
  address: string,
  options: FetchOptions,
): Promise<Found | { readonly problem: string }> {
  const first = await read(address, options);
  if ('feed' in first) return first;
  const named = first.named === undefined ? undefined : await read(first.named, options);
  if (named !== undefined && 'feed' in named) return named;
  // A server that does not answer at all does not answer anywhere.
  if (!first.answered) return { problem: first.problem };
  for (const path of guesses(address)) {
    const guess = await read(path, options);
    if ('feed' in guess) return guess;
  }
  return { problem: first.problem };
}

function guesses(address: string): readonly string[] {
  const url = new URL(address);
  const below = url.pathname.endsWith('/') && url.pathname !== '/' ? [`${url.pathname}feed/`] : [];
  return [...below, ...commonPaths].map((path) => new URL(path, url.origin).href);
}

type NotFound = { readonly problem: string; readonly answered: boolean; readonly named?: string };

async function read(url: string, options: FetchOptions): Promise<Found | NotFound> {
  const source: Source = {
    ...{ id: 'new', name: 'new', url, outlet: new URL(url).host },
    ...{ republish: 'excerpt', private: false },
  };
  const fetched = await fetchFeed(source, undefined, options);
  if (fetched.kind !== 'body') {
    const problem = fetched.kind === 'failed' ? fetched.problem : 'The answer is empty.';
    const answered = fetched.kind === 'failed' && fetched.cause.startsWith('http-');
    return { problem, answered };
  }
  try {
    const feed = await readFeedWithin(fetched.bytes, fetched.contentType, fetched.url, readingMs);
    const articles = feed.items.flatMap(
      (item) => normaliseItem(item, feed, source, options.now) ?? [],
    );
    return { url: fetched.url, feed, articles };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    const named = error instanceof NotAFeed ? error.feedAddress : undefined;
    return { problem, answered: true, ...(named === undefined ? {} : { named }) };
  }
}
