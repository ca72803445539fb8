/**
 * Fetches the addresses given as arguments, one after the other, tells the outcome of each in a
 * line, and then has nothing more to do: whether the process ends is for the test to see.
 */
import { fetchFeed } from '../../src/collect/fetch.ts';
import { sourceAt } from './sources.ts';

for (const url of process.argv.slice(2)) {
  const fetched = await fetchFeed(sourceAt(url), undefined, {
    now: '2026-05-22T06:00:00Z',
    allowPrivate: [new URL(url).host],
    userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
    limits: { headersMs: 1_500, idleMs: 1_500, totalMs: 4_000 },
  });
  process.stdout.write(`${fetched.kind === 'failed' ? fetched.cause : fetched.kind}\n`);
}
