import type { Article, EntityKind, Mention, Place, Reading } from '../types.ts';
import type { Gazetteer } from './gazetteer.ts';
import { homeOf, homeOffices, isNative, missionsOf } from './home.ts';
import { openingLength, type Places, placesOf } from './read.ts';
import type { MatchRules } from './rules.ts';

/** What the rules of a topic ask about: the names of a text, and who of them acts for a side. */
export type Evidence = {
  readonly texts: Places;
  readonly mentions: readonly Named[];
  readonly actors: readonly Named[];
};

export type Named = {
  readonly mention: Mention;
  readonly where: Place;
  /** In the first sentence of the lede. */
  readonly opening: boolean;
  readonly kind: EntityKind;
  /** The side it acts for. */
  readonly own: string | undefined;
  /** Ids of the sides that the name belongs to, `others` for any other state. */
  readonly sides: readonly string[];
  /** Says whose and not who: "Chinese". */
  readonly adjective: boolean;
  /** The office had ended when the article came out. */
  readonly former: boolean;
  /** For actors: the words that make it one. */
  readonly words: string;
};

/** Turns a reading into evidence: sorts names by side and finds the actors among them. */
export function gatherEvidence(
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
  const texts = placesOf(article);
  const openingEnd = openingLength(texts.lede);
  const named = (mention: Mention, where: Place): Named[] => {
    const entity = gazetteer.entities.get(mention.id);
    if (entity === undefined) return [];
    const { kind, country, to } = entity;
    const adjective = gazetteer.adjectives.has(mention.text.toLowerCase());
    const former = to !== undefined && kind === 'person' && hasEnded(to, article.published?.at);
    const own = country === undefined ? [] : [sideOf.get(country) ?? 'others'];
    const sides = joint.has(mention.id) ? [...own, ...Object.keys(rules.sides)] : own;
    const words = mention.text;
    const opening = where === 'lede' && mention.start < openingEnd;
    return [{ mention, where, opening, kind, own: own[0], sides, adjective, former, words }];
  };
  const plain = (['title', 'lede', 'body'] as const).flatMap((where) =>
    reading[where].flatMap((mention) => named(mention, where)),
  );
  const home = sideOf.get(homeOf(article, gazetteer) ?? '');
  const offices = new Map(
    officesOf(article, plain, texts, home, rules).map(
      (office) => [office.mention, office] as const,
    ),
  );
  const mentions = plain.map((name) => offices.get(name.mention) ?? name);
  return { texts, mentions, actors: allActors(mentions, texts, rules) };
}

/** Offices in title and lede whose state goes without saying. */
function officesOf(
  article: Article,
  plain: readonly Named[],
  texts: Places,
  home: string | undefined,
  rules: MatchRules,
): readonly Named[] {
  const meant = home === undefined ? [] : [...rules.home, ...(rules.sides[home]?.home ?? [])];
  const offices = new Set([...meant, ...rules.missions]);
  const top = plain.filter(({ where }) => where !== 'body');
  if (top.every(({ mention }) => !offices.has(mention.id))) return [];
  const actors = allActors(top, texts, rules);
  const inHome = home === undefined ? [] : homeOffices(top, actors, texts, home, meant);
  const own = article.country === undefined ? inHome.filter(isNative) : inHome;
  const missions = rules.missions.filter((id) => !meant.includes(id));
  return [...own, ...missionsOf(top, actors, texts, home, missions)];
}

function allActors(names: readonly Named[], texts: Places, rules: MatchRules): Named[] {
  return (['title', 'lede', 'body'] as const).flatMap((where) =>
    actorsOf(
      names.filter((name) => name.where === where),
      texts[where],
      rules,
    ),
  );
}

/** News still calls people by an office for some weeks after they leave it. */
const GRACE_DAYS = 60;

/** `to` is `YYYY`, `YYYY-MM` or `YYYY-MM-DD`: the office ends with that year, month or day. */
function hasEnded(to: string, at: string | undefined): boolean {
  if (at === undefined) return false;
  const [year = 0, month = 12, day = 31] = to.split('-').map(Number);
  return Date.parse(at) > Date.UTC(year, month - 1, day + GRACE_DAYS);
}

/** Farther apart than this, in characters, a state and an office or act are not one phrase. */
const NEAR = 28;

/** People and bodies of a state, and a state's name beside an office or before an act. */
function actorsOf(names: readonly Named[], text: string, rules: MatchRules): Named[] {
  return names.flatMap((name, at) => {
    if (name.own === undefined) return [];
    if (name.kind === 'person') return name.former ? [] : [name];
    if (name.kind === 'organisation' || name.kind === 'office') return [name];
    const capital = name.kind === 'place' && rules.capitals.includes(name.mention.id);
    if (name.kind !== 'country' && !capital) return [];
    const partner = partnerOf(name, at, names, text, rules);
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
  rules: MatchRules,
): Named | undefined {
  const { start, end } = name.mention;
  let from = end; // of the last state of a list that begins with this name
  for (const other of names.slice(at + 1)) {
    const { start: next } = other.mention;
    if (next < from) continue;
    const between = text.slice(from, next);
    if (between.length > NEAR) break;
    if (other.kind === 'country') {
      if (!isJoined(between, rules)) break;
      from = other.mention.end;
      continue;
    }
    if (PUNCTUATION.test(between)) break;
    if (other.kind === 'office' && name.kind === 'country') return other;
    const acts = other.kind === 'form' && rules.acts.includes(other.mention.id);
    const parted = between
      .toLowerCase()
      .split(/\s+/)
      .some((word) => rules.partings.includes(word));
    if (acts && !name.adjective && from === end && !parted && !isGoverned(text, start, rules)) {
      return other;
    }
  }
  if (name.kind !== 'country') return undefined;
  const before = names.slice(0, at).findLast(({ mention }) => mention.end <= start);
  if (before?.kind !== 'office') return undefined;
  return /^(?:\s+\S{1,4}){0,1}\s+$/u.test(text.slice(before.mention.end, start)) &&
    !/\s(?:to|in|on|at|and|with)\s/.test(text.slice(before.mention.end, start))
    ? before
    : undefined;
}

/** A preposition stands before the name: it is no subject. */
function isGoverned(text: string, start: number, { prepositions }: MatchRules): boolean {
  const word = /(\S+)\s+$/u.exec(text.slice(Math.max(0, start - 20), start))?.[1];
  return word !== undefined && prepositions.includes(word.toLowerCase());
}

/** Nothing but joiners, commas and hyphens: "China's, Iran's and". */
function isJoined(between: string, { joiners }: MatchRules): boolean {
  return between
    .replace(/^['’]s?/u, '')
    .split(/[\s,\p{Dash_Punctuation}]+/u)
    .every((word) => word === '' || joiners.includes(word));
}

const PUNCTUATION = /[.!?;:,。！？；：，、؛،۔।()]/u;
