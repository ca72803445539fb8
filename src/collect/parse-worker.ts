/** The other side of `parse-in-worker.ts`: reads one feed for each message. */
import { parentPort, workerData } from 'node:worker_threads';
import { type Concerns, concernsOf } from './concerns.ts';
import type { TopicWords } from './concerns-words.ts';
import { NotAFeed } from './not-a-feed.ts';
import { readFeed } from './parse.ts';
import type { Answer, Question } from './parse-in-worker.ts';

const words: TopicWords | null = workerData;
const byCountry = new Map<string | undefined, Concerns>();

parentPort?.on('message', async (question: Question) => {
  parentPort?.postMessage(await answer(question));
});
parentPort?.postMessage('ready');

/** Made once for each country that makes a difference. */
function concernsIn(country: string | undefined): Concerns | undefined {
  if (words === null) return undefined;
  const home = Object.hasOwn(words.homes, country ?? '') ? country : undefined;
  const concerns = byCountry.get(home) ?? concernsOf(words, home);
  byCountry.set(home, concerns);
  return concerns;
}

async function answer({ bytes, contentType, base, country }: Question): Promise<Answer> {
  try {
    return { feed: await readFeed(bytes, contentType, base, concernsIn(country)) };
  } catch (error) {
    const { message } = error as Error;
    if (!(error instanceof NotAFeed)) return { problem: `The feed cannot be read: ${message}` };
    return { notAFeed: message, feedAddress: error.feedAddress };
  }
}
