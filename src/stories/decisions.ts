import { canonicalAddress } from '../collect/url.ts';
import type { Decision } from '../config/decisions.ts';
import type { Trouble } from '../report.ts';
import type { Article } from '../types.ts';
import type { Copies } from './addresses.ts';

/** Two article ids. */
export type Pair = readonly [string, string];

/** What a person decided, by the id of the article that speaks for an address. */
export type Decided = {
  readonly match: ReadonlyMap<string, { readonly in: boolean; readonly because: string }>;
  readonly merge: readonly Pair[];
  readonly split: readonly Pair[];
  readonly leads: ReadonlySet<string>;
  readonly tags: ReadonlyMap<string, { readonly add: string[]; readonly remove: string[] }>;
  /** Decisions that name an article which is not stored. */
  readonly notices: readonly Trouble[];
};

/**
 * Finds the articles that decisions are about. Decisions name addresses and not ids of stories,
 * so they survive a rebuild; of two about one article the later in the file holds.
 */
export function applyDecisions(
  decisions: readonly Decision[],
  reports: readonly Copies[],
): Decided {
  const find = finder(reports);
  const match = new Map<string, { in: boolean; because: string }>();
  const merge: Pair[] = [];
  const split: Pair[] = [];
  const leads = new Set<string>();
  const tags = new Map<string, { add: string[]; remove: string[] }>();
  const notices: Trouble[] = [];

  decisions.forEach((decision, index) => {
    const named = namesOf(decision);
    const ids = named.map(find);
    const [first, second] = ids;
    const missing = named.filter((_, at) => ids[at] === undefined);
    if (first === undefined || missing.length > 0) {
      notices.push({
        where: 'decisions.yaml',
        cause: `decision-${index}`,
        problem: `decisions.${index} names ${missing.join(' and ')}, which is not stored; correct it or remove the decision.`,
      });
      return;
    }
    if ('accept' in decision) match.set(first, { in: true, because: decision.because });
    else if ('reject' in decision) match.set(first, { in: false, because: decision.because });
    else if ('lead' in decision) leads.add(first);
    else if ('tag' in decision) tags.set(first, { add: decision.add, remove: decision.remove });
    else if (second !== undefined && first !== second) {
      ('merge' in decision ? merge : split).push([first, second]);
    }
  });
  return { match, merge, split, leads, tags, notices };
}

/** Every name that decisions use, and for an address its canonical form too. */
export function namesIn(decisions: readonly Decision[]): readonly string[] {
  return decisions
    .flatMap(namesOf)
    .flatMap((name) => (URL.canParse(name) ? [name, canonicalAddress(name)] : [name]));
}

function namesOf(decision: Decision): readonly string[] {
  if ('accept' in decision) return [decision.accept];
  if ('reject' in decision) return [decision.reject];
  if ('lead' in decision) return [decision.lead];
  if ('tag' in decision) return [decision.tag];
  return 'merge' in decision ? decision.merge : decision.split;
}

function finder(reports: readonly Copies[]): (name: string) => string | undefined {
  const byName = new Map<string, string>();
  for (const { article, ids } of reports) {
    for (const name of [...ids, ...namesOfArticle(article)]) byName.set(name, article.id);
  }
  return (name) =>
    byName.get(name) ?? (URL.canParse(name) ? byName.get(canonicalAddress(name)) : undefined);
}

function namesOfArticle({ canonicalUrl, file }: Article): string[] {
  return [canonicalUrl, file].filter((name) => name !== undefined);
}
