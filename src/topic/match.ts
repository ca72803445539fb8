import type { Article, EntityKind, Match, Mention, Place, Reading, Reason } from '../types.ts';
import type { Gazetteer } from './gazetteer.ts';
import { placesOf } from './read.ts';
import type { MatchRule, MatchRules, MatchTest } from './rules.ts';

/** Something a test asks for, as it stands in the text. */
type Finding = { readonly words: string; readonly where: Place; readonly start: number };

type Evidence = {
  readonly mentions: readonly Named[];
  readonly actors: readonly Named[];
};

type Named = {
  readonly mention: Mention;
  readonly where: Place;
  readonly kind: EntityKind;
  /** The side it acts for. */
  readonly own: string | undefined;
  /** Ids of the sides that the name belongs to, `others` for any other state. */
  readonly sides: readonly string[];
  /** For actors: the words that make it one. */
  readonly words: string;
};

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
  const evidence = gather(article, reading, gazetteer, rules);
  const reasons = rules.rules.flatMap((rule) => reasonOf(rule, evidence) ?? []);
  const score = round(reasons.reduce((sum, { weight }) => sum + weight, 0));
  return { in: score >= rules.bar, score, bar: rules.bar, reasons };
}

function gather(
  article: Article,
  reading: Reading,
  gazetteer: Gazetteer,
  rules: MatchRules,
): Evidence {
  const sideOf = new Map(
    Object.entries(rules.sides).flatMap(([side, { countries }]) =>
      countries.map((country) => [country, side] as const),
    ),
  );
  const joint = new Set(rules.both);
  const named = (mention: Mention, where: Place): Named[] => {
    const entity = gazetteer.entities.get(mention.id);
    if (entity === undefined) return [];
    const { kind, country } = entity;
    const own = country === undefined ? [] : [sideOf.get(country) ?? 'others'];
    const sides = joint.has(mention.id) ? [...own, ...Object.keys(rules.sides)] : own;
    return [{ mention, where, kind, own: own[0], sides, words: mention.text }];
  };
  const texts = placesOf(article);
  const mentions: Named[] = [];
  const actors: Named[] = [];
  for (const where of ['title', 'lede', 'body'] as const) {
    const here = reading[where].flatMap((mention) => named(mention, where));
    mentions.push(...here);
    actors.push(...actorsOf(here, texts[where], new Set(rules.acts)));
  }
  return { mentions, actors };
}

/** Farther apart than this, in characters, a state and an office or act are not one phrase. */
const NEAR = 32;

/** People and bodies of a state, and a state's name beside an office or before an act. */
function actorsOf(names: readonly Named[], text: string, acts: ReadonlySet<string>): Named[] {
  const joined = (from: number, to: number) =>
    to >= from && to - from <= NEAR && !/[.!?;:。！？؛۔।]\s|[。！？]/u.test(text.slice(from, to));
  return names.flatMap((name) => {
    if (name.own === undefined) return [];
    if (name.kind === 'person' || name.kind === 'organisation') return [name];
    if (name.kind !== 'country' && name.kind !== 'place') return [];
    const { start, end } = name.mention;
    const partner = names.find(({ kind, mention }) =>
      kind === 'office' && name.kind === 'country'
        ? joined(end, mention.start) || joined(mention.end, start)
        : kind === 'form' && acts.has(mention.id) && joined(end, mention.start),
    );
    if (partner === undefined) return [];
    const from = Math.min(start, partner.mention.start);
    return [{ ...name, words: text.slice(from, Math.max(end, partner.mention.end)) }];
  });
}

function reasonOf(rule: MatchRule, evidence: Evidence): Reason | undefined {
  const findings: Finding[] = [];
  for (const test of rule.needs) {
    const found = find(test, rule, evidence);
    if (found === undefined) return undefined;
    findings.push(...found);
  }
  if (rule.lacks.some((test) => find(test, rule, evidence) !== undefined)) return undefined;
  const words = [...new Set(findings.map((finding) => finding.words))].join(' · ');
  return { rule: rule.id, weight: rule.weight, words, where: findings[0]?.where ?? 'body' };
}

/** What a test finds, as often as it asks for; `undefined` where it fails. */
function find(test: MatchTest, rule: MatchRule, evidence: Evidence): Finding[] | undefined {
  const places = test.in ?? rule.in;
  const pool = test.actor === undefined ? evidence.mentions : evidence.actors;
  const ids = test.any === undefined ? undefined : new Set(test.any);
  const found = pool.filter(
    ({ mention, where, kind, own, sides }) =>
      places.includes(where) &&
      (test.named === undefined || sides.includes(test.named)) &&
      (test.actor === undefined || own === test.actor) &&
      (test.kind === undefined || kind === test.kind) &&
      (ids === undefined || ids.has(mention.id)),
  );
  if (found.length < test.times) return undefined;
  return found
    .slice(0, test.times)
    .map(({ mention, words, where }) => ({ words, where, start: mention.start }));
}

/** Weights are written with one decimal at most; sums of such are not exact in binary. */
function round(score: number): number {
  return Math.round(score * 100) / 100;
}
