/** The other side of `parse-in-worker.ts`: reads one feed for each message. */
import { parentPort, workerData } from 'node:worker_threads';
import { concernsOf } from './concerns.ts';
import type { TopicWords } from './concerns-words.ts';
import { NotAFeed } from './not-a-feed.ts';
import { readFeed } from './parse.ts';
import type { Answer, Question } from './parse-in-worker.ts';

const words: TopicWords | null = workerData;
const concerns = words === null ? undefined : concernsOf(words);

parentPort?.on('message', async ({ bytes, contentType, base }: Question) => {
  parentPort?.postMessage(await answer(bytes, contentType, base));
});
parentPort?.postMessage('ready');

async function answer(
  bytes: Uint8Array,
  contentType: string | undefined,
  base: string,
): Promise<Answer> {
  try {
    return { feed: await readFeed(bytes, contentType, base, concerns) };
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof NotAFeed)) return { problem: `The feed cannot be read: ${message}` };
    return { notAFeed: message, feedAddress: error.feedAddress };
  }
}
