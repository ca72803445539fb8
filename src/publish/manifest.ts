/**
 * The list of our own files beside the documents: what may be removed once it is stale, what need
 * not be made again, and by which hashes a run can be checked. `manifest.json` in the output folder.
 */
import { createHash } from 'node:crypto';

/** What is known of a file of ours. */
export type Made = {
  /** SHA-256 of the file in hex; empty while it is being written. */
  readonly sha256: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** What it was made from, where that is cheaper to compare than to make the file again. */
  readonly of?: string;
};

/** By path below the output folder; nothing where the text is damaged: then nothing is stale. */
export function parseManifest(text: string): Map<string, Made> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return new Map();
  }
  if (typeof parsed !== 'object' || parsed === null) return new Map();
  return new Map(
    Object.entries(parsed).flatMap(([path, value]): [string, Made][] => {
      const { sha256, bytes, of }: Record<string, unknown> = Object(value);
      if (typeof sha256 !== 'string' || typeof bytes !== 'number') return [];
      return [[path, { sha256, bytes, ...(typeof of === 'string' ? { of } : {}) }]];
    }),
  );
}

/** The text of the list, by path. */
export function manifestText(entries: ReadonlyMap<string, Made>): string {
  const lines = [...entries]
    .toSorted((a, b) => (a[0] < b[0] ? -1 : 1))
    .map(([path, entry]) => `${JSON.stringify(path)}: ${JSON.stringify(entry)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

/** What is to be remembered of a text. */
export function madeFrom(text: string, of?: string): Made {
  return {
    sha256: createHash('sha256').update(text).digest('hex'),
    bytes: Buffer.byteLength(text),
    ...(of === undefined ? {} : { of }),
  };
}
