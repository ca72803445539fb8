import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { ParsedFeed } from '../types.ts';
import type { TopicWords } from './concerns-words.ts';
import { NotAFeed } from './not-a-feed.ts';

export type Question = {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly base: string;
  readonly country: string | undefined;
};

export type Answer =
  | { readonly feed: ParsedFeed }
  | { readonly notAFeed: string; readonly feedAddress: string | undefined }
  | { readonly problem: string };

/** A feed of 20 MB needs about 300 MB while it is read; more is an attack. In megabytes. */
const mostMemory = 768;

let worker: Worker | undefined;
/** Fingerprint of the words that the thread was started with. */
let knows: string | undefined;
let turn: Promise<unknown> = Promise.resolve();

/**
 * `readFeed` in a thread of its own, which is ended when a feed takes longer than `milliseconds`
 * or too much memory: no feed can hold up the others. Feeds are read one after the other; the
 * time counts from a feed's own turn. With `sorting`, entries that cannot be about the topic come
 * back with the little that is kept of any entry; it has the country of the outlet. Throws `NotAFeed`, or an `Error` whose message is
 * a sentence for the source's notice.
 */
export function readFeedWithin(
  bytes: Uint8Array,
  contentType: string | undefined,
  base: string,
  milliseconds: number,
  sorting?: { readonly words: TopicWords; readonly country: string | undefined },
): Promise<ParsedFeed> {
  // A copy: `slice` of a Buffer would hand over memory that others hold too.
  const copy = (): Uint8Array => new Uint8Array(bytes);
  const reading = turn.then(() =>
    ask(
      { bytes: copy(), contentType, base, country: sorting?.country },
      milliseconds,
      sorting?.words,
    ),
  );
  turn = reading.catch(() => undefined);
  return reading.then(feedOf);
}

/** Ends the thread; the next feed would start another. */
export async function closeReader(): Promise<void> {
  await turn;
  await worker?.terminate();
  worker = undefined;
}

async function ask(
  question: Question,
  milliseconds: number,
  words: TopicWords | undefined,
): Promise<Answer> {
  const asked = await workerWith(words);
  asked.ref();
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearTimeout(timer);
      asked.off('message', settle).off('error', failed).off('exit', ended);
      // An idle thread must not keep the process alive.
      asked.unref();
      resolve(answer);
    };
    const giveUp = (problem: string) => {
      worker = undefined;
      settle({ problem });
      // Errors of a thread that is being ended concern nobody.
      asked.on('error', () => undefined);
      asked.terminate();
    };
    const failed = (error: Error) => giveUp(`The feed cannot be read: ${error.message}`);
    const ended = () => giveUp('The thread that reads feeds ended unexpectedly.');
    const timer = setTimeout(() => {
      giveUp(`Reading the feed took longer than ${milliseconds / 1_000} s and was given up.`);
    }, milliseconds);
    asked.on('message', settle).on('error', failed).on('exit', ended);
    asked.postMessage(question, [question.bytes.buffer as ArrayBuffer]);
  });
}

/** A thread that has loaded what it needs, so that loading does not count as reading. */
async function workerWith(words: TopicWords | undefined): Promise<Worker> {
  if (worker !== undefined && knows === words?.fingerprint) return worker;
  await worker?.terminate();
  worker = newWorker(words);
  knows = words?.fingerprint;
  await once(worker, 'message');
  return worker;
}

/** Runs from TypeScript by way of tsx (in tests too) and from compiled JavaScript as it is. */
function newWorker(words: TopicWords | undefined): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const file = new URL(`./parse-worker.${isSource ? 'ts' : 'js'}`, import.meta.url);
  const options = {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    workerData: words ?? null,
  };
  if (!isSource) return new Worker(file, options);
  // tsx loads itself only into main threads; a thread has to ask for it.
  const path = createRequire(import.meta.url).resolve('tsx/esm/api');
  const tsx = pathToFileURL(path.replace(/\.cjs$/, '.mjs'));
  const start = `import('${tsx}').then(({ register }) => { register(); import('${file}'); });`;
  return new Worker(start, { ...options, eval: true });
}

function feedOf(answer: Answer): ParsedFeed {
  if ('feed' in answer) return answer.feed;
  if ('notAFeed' in answer) throw new NotAFeed(answer.notAFeed, answer.feedAddress);
  throw new Error(answer.problem);
}
