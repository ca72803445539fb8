/** The state cannot be used; the message says why and what to do, and nothing was changed. */
export class StateError extends Error {
  override readonly name = 'StateError';
}

/**
 * The store with the database's complaints as sentences: whatever its functions reject with is a
 * StateError where the state is to blame, and what it was otherwise.
 *
 * @param file path of the database, for the sentences
 */
export function withSentences<Store extends object>(file: string, store: Store): Store {
  const told = Object.entries(store).map(([name, call]) => [
    name,
    async (...args: unknown[]) => {
      try {
        return await call(...args);
      } catch (error) {
        throw sayStateError(error, file);
      }
    },
  ]);
  return Object.fromEntries(told) as Store;
}

/** What went wrong with the state as a sentence that says what to do, where that is known. */
export function sayStateError(error: unknown, file: string): Error {
  const told = error instanceof Error ? error : new Error(String(error));
  if (error instanceof StateError) return error;
  const code = 'code' in told ? String(told.code) : '';
  const advice = advices.find(([pattern]) => pattern.test(`${code} ${told.message}`))?.[1];
  if (advice === undefined) return told;
  return new StateError(`The state ${file} ${advice}`, { cause: error });
}

const restore =
  '`karakoram state check` says more; put a copy back with `karakoram state restore`, or make it anew from what was published with `karakoram state rebuild`.';

/** By the code of the database or of the system; the first that fits. */
const advices: readonly (readonly [RegExp, string])[] = [
  [/SQLITE_FULL|ENOSPC/, 'cannot be written: the disk is full. Make room and run again.'],
  // The database rolled back by itself, and the driver's complaint of that hides the first one.
  [
    /cannot rollback - no transaction is active/,
    'cannot be written: the disk is full, or it fails. Make room and run again.',
  ],
  [/EDQUOT/, 'cannot be written: the quota of this user is used up. Make room and run again.'],
  [/SQLITE_NOTADB|not a database/, `cannot be opened: it is no database. ${restore}`],
  [/SQLITE_CORRUPT|disk image is malformed/, `is damaged. ${restore}`],
  // A page that was overwritten may hold a text that is no longer what was stored.
  [/not valid JSON|in JSON at position|Unexpected (?:end|token)/, `is damaged. ${restore}`],
  [
    /SQLITE_READONLY|EROFS|EACCES|EPERM/,
    'cannot be written: it is read-only for this user. Change the rights, or choose another --state.',
  ],
  [
    /SQLITE_IOERR|EIO|EFBIG/,
    'cannot be read or written: the disk reports an error, or a limit on the size of files (ulimit -f) was reached. Nothing was lost; mend that and run again.',
  ],
  [
    /SQLITE_BUSY|database is locked/,
    'is held by another program. Wait until it is done, and run again.',
  ],
  [
    /SQLITE_CANTOPEN|ENOTDIR|EISDIR|EEXIST|ENOENT/,
    'cannot be opened: its folder is missing, is no folder, or is closed to this user. Mend that, or choose another --state.',
  ],
];
