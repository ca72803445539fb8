/**
 * The list of our own files beside the documents: what may be removed once it is stale, what need
 * not be made again, and by which hashes a run can be checked.
 *
 * `manifest.json` names every file; where it is long, `manifest-since.json` says what changed since
 * it was written, so that a run with five new stories does not write a list of a hundred thousand.
 */
import { createHash } from 'node:crypto';
import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MANIFEST, SINCE } from './paths.ts';
import { isSafe } from './safe-path.ts';

/** What is known of a file of ours. */
export type Made = {
  /** SHA-256 of the file in hex; empty while it is being written. */
  readonly sha256: string;
  /** Its size in bytes. */
  readonly bytes: number;
  /** What it was made from, where that is cheaper to compare than to make the file again. */
  readonly of?: string;
};

export type Manifest = {
  /** What is known of a file, found without reading the whole list. */
  readonly get: (path: string) => Made | undefined;
  /** Everything by path. */
  readonly all: () => Map<string, Made>;
  /** Of the list: by it one can tell whether the folder is as we left it; absent without a list. */
  readonly hash?: string;
  /** The two texts once these files are as said here; nothing stands for a file that is gone. */
  readonly with: (changes: ReadonlyMap<string, Made | undefined>) => ManifestTexts;
};

export type ManifestTexts = {
  readonly manifest: Manifest;
  /** Of `manifest.json`, where it has to be written anew. */
  readonly whole?: string;
  /** Of `manifest-since.json`; there is none where nothing changed since. */
  readonly since?: string;
};

/** A list shorter than this in bytes is always written whole: some thousand files. */
const SHORT = 100_000;
/** So many are looked up faster in a list that was read whole. */
const MANY = 2_000;
/**
 * What changed since may be so large a part of the whole; then that is written anew. A run reads and
 * writes the one each time, and with a hundred thousand files the other every fortieth time or so.
 */
const PART = 64;

/** The list of a folder, empty where there is none or where it is damaged: then nothing is stale. */
export function readManifest(out: string): Manifest {
  return manifestOf(bytesOf(join(out, MANIFEST)), bytesOf(join(out, SINCE))?.toString());
}

/** The list by what lies in the folder; `wholeHash` is that of `whole`, where it is known. */
export function manifestOf(
  whole: Buffer | undefined,
  sinceText: string | undefined,
  wholeHash = whole === undefined ? undefined : sha256Of(whole),
): Manifest {
  const since = wholeHash === undefined ? new Map() : parseSince(sinceText, wholeHash);
  let parsed: Map<string, Made> | undefined;
  const parse = (): ReadonlyMap<string, Made> => {
    parsed ??= whole === undefined ? new Map() : parseManifest(whole.toString());
    return parsed;
  };
  const inWhole = (path: string): Made | undefined => {
    if (parsed !== undefined) return parsed.get(path);
    return whole === undefined ? undefined : findLine(whole, path);
  };
  const all = () => withChanges(parse(), since);
  return {
    get: (path) => (since.has(path) ? since.get(path) : inWhole(path)),
    all,
    ...(wholeHash === undefined
      ? {}
      : { hash: sha256Of(`${wholeHash} ${since.size === 0 ? '' : sinceText}`) }),
    with: (changes) => {
      if (changes.size > MANY) parse();
      // What is in `since` differs from the whole, or it would not be there.
      const after = new Map(since);
      for (const [path, made] of changes) {
        if (isSame(made, inWhole(path))) after.delete(path);
        else after.set(path, made);
      }
      const text = wholeHash === undefined ? '' : sinceTextOf(after, wholeHash);
      if (whole === undefined || whole.length < SHORT || text.length > whole.length / PART) {
        const anew = manifestText(withChanges(all(), changes));
        return { manifest: manifestOf(Buffer.from(anew), undefined), whole: anew };
      }
      return {
        manifest: manifestOf(whole, text, wholeHash),
        ...(after.size === 0 ? {} : { since: text }),
      };
    },
  };
}

