import type { Article } from '../../types.ts';
import type { Document } from './document.ts';
import type { Fields } from './record.ts';

/**
 * What was understood of a stored article as lines for a person who wonders: each field with where
 * it comes from, then what was left out of the text and why. Plain text without colours.
 *
 * @param document what the text tells by itself
 * @param article what came of it
 * @param stated what is said beside the text, which goes before it
 */
export function describeDocument(document: Document, article: Shown, stated: Fields): string[] {
  const { paragraphs, cut } = document;
  const { published, outlet, country } = article;
  const origin = (from: string, name: keyof Fields): string =>
    stated[name] === undefined ? from : 'stated beside the text';
  const date =
    published === undefined
      ? 'unknown: the text names no day that can be placed'
      : `${published.at}, ${origin(`${ORIGINS[published.from]}${quoted(published.evidence)}`, 'published')}`;
  const title = `${TITLES[document.titleFrom]}${quoted(document.titleEvidence)}`;
  return [
    field('title', article.title),
    field('', origin(title, 'title')),
    field('published', date),
    ...(published?.precision === 'month' ? [field('', 'only the month is certain')] : []),
    ...optional('outlet', [outlet, country].filter((one) => one !== undefined).join(', ')),
    field('language', article.language),
    ...optional('dateline', article.dateline),
    ...optional('agency', article.agency),
    ...optional('authors', article.authors.join(', ')),
    ...optional('summary', article.summary),
    field('story', `${paragraphs.length} ${paragraphs.length === 1 ? 'paragraph' : 'paragraphs'}`),
    ...paragraphs.map((paragraph) => field('', shortened(paragraph))),
    field('left out', cut.length === 0 ? 'nothing' : `${cut.length} lines`),
    ...cut.map(({ line, text, why }) => field('', `line ${line}, ${why}: ${shortened(text)}`)),
  ];
}

type Shown = Pick<
  Article,
  | 'title'
  | 'published'
  | 'outlet'
  | 'country'
  | 'language'
  | 'dateline'
  | 'agency'
  | 'authors'
  | 'summary'
>;

const TITLES: Readonly<Record<Document['titleFrom'], string>> = {
  given: 'stands in the text',
  lede: 'made from the first sentence',
  address: 'made from the address',
};

const ORIGINS: Readonly<Record<NonNullable<Document['published']>['from'], string>> = {
  given: 'stated by the text',
  text: 'a date in the text',
  address: 'from the address',
  events: 'worked out from dated events',
  weekday: 'counted from a weekday',
  twin: 'from another report of the story',
};

/** Wide enough for the longest label. */
const LABEL = 11;
/** A line of a terminal, less the label. */
const WIDTH = 88;

function field(label: string, text: string): string {
  return `${label.padEnd(LABEL)}${text.replaceAll('\n', `\n${' '.repeat(LABEL)}`)}`;
}

function optional(label: string, text: string | undefined): string[] {
  return text === undefined || text === '' ? [] : [field(label, text)];
}

function quoted(evidence: string | undefined): string {
  return evidence === undefined ? '' : `: ${shortened(evidence)}`;
}

function shortened(text: string): string {
  return text.length <= WIDTH ? text : `${text.slice(0, WIDTH - 1)}…`;
}
