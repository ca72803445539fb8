import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Document } from '../src/collect/document/document.ts';
import type { Article } from '../src/types.ts';

/** What a careful reader says of a case; lists may be empty, text fields may be ''. */
export type Label = {
  /** `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, or '' where nobody can tell. */
  readonly date: string;
  /** BCP-47. */
  readonly lang: string;
  readonly relevant: 'yes' | 'no' | 'borderline';
  /** Slug of the event; articles that share one are one story. May be ''. */
  readonly event: string;
  /** `verbatim-copy`, `rewrite`, `independent-report` or ''. */
  readonly kind: string;
  readonly tags: readonly string[];
  /** The title stands in the text. */
  readonly titleInText: boolean;
};

/** A labelled raw article. `url` is '' where it is not known. */
export type Case = {
  readonly id: string;
  readonly url: string;
  readonly text: string;
  readonly label: Label;
};

/** Two events that look alike and must not become one story. */
export type NearMiss = { readonly a: string; readonly b: string; readonly reason: string };

/** One line of the table that `npm run evaluate` prints. */
export type Row = { readonly name: string; readonly value: string; readonly detail?: string };

/**
 * The cases of a folder that holds `articles.jsonl` (`id`, `url`, `text`) and `labels.tsv` (a
 * header, then a row a case), in the order of `articles.jsonl`. A case without a label is an
 * error, and so is an unknown value of `relevant`.
 */
export async function readCases(folder: string): Promise<readonly Case[]> {
  const labels = await readLabels(join(folder, 'labels.tsv'));
  const lines = (await readFile(join(folder, 'articles.jsonl'), 'utf8')).split('\n');
  return lines
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const record = JSON.parse(line) as { id: string; url?: string; text: string };
      const label = labels.get(record.id);
      if (label === undefined) throw new Error(`labels.tsv has no row for ${record.id}`);
      return { id: record.id, url: record.url ?? '', text: record.text, label };
    });
}

/** Two fifths of the events, chosen by hash, on which nothing may be tuned. */
export function isHeldOut({ id, label }: Case): boolean {
  const [first = 0] = createHash('sha256')
    .update(label.event || id)
    .digest();
  return first % 10 < 4;
}

/** The pairs of `near_misses.tsv`; none where the folder has no such file. */
export async function readNearMisses(folder: string): Promise<readonly NearMiss[]> {
  let text: string;
  try {
    text = await readFile(join(folder, 'near_misses.tsv'), 'utf8');
  } catch {
    return [];
  }
  return rowsOf(text).map((row) => ({
    a: row.get('event_a') ?? '',
    b: row.get('event_b') ?? '',
    reason: unquoted(row.get('why_not_the_same') ?? ''),
  }));
}

function unquoted(cell: string): string {
  return /^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

async function readLabels(path: string): Promise<ReadonlyMap<string, Label>> {
  const rows = rowsOf(await readFile(path, 'utf8'));
  return new Map(
    rows.map((row) => [
      row.get('id') ?? '',
      {
        date: row.get('date') ?? '',
        lang: row.get('lang') ?? '',
        relevant: relevanceOf(row.get('relevant') ?? '', row.get('id') ?? ''),
        event: row.get('event') ?? '',
        kind: row.get('kind') ?? '',
        tags: (row.get('tags') ?? '').split(',').filter((tag) => tag !== ''),
        titleInText: row.get('title_in_text') === 'yes',
      },
    ]),
  );
}

function relevanceOf(text: string, id: string): Label['relevant'] {
  if (text === 'yes' || text === 'no' || text === 'borderline') return text;
  throw new Error(`labels.tsv: ${id} has relevant "${text}"; use yes, no or borderline`);
}

function rowsOf(tsv: string): readonly ReadonlyMap<string, string>[] {
  const [header = '', ...lines] = tsv.split(/\r?\n/).filter((line) => line !== '');
  const names = header.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return new Map(names.map((name, at) => [name, (cells[at] ?? '').trim()]));
  });
}

/** What was understood of a case, as the article that the later stages take. */
export function articleOf(
  { id }: Case,
  document: Omit<Document, 'cut' | 'titleEvidence'>,
  now: string,
): Article {
  return {
    ...document,
    id,
    sourceId: 'stored',
    categories: [],
    republish: 'excerpt',
    firstSeen: now,
    hash: '',
  };
}
