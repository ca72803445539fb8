import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { StateError, sayStateError } from './state-error.ts';

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
 * @throws StateError where there is no room or right for a lock
 */
export function takeRunLock(state: string, me: Holder): Taken {
  let taken = tryRunLock(state, me);
  // Who has just taken the lock says so a moment later, and who lets go takes the name down first.
  for (let waited = 0; isNameless(taken) && waited < NAME_MS; waited += PAUSE_MS) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MS);
    taken = tryRunLock(state, me);
  }
  return taken;
}

type Taken =
  | { readonly lock: RunLock }
  | { readonly lock?: never; readonly heldBy: Holder | undefined };

/** A name is written within milliseconds; a machine at its limits may take a hundred times that. */
const NAME_MS = 1000;
const PAUSE_MS = 50;

function isNameless(taken: Taken): boolean {
  return taken.lock === undefined && taken.heldBy === undefined;
}

function tryRunLock(state: string, me: Holder): Taken {
  const file = `${state}.lock`;
  const holderFile = `${file}.json`;
  let db: Database.Database | undefined;
  try {
    mkdirSync(dirname(file), { recursive: true });
    db = new Database(file, { timeout: 0 });
    db.exec('begin exclusive');
  } catch (error) {
    db?.close();
    if (/locked|busy/i.test(String(error))) return { heldBy: readHolder(holderFile) };
    throw sayStateError(error, state);
  }
  const held = db;
  tellHolder(holderFile, me);
  return {
    lock: {
      release: () => {
        rmSync(holderFile, { force: true });
        held.close();
      },
    },
  };
}

/** Another run holds the lock; it is no trouble of the state. */
export class RunUnderWay extends StateError {}

/**
 * Takes the lock or ends.
 *
 * @throws StateError that says who holds it
 */
export function requireRunLock(state: string, me: Holder): RunLock {
  const taken = takeRunLock(state, me);
  if (taken.lock !== undefined) return taken.lock;
  const who =
    taken.heldBy === undefined
      ? 'another process'
      : `process ${taken.heldBy.pid} since ${taken.heldBy.since}`;
  throw new RunUnderWay(
    `A run on ${state} is under way (${who}). Wait for it, or use another --state.`,
  );
}

/** The name is for people; a full disk that has no room for it may have room for the run. */
function tellHolder(file: string, me: Holder): void {
  try {
    writeFileSync(file, JSON.stringify(me));
  } catch {
    rmSync(file, { force: true });
  }
}

function readHolder(file: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Holder;
  } catch {
    return undefined;
  }
}
