/**
 * One thing in one file, though over 300 lines: the only place that writes below the output folder.
 *
 * Writes documents so that a reader never gets half of one: a new file beside the old one, forced
 * to disk, then renamed over it (rename is atomic within one file system). What has not changed is
 * not touched, not even its time, so that servers go on answering 304.
 *
 * A manifest beside the documents says which files are ours, so that a stale one can be removed
 * and nothing else ever is.
 */
import { lstatSync, readFileSync } from 'node:fs';
import { lstat, mkdir, open, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { once } from '../once.ts';
import { type Made, type Manifest, madeFrom, readManifest } from './manifest.ts';
import { MANIFEST, SINCE } from './paths.ts';
import { isSafe, TEMPORARY } from './safe-path.ts';
import { checkStrictly } from './tree.ts';

/** A text, or the way to it. */
export type Document = string | Later;

/**
 * A text that is made only when its turn comes, so that not all are in memory at once. `of` stands
 * for everything that it depends on: while that is as it was the text is not made at all. XML that
 * was read strictly part by part says so, and is not read again as a whole.
 */
export type Later = {
  readonly of?: string;
  readonly isRead?: true;
  readonly text: () => string;
};

/** Enough to keep a disk busy, few enough for any limit on open files. */
const AT_ONCE = 8;

/** Documents could not be written; the message says why and what to do. */
export class PublishError extends Error {}

/** What happened, as paths below `out/`. */
export type Written = {
  readonly written: string[];
  readonly removed: string[];
  readonly unchanged: number;
  /** By which the list of our files is known again. */
  readonly manifest: string;
};

/**
 * Makes the folder hold exactly `files` (path below `out` → document) besides what others put
 * there. Pages come before the feeds that point to them, stale files of ours are removed last. XML
 * is parsed strictly before it may replace a file. Throws a PublishError when a document is not
 * well-formed, a path leads out of the folder, or the disk is full or read-only; every file is
 * then either as before or as it should be.
 *
 * Where `gone` is given, `files` are some of the documents and `gone` the paths of those that are
 * to be removed; all others stay as they are and are not looked at. `before` is the list as it lies
 * there.
 */
export async function writeFiles(
  out: string,
  files: ReadonlyMap<string, Document>,
  gone?: readonly string[],
  before = readManifest(out),
): Promise<Written> {
  return writeInTurns(out, [...files.keys()], [files], { before, ...(gone && { gone }) });
}

/**
 * As `writeFiles`, with the documents in batches, one after the other, so that not all have to be
 * at hand at once. `paths` names all of them before. `onWritten` hears how many are done.
 */
export async function writeInTurns(
  out: string,
  paths: readonly string[],
  batches: AsyncIterable<ReadonlyMap<string, Document>> | Iterable<ReadonlyMap<string, Document>>,
  {
    before = readManifest(out),
    gone,
    onWritten = () => {},
  }: {
    readonly before?: Manifest;
    readonly gone?: readonly string[];
    readonly onWritten?: (done: number) => void;
  },
): Promise<Written> {
  for (const path of paths) checkPath(path);
  try {
    await mkdir(out, { recursive: true });
    await sweep(out);
    const folders = foldersOf(paths);
    for (const folder of folders) await makeFolder(out, folder);
    // Some are written only where the last run came to its end, and then there is nothing left.
    if (gone === undefined) for (const folder of folders) await sweep(join(out, folder));

    let list = before;
    const announce = once(async () => {
      list = await sayUnsure(out, paths, before);
    });
    const changes = new Map<string, Made | undefined>();
    const written: string[] = [];
    for await (const files of batches) {
      const due: string[] = [];
      for (const path of files.keys()) {
        if (isMade(out, path, files, before)) changes.set(path, before.get(path));
        else due.push(path);
      }
      for (const group of groupsOf(due)) {
        written.push(...(await writeGroup(out, group, files, changes, announce)));
        onWritten(changes.size);
      }
    }
    const unchanged = changes.size - written.length;
    const stale = gone ?? [...before.all().keys()].filter((path) => !changes.has(path));
    const removed = await removeStale(out, stale);
    const unmade = paths.filter((path) => !changes.has(path));
    for (const path of [...stale, ...unmade]) changes.set(path, undefined);
    const { hash: manifest = '' } = await writeManifest(out, list, changes);
    return { written, removed, unchanged, manifest };
  } catch (error) {
    throw explained(error, out);
  }
}

/** Whether a document need not even be made. */
function isMade(
  out: string,
  path: string,
  files: ReadonlyMap<string, Document>,
  before: Manifest,
): boolean {
  const document = files.get(path);
  if (typeof document !== 'object' || document.of === undefined) return false;
  const entry = before.get(path);
  if (entry?.of !== document.of) return false;
  const found = lstatSync(join(out, path), { throwIfNoEntry: false });
  return found?.isFile() === true && found.size === entry.bytes;
}

/**
 * Says before the first file is written which may be: a run that is killed must leave no file that
 * nobody knows of, and none that passes for made from what it was not.
 */
async function sayUnsure(
  out: string,
  paths: readonly string[],
  before: Manifest,
): Promise<Manifest> {
  const unsure: Made = { sha256: '', bytes: 0 };
  return writeManifest(out, before, new Map(paths.map((path) => [path, unsure])));
}

/** Refuses what is not plainly a path below the folder, on any system. */
function checkPath(path: string): void {
  if (!isSafe(path)) {
    throw new PublishError(`"${path}" cannot be the path of a document below the output folder.`);
  }
}

/** The folders of the paths, each after the one it lies in; the top itself is not among them. */
function foldersOf(paths: Iterable<string>): string[] {
  const folders = new Set<string>();
  for (const path of paths) {
    const segments = path.split('/').slice(0, -1);
    for (let depth = 1; depth <= segments.length; depth += 1) {
      folders.add(segments.slice(0, depth).join('/'));
    }
  }
  return [...folders].toSorted();
}

/** A link in place of a folder would lead our writing out of the output folder. */
async function makeFolder(out: string, folder: string): Promise<void> {
  const path = join(out, folder);
  // Not the recursive way: on a read-only disk that one says that there is no such folder.
  await mkdir(path).catch((error: unknown) => {
    if (codeOf(error) !== 'EEXIST') throw error;
  });
  if (!(await lstat(path)).isDirectory()) {
    throw new PublishError(`"${path}" must be a folder and no link: please remove it.`);
  }
}

/** Removes what a killed run left behind. */
async function sweep(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.endsWith(TEMPORARY)) await rm(join(folder, name), { force: true });
  }
}

