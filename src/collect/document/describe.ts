import type { Document } from './document.ts';

/**
 * A document as lines for a person who wonders: each field with where it comes from, then what was
 * left out and why. Plain text without colours.
 */
export function describeDocument(document: Document): string[] {
  const { published, paragraphs, cut } = document;
  const date =
    published === undefined
      ? 'unknown: the text names no day that can be placed'
      : `${published.at}, ${ORIGINS[published.from]}${quoted(published.evidence)}`;
  return [
    field('title', document.title),
    field('', `${TITLES[document.titleFrom]}${quoted(document.titleEvidence)}`),
    field('published', date),
    ...(published?.precision === 'month' ? [field('', 'only the month is certain')] : []),
    field('language', document.language),
    ...optional('dateline', document.dateline),
    ...optional('agency', document.agency),
    ...optional('authors', document.authors.join(', ')),
    ...optional('summary', document.summary),
    field('story', `${paragraphs.length} ${paragraphs.length === 1 ? 'paragraph' : 'paragraphs'}`),
    ...paragraphs.map((paragraph) => field('', shortened(paragraph))),
    field('left out', cut.length === 0 ? 'nothing' : `${cut.length} lines`),
    ...cut.map(({ line, text, why }) => field('', `line ${line}, ${why}: ${shortened(text)}`)),
  ];
}

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
