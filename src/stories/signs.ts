import { daysApart } from './candidates.ts';
import { isOneDay } from './day.ts';
import { type Fingerprint, SHINGLES } from './fingerprint.ts';
import { sharedCount } from './words.ts';

/** What joins two articles and what parts them, each from 0 (not so) to 1 (fully so). */
export type Signs = {
  /** Always 1: what has to be outweighed. */
  readonly always: number;
  readonly sameDay: number;
  readonly nextDay: number;
  readonly twoDays: number;
  /** The day of one is known only to the month. */
  readonly month: number;
  /** The day of one is not known at all. */
  readonly undated: number;
  /** Share of the shorter text that stands in the other word for word. */
  readonly copied: number;
  /** At least half of the shorter text is in the other. */
  readonly copy: number;
  /** Cosine of the content words of title and lede. */
  readonly wording: number;
  /** Names in common that the gazetteer does not know. */
  readonly strangers: number;
  readonly actor: number;
  readonly actors: number;
  readonly otherActors: number;
  readonly people: number;
  readonly things: number;
  readonly otherThings: number;
  readonly places: number;
  readonly otherPlaces: number;
  readonly acts: number;
  readonly otherActs: number;
  readonly stage: number;
  readonly otherStage: number;
  readonly ordinals: number;
  readonly otherOrdinals: number;
  readonly numbers: number;
  readonly otherStates: number;
  /** Two languages: neither wording nor copied text can speak. */
  readonly languages: number;
};

export type SignName = keyof Signs;

/** Symmetric: `signsOf(a, b)` equals `signsOf(b, a)`. */
export function signsOf(a: Fingerprint, b: Fingerprint): Signs {
  const apart = daysApart(a.days, b.days);
  const dated = isOneDay(a.days) && isOneDay(b.days);
  const month = !dated && a.days !== undefined && b.days !== undefined;
  const copied = copiedShare(a.shingles, b.shingles);
  const actors = new Set([
    ...a.actors.filter((id) => b.people.includes(id)),
    ...b.actors.filter((id) => a.people.includes(id)),
  ]).size;
  return {
    always: 1,
    sameDay: yes(dated && apart === 0),
    nextDay: yes(dated && apart === 1),
    twoDays: yes(dated && apart === 2),
    month: yes(month),
    undated: yes(!dated && !month),
    copied,
    copy: yes(copied >= 0.5),
    wording: cosine(a.words, b.words),
    strangers: upTo(4, sharedCount(a.strangers, b.strangers)),
    actor: yes(actors > 0),
    actors: yes(actors > 1),
    otherActors: yes(a.actors.length > 0 && b.actors.length > 0 && actors === 0),
    people: upTo(3, shared(a.people, b.people)),
    things: upTo(2, shared(a.things, b.things)),
    otherThings: differ(a.things, b.things),
    places: upTo(2, shared(a.places, b.places)),
    otherPlaces: differ(a.places, b.places),
    acts: upTo(2, shared(a.acts, b.acts)),
    otherActs: differ(a.acts, b.acts),
    stage: yes(shared(a.stages, b.stages) > 0),
    otherStage: yes(a.stages.length + b.stages.length > 0 && shared(a.stages, b.stages) === 0),
    ordinals: yes(shared(a.ordinals, b.ordinals) > 0),
    otherOrdinals: differ(a.ordinals, b.ordinals),
    numbers: upTo(2, shared(a.numbers, b.numbers)),
    otherStates: upTo(2, apartCount(a.states, b.states)),
    languages: yes(a.language !== b.language && copied < 0.05),
  };
}

/** Fewer runs of words than this say nothing: a sentence may be a quotation. */
const FEWEST_SHINGLES = 6;

/**
 * Share of the shorter text that is in the longer one, from the smallest hashes of both: only
 * hashes up to the largest that both samples would hold can be compared.
 */
function copiedShare(a: readonly number[], b: readonly number[]): number {
  const reach = Math.min(reachOf(a), reachOf(b));
  const count = (hashes: readonly number[]) => hashes.filter((hash) => hash <= reach).length;
  const shorter = Math.min(count(a), count(b));
  return shorter < FEWEST_SHINGLES ? 0 : sharedCount(a, b, reach) / shorter;
}

function reachOf(hashes: readonly number[]): number {
  return hashes.length < SHINGLES ? Infinity : (hashes.at(-1) ?? Infinity);
}

function cosine(a: readonly number[], b: readonly number[]): number {
  const product = a.length * b.length;
  return product === 0 ? 0 : sharedCount(a, b) / Math.sqrt(product);
}

function shared<T>(a: readonly T[], b: readonly T[]): number {
  return a.filter((value) => b.includes(value)).length;
}

function apartCount<T>(a: readonly T[], b: readonly T[]): number {
  return a.length + b.length - 2 * shared(a, b);
}

/** Both name some and none in common. */
function differ<T>(a: readonly T[], b: readonly T[]): number {
  return yes(a.length > 0 && b.length > 0 && shared(a, b) === 0);
}

function upTo(enough: number, count: number): number {
  return Math.min(enough, count) / enough;
}

function yes(holds: boolean): number {
  return holds ? 1 : 0;
}
