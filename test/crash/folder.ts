import { existsSync } from 'node:fs';
import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import Database from 'libsql';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Article, Check, LedgerEntry } from '../../src/types.ts';

/** Path below a folder → text of the file. */
export type Snapshot = ReadonlyMap<string, string>;

export async function snapshot(folder: string): Promise<Snapshot> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
  return new Map(
    await Promise.all(
      paths.map(
        async (path): Promise<[string, string]> => [
          path,
          await readFile(join(folder, path), 'utf8'),
        ],
      ),
    ),
  );
}

/** Paths whose files differ, or are in one of the two alone. */
export function differences(a: Snapshot, b: Snapshot): string[] {
  const paths = new Set([...a.keys(), ...b.keys()]);
  return [...paths].filter((path) => a.get(path) !== b.get(path)).sort();
}

/**
 * The database lets go of its files when its statements are collected, a little after a run that
 * was not a process of its own. A copy out of which one goes meanwhile is made again.
 */
async function copyState(from: string, to: string): Promise<void> {
  for (;;) {
    try {
      return await replaceFolder(from, to);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || !existsSync(from)) throw error;
    }
  }
}

/** Puts a copy of `from` in the place of `to`. */
export async function replaceFolder(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true });
  await cp(from, to, { recursive: true });
}

/** What a state folder holds. */
export type Held = {
  readonly integrity: string;
  readonly articles: readonly Article[];
  readonly ledger: readonly LedgerEntry[];
  readonly checks: ReadonlyMap<string, Check>;
};

/** Reads a copy, so that the state itself is as the killed run left it. */
export async function readState(folder: string, copy: string): Promise<Held> {
  await copyState(folder, copy);
  const file = join(copy, 'karakoram.db');
  const store = openSqlite(file);
  try {
    const db = new Database(file);
    const { integrity_check: integrity } = db.prepare('pragma integrity_check').get() as {
      integrity_check: string;
    };
    db.close();
    return {
      integrity,
      articles: await store.articles(),
      ledger: await store.ledger(),
      checks: await store.checks(),
    };
  } finally {
    await store.close();
  }
}
