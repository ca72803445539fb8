/**
 * Fits the weights of src/stories/weights.ts to labelled cases: logistic regression over the pairs
 * of articles that meet, held near weights set by hand, each with the sign of those. Prints how
 * well pairs of events that were left out are told apart, by hand and fitted, then the weights.
 *
 *     node --import tsx bench/weigh-stories.ts FOLDER …
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { meet } from '../src/stories/candidates.ts';
import { isOneDay } from '../src/stories/day.ts';
import type { Fingerprint } from '../src/stories/fingerprint.ts';
import { compileStoryRules, storyRulesSchema } from '../src/stories/rules.ts';
import { type SignName, type Signs, signsOf } from '../src/stories/signs.ts';
import { WEIGHTS } from '../src/stories/weights.ts';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import { gazetteerSchema } from '../src/topic/rules.ts';
import { isHeldOut, readCases } from './cases.ts';
import { printOf } from './score-stories.ts';

/** Weights set by judgement, before any case was looked at. */
const BY_HAND: Readonly<Record<SignName, number>> = {
  always: -1.9,
  sameDay: 1.35,
  nextDay: 0.65,
  twoDays: -0.9,
  noDays: -1.5,
  weekday: 1.2,
  otherWeekday: -1.7,
  namedDay: 1,
  agree: 0.7,
  sameDates: 1,
  monthDay: 0.8,
  otherMonthDay: -1.5,
  guess: 1.3,
  guessNext: 1,
  otherGuess: -1.6,
  recent: 0.3,
  older: -2,
  copied: 4.2,
  copy: 1.45,
  wording: 3.6,
  strangers: 2.15,
  languages: 0.3,
  actor: 0.25,
  actors: 0.45,
  otherActors: -0.7,
  otherPair: -3,
  outsider: -1.5,
  offices: 0.5,
  otherOffices: -0.8,
  people: 0.35,
  things: 1.55,
  places: 0.9,
  acts: 1.15,
  otherActs: -1,
  form: 0.3,
  otherForm: -3,
  sameMatter: -3,
  matters: 1.2,
  mattersAcross: 3.5,
  counts: 0.8,
  sounds: 2,
  numbers: 0.4,
  otherNumbers: -0.3,
  otherCounts: -0.3,
  elsewhere: -6,
  states: 0.4,
  otherStates: -0.6,
  otherStage: -3.6,
  noStage: -1.3,
  stepNextDay: -1.5,
  restaged: -4,
  otherOrdinals: -2.5,
  undatedRound: 1.5,
  series: 2.3,
  otherSeries: -5,
};
const NAMES = Object.keys(BY_HAND) as SignName[];

/** How strongly weights are held where they were set. */
const HOLD = 1;
/** A wrong join counts so much more than a missed one. */
const WRONG_JOIN = 1.25;
/** What the pairs that were moved to one day weigh together, for each article of the cases. */
const MOVED = 0.67;
const STEPS = 1500;
const FOLDS = 5;

/** Cases made for this are used whole; of others a part is kept for scoring. */
const OWN = fileURLToPath(new URL('cases', import.meta.url));

type Labelled = { readonly event: string; readonly print: Fingerprint };
type Pair = {
  readonly signs: Signs;
  readonly same: boolean;
  readonly weight: number;
  readonly events: readonly [string, string];
  /** Made by moving an article to the day of the other: for learning, not for scoring. */
  readonly moved: boolean;
};

const source = async (name: string) =>
  parse(await readFile(new URL(`../sources/${name}`, import.meta.url), 'utf8'));
const topic = await source('topic.yaml');
const context = {
  gazetteer: compileGazetteer(gazetteerSchema.parse(await source('gazetteer.yaml'))),
  stories: compileStoryRules(storyRulesSchema.parse(topic.stories)),
  timeZone: topic.timeZone as string,
  nearMisses: [],
  now: new Date().toISOString(),
};

const pairs = (await Promise.all(process.argv.slice(2).map(pairsOf))).flat();
const told: { readonly name: string; readonly by: Map<Pair, boolean> }[] = [
  { name: 'by hand', by: new Map() },
  { name: 'fitted', by: new Map() },
];
for (let fold = 0; fold < FOLDS; fold++) {
  const isOut = ({ events }: Pair) => events.some((event) => foldOf(event) === fold);
  const fitted = weigh(pairs.filter((pair) => !isOut(pair)));
  for (const pair of pairs.filter((one) => isOut(one) && !one.moved)) {
    told[0]?.by.set(pair, scoreWith(BY_HAND, pair) >= 0);
    told[1]?.by.set(pair, scoreWith(fitted, pair) >= 0);
  }
}
for (const { name, by } of told) {
  const joined = [...by].filter(([, same]) => same).map(([pair]) => pair);
  const right = joined.filter(({ same }) => same).length;
  const all = [...by.keys()].filter(({ same }) => same).length;
  process.stdout.write(
    `pairs of events left out, ${name}: precision ${(right / joined.length).toFixed(3)}, recall ${(right / all).toFixed(3)} of ${all}\n`,
  );
}
const weights = weigh(pairs);
for (const name of NAMES) {
  const rounded = Math.round(weights[name] * 20) / 20;
  const now = WEIGHTS[name].weight;
  process.stdout.write(`${name.padEnd(16)}${rounded}${rounded === now ? '' : `  (is ${now})`}\n`);
}

