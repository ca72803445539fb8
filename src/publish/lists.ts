/**
 * Lists of stories that documents show parts of: all stories, those of a tag, those of a language.
 * The store keeps in which lists a story is and where, so that a document need not look at others.
 */

import { type Day, dayOf } from '../local-day.ts';
import type { Site, Story } from '../types.ts';
import { languageOf } from './due.ts';
import { instantOf, monthOf, storyDate } from './pages/list.ts';
import { tagPath } from './paths.ts';

/** Every story. */
export const ALL = 'all';

/** The stories whose lead is in a language. */
export function leadList(language: string): string {
  return `lead ${language}`;
}

/** The lists that a story is in; that of a tag goes by the path of its page. */
export function listsOf({ tags, lead }: Story): string[] {
  return [...new Set([ALL, leadList(languageOf(lead.article.language)), ...tags.map(tagPath)])];
}

/**
 * The place of a story in its lists, as a text to sort by: the latest day and time is the highest;
 * one without a day is below all that have one, and goes by its month.
 */
export function placeOf(story: Story, { timeZone }: Site): string {
  const day = dayOf(storyDate(story), timeZone);
  return day === undefined ? ` ${monthOf(story, timeZone)}` : `${day} ${instantOf(story)}`;
}

/** The day in a place; nothing where it is not known. */
export function dayIn(place: string): Day | undefined {
  return place.slice(0, place.indexOf(' ')) || undefined;
}
