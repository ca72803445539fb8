import { findDates, findWeekdays } from './dates.ts';
import { endsSentence, width } from './measure.ts';
import { BY, PUBLISHED } from './words.ts';

/** A line that tells when the page was published or updated, with or without saying so. */
export function isPublished(text: string): boolean {
  if (width(text) > 200) return false;
  const hasDate = findDates(text).some((date) => date.day !== undefined);
  const hasShortDate = PUBLISHED.test(text) && /(?<!\d)\d{1,2}\/\d{1,2}(?!\d)/.test(text);
  if (!hasDate && !hasShortDate)
    return /^\W*\d{1,2}\s?(?:mins?|minutes?|hours?|days?)\s(?:read|ago)\W*$/i.test(text);
  const rest = besidesDate(text);
  if (width(rest) <= 10 || (BY.test(text) && width(rest) <= 50)) return true;
  const stated = PUBLISHED.test(text) || new RegExp(CLOCK.source, 'iu').test(text);
  return stated && width(rest) <= 70 && !endsSentence(text.replace(/[ap]\.m\.$/i, ''));
}

const CLOCK = /\d{1,2}[:.h]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?\b/giu;
const ZONES =
  /\b(?:GMT|UTC|IST|PKT|PST|BST|BdST|CST|EST|EDT|SGT|HKT|NPT|AFT)\b(?:\s?[+-]\d{1,2}(?::?\d{2})?)?|\(IST\)/g;

/** The words of a line without its dates, times and `Published`. */
export function besidesDate(text: string): string {
  let rest = text;
  for (const date of [...findDates(text)].reverse()) {
    rest = `${rest.slice(0, date.start)} ${rest.slice(date.end)}`;
  }
  for (const day of [...findWeekdays(rest)].reverse()) {
    rest = `${rest.slice(0, day.start)} ${rest.slice(day.end)}`;
  }
  return rest
    .replace(CLOCK, ' ')
    .replace(ZONES, ' ')
    .replace(/\b(?:mon|tue|wed|thu|fri|sat|sun)\b/gi, ' ')
    .replace(new RegExp(PUBLISHED.source, 'giu'), ' ')
    .replace(/\d{1,2}\s?(?:mins?|minutes?|hours?|hrs?)(?:\s(?:read|ago))?/gi, ' ')
    .replace(/[^\p{L}\p{N}\s@.]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