async function pairsOf(folder: string): Promise<readonly Pair[]> {
  const isOwn = resolve(folder).startsWith(OWN);
  const articles = (await readCases(folder))
    .filter((one) => isOwn || !isHeldOut(one))
    .flatMap((one): Labelled[] => {
      const print = printOf(one, context);
      return print === undefined ? [] : [{ event: one.label.event || one.id, print }];
    });
  const sizes = new Map<string, number>();
  for (const { event } of articles) sizes.set(event, (sizes.get(event) ?? 0) + 1);
  const found: Pair[] = [];
  const moved: Omit<Pair, 'weight'>[] = [];
  for (const [at, a] of articles.entries()) {
    for (const b of articles.slice(at + 1)) {
      const same = a.event === b.event;
      const events = [a.event, b.event] as const;
      if (meet(a.print, b.print)) {
        // Of a large event every article counts about once, not once for each of the others.
        const weight = same ? 2 / Math.max(2, (sizes.get(a.event) ?? 1) - 1) : 1;
        found.push({ signs: signsOf(a.print, b.print), same, weight, events, moved: false });
      } else if (!same) {
        const signs = onOneDay(a.print, b.print);
        if (signs !== undefined) moved.push({ signs, same, events, moved: true });
      }
    }
  }
  const weight = (MOVED * articles.length) / moved.length;
  return [...found, ...moved.map((pair) => ({ ...pair, weight }))];
}

/**
 * Cases are few for each day, the news are many: two events of different days, moved to one, show
 * what two stories of a day share. Not where they are so alike that only the day tells them apart.
 */
function onOneDay(a: Fingerprint, b: Fingerprint): Signs | undefined {
  if (!isOneDay(a.days) || !isOneDay(b.days)) return undefined;
  const there = { ...b, days: a.days };
  if (!meet(a, there)) return undefined;
  const signs = signsOf(a, there);
  const alike =
    signs.form > 0 && (sharedOf(a.principals, b.principals) > 1 || signs.offices > 0.99);
  return alike || signs.wording > 0.45 || signs.copied > 0.3 ? undefined : signs;
}

function sharedOf(a: readonly string[], b: readonly string[]): number {
  return a.filter((value) => b.includes(value)).length;
}

/** Gradient descent with moments (Adam), the weights kept on their side of 0. */
function weigh(learnt: readonly Pair[]): Record<SignName, number> {
  const weights = { ...BY_HAND };
  const moments = new Map(NAMES.map((name) => [name, { first: 0, second: 0 }]));
  const rows = learnt.map(({ signs, same, weight }) => ({
    values: NAMES.map((name) => signs[name]),
    same,
    weight,
  }));
  for (let step = 1; step <= STEPS; step++) {
    const slope = NAMES.map(
      (name) => HOLD * (name === 'always' ? 0.2 : 1) * (weights[name] - BY_HAND[name]),
    );
    const now = NAMES.map((name) => weights[name]);
    for (const { values, same, weight } of rows) {
      let sum = 0;
      for (let at = 0; at < values.length; at++) sum += (now[at] ?? 0) * (values[at] ?? 0);
      const likely = 1 / (1 + Math.exp(-sum));
      const error = (same ? likely - 1 : likely * WRONG_JOIN) * weight;
      for (let at = 0; at < values.length; at++) {
        slope[at] = (slope[at] ?? 0) + error * (values[at] ?? 0);
      }
    }
    for (const [at, name] of NAMES.entries()) {
      const moment = moments.get(name) ?? { first: 0, second: 0 };
      moment.first = 0.9 * moment.first + 0.1 * (slope[at] ?? 0);
      moment.second = 0.999 * moment.second + 0.001 * (slope[at] ?? 0) ** 2;
      const spread = Math.sqrt(moment.second / (1 - 0.999 ** step)) + 1e-8;
      const next = weights[name] - (0.02 * (moment.first / (1 - 0.9 ** step))) / spread;
      weights[name] = Math.sign(next) === Math.sign(BY_HAND[name]) ? next : 0;
    }
  }
  return weights;
}

function scoreWith(by: Readonly<Record<SignName, number>>, { signs }: Pair): number {
  return NAMES.reduce((sum, name) => sum + by[name] * signs[name], 0);
}

function foldOf(event: string): number {
  return (createHash('md5').update(event).digest()[0] ?? 0) % FOLDS;
}
