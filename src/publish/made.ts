import { createHash } from 'node:crypto';
import type { Story } from '../types.ts';
import { PROGRAM } from './program.ts';

/**
 * What a document about these stories is made from, as one hash: it changes with anything that
 * could change the document. `settings` is whatever else goes into it, as plain values.
 */
export function madeOf(settings: unknown, stories: readonly Story[]): string {
  const hash = createHash('sha256').update(JSON.stringify([PROGRAM, settings]));
  for (const { ledger, reports, tags } of stories) {
    const articles = reports.map(({ article, match }) => {
      // The hash of an article is over all of it but the time it was first seen.
      return [article.id, article.hash, article.firstSeen, match];
    });
    hash.update(JSON.stringify([ledger, tags, articles]));
  }
  return hash.digest('hex');
}
