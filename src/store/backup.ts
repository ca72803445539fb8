import { closeSync, existsSync, fsyncSync, linkSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { lookInto } from './database.ts';
import { StateError, sayStateError } from './state-error.ts';

/** A copy that is not whole yet has this ending. */
export const UNFINISHED = '.karakoram-new';

/**
 * Writes a copy of the state, as of now and whole, while a run may be under way: it is read in one
 * transaction. The copy is packed densely and is one file, without a log beside it.
 *
 * @throws StateError where `target` exists, cannot be written, or the state cannot be read
 */
export function backUp(file: string, target: string): void {
  if (existsSync(target)) {
    throw new StateError(`${target} exists and is not overwritten. Choose another name.`);
  }
  const unfinished = `${target}${UNFINISHED}`;
  lookInto(file, (db) => {
    rmSync(unfinished, { force: true });
    try {
      db.prepare('vacuum into ?').run(unfinished);
      toDisk(unfinished);
      // A link, unlike a renaming, does not replace what came there meanwhile.
      linkSync(unfinished, target);
      toDisk(dirname(target));
    } catch (error) {
      throw sayStateError(error, target);
    } finally {
      rmSync(unfinished, { force: true });
    }
  });
}

/** Waits until a file, or a folder's own entries, would survive a power cut. */
export function toDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some systems cannot do that for a folder.
    if (!/EINVAL|EPERM/.test(String(error))) throw error;
  } finally {
    closeSync(descriptor);
  }
}
