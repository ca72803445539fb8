import { findDates } from '../src/collect/document/dates.ts';
import { formatDay, fullDay, parseDay } from '../src/collect/document/days.ts';
import { type Document, isDocument, readDocument } from '../src/collect/document/document.ts';
import type { Gazetteer } from '../src/topic/gazetteer.ts';
import type { Case, Row } from './cases.ts';

/** A case with what was read of it, from the text alone or with its address. */
type Read = { readonly one: Case; readonly document: Document | undefined };

/**
 * Scores titles, dates and clean excerpts over labelled cases: from the text alone, then again
 * with the address. A day is "given" where it stands in the text with its year. "Unknown" is
 * neither exact nor wrong.
 *
 * @param now ISO time up to which a report may be dated.
 */
export function score(
  cases: readonly Case[],
  context: { readonly gazetteer: Gazetteer; readonly now: string },
): readonly Row[] {
  return [false, true].flatMap((withAddress) => {
    const reads = cases.map((one): Read => {
      const address = withAddress && one.url !== '' ? { address: one.url } : {};
      const read = readDocument(one.text, { ...context, ...address });
      return { one, document: isDocument(read) ? read : undefined };
    });
    const from = withAddress ? 'with the address' : 'text alone';
    return [...scoreDates(reads), ...scoreTitles(reads), ...scoreCleanness(reads)].map((row) => ({
      ...row,
      name: `${row.name}, ${from}`,
    }));
  });
}

function scoreDates(reads: readonly Read[]): Row[] {
  const full = reads.filter(({ one }) => one.label.date.length === 10);
  const given = full.filter(({ one }) => standsInText(one));
  const inferred = full.filter(({ one }) => !standsInText(one));
  const wrong = inferred.filter((read) => daysOff(read) > 7);
  const unknown = inferred.filter(({ document }) => document?.published === undefined);
  return [
    share('dates given: exact', given, isExact, describeDate),
    share('dates to be inferred: exact', inferred, isExact, describeDate),
    {
      name: 'dates to be inferred: wrong by over a week',
      value: percent(wrong.length, inferred.length),
      detail: wrong.map(describeDate).join('\n'),
    },
    share(
      'dates to be inferred, relevant articles: exact',
      inferred.filter(({ one }) => one.label.relevant === 'yes'),
      isExact,
      describeDate,
    ),
    { name: 'dates to be inferred: unknown', value: percent(unknown.length, inferred.length) },
  ];
}

function standsInText(one: Case): boolean {
  const day = parseDay(one.label.date);
  return findDates(one.text).some((date) => fullDay(date) === day);
}

function isExact({ one, document }: Read): boolean {
  return document?.published?.at.slice(0, 10) === one.label.date;
}

/** Days between what was read and the label; 0 where only a month or nothing was read. */
function daysOff({ one, document }: Read): number {
  const published = document?.published;
  if (published === undefined) return 0;
  const [truth, read] = [parseDay(one.label.date), parseDay(published.at)];
  if (truth === undefined || read === undefined) return 0;
  if (published.precision === 'month') {
    return formatDay(truth).startsWith(published.at) ? 0 : Math.abs(read - truth);
  }
  return Math.abs(read - truth);
}

function describeDate({ one, document }: Read): string {
  const published = document?.published;
  const read =
    published === undefined
      ? 'unknown'
      : `${published.at} (${published.from}: ${published.evidence ?? ''})`;
  return `${one.id}: ${one.label.date}, read ${read}`;
}

function scoreTitles(reads: readonly Read[]): Row[] {
  const isGiven = ({ document }: Read) => document?.titleFrom === 'given';
  const inText = reads.filter(({ one }) => one.label.titleInText);
  const notInText = reads.filter(({ one }) => !one.label.titleInText);
  const titled = reads.filter(isGiven);
  return [
    share('titles in the text: taken as given', inText, isGiven, describeTitle),
    share('titles not in the text: made', notInText, (read) => !isGiven(read), describeTitle),
    share(
      'given titles: verbatim',
      titled,
      ({ one, document }) => spaced(one.text).includes(document?.title ?? ''),
      describeTitle,
    ),
    share(
      'made titles: at most 110 characters',
      reads.filter((read) => read.document !== undefined && !isGiven(read)),
      ({ document }) => (document?.title ?? '').length <= 110,
      describeTitle,
    ),
  ];
}

function describeTitle({ one, document }: Read): string {
  return `${one.id}: ${document === undefined ? 'no article' : `${document.titleFrom}: ${document.title}`}`;
}

/** Marks of captions, prefixes, credits and buttons that have no place in a title or an excerpt. */
const DIRT =
  /^\s?date \d{4}|\b(?:Photo by|Getty Images|Image Credit|Photo Credit|Image Source|Pic Courtesy|Read more|Also Read|Read also|Leave a Reply|Share:|Advertisement|Short Url|Font Size|Follow us|Listen to|min read|Last Updated|Published:|You may also like|Comments|Home \/|Web Desk|News Desk)\b|pic\.twitter|— (?:AFP|X\/|PID|Reuters|File)|(?:圖|图)[／/]|^(?:\((?:PTI|ANI|APP|AFP|Xinhua)\)|(?:PTI|ANI|APP|AFP|Xinhua):)|^[A-Z]{4,}(?:\/[A-Z]+)? ?(?::|–|—|--)/;

function scoreCleanness(reads: readonly Read[]): Row[] {
  const documents = reads.filter(({ document }) => document !== undefined);
  return [
    share(
      'titles and excerpts without page furniture',
      documents,
      ({ document }) => !DIRT.test(document?.title ?? '') && !DIRT.test(document?.excerpt ?? ''),
      ({ one, document }) => `${one.id}: ${document?.title} | ${document?.excerpt.slice(0, 160)}`,
    ),
  ];
}

function share(
  name: string,
  reads: readonly Read[],
  holds: (read: Read) => boolean,
  describe: (read: Read) => string,
): Row {
  const failing = reads.filter((read) => !holds(read));
  return {
    name,
    value: percent(reads.length - failing.length, reads.length),
    detail: failing.map(describe).join('\n'),
  };
}

function percent(part: number, whole: number): string {
  return whole === 0 ? 'none' : `${((100 * part) / whole).toFixed(1)} % (${part} of ${whole})`;
}

function spaced(text: string): string {
  return text.replace(/\s+/g, ' ');
}
