import { readFile, writeFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { type QualityFile, qualitySchema } from '../src/config/quality.ts';
import type { Case, Row } from './cases.ts';

type Figure = QualityFile['figures'][number];

/** Which rows of the table readers are told of, under which name. */
const TOLD: readonly { readonly row: string; readonly name: string; readonly of: string }[] = [
  {
    row: 'relevant, whole article: recall',
    name: 'Belonging reports that are taken',
    of: 'reports that belong here',
  },
  {
    row: 'relevant, whole article: off topic but accepted',
    name: 'Other reports that are taken too',
    of: 'reports that name both states and are about something else',
  },
  {
    row: 'relevant, title and first sentence: recall',
    name: 'The same from title and first sentence alone',
    of: 'reports that belong here',
  },
  {
    row: 'stories, relevant articles: BCubed F1',
    name: 'Reports of one event joined',
    of: 'BCubed F1 over the reports that belong',
  },
  {
    row: 'stories, relevant articles: pairs joined across languages',
    name: 'Reports of one event joined across languages',
    of: 'pairs of reports in different languages',
  },
  { row: 'tags by story: micro-F1', name: 'Tags', of: 'micro-F1 over 22 labels' },
  {
    row: 'dates given: exact, with the address',
    name: 'Dates given in text or address',
    of: 'exact to the day',
  },
  {
    row: 'dates to be inferred: exact, with the address',
    name: 'Dates worked out from the text',
    of: 'exact to the day',
  },
  {
    row: 'dates to be inferred: wrong by over a week, with the address',
    name: 'Dates worked out wrongly',
    of: 'wrong by over a week',
  },
];

/**
 * Rewrites the quality file at `path` from the rows of a run, so that no figure is typed by hand.
 * Figures that a run does not give, such as a first look at unseen reports, stay at the end.
 */
export async function writeQuality(
  path: string,
  rows: readonly Row[],
  cases: readonly Case[],
): Promise<void> {
  const before = qualitySchema.parse(parse(await readFile(path, 'utf8')));
  await writeFile(path, qualityText(before.figures, rows, cases));
}

/** The text of the quality file; throws where a row that readers are told of is missing. */
export function qualityText(
  before: readonly Figure[],
  rows: readonly Row[],
  cases: readonly Case[],
): string {
  const values = new Map(rows.map(({ name, value }) => [name, value]));
  const measured = [labelled(cases), ...TOLD.map((told) => figureOf(told, values.get(told.row)))];
  const names = new Set(measured.map(({ name }) => name));
  const figures = [...measured, ...before.filter(({ name }) => !names.has(name))];
  return `${HEAD}${stringify({ version: 1, figures }, { lineWidth: 98 })}`;
}

const HEAD = `# How well the rules did on labelled reports. Written by \`npm run evaluate -- FOLDER --write\`:
# edit no measured figure here. Rows that no run gives stay as they are, at the end.
`;

function labelled(cases: readonly Case[]): Figure {
  const count = (relevant: string) =>
    cases.filter(({ label }) => label.relevant === relevant).length;
  const languages = new Set(cases.map(({ label }) => label.lang)).size;
  return {
    name: 'Labelled reports',
    value: String(cases.length),
    meaning: `${count('yes')} that belong here, ${count('no')} that do not, ${count('borderline')} either way, in ${languages} languages; labelled by one reader from the beginnings of pages. The rules were made with them in sight, so other reports fare somewhat worse.`,
  };
}

/** `0.986 (218 of 221)` becomes 99 % and "218 of 221 …"; `1 of 43` stays as it is. */
function figureOf({ row, name, of }: (typeof TOLD)[number], value: string | undefined): Figure {
  if (value === undefined) throw new Error(`The run has no row "${row}".`);
  const [, number = value, detail] = /^(.+?)(?: \((.+)\))?$/.exec(value) ?? [];
  const share = row.endsWith('recall') ? `${Math.round(Number(number) * 100)} %` : number;
  return { name, value: share, meaning: detail === undefined ? of : `${of}: ${detail}` };
}
