import { join } from 'node:path';
import { readConfig } from '../src/config/read.ts';
import type { RunReport } from '../src/report.ts';
import { run } from '../src/run.ts';
import { requireRunLock } from '../src/store/run-lock.ts';
import { openSqlite } from '../src/store/sqlite.ts';

export type Here = {
  readonly sources: string;
  readonly articles: string;
  readonly out: string;
  readonly state: string;
  readonly now: string;
  readonly allowPrivate: readonly string[];
  readonly offline?: boolean;
};

/**
 * The run of the command, in this process: a warm one takes a tenth of the time of a new process.
 * Nothing is printed, and what goes wrong is thrown.
 */
export async function runHere(here: Here): Promise<RunReport> {
  const { sources, articles, out, state, now, allowPrivate, offline = false } = here;
  const config = await readConfig(sources);
  const file = join(state, 'karakoram.db');
  const lock = requireRunLock(file, { pid: process.pid, since: now });
  try {
    const store = openSqlite(file);
    try {
      return await run(config, store, {
        ...{ articles, out, offline, allowPrivate, now },
        ...{ force: false, userAgent: 'Karakoram/test' },
      });
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}
