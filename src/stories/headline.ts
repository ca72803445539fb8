import type { Article, Former } from '../types.ts';

/** A live page changes its headline with each count; what is older tells a reader little. */
const KEPT = 10;

/**
 * What an article was called before, now that its feed gives it as `now`, whose `firstSeen` is the
 * time of this reading. Only what an outlet wrote counts: a title that was inferred, or stands in a
 * file that a person keeps, changes when we read better or somebody mends it.
 */
export function formerTitles(before: Article, now: Article): readonly Former[] {
  const known = before.formerTitles ?? [];
  const isTold = before.titleFrom === 'given' && now.titleFrom === 'given';
  if (!isTold || now.file !== undefined || isSameHeadline(before.title, now)) return known;
  return withFormer(known, before.title, now.firstSeen);
}

/** With one more, the last ten of them. */
export function withFormer(
  known: readonly Former[],
  title: string,
  until: string,
): readonly Former[] {
  return [...known, { title, until }].slice(-KEPT);
}

/**
 * Whether a headline says the same as that of an article: blanks, punctuation and capitals aside,
 * and the name of the outlet that some put behind it. An empty one says nothing else.
 */
export function isSameHeadline(former: string, article: Article): boolean {
  const names = namesOf(article);
  const [one, other] = [lettersOf(former), lettersOf(article.title)];
  if (one === '' || one === other) return true;
  return lettersOf(withoutOutlet(former, names)) === lettersOf(withoutOutlet(article.title, names));
}

function namesOf({ outlet = '', url = '' }: Article): readonly string[] {
  const host = URL.canParse(url) ? new URL(url).hostname : '';
  return [outlet, host].map(lettersOf).filter((name) => name !== '');
}

function withoutOutlet(title: string, names: readonly string[]): string {
  const parts = title.split(/\s[-–—|·•]\s/);
  const tail = lettersOf(parts.at(-1) ?? '');
  const isOutlet = names.some((name) => name.includes(tail) || tail.includes(name));
  return parts.length > 1 && isOutlet ? parts.slice(0, -1).join(' ') : title;
}

/** Letters and digits; a sign between digits stays, since 2.5 is not 25. */
function lettersOf(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  return (folded.match(/\p{N}+(?:[.:/-]\p{N}+)*|[\p{L}\p{M}]+/gu) ?? []).join('');
}
