import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { FileRead, KnownFile } from '../store/store.ts';
import type { Article } from '../types.ts';
import { decode } from './decode.ts';
import { type StoredContext, storedArticle } from './document/article.ts';
import { readPage } from './document/page.ts';
import { plainMarkdown, readFrontMatter, readRecord, type Stated } from './document/record.ts';

/** One file of the articles folder: read now, or known and unchanged since. */
export type Read =
  | ({ readonly kind: 'read' } & FileRead)
  | { readonly kind: 'unchanged'; readonly file: string };

/** Larger single articles are books or mistakes; in bytes. */
const LARGEST_ARTICLE = 8 * 1024 * 1024;
/** A file of many records is held in memory once; in bytes. */
const LARGEST_RECORDS = 256 * 1024 * 1024;

/**
 * Reads the stored articles of a folder and its sub-folders: `.txt` as copied, `.md` with front
 * matter, saved `.html` pages, `.json` and `.jsonl` records. A file of known size and time is not
 * opened. A file that cannot be read, or holds no article, comes with a sentence that names it;
 * it never ends the reading. Hidden files and `README` files are passed over.
 *
 * @param known by path below the folder, with `/` between its parts
 */
export async function* readArticles(
  folder: string,
  known: ReadonlyMap<string, KnownFile>,
  context: StoredContext,
): AsyncIterable<Read> {
  for await (const file of filesIn(folder, '')) {
    const path = join(folder, file);
    const { size, mtimeMs } = await stat(path);
    const before = known.get(file);
    if (before !== undefined && before.size === size && before.mtimeMs === mtimeMs) {
      yield { kind: 'unchanged', file };
      continue;
    }
    yield { kind: 'read', ...(await readOne(path, file, { size, mtimeMs }, context)) };
  }
}

async function* filesIn(folder: string, below: string): AsyncIterable<string> {
  const entries = await readdir(join(folder, below), { withFileTypes: true });
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || /^readme(?:\.\w+)?$/i.test(entry.name)) continue;
    const file = below === '' ? entry.name : `${below}/${entry.name}`;
    if (entry.isDirectory()) yield* filesIn(folder, file);
    // A link may lead out of the folder, so only real files count.
    else if (entry.isFile()) yield file;
  }
}

async function readOne(
  path: string,
  file: string,
  { size, mtimeMs }: { size: number; mtimeMs: number },
  context: StoredContext,
): Promise<FileRead> {
  const kind = extname(file).toLowerCase();
  const largest =
    kind === '.jsonl' || kind === '.ndjson' || kind === '.json' ? LARGEST_RECORDS : LARGEST_ARTICLE;
  const unread = (problem: string): FileRead => ({
    file,
    known: { size, mtimeMs, hash: '' },
    articles: [],
    problem: `${file}: ${problem}`,
  });
  if (!READERS.has(kind)) {
    return unread('is not read; stored articles end in .txt, .md, .html, .json or .jsonl');
  }
  if (size > largest) return unread(`is larger than ${largest / 1024 / 1024} MB; split it`);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return unread(`cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  const hash = createHash('sha256').update(bytes).digest('hex');
  const { articles, problems } = articlesOf(file, decode(bytes), context);
  return {
    file,
    known: { size, mtimeMs, hash },
    articles,
    ...(problems.length === 0 ? {} : { problem: told(problems) }),
  };
}

/** One line a file: the first complaints, and how many more there are. */
function told(problems: readonly string[]): string {
  const more = problems.length - 3;
  return `${problems.slice(0, 3).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** A text of a file with what the file states of it; a file of records has several. */
export type Entry = { readonly file: string; readonly stated: Stated; readonly keepsId: boolean };

/** The texts of a file by its ending; one of an ending that is not known is text as copied. */
export function entriesOf(file: string, text: string): readonly Entry[] {
  return (READERS.get(extname(file).toLowerCase()) ?? raw)(file, text);
}

/** The article of an entry, or a sentence that says why there is none. */
export function articleOf(
  { file, stated, keepsId }: Entry,
  context: StoredContext,
): Article | { readonly problem: string } {
  if (stated.problem !== undefined) return { problem: stated.problem };
  const { fields, text } = stated;
  // The id of a record is only its place in its own file; that of front matter is for ever.
  const identity = (keepsId ? fields.id : undefined) ?? fields.url ?? file;
  return storedArticle(file, identity, fields, text, context);
}

const READERS: ReadonlyMap<string, (file: string, text: string) => readonly Entry[]> = new Map([
  ['.txt', raw],
  ['.text', raw],
  ['.md', markdown],
  ['.markdown', markdown],
  ['.html', page],
  ['.htm', page],
  ['.xhtml', page],
  ['.json', json],
  ['.jsonl', jsonLines],
  ['.ndjson', jsonLines],
]);

function articlesOf(
  file: string,
  text: string,
  context: StoredContext,
): { readonly articles: readonly Article[]; readonly problems: readonly string[] } {
  const articles = new Map<string, Article>();
  const problems: string[] = [];
  for (const entry of entriesOf(file, text)) {
    const article = articleOf(entry, context);
    if ('problem' in article) problems.push(article.problem);
    else articles.set(article.id, article);
  }
  return { articles: [...articles.values()], problems };
}

function raw(file: string, text: string): Entry[] {
  return [{ file, keepsId: true, stated: { fields: {}, text } }];
}

function markdown(file: string, content: string): Entry[] {
  const stated = readFrontMatter(file, content);
  if (stated.problem !== undefined) return [{ file, keepsId: true, stated }];
  return [{ file, keepsId: true, stated: { ...stated, text: plainMarkdown(stated.text) } }];
}

function page(file: string, html: string): Entry[] {
  return [{ file, keepsId: true, stated: readPage(html) }];
}

function json(file: string, text: string): Entry[] {
  const value = parsed(text);
  if (value instanceof Error) return broken(file, value);
  if (!Array.isArray(value)) return [{ file, keepsId: true, stated: readRecord(file, value) }];
  return value.map((record, index) => recordEntry(file, record, index + 1));
}

function jsonLines(file: string, text: string): Entry[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const value = parsed(line);
    return value instanceof Error
      ? broken(`${file}:${index + 1}`, value)
      : [recordEntry(file, value, index + 1)];
  });
}

function recordEntry(file: string, record: unknown, line: number): Entry {
  const stated = readRecord(`${file}:${line}`, record);
  return { file: `${file}#${stated.fields?.id ?? line}`, keepsId: false, stated };
}

function broken(place: string, error: Error): Entry[] {
  return [
    { file: place, keepsId: false, stated: { problem: `${place}: is not JSON: ${error.message}` } },
  ];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
