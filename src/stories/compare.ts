import { meet } from './candidates.ts';
import type { Fingerprint } from './fingerprint.ts';
import { type SignName, type Signs, signsOf } from './signs.ts';
import { WEIGHTS } from './weights.ts';

/** Whether two articles report one event: `same` is `score >= BAR`; `reasons` are plain words. */
export type Comparison = {
  readonly same: boolean;
  /** Log-odds: 0 is as likely as not, each 0.7 doubles or halves the odds. */
  readonly score: number;
  readonly reasons: readonly string[];
};

/** A wrong merge hides a story, a missed one repeats it: merge where it is likelier than not. */
export const BAR = 0;

/**
 * Compares two articles by the two alone and by fixed weights (do not change: a weight that
 * depended on other articles would let groups depend on the order in which articles arrive).
 */
export function compare(a: Fingerprint, b: Fingerprint): Comparison {
  const comparison = compareMeeting(a, b);
  return meet(a, b) ? comparison : { ...comparison, same: false };
}

/** The same for two articles of which it is known that they meet. */
export function compareMeeting(a: Fingerprint, b: Fingerprint): Comparison {
  const signs = signsOf(a, b);
  const score = scoreOf(signs);
  return { same: score >= BAR, score, reasons: score >= BAR ? reasonsOf(signs, a, b) : [] };
}

/** The sum of the weighted signs, rounded so that the order of additions cannot show. */
export function scoreOf(signs: Signs): number {
  let sum = 0;
  for (let at = 0; at < NAMES.length; at++) {
    sum += signs[NAMES[at] ?? 'always'] * (VALUES[at] ?? 0);
  }
  return Math.round(sum * 1000) / 1000;
}

/** A line for each sign that speaks for or against, the heaviest first: "+2.1 same day". */
export function explainPair(a: Fingerprint, b: Fingerprint): readonly string[] {
  const signs = signsOf(a, b);
  return heaviestFirst(signs).map((name) => {
    const part = signs[name] * WEIGHTS[name].weight;
    return `${part < 0 ? '−' : '+'}${Math.abs(part).toFixed(1)} ${wordsFor(name, a, b)}`;
  });
}

const NAMES = Object.keys(WEIGHTS) as readonly SignName[];
const VALUES = NAMES.map((name) => WEIGHTS[name].weight);

function reasonsOf(signs: Signs, a: Fingerprint, b: Fingerprint): readonly string[] {
  return heaviestFirst(signs)
    .filter((name) => WEIGHTS[name].weight > 0)
    .slice(0, 5)
    .map((name) => wordsFor(name, a, b));
}

function heaviestFirst(signs: Signs): readonly SignName[] {
  const part = (name: SignName) => Math.abs(signs[name] * WEIGHTS[name].weight);
  return NAMES.filter((name) => name !== 'always' && part(name) >= 0.05).sort(
    (x, y) => part(y) - part(x) || (x < y ? -1 : 1),
  );
}

/** "same people near the beginning: ishaq-dar, wang-yi". */
function wordsFor(name: SignName, a: Fingerprint, b: Fingerprint): string {
  const { words, list } = WEIGHTS[name];
  if (list === undefined) return words;
  const shared = a[list].map(String).filter((value) => b[list].map(String).includes(value));
  return shared.length === 0 ? words : `${words}: ${shared.slice(0, 4).join(', ')}`;
}
