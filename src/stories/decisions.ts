import { canonicalAddress } from '../collect/url.ts';
import type { Decision } from '../config/decisions.ts';
import type { Trouble } from '../report.ts';
import type { Article, Closed, Match, Report } from '../types.ts';
import type { Copies } from './addresses.ts';

/** Two article ids. */
export type Pair = readonly [string, string];

/** What a person decided, by the id of the article that speaks for an address. */
export type Decided = {
  /** Of closed stories by the ids of their own reports too. */
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
    const found = named.map(find);
    const [first, second] = found.map((one) => one?.speaker);
    const report = found[0]?.report;
    const missing = named.filter((_, at) => found[at] === undefined);
    if (first === undefined || report === undefined || missing.length > 0) {
      notices.push({
        where: 'decisions.yaml',
        cause: `decision-${index}`,
        problem: `decisions.${index} names ${missing.join(' and ')}, which is not stored; correct it or remove the decision.`,
      });
      return;
    }
    if ('accept' in decision) match.set(report, { in: true, because: decision.because });
    else if ('reject' in decision) match.set(report, { in: false, because: decision.because });
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

/** An article that a name is of, and the one that speaks for it: one for all of a closed story. */
type Found = { readonly report: string; readonly speaker: string };

function finder(reports: readonly Copies[]): (name: string) => Found | undefined {
  const byName = new Map<string, Found>();
  for (const { article, ids } of reports) {
    const speaker = article.id;
    for (const name of [...ids, ...namesOfArticle(article)]) {
      byName.set(name, { report: speaker, speaker });
    }
    for (const { article: own } of article.closed?.reports ?? []) {
      for (const name of [own.id, ...namesOfArticle(own)]) {
        byName.set(name, { report: own.id, speaker });
      }
    }
  }
  return (name) =>
    byName.get(name) ?? (URL.canParse(name) ? byName.get(canonicalAddress(name)) : undefined);
}

function namesOfArticle({ canonicalUrl, file }: Article): string[] {
  return [canonicalUrl, file].filter((name) => name !== undefined);
}

/**
 * What a person says of an article, else what the rules do. A closed story is in while one of its
 * reports is, and why that one is tells why the story is.
 */
export function matchByHand(article: Article, byRules: Match, { match }: Decided): Match {
  const said = (report: Article, other: Match): Match => {
    const byHand = match.get(report.id);
    return byHand === undefined ? other : { ...other, in: byHand.in, decision: byHand.because };
  };
  const { closed } = article;
  if (closed === undefined || match.get(article.id)?.in === false) return said(article, byRules);
  const reports = closed.reports.map((one) => said(one.article, one.match));
  return reports.find((one) => one.in) ?? reports[0] ?? byRules;
}

/** The reports of a closed story that no decision rejects, the one to lead first. */
export function reportsLeft({ reports }: Closed, { match }: Decided): readonly Report[] {
  return reports.filter(({ article }) => match.get(article.id)?.in !== false);
}
