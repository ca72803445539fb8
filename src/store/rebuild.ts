import { existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Site } from '../types.ts';
import { toDisk, UNFINISHED } from './backup.ts';
import { takeInLog } from './database.ts';
import { recall } from './recall.ts';
import { openSqlite } from './sqlite.ts';
import { StateError, sayStateError } from './state-error.ts';

/**
 * Makes a state from what was published, where there is none: ids, headlines, links, dates, tags
 * and the order of stories are as they were, and nothing of it is new to the next run. Call it
 * under the run lock only.
 *
 * @param file path of the database; it appears whole or not at all
 * @param out the output folder, or a copy of the site
 * @returns the number of stories, and of those that were withdrawn
 * @throws StateError where there is a state, or the published files are not what we wrote
 */
export async function rebuild(
  file: string,
  out: string,
  site: Pick<Site, 'id'>,
): Promise<{ readonly stories: number; readonly withdrawn: number }> {
  if (existsSync(file)) {
    throw new StateError(
      `There is a state at ${file}. Move it away first, or name another with --state.`,
    );
  }
  const { ledger, stories } = await recall(out, site);
  const unfinished = `${file}${UNFINISHED}`;
  const clear = () => {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${unfinished}${ending}`, { force: true });
  };
  try {
    clear();
    const store = openSqlite(unfinished);
    try {
      await store.keepClosed(stories);
      await store.keepLedger(ledger);
    } finally {
      await store.close();
    }
    takeInLog(unfinished);
    toDisk(unfinished);
    // A log of the lost state would be applied to the new one.
    for (const ending of ['-wal', '-shm']) rmSync(`${file}${ending}`, { force: true });
    renameSync(unfinished, file);
    toDisk(dirname(file));
  } catch (error) {
    throw sayStateError(error, file);
  } finally {
    clear();
  }
  return { stories: stories.length, withdrawn: ledger.length - stories.length };
}
