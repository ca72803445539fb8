import type { Article } from '../types.ts';
import { contentWords, hashOf, sharedCount, shinglesOf, wordsOf } from './words.ts';

/**
 * Whether what a feed now gives under the id or address of `before` is the report of another
 * event: time, headline and text are all different. A correction keeps one of them, mostly two.
 */
export function isAnotherReport(before: Article, now: Article): boolean {
  if (before.published === undefined || now.published === undefined) return false;
  if (before.published.at === now.published.at) return false;
  if (before.titleFrom !== 'given' || now.titleFrom !== 'given') return false;
  return (
    overlap(wordHashes(before.title), wordHashes(now.title)) < ALIKE &&
    isOtherText(before.paragraphs.join('\n'), now.paragraphs.join('\n'))
  );
}

/** Of two short texts, or where one is missing, it cannot be said. */
function isOtherText(before: string, now: string): boolean {
  const [a, b] = [before, now].map((text) => shinglesOf(wordsOf(text), RUNS));
  if (a === undefined || b === undefined || Math.min(a.length, b.length) < FEWEST_RUNS) {
    return false;
  }
  return sharedCount(a, b) / Math.min(a.length, b.length) < COPIED;
}

/** Share of the words of the shorter headline: names of a beat stand in each of its headlines. */
const ALIKE = 0.5;
/** Share of runs of three words: reports of one outlet have a few set phrases in common. */
const COPIED = 0.15;
const FEWEST_RUNS = 10;
const RUNS = 400;

function wordHashes(text: string): readonly number[] {
  return [...new Set(contentWords(text).map(hashOf))].sort((a, b) => a - b);
}

function overlap(a: readonly number[], b: readonly number[]): number {
  return a.length === 0 || b.length === 0 ? 1 : sharedCount(a, b) / Math.min(a.length, b.length);
}
