import type { OnProgress } from '../progress.ts';
import type { RunReport, Trouble } from '../report.ts';
import type { Store } from '../store/store.ts';
import type { Article, Check, ParsedFeed, Source } from '../types.ts';
import type { TopicWords } from './concerns-words.ts';
import type { Fetched } from './fetch.ts';
import { isTeaser } from './full-text.ts';
import { showsItsSite } from './full-text-site.ts';
import { checkAfterFailure, checkAfterFeed, isDue } from './next-check.ts';
import { normaliseItem } from './normalise.ts';
import { NotAFeed } from './not-a-feed.ts';
import { closeReader, readFeedWithin } from './parse-in-worker.ts';
import { type PollOptions, pollSources } from './poll.ts';
import { movesToBelieve } from './request.ts';

/** The largest honest feed reads in about a second here; a slow machine gets ten times that. */
const readingMs = 15_000;

export type Polled = {
  readonly sources: RunReport['sources'];
  readonly added: number;
  readonly changed: number;
  readonly failures: readonly Trouble[];
  readonly notices: readonly Trouble[];
};

/**
 * Asks every source that is due and takes what it brings into the store, a transaction a source.
 * The trouble of one is a line in the result and nothing to the others.
 */
export async function collectFeeds(
  sources: readonly Source[],
  store: Store,
  options: Omit<PollOptions, 'onFetched'> & {
    readonly offline: boolean;
    /** Entries that cannot be about their topic are kept with a few words only. */
    readonly words?: TopicWords;
    /** Whether the topic takes an article, for those who follow the progress. */
    readonly matches?: (article: Article) => boolean;
    readonly onProgress?: OnProgress;
  },
): Promise<Polled> {
  const { now, words, force = false, onProgress, matches } = options;
  const checks = new Map(
    [...(await store.checks())].map(([id, check]) => [id, forTopic(check, words)]),
  );
  const due = options.offline
    ? []
    : sources.filter((source) => isDue(source, checks.get(source.id), now, force));
  const off = sources.filter((source) => source.off !== undefined).length;
  let unchanged = 0;
  let added = 0;
  let changed = 0;
  const failures: Trouble[] = [];
  const notices: Trouble[] = [];

  const take = async (source: Source, fetched: Fetched): Promise<void> => {
    const before = checks.get(source.id);
    const outcome =
      fetched.kind === 'body' ? await read(source, before, fetched, words, now) : fetched;
    const answered = { kind: 'answered', source: source.id } as const;
    if (outcome.kind === 'failed') {
      const { cause, problem } = outcome;
      failures.push({ where: source.id, cause, problem });
      onProgress?.({ ...answered, outcome: 'failed', cause, problem });
    }
    if (outcome.kind === 'unchanged') {
      unchanged++;
      onProgress?.({ ...answered, outcome: 'unchanged' });
    }
    if (outcome.kind !== 'read') {
      await store.keepPoll([], outcome.check);
      return;
    }
    const { articles, feed, check } = outcome;
    const kept = await store.keepPoll(
      articles,
      (found) => checkAfterFeed(check, before, feed, found.added + found.changed),
      source.fullText === true ? (article) => wantsFullText(article, source) : undefined,
    );
    added += kept.added;
    changed += kept.changed;
    notices.push(...noticesOf(source, feed, check));
    onProgress?.({
      ...answered,
      outcome: 'read',
      entries: feed.items.length,
      new: kept.added,
      changed: kept.changed,
      matched: matches === undefined ? 0 : articles.filter(matches).length,
    });
  };

  const wantsFullText = (article: Article, source: Source): boolean =>
    isTeaser(article) && showsItsSite(article, source) && (matches?.(article) ?? false);

  try {
    onProgress?.({ kind: 'polling', due: due.length });
    await pollSources(due, checks, {
      ...options,
      onAsk: (source) => onProgress?.({ kind: 'asked', source: source.id }),
      onFetched: take,
    });
  } finally {
    await closeReader();
  }
  const order = new Map(sources.map((source, index) => [source.id, index]));
  const inOrder = (a: Trouble, b: Trouble) => (order.get(a.where) ?? 0) - (order.get(b.where) ?? 0);
  return {
    sources: {
      polled: due.length,
      unchanged,
      failed: failures.length,
      waiting: sources.length - due.length - off,
      off,
    },
    added,
    changed,
    failures: failures.sort(inOrder),
    notices: notices.sort(inOrder),
  };
}

/** Read for other words than these, a feed is asked for the whole again, though it may be the same. */
function forTopic(check: Check, words: TopicWords | undefined): Check {
  if (check.readFor === words?.fingerprint) return check;
  const { etag: _etag, lastModified: _modified, bodyHash: _hash, ...rest } = check;
  return rest;
}

type Outcome =
  | {
      readonly kind: 'read';
      readonly articles: Article[];
      readonly feed: ParsedFeed;
      readonly check: Check;
    }
  | Extract<Fetched, { kind: 'failed' }>;

/** Bytes to articles. A body that is no feed leaves the validators of the last good one. */
async function read(
  source: Source,
  before: Check | undefined,
  { bytes, contentType, url, check: fresh }: Extract<Fetched, { kind: 'body' }>,
  words: TopicWords | undefined,
  now: string,
): Promise<Outcome> {
  try {
    const sorting = words === undefined ? undefined : { words, country: source.country };
    const feed = await readFeedWithin(bytes, contentType, url, readingMs, sorting);
    const articles = feed.items.flatMap((item) => normaliseItem(item, feed, source, now) ?? []);
    const newest = articles
      .flatMap(({ published }) => published?.at ?? [])
      .sort()
      .at(-1);
    const check = {
      ...fresh,
      ...(words === undefined ? {} : { readFor: words.fingerprint }),
      ...(newest === undefined ? {} : { newestEntry: newest }),
    };
    return { kind: 'read', articles, feed, check };
  } catch (error) {
    const cause = error instanceof NotAFeed ? 'not-a-feed' : 'unreadable';
    const failure = { cause, problem: sentence(source, error) };
    const check = checkAfterFailure(source.id, before, failure, now);
    return { kind: 'failed', ...failure, check };
  }
}

/** What was found may name the address, which is nobody's business where the source is private. */
function sentence(source: Source, error: unknown): string {
  if (source.private) return 'The answer cannot be read as a feed.';
  return error instanceof Error ? error.message : String(error);
}

function noticesOf(source: Source, feed: ParsedFeed, check: Check): Trouble[] {
  const notices = feed.problems.map((problem) => ({ cause: 'malformed', problem }));
  if (!source.private && check.movedTo !== undefined && (check.movedTimes ?? 0) >= movesToBelieve) {
    notices.push({
      cause: 'moved',
      problem: `Has moved for good to ${check.movedTo}; put that address into the configuration.`,
    });
  }
  return notices.map((notice) => ({ where: source.id, ...notice }));
}