/**
 * What changed since goes by the hash of the list that it goes on, so wherever this is cut short
 * the two together say what was or what is.
 */
async function writeManifest(
  out: string,
  before: Manifest,
  changes: ReadonlyMap<string, Made | undefined>,
): Promise<Manifest> {
  const { whole, since, manifest } = before.with(changes);
  let isNew = false;
  if (whole !== undefined) isNew = await replace(out, MANIFEST, whole);
  if (since !== undefined) isNew = (await replace(out, SINCE, since)) || isNew;
  else if (lstatSync(join(out, SINCE), { throwIfNoEntry: false }) !== undefined) {
    await rm(join(out, SINCE));
    isNew = true;
  }
  if (isNew) await syncFolder(out);
  return manifest;
}

/** Pages and tables, then archives, then the feeds that name them, the main ones last. */
function groupsOf(paths: readonly string[]): string[][] {
  const groups: [string[], string[], string[], string[]] = [[], [], [], []];
  for (const path of paths) {
    if (!/\.(?:xml|json|opml)$/.test(path)) groups[0].push(path);
    else if (path.startsWith('archive/')) groups[1].push(path);
    else if (path.includes('/')) groups[2].push(path);
    else groups[3].push(path);
  }
  return groups;
}

/** Writes what changed, and the folders' own entries to disk before the next group. */
async function writeGroup(
  out: string,
  paths: readonly string[],
  files: ReadonlyMap<string, Document>,
  changes: Map<string, Made | undefined>,
  announce: () => Promise<void>,
): Promise<string[]> {
  const written: string[] = [];
  for (let start = 0; start < paths.length; start += AT_ONCE) {
    const some = paths.slice(start, start + AT_ONCE);
    const changed = await Promise.all(
      some.map(async (path) => {
        const document = files.get(path) ?? '';
        const { of, isRead, text }: Later =
          typeof document === 'string' ? { text: () => document } : document;
        const made = text();
        changes.set(path, madeFrom(made, of));
        return replace(out, path, made, async () => {
          if (isRead !== true && /\.(?:xml|opml)$/.test(path)) checkXml(path, made);
          await announce();
        });
      }),
    );
    written.push(...some.filter((_, index) => changed[index]));
  }
  for (const folder of new Set(written.map((path) => dirname(path)))) {
    await syncFolder(join(out, folder));
  }
  return written;
}