function withChanges(
  made: ReadonlyMap<string, Made>,
  changes: ReadonlyMap<string, Made | undefined>,
): Map<string, Made> {
  const after = new Map(made);
  for (const [path, entry] of changes) {
    if (entry === undefined) after.delete(path);
    else after.set(path, entry);
  }
  return after;
}

function isSame(a: Made | undefined, b: Made | undefined): boolean {
  return a?.sha256 === b?.sha256 && a?.bytes === b?.bytes && a?.of === b?.of;
}

/** By path; nothing where the text is damaged. One that somebody changed leads nowhere else. */
export function parseManifest(text: string): Map<string, Made> {
  return new Map(
    entriesOf(text).flatMap(([path, value]): [string, Made][] => {
      const made = madeIn(value);
      return made === undefined || !isSafe(path) ? [] : [[path, made]];
    }),
  );
}

/** The text of the list, by path: a line a file. */
export function manifestText(entries: ReadonlyMap<string, Made>): string {
  return linesOf([...entries].toSorted(byPath));
}

/** What is to be remembered of a text. */
export function madeFrom(text: string, of?: string): Made {
  return {
    sha256: sha256Of(text),
    bytes: Buffer.byteLength(text),
    ...(of === undefined ? {} : { of }),
  };
}

/** Stands first in what changed since, where no path can: the hash of the list that it goes on. */
const GOES_ON = '';

function sinceTextOf(entries: ReadonlyMap<string, Made | undefined>, wholeHash: string): string {
  const lines = [...entries].map(([path, made]): [string, unknown] => [path, made ?? false]);
  return linesOf([[GOES_ON, wholeHash], ...lines.toSorted(byPath)]);
}

/** Nothing where it goes on another list: a run was ended between writing the two. */
function parseSince(text: string | undefined, wholeHash: string): Map<string, Made | undefined> {
  const [[, goesOn] = [], ...entries] = entriesOf(text ?? '');
  if (goesOn !== wholeHash) return new Map();
  return new Map(entries.flatMap(([path, value]) => (isSafe(path) ? [[path, madeIn(value)]] : [])));
}

function entriesOf(text: string): [string, unknown][] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return [];
  }
  return typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
}

function madeIn(value: unknown): Made | undefined {
  const { sha256, bytes, of }: Record<string, unknown> = Object(value);
  if (typeof sha256 !== 'string' || typeof bytes !== 'number') return undefined;
  return { sha256, bytes, ...(typeof of === 'string' ? { of } : {}) };
}

function linesOf(entries: readonly (readonly [string, unknown])[]): string {
  const lines = entries.map(([path, value]) => `${JSON.stringify(path)}: ${JSON.stringify(value)}`);
  return `{\n${lines.join(',\n')}\n}\n`;
}

function byPath(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : 1;
}

const NEWLINE = 10;

/** The entry of a path among lines that go by path, halving what is left at each look. */
function findLine(lines: Buffer, path: string): Made | undefined {
  let [from, to] = [lines.indexOf(NEWLINE) + 1, lines.length];
  while (from < to) {
    const middle = from + ((to - from) >> 1);
    const start = Math.max(from, lines.lastIndexOf(NEWLINE, middle - 1) + 1);
    const found = lines.indexOf(NEWLINE, start);
    const end = found === -1 ? lines.length : found;
    const line = lines.toString('utf8', start, end);
    // A path stands in it as it is: none that is safe has a sign that JSON would spell otherwise.
    const name = line.slice(1, line.indexOf('"', 1));
    if (name === path) return madeIn(entriesOf(`{${line.replace(/,$/, '')}}`)[0]?.[1]);
    // The end of the list is no line of it, and comes after every path.
    if (!line.startsWith('"') || name > path) to = start;
    else from = end + 1;
  }
  return undefined;
}

/** A link is not followed: what it points to is not ours. What cannot be read says nothing. */
function bytesOf(file: string): Buffer | undefined {
  try {
    return lstatSync(file).isFile() ? readFileSync(file) : undefined;
  } catch {
    return undefined;
  }
}

function sha256Of(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}
