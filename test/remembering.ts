import type { readConfig } from '../src/config/read.ts';

/** Reads a thousand names once and then remembers them, as runs do by their state. */
export function remembering(): NonNullable<Parameters<typeof readConfig>[1]> {
  const known = new Map<string, string>();
  return {
    recall: (key) => known.get(key),
    learn: (key, names) => {
      known.set(key, names);
    },
  };
}
