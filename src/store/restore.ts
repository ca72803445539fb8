import {
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { toDisk, UNFINISHED } from './backup.ts';
import { damageOf, lookInto, takeInLog } from './database.ts';
import { StateError, sayStateError } from './state-error.ts';

/**
 * Puts a copy in the place of the state. The copy is looked at first, and what was there before is
 * kept beside it. Call it under the run lock only.
 *
 * @param now ISO 8601, names the file that keeps the old state
 * @returns where the old state is kept; absent where there was none
 * @throws StateError where the copy is no sound state; nothing was changed then
 */
export function restore(backup: string, file: string, now: string): string | undefined {
  const faults = lookInto(backup, (db) => damageOf(db, backup));
  if (faults.length > 0) {
    throw new StateError(`${faults.join('\n')}\nNothing was restored; take another copy.`);
  }
  const kept = file.replace(/(\.[^./]+)?$/, `-before-${now.replace(/[:.]/g, '-')}$1`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    const unfinished = `${file}${UNFINISHED}`;
    rmSync(unfinished, { force: true });
    copyFileSync(backup, unfinished);
    toDisk(unfinished);
    const hadState = existsSync(file);
    if (hadState) setAside(file, kept);
    renameSync(unfinished, file);
    toDisk(dirname(file));
    return hadState ? kept : undefined;
  } catch (error) {
    throw sayStateError(error, file);
  }
}

/**
 * Keeps the old state under another name and leaves it where it is until the new one takes its
 * place: at no instant is there none, for a run would start anew then.
 *
 * Do not change: the log (`-wal`) goes before the new state comes, else it would be applied to it.
 */
function setAside(file: string, kept: string): void {
  try {
    takeInLog(file);
  } catch {
    // What cannot be read is set aside unread, with its log.
  }
  linkOrCopy(file, kept);
  const log = `${file}-wal`;
  if (existsSync(log)) {
    if (statSync(log).size > 0) renameSync(log, `${kept}-wal`);
    else rmSync(log);
  }
  rmSync(`${file}-shm`, { force: true });
  toDisk(dirname(file));
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch {
    // Not every file system has links.
    copyFileSync(from, to);
    toDisk(to);
  }
}
