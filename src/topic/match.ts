import type { Article, Match, Place, Reading, Reason } from '../types.ts';
import { type Evidence, gatherEvidence, type Named } from './evidence.ts';
import type { Gazetteer } from './gazetteer.ts';
import type { MatchRule, MatchRules, MatchTest, Part } from './rules.ts';

/** Something a test asks for, as it stands in the text. */
type Finding = { readonly words: string; readonly where: Place };

/**
 * Whether an article belongs to the topic, and why: the weights of the rules that hold are added
 * and compared with the bar. Each rule is counted once and leaves a reason with the words that
 * made it hold.
 */
export function matchArticle(
  article: Article,
  reading: Reading,
  gazetteer: Gazetteer,
  rules: MatchRules,
): Match {
  // Its text is lost, and what was published stays published.
  const [lead] = article.closed?.reports ?? [];
  if (lead !== undefined) return lead.match;
  const joiners = new Set(rules.joiners);
  const evidence = gatherEvidence(article, reading, gazetteer, rules);
  const reasons = rules.rules
    .filter(({ givenTitle }) => !givenTitle || article.titleFrom === 'given')
    .flatMap((rule) => reasonOf(rule, evidence, joiners) ?? []);
  const score = round(reasons.reduce((sum, { weight }) => sum + weight, 0));
  return { in: score >= rules.bar, score, bar: rules.bar, reasons };
}

function reasonOf(
  rule: MatchRule,
  evidence: Evidence,
  joiners: ReadonlySet<string>,
): Reason | undefined {
  const findings: Finding[] = [];
  for (const test of rule.needs) {
    const found = find(test, rule, evidence, joiners);
    if (found === undefined) return undefined;
    findings.push(...found);
  }
  if (rule.lacks.some((test) => find(test, rule, evidence, joiners) !== undefined))
    return undefined;
  const words = [...new Set(findings.map((finding) => finding.words))].join(' · ');
  return {
    rule: rule.id,
    says: rule.says,
    weight: rule.weight,
    words,
    where: findings[0]?.where ?? 'body',
  };
}

/** What a test finds, as often as it asks for; `undefined` where it fails. */
function find(
  test: MatchTest,
  rule: MatchRule,
  evidence: Evidence,
  joiners: ReadonlySet<string>,
): Finding[] | undefined {
  const parts = test.in ?? rule.in;
  if (test.pair !== undefined) return findPair(test.pair, parts, evidence, joiners);
  if (test.firstActor !== undefined) {
    const first = evidence.actors.find((actor) => isIn(parts, actor));
    return first?.own === test.firstActor ? [first] : undefined;
  }
  const pool = test.actor === undefined ? evidence.mentions : evidence.actors;
  const ids = test.any && idsOf(test.any);
  const found = pool.filter(
    (one) =>
      isIn(parts, one) &&
      (test.named === undefined || one.sides.includes(test.named)) &&
      (test.actor === undefined || one.own === test.actor) &&
      (test.kind === undefined || one.kind === test.kind) &&
      (ids === undefined || ids.has(one.mention.id)),
  );
  if (test.first !== undefined) {
    const first = found.find(({ sides }) => sides.length > 0);
    return first?.own === test.first ? [first] : undefined;
  }
  if (test.subject !== undefined) {
    const first = found.find(({ sides }) => sides.length > 0);
    return first?.own === test.subject && isSubject(first, evidence) ? [first] : undefined;
  }
  const different = new Map(
    found.map((one) => [one.sides.length > 0 ? one.mention.id : one.words.toLowerCase(), one]),
  );
  return different.size < test.times ? undefined : [...different.values()].slice(0, test.times);
}

/** Made once a test: rules ask many articles for the same ids. */
const idSets = new WeakMap<readonly string[], ReadonlySet<string>>();

function idsOf(ids: readonly string[]): ReadonlySet<string> {
  const known = idSets.get(ids) ?? new Set(ids);
  idSets.set(ids, known);
  return known;
}

function isIn(parts: readonly Part[], { where, opening }: Named): boolean {
  return parts.includes(where) || (opening && parts.includes('opening'));
}

/** A state by its own name at the front, with a word before it at most, and not as an owner. */
function isSubject({ kind, adjective, mention, where }: Named, { texts }: Evidence): boolean {
  if (kind !== 'country' || adjective) return false;
  const before = texts[where].slice(0, mention.start).trim();
  return !/\s/.test(before) && !/^['’]s?\b/u.test(texts[where].slice(mention.end));
}

/** Names of both sides with nothing but space, a hyphen or a joiner between them. */
function findPair(
  [one, two]: readonly [string, string],
  parts: readonly Part[],
  { texts, mentions }: Evidence,
  joiners: ReadonlySet<string>,
): Finding[] | undefined {
  for (const [at, first] of mentions.entries()) {
    const { where, mention } = first;
    if (first.kind === 'office') continue;
    if (!isIn(parts, first) || (!first.sides.includes(one) && !first.sides.includes(two))) {
      continue;
    }
    if (first.sides.includes(one) && first.sides.includes(two)) return [first];
    const other = first.sides.includes(one) ? two : one;
    const second = mentions
      .slice(at + 1, at + 3)
      .find(
        (next) =>
          next.where === where &&
          next.kind !== 'office' &&
          isIn(parts, next) &&
          next.sides.includes(other),
      );
    if (second === undefined) continue;
    const between = texts[where].slice(mention.end, second.mention.start);
    if (!/^[\s\p{Dash_Punctuation}]*$/u.test(between) && !joiners.has(between.trim())) continue;
    const words = texts[where].slice(mention.start, Math.max(mention.end, second.mention.end));
    return [{ words, where }];
  }
  return undefined;
}

/** Weights are written with one decimal at most; sums of such are not exact in binary. */
function round(score: number): number {
  return Math.round(score * 100) / 100;
}
