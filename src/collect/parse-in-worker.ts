import type { ParsedFeed } from '../types.ts';
import type { TopicWords } from './concerns-words.ts';
import { NotAFeed } from './not-a-feed.ts';
import { openThread, type Thread, type Unanswered } from './thread.ts';

export type Question = {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly base: string;
  readonly country: string | undefined;
};

export type Answer =
  | { readonly feed: ParsedFeed }
  | { readonly notAFeed: string; readonly feedAddress: string | undefined }
  | Unanswered;

/** A feed of 20 MB needs about 300 MB while it is read; more is an attack. In megabytes. */
const mostMemory = 768;

let reader: Thread<Question, Answer> | undefined;
/** Fingerprint of the words that the thread was started with. */
let knows: string | undefined;

/**
 * `readFeed` in a thread of its own, which is ended when a feed takes longer than `milliseconds`
 * or too much memory: no feed can hold up the others. Feeds are read one after the other; the
 * time counts from a feed's own turn. With `sorting`, entries that cannot be about the topic come
 * back with the little that is kept of any entry; it has the country of the outlet. Throws
 * `NotAFeed`, or an `Error` whose message is a sentence for the source's notice.
 */
export async function readFeedWithin(
  bytes: Uint8Array,
  contentType: string | undefined,
  base: string,
  milliseconds: number,
  sorting?: { readonly words: TopicWords; readonly country: string | undefined },
): Promise<ParsedFeed> {
  const question = { bytes, contentType, base, country: sorting?.country };
  return feedOf(await readerFor(sorting?.words).ask(question, milliseconds));
}

/** Ends the thread; the next feed would start another. */
export async function closeReader(): Promise<void> {
  await reader?.close();
  reader = undefined;
}

function readerFor(words: TopicWords | undefined): Thread<Question, Answer> {
  if (reader !== undefined && knows === words?.fingerprint) return reader;
  // It ends after the feeds that were asked of it.
  void reader?.close();
  knows = words?.fingerprint;
  reader = openThread('parse-worker', { reads: 'feed', data: words ?? null, mostMemory });
  return reader;
}

function feedOf(answer: Answer): ParsedFeed {
  if ('feed' in answer) return answer.feed;
  if ('notAFeed' in answer) throw new NotAFeed(answer.notAFeed, answer.feedAddress);
  throw new Error(answer.problem);
}
