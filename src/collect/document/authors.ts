import { besidesDate } from './date-line.ts';
import { agencyIn } from './dateline.ts';
import { DATELINE_PLACES, DESK } from './words.ts';

/** Whom a by-line names: people, and apart from them the agency. Desks are nobody. */
export type Byline = { readonly authors: readonly string[]; readonly agency?: string };

/**
 * Reads a by-line or the line that holds it beside the date: `By: Name`, `Name (@handle) Published
 * May 21, 2025`, `By A and B`, `Press Trust of India Beijing`, `Web Desk`.
 *
 * @param certain the line is marked as a by-line; otherwise only a handle or `By` makes a name.
 */
export function readByline(text: string, certain = true): Byline {
  const chinese = /[记記]者\s?(?<name>\p{Script=Han}{1,4})/u.exec(text)?.groups?.name;
  if (chinese !== undefined) return { authors: [chinese] };
  const agency = agencyIn(besidesDate(text)) ?? agencyAtStart(text);
  const marked = /^[-–\s]{0,3}(?:by|written by|reported by|von|par|di|oleh|por|از)\b\s?:?\s?/iu;
  if (!certain && !marked.test(text) && !/\(@\w+\)/.test(text)) {
    return agency === undefined ? { authors: [] } : { authors: [], agency };
  }
  const names = besidesDate(
    text
      .replace(marked, '')
      .replace(/\(@\w{1,30}\)/g, ' ')
      .replace(/\s[|–—]\s.*$/u, ''),
  );
  const authors = names
    .split(/\s?(?:,|&|\band\b|\bet\b|\by\b|、)\s?/u)
    .map((name) => withoutPlace(name.trim()))
    .filter(isPerson);
  return agency === undefined ? { authors } : { authors, agency };
}

function agencyAtStart(text: string): string | undefined {
  const words = text.replace(/^[^\p{L}]*(?:by\s)?/iu, '').split(/\s+/);
  for (const count of [4, 3, 2, 1]) {
    const agency = agencyIn(
      words
        .slice(0, count)
        .join(' ')
        .replace(/[)\].,:]+$/, ''),
    );
    if (agency !== undefined) return agency;
  }
  return undefined;
}

/** Business pages put the place after the name: `A Name New Delhi`. */
function withoutPlace(name: string): string {
  const words = name.split(' ');
  for (const count of [2, 1]) {
    if (
      words.length > count + 1 &&
      DATELINE_PLACES.has(words.slice(-count).join(' ').toLowerCase())
    ) {
      return words.slice(0, -count).join(' ');
    }
  }
  return name;
}

function isPerson(name: string): boolean {
  if (name.length < 4 || name.length > 50 || /\d|@/.test(name)) return false;
  if (DESK.test(name) || agencyIn(name) !== undefined) return false;
  const words = name.split(' ');
  return (
    words.length >= 2 &&
    words.length <= 5 &&
    words.every((word) => /^\p{Lu}|^\p{Lo}|^(?:de|van|von|der|al|bin|ul|ur|e)$/u.test(word))
  );
}
