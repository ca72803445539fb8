import { existsSync } from 'node:fs';
import { lookInto } from './database.ts';
import { noteOf } from './rows.ts';
import type { Store } from './store.ts';

/**
 * What came of reading a long text, kept with the state, so that the next run need not read it
 * again: the names of a topic take most of the time that a quiet run has.
 */
export type Remembered = {
  /** What was kept under this key, which says of which text and program it is. */
  readonly recall: (key: string) => string | undefined;
  /** To be kept in place of what was kept before. */
  readonly learn: (key: string, value: string) => void;
  /** Keeps what was learnt, where anything was. */
  readonly keepIn: (store: Store) => Promise<void>;
};

const NOTE = 'read-before';

/** @param file path of the database, which may not be there yet */
export function rememberedIn(file: string): Remembered {
  let learnt: string | undefined;
  return {
    recall: (key) => {
      const body = noteIn(file);
      return body?.startsWith(`${key}\n`) === true ? body.slice(key.length + 1) : undefined;
    },
    learn: (key, value) => {
      learnt = `${key}\n${value}`;
    },
    keepIn: async (store) => {
      if (learnt !== undefined) await store.keepNote(NOTE, learnt);
      learnt = undefined;
    },
  };
}

/** Nothing of a state that cannot be read: the run that opens it says what is wrong with it. */
function noteIn(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return lookInto(file, (db) => noteOf(db, NOTE));
  } catch {
    return undefined;
  }
}
