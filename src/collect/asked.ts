import { readFile, stat } from 'node:fs/promises';
import { extname, isAbsolute, join, relative } from 'node:path';
import type { Article } from '../types.ts';
import { articleOf, type Entry, entriesOf } from './articles.ts';
import { decode } from './decode.ts';
import type { StoredContext } from './document/article.ts';
import { describeDocument } from './document/describe.ts';
import { isDocument, readDocument } from './document/document.ts';

/** What a person asks about, as read now: the article, and lines that say what was understood. */
export type Asked =
  | { readonly article: Article; readonly lines: readonly string[]; readonly problem?: never }
  /** A sentence that says why there is none. */
  | { readonly problem: string; readonly article?: never };

/** A file of many records is told by its first ones. */
const RECORDS_TOLD = 10;

/**
 * Reads what a person asks about: the path of a file, as it is or below the articles folder, with
 * `#id` behind it for a record of a `.jsonl` file; or else a text in itself.
 */
export async function readAsked(
  what: string,
  articles: string,
  context: StoredContext,
): Promise<Asked> {
  const [path, id] = splitAt(what);
  for (const file of [path, join(articles, path)]) {
    const found = await stat(file).catch(() => undefined);
    if (found?.isDirectory()) return { problem: `${path} is a folder; name a file in it` };
    if (!found?.isFile()) continue;
    const text = decode(await readFile(file));
    return choose(entriesOf(nameBelow(articles, file), text), path, id, context);
  }
  if (isLikeAPath(path)) return { problem: `there is no file ${path}, here or in ${articles}` };
  return tell({ file: 'the text', stated: { fields: {}, text: what }, keepsId: true }, context);
}

/** `records.jsonl#12` → `records.jsonl` and `12`. */
function splitAt(what: string): readonly [path: string, id: string | undefined] {
  const [, path, id] = /^(.+\.(?:jsonl|ndjson|json))#(.+)$/s.exec(what) ?? [];
  return path === undefined ? [what, undefined] : [path, id];
}

/** One word that goes on like a file's name was not meant as a text. */
function isLikeAPath(what: string): boolean {
  return !/\s/.test(what) && (/[/\\]/.test(what) || /^\.[a-z]{2,6}$/i.test(extname(what)));
}

/** The folder may tell the outlet, so the name is the one that a run would use. */
function nameBelow(articles: string, file: string): string {
  const below = relative(articles, file).replaceAll('\\', '/');
  return below.startsWith('..') || isAbsolute(below) ? file : below;
}

function choose(
  entries: readonly Entry[],
  path: string,
  id: string | undefined,
  context: StoredContext,
): Asked {
  const chosen = id === undefined ? entries : entries.filter(({ file }) => file.endsWith(`#${id}`));
  const [one, ...others] = chosen;
  if (one === undefined) {
    return { problem: id === undefined ? `${path} is empty` : `${path} has no record ${id}` };
  }
  if (others.length === 0) return tell(one, context);
  const names = chosen.slice(0, RECORDS_TOLD).map(({ file }) => file);
  const more = chosen.length > RECORDS_TOLD ? ' …' : '';
  return {
    problem: `${path} holds ${chosen.length} records; name one of them: ${names.join(', ')}${more}`,
  };
}

function tell(entry: Entry, context: StoredContext): Asked {
  const article = articleOf(entry, context);
  if ('problem' in article) return { problem: article.problem };
  const { fields = {}, text = '' } = entry.stated;
  const { gazetteer, now } = context;
  const { url } = article;
  const document = readDocument(text, {
    gazetteer,
    now,
    ...(url === undefined ? {} : { address: url }),
  });
  return {
    article,
    lines: isDocument(document) ? describeDocument(document, article, fields) : [],
  };
}
