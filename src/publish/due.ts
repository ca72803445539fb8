/**
 * Names of documents that are to be written, by what they show: short texts that the store keeps
 * until they are written.
 */
import type { Story } from '../types.ts';
import { CLOSED_AT } from './archive.ts';
import { tagPath } from './paths.ts';

/** Stands for every document there is. */
export const EVERYTHING = 'everything';
/** Stands for what speaks of all stories and of nothing else. */
export const OVERVIEWS = 'overviews';

/** What is to be written, each once. */
export type Due = {
  /** What speaks of all stories or of the sources. */
  readonly overviews: boolean;
  /** By story id. */
  readonly stories: ReadonlySet<string>;
  readonly months: ReadonlySet<string>;
  readonly exportMonths: ReadonlySet<string>;
  /** By path of the tag's page. */
  readonly tags: ReadonlySet<string>;
  /** Path of the tag's page → months. */
  readonly tagMonths: ReadonlyMap<string, ReadonlySet<string>>;
  /** Languages of leads that have a feed. */
  readonly languages: ReadonlySet<string>;
  /** Numbers of archive documents. */
  readonly archives: ReadonlySet<number>;
};

/** A story and the months that it is filed under. */
type Filed = { readonly story: Story; readonly month: string; readonly exportMonth: string };

/** Names of the documents that show a story. */
export function showing({ story, month, exportMonth }: Filed): string[] {
  const { ledger, tags, lead } = story;
  return [
    OVERVIEWS,
    storyDue(ledger.storyId),
    monthDue(month),
    // The page of a month links its tables.
    ...(exportMonth === month ? [] : [monthDue(exportMonth)]),
    `table ${exportMonth}`,
    `archive ${Math.ceil(ledger.sequence / CLOSED_AT)}`,
    `language ${languageOf(lead.article.language)}`,
    ...tags.flatMap((tag) => [`tag ${tagPath(tag)}`, `tag-month ${month} ${tagPath(tag)}`]),
  ];
}

export function storyDue(storyId: string): string {
  return `story ${storyId}`;
}

export function monthDue(month: string): string {
  return `month ${month}`;
}

/** The key under which the feed of a language goes. */
export function languageOf(language: string): string {
  return language.toLowerCase().split('-')[0] ?? 'und';
}

export const nothingDue: Due = {
  overviews: false,
  stories: new Set(),
  months: new Set(),
  exportMonths: new Set(),
  tags: new Set(),
  tagMonths: new Map(),
  languages: new Set(),
  archives: new Set(),
};

/** The documents behind the names; where anything changed, the overviews say so. */
export function readDue(names: readonly string[]): Due {
  const of = (kind: string): string[] =>
    names.flatMap((name) => (name.startsWith(`${kind} `) ? [name.slice(kind.length + 1)] : []));
  const tagMonths = new Map<string, Set<string>>();
  for (const name of of('tag-month')) {
    const [month = '', path = ''] = [name.slice(0, 7), name.slice(8)];
    const months = tagMonths.get(path);
    if (months === undefined) tagMonths.set(path, new Set([month]));
    else months.add(month);
  }
  return {
    overviews: true,
    stories: new Set(of('story')),
    months: new Set(of('month')),
    exportMonths: new Set(of('table')),
    tags: new Set(of('tag')),
    tagMonths,
    languages: new Set(of('language')),
    archives: new Set(of('archive').map(Number)),
  };
}
