import type { Article, Entity } from '../types.ts';
import type { PageRead } from './full-text-page.ts';
import { openThread } from './thread.ts';

export type PageQuestion = {
  readonly bytes: Uint8Array;
  readonly contentType: string | undefined;
  readonly article: Article;
  readonly now: string;
};

/** Reads the pages of articles, one after the other. */
export type PageReader = {
  readonly read: (question: PageQuestion) => Promise<PageRead>;
  readonly close: () => Promise<void>;
};

/** A page of 1 MB takes a second here; a slow machine gets ten times that. In milliseconds. */
const readingMs = 10_000;

/** A page of 5 MB needs some 300 MB while it is read; more is an attack. In megabytes. */
const mostMemory = 512;

/** A thread that reads pages, and is ended when one takes too much time or memory. */
export function openPageReader(entities: readonly Entity[], milliseconds = readingMs): PageReader {
  const options = { reads: 'page', data: entities, mostMemory };
  const thread = openThread<PageQuestion, PageRead>('full-text-worker', options);
  return {
    read: async (question) => {
      const answer = await thread.ask(question, milliseconds);
      return 'problem' in answer ? { trouble: 'too-slow' } : answer;
    },
    close: thread.close,
  };
}
