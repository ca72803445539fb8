/** Tables for research: each month as JSON Lines (a story a line) and CSV (a report a line). */

import { dayOfInstant } from '../local-day.ts';
import { CLOSED } from '../store/closed.ts';
import type { Report, Story } from '../types.ts';
import type { Later } from './files.ts';
import type { Card } from './shelf.ts';

/** The paths of a month's tables below `out/`. */
export function exportPaths(month: string): readonly [json: string, csv: string] {
  return [`exports/${month}.jsonl`, `exports/${month}.csv`];
}

/** Path below `out/` → text, of the stories of one month in any order. */
export function renderExport(month: string, cards: readonly Card[]): Map<string, Later> {
  const [json, csv] = exportPaths(month);
  const inOrder = cards.toSorted((a, b) => a.sequence - b.sequence);
  return new Map([
    [json, { text: () => inOrder.map(({ piece }) => `${piece('line')}\n`).join('') }],
    [csv, { text: () => tableOf(inOrder.map(({ piece }) => piece('rows'))) }],
  ]);
}

/** `YYYY-MM`: of the date where there is one, else of the first publication, in the zone. */
export function exportMonthOf(story: Story, timeZone: string): string {
  const { published, firstPublished } = story.ledger;
  const said = story.lead.article.published;
  if (published === undefined && said !== undefined) return said.at.slice(0, 7);
  return dayOfInstant(published ?? firstPublished, timeZone).slice(0, 7);
}

/**
 * The whole story, fields in a fixed order: all that it takes to tell it again should the state be
 * lost (`src/store/recall.ts` reads it).
 */
export function lineOf(story: Story): string {
  const { ledger, lead } = story;
  const ids = new Set(story.reports.map(({ article }) => article.id));
  const copies = ledger.members.filter((id) => !ids.has(id) && !id.startsWith(CLOSED));
  return JSON.stringify({
    id: ledger.storyId,
    headline: ledger.headline,
    former_headlines: ledger.formerHeadlines,
    link: ledger.link,
    published: ledger.published,
    first_published: ledger.firstPublished,
    updated: ledger.updated,
    sequence: ledger.sequence,
    content_hash: ledger.contentHash,
    backfill: ledger.backfill,
    tags: story.tags.map(({ scheme, id, label }) => ({ scheme, id, label })),
    score: lead.match.score,
    bar: lead.match.bar,
    decision: lead.match.decision,
    reasons: lead.match.reasons,
    copies: copies.length === 0 ? undefined : copies,
    reports: story.reports.map(({ article, match }) => ({
      id: article.id,
      source: article.sourceId,
      outlet: article.outlet,
      country: article.country,
      kind: article.kind,
      language: article.language,
      title: article.title,
      title_from: article.titleFrom,
      former_titles: article.formerTitles,
      url: article.url,
      published: article.published?.at,
      published_from: article.published?.from,
      published_evidence: article.published?.evidence,
      first_seen: article.firstSeen,
      authors: article.authors.length === 0 ? undefined : article.authors,
      agency: article.agency,
      excerpt: article.excerpt || undefined,
      score: match.score,
      ...(article.republish === 'full'
        ? { republish: 'full', paragraphs: article.paragraphs, html: article.html }
        : {}),
    })),
  });
}

const COLUMNS: readonly [string, (story: Story, report: Report) => string | undefined][] = [
  ['story', (story) => story.ledger.storyId],
  ['headline', (story) => story.ledger.headline],
  ['lead', (story, report) => (report === story.lead ? 'yes' : 'no')],
  ['outlet', (_, { article }) => article.outlet],
  ['country', (_, { article }) => article.country],
  ['kind', (_, { article }) => article.kind],
  ['language', (_, { article }) => article.language],
  ['title', (_, { article }) => article.title],
  ['url', (_, { article }) => article.url],
  ['published', (_, { article }) => article.published?.at],
  ['published_from', (_, { article }) => article.published?.from],
  ['first_seen', (_, { article }) => article.firstSeen],
  ['score', (_, { match }) => String(match.score)],
  ['tags', (story) => story.tags.map(({ scheme, id }) => `${scheme}:${id}`).join(' ')],
];

/** A row for each report of a story. */
export function rowsOf(story: Story): string {
  return story.reports
    .map((report) => row(COLUMNS.map(([, value]) => value(story, report) ?? '')))
    .join('\r\n');
}

/** RFC 4180, with the mark by which spreadsheets know UTF-8. */
function tableOf(rows: readonly string[]): string {
  return `\uFEFF${[row(COLUMNS.map(([name]) => name)), ...rows].join('\r\n')}\r\n`;
}

function row(cells: readonly string[]): string {
  return cells.map(cell).join(',');
}

/**
 * A cell in quotes. What a spreadsheet would run as a formula gets an apostrophe in front, after
 * blanks too; quotes alone do not stop it.
 */
function cell(text: string): string {
  const harmless = /^[\s]*[=+\-@\t\r\n|%]/.test(text) ? `'${text}` : text;
  return `"${harmless.replace(/"/g, '""')}"`;
}