/** True when the file was not so already; then `before` comes before it is touched. */
async function replace(
  out: string,
  path: string,
  text: string,
  before?: () => Promise<void>,
): Promise<boolean> {
  const target = join(out, path);
  const bytes = Buffer.from(text);
  if (isThere(target, bytes)) return false;
  await before?.();
  const temporary = target + TEMPORARY;
  try {
    // "wx": never through a link that somebody laid in the way.
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    // Half a file on a full disk is the last thing wanted there.
    await rm(temporary, { force: true });
    throw error;
  }
  return true;
}

function checkXml(path: string, text: string): void {
  try {
    checkStrictly(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new PublishError(`${path} was not written, for it is not well-formed XML: ${reason}`);
  }
}

/**
 * Whether the file holds these bytes. Synchronous, since most runs find a thousand times more
 * files as they should be than not, and waiting for each costs ten times as much as reading it.
 */
function isThere(path: string, bytes: Buffer): boolean {
  // A link is replaced, never followed: what it points to is not ours.
  const found = lstatSync(path, { throwIfNoEntry: false });
  return (
    found?.isFile() === true && found.size === bytes.length && readFileSync(path).equals(bytes)
  );
}

/** Removes files of ours that are no longer wanted, and the folders that this leaves empty. */
async function removeStale(out: string, stale: readonly string[]): Promise<string[]> {
  const removed: string[] = [];
  for (const path of stale) {
    if (!(await isReal(out, path))) continue;
    await rm(join(out, path));
    removed.push(path);
  }
  for (const folder of foldersOf(removed).toReversed()) {
    if ((await readdir(join(out, folder))).length === 0) await rmdir(join(out, folder));
  }
  return removed.toSorted();
}

/** A file that is there, reached through no link. */
async function isReal(out: string, path: string): Promise<boolean> {
  for (const folder of foldersOf([path])) {
    if (!(await lstat(join(out, folder)).catch(() => undefined))?.isDirectory()) return false;
  }
  return (await lstat(join(out, path)).catch(() => undefined))?.isFile() ?? false;
}

/** So that the renaming itself outlives a power cut. Some systems cannot sync a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (error) {
    if (codeOf(error) !== 'EINVAL' && codeOf(error) !== 'EPERM') throw error;
  } finally {
    await handle.close();
  }
}

/** The disk's complaint as a sentence that says what to do. */
export function explained(error: unknown, out: string): Error {
  const advice = new Map([
    ['ENOSPC', 'the disk is full; make room and run again'],
    ['EDQUOT', 'the quota of this user is used up; make room and run again'],
    ['EFBIG', 'files may not be so large here; raise the limit (ulimit -f)'],
    ['EROFS', 'the disk is read-only; choose another folder or mount it for writing'],
    ['EACCES', 'this user may not write there; change the rights or choose another folder'],
    ['EPERM', 'this user may not write there; change the rights or choose another folder'],
    ['ENOTDIR', 'a file stands where a folder should be; remove it'],
    ['EEXIST', 'another run is writing there, or a file stands where a folder should be'],
    ['EISDIR', 'a folder stands where a file should be; remove it'],
    ['EMFILE', 'too many files are open; raise the limit (ulimit -n)'],
  ]).get(codeOf(error) ?? '');
  if (advice === undefined) return error instanceof Error ? error : new Error(String(error));
  const path = error instanceof Error && 'path' in error ? String(error.path) : out;
  return new PublishError(`Cannot write "${path}": ${advice}. The old files are still whole.`, {
    cause: error,
  });
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
