/**
 * What publishing costs when little changed: processor and wall time for the first publication of
 * made-up articles, for a quiet one, and for one with five articles more.
 *
 *     node --import tsx bench/increment.ts [COUNT …]
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../src/config/read.ts';
import { publish } from '../src/publish/publish.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import { makeArticles } from './made-up.ts';

/** Articles a transaction. */
const BATCH = 1_000;
const NEW = 5;

const config = await readConfig(new URL('../sources', import.meta.url).pathname);
const gazetteer = compileGazetteer(config.entities);

const counts = process.argv.slice(2).map(Number);
for (const count of counts.length > 0 ? counts : [1_000, 10_000]) await measure(count);

async function measure(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'karakoram-increment-'));
  const store = openSqlite(join(folder, 'state.db'));
  const out = join(folder, 'out');
  const { articles } = makeArticles(count + NEW, config.entities);
  const take = (some: typeof articles, at: string) =>
    store.keepPoll(some, { sourceId: 'made-up', checkedAt: at, nextAt: at, failures: 0 });
  const timed = async (name: string, now: string): Promise<void> => {
    const [began, cpu] = [performance.now(), process.cpuUsage()];
    const { stories, files } = await publish(config, gazetteer, store, { out, now });
    const { user, system } = process.cpuUsage(cpu);
    const [wall, own] = [(performance.now() - began) / 1000, (user + system) / 1_000_000];
    const rss = process.memoryUsage().rss / 1024 / 1024;
    process.stdout.write(
      `  ${name.padEnd(12)} ${wall.toFixed(2)} s, ${own.toFixed(2)} s of a processor, ${rss.toFixed(0)} MB; ` +
        `${stories.total} stories, ${files.written} files written\n`,
    );
  };
  try {
    for (let start = 0; start < count; start += BATCH) {
      await take(articles.slice(start, Math.min(start + BATCH, count)), '2026-01-01T00:00:00Z');
    }
    process.stdout.write(`${count} articles\n`);
    await timed('first', '2026-01-01T00:00:00Z');
    await timed('quiet', '2026-01-01T00:15:00Z');
    await take(articles.slice(count), '2026-01-01T00:30:00Z');
    await timed(`${NEW} more`, '2026-01-01T00:30:00Z');
    await timed('quiet', '2026-01-01T00:45:00Z');
  } finally {
    await store.close();
    await rm(folder, { recursive: true });
  }
}
