import { once } from 'node:events';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';

/** A thread that answers questions, one after the other. */
export type Thread<Question, Answer> = {
  /**
   * Asks, and ends the thread when the answer takes longer than `milliseconds`, counted from the
   * question's own turn, or too much memory; the next question starts another. The question is
   * copied when its turn comes.
   */
  readonly ask: (question: Question, milliseconds: number) => Promise<Answer | Unanswered>;
  /** Ends the thread after the questions that were asked. */
  readonly close: () => Promise<void>;
};

/** Why there is no answer, as a sentence. */
export type Unanswered = { readonly problem: string };

/**
 * A thread for what must not hold up everything else. It runs a file of this folder, which posts
 * a message when it is ready and one for each question, and starts with the first question.
 *
 * @param name of the file, without its ending
 * @param reads what it reads, for sentences: `feed`
 * @param data the file finds it in `workerData`
 * @param mostMemory in megabytes
 */
export function openThread<Question, Answer>(
  name: string,
  { reads, data, mostMemory }: { reads: string; data: unknown; mostMemory: number },
): Thread<Question, Answer> {
  let worker: Worker | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const started = async (): Promise<Worker> => {
    if (worker !== undefined) return worker;
    worker = newWorker(name, data, mostMemory);
    // What it needs is loaded by then, so that loading does not count as reading.
    await once(worker, 'message');
    return worker;
  };

  const ask = async (question: Question, milliseconds: number): Promise<Answer | Unanswered> => {
    const asked = await started();
    asked.ref();
    return new Promise((resolve) => {
      const settle = (answer: Answer | Unanswered) => {
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
      const failed = (error: Error) => giveUp(`The ${reads} cannot be read: ${error.message}`);
      const ended = () => giveUp(`The thread that reads ${reads}s ended unexpectedly.`);
      const timer = setTimeout(() => {
        giveUp(`Reading the ${reads} took longer than ${milliseconds / 1_000} s and was given up.`);
      }, milliseconds);
      asked.on('message', settle).on('error', failed).on('exit', ended);
      asked.postMessage(question);
    });
  };

  return {
    ask: (question, milliseconds) => {
      const answer = turn.then(() => ask(question, milliseconds));
      turn = answer.catch(() => undefined);
      return answer;
    },
    close: async () => {
      await turn;
      await worker?.terminate();
      worker = undefined;
    },
  };
}

/** Runs from TypeScript by way of tsx (in tests too) and from compiled JavaScript as it is. */
function newWorker(name: string, data: unknown, mostMemory: number): Worker {
  const isSource = import.meta.url.endsWith('.ts');
  const file = new URL(`./${name}.${isSource ? 'ts' : 'js'}`, import.meta.url);
  const options = {
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: mostMemory },
    workerData: data,
  };
  if (!isSource) return new Worker(file, options);
  // tsx loads itself only into main threads; a thread has to ask for it.
  const path = createRequire(import.meta.url).resolve('tsx/esm/api');
  const tsx = pathToFileURL(path.replace(/\.cjs$/, '.mjs'));
  const start = `import('${tsx}').then(({ register }) => { register(); import('${file}'); });`;
  return new Worker(start, { ...options, eval: true });
}
