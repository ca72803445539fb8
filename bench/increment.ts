/**
 * What publishing costs: processor and wall time for the first publication of made-up articles, for
 * a quiet run, for one with five articles more, and for writing everything anew, with the memory
 * that each had. Of two counts it says how much more an article costs in the larger archive.
 *
 *     node --expose-gc --import tsx bench/increment.ts [--reports 5] [--a-day 100] [COUNT …]
 *
 * `--reports` is how many a story has at most: with 1 nearly every article is a story of its own.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readConfig } from '../src/config/read.ts';
import { publish } from '../src/publish/publish.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import type { Article } from '../src/types.ts';
import { BUSY, makeArticles } from './made-up.ts';

/** Articles a transaction. */
const BATCH = 1_000;
const NEW = 5;

const config = await readConfig(new URL('../sources', import.meta.url).pathname);
const gazetteer = compileGazetteer(config.entities);

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { reports: { type: 'string' }, 'a-day': { type: 'string' } },
});
const shape = {
  reports: Number(values.reports ?? BUSY.reports),
  aDay: Number(values['a-day'] ?? BUSY.aDay),
};
const given = positionals.map(Number);
let sources = 0;
const perArticle: number[] = [];
for (const count of given.length > 0 ? given : [1_000, 10_000]) {
  perArticle.push(await measure(count));
  const [before, last] = perArticle.slice(-2);
  if (before === undefined || last === undefined || perArticle.length < 2) continue;
  process.stdout.write(`  an article costs ${(last / before).toFixed(2)} times as much as there\n`);
}

/** Gives the processor time of an article at first publication, in milliseconds. */
async function measure(count: number): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'karakoram-increment-'));
  const store = openSqlite(join(folder, 'state.db'));
  const out = join(folder, 'out');
  const timed = async (name: string, now: string, force = false): Promise<number> => {
    globalThis.gc?.();
    let most = 0;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 50);
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const { stories, files } = await publish(config, gazetteer, store, { out, now, force });
    const { user, system } = process.cpuUsage(cpu);
    clearInterval(watch);
    const [wall, own] = [(performance.now() - began) / 1000, (user + system) / 1_000_000];
    const megabytes = Math.max(most, process.memoryUsage().rss) / 2 ** 20;
    process.stdout.write(
      `  ${name.padEnd(12)} ${wall.toFixed(2)} s, ${own.toFixed(2)} s of a processor, at most ${megabytes.toFixed(0)} MB; ` +
        `${stories.total} stories, ${files.written} files written\n`,
    );
    return (own * 1000) / count;
  };
  try {
    process.stdout.write(`${count} articles\n`);
    const more = await storeArticles(store, count);
    const each = await timed('first', '2026-01-01T00:00:00Z');
    await timed('quiet', '2026-01-01T00:15:00Z');
    await take(store, more, '2026-01-01T00:30:00Z');
    await timed(`${NEW} more`, '2026-01-01T00:30:00Z');
    await timed('quiet', '2026-01-01T00:45:00Z');
    await rm(out, { recursive: true });
    await timed('all written', '2026-01-01T01:00:00Z');
    return each;
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}

/** Stores so many articles and gives the few that come later; the others are not kept in memory. */
async function storeArticles(store: Store, count: number): Promise<readonly Article[]> {
  const { articles } = makeArticles(count + NEW, config.entities, shape);
  for (let start = 0; start < count; start += BATCH) {
    const batch = articles.slice(start, Math.min(start + BATCH, count));
    await take(store, batch, '2026-01-01T00:00:00Z');
  }
  return articles.slice(count);
}

/** Each batch as what a source of its own lists: a real feed lists hundreds, not a whole archive. */
async function take(store: Store, some: readonly Article[], at: string): Promise<void> {
  sources += 1;
  const check = { sourceId: `made-up-${sources}`, checkedAt: at, nextAt: at, failures: 0 };
  await store.keepPoll(some, check);
}
