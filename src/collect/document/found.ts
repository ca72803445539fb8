import type { DateOrigin } from '../../types.ts';
import type { Clues } from './clues.ts';
import type { DateMention } from './dates.ts';
import { type Day, dayOf, yearOf } from './days.ts';

/** A day with the words that say it, on its way to becoming `Published`. */
export type Found = { readonly day: Day; readonly from: DateOrigin; readonly evidence: string };

/** Within so many days an event and a date without a year are taken to be of one story. */
export const NEAR_DAYS = 60;

/** A report follows its dateline by at most so many days. */
export const DATELINE_DAYS = 7;

/** How far into a story a date may still be the day of what it reports. In UTF-16 units. */
export const OPENING = 600;

/** The first paragraphs of a story: what is told there is the news. */
export function openingOf(clues: Clues): string {
  return clues.text.slice(clues.ledeAt, clues.ledeAt + Math.max(OPENING, clues.lede.length));
}

/** No sentence is looked at further than this to either side. In UTF-16 units. */
const REACH = 700;

/** The sentence around a place of a text. */
export function sentenceAround(text: string, at: number): string {
  const from = Math.max(0, at - REACH);
  const before = text.slice(from, at);
  const start = Math.max(...[...'.!?。।۔\n'].map((mark) => before.lastIndexOf(mark)));
  const after = text.slice(at, at + REACH).search(/[.!?。।۔](?:\s|$)|\n/u);
  return text.slice(from + start + 1, after < 0 ? at + REACH : at + after);
}

/** The day of a mention in the year that brings it closest to a day. */
export function nearest(date: DateMention, day: Day): Day | undefined {
  if (date.month === undefined || date.day === undefined) return undefined;
  if (date.year !== undefined) return dayOf(date.year, date.month, date.day);
  const year = yearOf(day);
  const { month, day: number } = date;
  return [year - 1, year, year + 1]
    .map((other) => dayOf(other, month, number))
    .sort((a, b) => Math.abs(a - day) - Math.abs(b - day))[0];
}

/** Names day and month, whatever the year. */
export function isPartial(date: DateMention): boolean {
  return date.month !== undefined && date.day !== undefined && date.lastDay === undefined;
}

/** Before a date: it tells of history or of a limit, not of the news. */
const BACKGROUND =
  /\b(?:since|after|following|until|till|before|by|from|of the|began|depuis|après)\s(?:\S+\s){0,3}$/i;

export function isBackground(text: string, date: DateMention): boolean {
  return BACKGROUND.test(text.slice(Math.max(0, date.start - 30), date.start));
}
