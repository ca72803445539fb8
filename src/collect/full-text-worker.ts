/** The other side of `full-text-in-worker.ts`: reads one page for each message. */
import { parentPort, workerData } from 'node:worker_threads';
import { compileGazetteer } from '../topic/gazetteer.ts';
import type { PageQuestion } from './full-text-in-worker.ts';
import { type PageRead, readArticlePage } from './full-text-page.ts';

const gazetteer = compileGazetteer(workerData);

parentPort?.on('message', (question: PageQuestion) => {
  parentPort?.postMessage(answer(question));
});
parentPort?.postMessage('ready');

function answer({ bytes, contentType, article, now }: PageQuestion): PageRead {
  try {
    return readArticlePage(bytes, contentType, article, { gazetteer, now });
  } catch {
    // What the libraries say of a hostile page helps nobody.
    return { trouble: 'unreadable' };
  }
}
