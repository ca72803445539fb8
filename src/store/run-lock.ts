import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';

export type RunLock = { readonly release: () => void };

/** Who holds the lock; absent where it could not be read. */
export type Holder = { readonly pid: number; readonly since: string };

/**
 * Takes the lock that keeps runs on one state apart, across processes.
 *
 * The lock is a transaction on a database file beside the state, so the system lets go of it when
 * the process ends, however it ends: there is no stale lock to clear by hand. The holder's name
 * stands in a file of its own and means nothing while the lock is free.
 *
 * @returns the lock, or who holds it
 */
export function takeRunLock(
  state: string,
  me: Holder,
): { readonly lock: RunLock } | { readonly lock?: never; readonly heldBy: Holder | undefined } {
  const file = `${state}.lock`;
  const holderFile = `${file}.json`;
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file, { timeout: 0 });
  try {
    db.exec('begin exclusive');
  } catch (error) {
    db.close();
    if (/locked|busy/i.test(String(error))) return { heldBy: readHolder(holderFile) };
    throw error;
  }
  writeFileSync(holderFile, JSON.stringify(me));
  return {
    lock: {
      release: () => {
        rmSync(holderFile, { force: true });
        db.close();
      },
    },
  };
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}
