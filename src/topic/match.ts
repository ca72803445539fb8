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
const NEAR = 28;

/** People and bodies of a state, and a state's name beside an office or before an act. */
function actorsOf(names: readonly Named[], text: string, acts: ReadonlySet<string>): Named[] {
  return names.flatMap((name, at) => {
    if (name.own === undefined) return [];
    if (name.kind === 'person' || name.kind === 'organisation') return [name];
    if (name.kind !== 'country' && name.kind !== 'place') return [];
    const partner = partnerOf(name, at, names, text, acts);
    if (partner === undefined) return [];
    const from = Math.min(name.mention.start, partner.mention.start);
    const to = Math.max(name.mention.end, partner.mention.end);
    return [{ ...name, words: text.slice(from, to) }];
  });
}

/**
 * The office or act that makes an actor of a state: "foreign minister of China", "China condemns",
 * "Chinese, Afghan and Pakistani ministers". Names of other states may stand between, but no
 * punctuation besides; what goes to a state or happens in it does not act for it.
 */
function partnerOf(
  name: Named,
  at: number,
  names: readonly Named[],
  text: string,
  acts: ReadonlySet<string>,
): Named | undefined {
  const { start, end } = name.mention;
  let listed = false;
  for (const other of names.slice(at + 1)) {
    const { start: next } = other.mention;
    if (next < end) continue;
    const between = text.slice(end, next);
    if (between.length > NEAR * (listed ? 2 : 1)) break;
    if ((listed ? SENTENCE_END : PUNCTUATION).test(between)) break;
    if (other.kind === 'office' && name.kind === 'country') return other;
    if (other.kind === 'form' && acts.has(other.mention.id)) return other;
    listed ||= other.kind === 'country';
  }
  if (name.kind !== 'country') return undefined;
  const before = names.slice(0, at).findLast(({ mention }) => mention.end <= start);
  if (before?.kind !== 'office') return undefined;
  return /^(?:\s+\S{1,4}){0,1}\s+$/u.test(text.slice(before.mention.end, start)) &&
    !/\s(?:to|in|on|at|and|with)\s/.test(text.slice(before.mention.end, start))
    ? before
    : undefined;
}

const SENTENCE_END = /[.!?;:。！？؛۔।]/u;
const PUNCTUATION = /[.!?;:,。！？；：，、؛،۔।()]/u;

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
