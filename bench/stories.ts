/**
 * What grouping costs: processor time per article and memory for 10,000 and 100,000 made-up articles with
 * known copies, and for one day more.
 *
 *     node --expose-gc --import tsx bench/stories.ts [COUNT …]
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { clusterArticles } from '../src/stories/cluster.ts';
import { fingerprint } from '../src/stories/fingerprint.ts';
import { addToGroups } from '../src/stories/regroup.ts';
import { compileStoryRules, storyRulesSchema } from '../src/stories/rules.ts';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import { readArticle } from '../src/topic/read.ts';
import { gazetteerSchema } from '../src/topic/rules.ts';
import type { Article, Entity } from '../src/types.ts';

const source = async (name: string) =>
  parse(await readFile(new URL(`../sources/${name}`, import.meta.url), 'utf8'));
const entities: readonly Entity[] = gazetteerSchema.parse(await source('gazetteer.yaml'));
const gazetteer = compileGazetteer(entities);
const words = compileStoryRules(storyRulesSchema.parse((await source('topic.yaml')).stories));
const timeZone = 'Asia/Karachi';

/** Articles a day: more than the whole topic has on its busiest days. */
const PER_DAY = 100;
/** Of a hundred articles this many carry no date. */
const UNDATED_PERCENT = 2;

const SYLLABLES = 'ba ko ri tu ne la shi mo du ga ve po sa ki lo mar ten dor vin pal'.split(' ');

const counts = process.argv.slice(2).map(Number);
for (const count of counts.length > 0 ? counts : [10_000, 100_000]) measure(count);

function measure(count: number): void {
  const { articles, storyOf } = makeArticles(count);
  const began = processorMs();
  const prints = articles.map((article) =>
    fingerprint(article, readArticle(article, gazetteer), gazetteer, timeZone, words),
  );
  const printed = processorMs();
  const before = heapMegabytes();
  const groups = clusterArticles(prints);
  const clustered = processorMs();
  const after = heapMegabytes();

  // The last day comes new to what is known of all days before.
  const known = prints.slice(0, -PER_DAY);
  const knownGroups = clusterArticles(known);
  const start = processorMs();
  addToGroups(knownGroups, known, prints.slice(-PER_DAY));
  const added = processorMs() - start;

  const { precision, recall } = scorePairs(groups, storyOf);
  const perArticle = (ms: number) => `${((ms * 1000) / count).toFixed(0)} µs`;
  process.stdout.write(
    [
      `${count} articles`,
      `  names and fingerprint, an article  ${perArticle(printed - began)}`,
      `  grouping, an article               ${perArticle(clustered - printed)}`,
      `  ${PER_DAY} new articles against the rest   ${added.toFixed(0)} ms`,
      `  heap after grouping                ${after.toFixed(0)} MB (${before.toFixed(0)} before)`,
      `  pairs of copies found              ${recall.toFixed(3)}, of those joined right ${precision.toFixed(3)}`,
      '',
    ].join('\n'),
  );
}

/** Time on the processor, not on the wall: other work on the machine does not count. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function heapMegabytes(): number {
  globalThis.gc?.();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

/** Stories of one to five reports: the first, then copies with a new head, a cut end or a new start. */
function makeArticles(count: number): {
  readonly articles: readonly Article[];
  readonly storyOf: ReadonlyMap<string, number>;
} {
  const random = randomFrom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const people = entities.filter(({ kind }) => kind === 'person').map(({ label }) => label);
  const places = entities.filter(({ kind }) => kind === 'place').map(({ label }) => label);
  const verbs = ['met', 'telephoned', 'condemned', 'signed', 'inaugurated', 'arrived', 'visited'];
  const vocabulary = Array.from({ length: 6000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES)).join(''),
  );
  const sentence = (length: number) =>
    Array.from({ length }, () => pick(vocabulary)).join(' ') + '.';
  const articles: Article[] = [];
  const storyOf = new Map<string, number>();
  for (let story = 0; articles.length < count; story++) {
    const day = Math.floor(articles.length / PER_DAY);
    const lede = () =>
      `China's ${who} ${act} Pakistan's ${whom} in ${where} on ${sentence(6)} ${sentence(9)}`;
    const [who, whom, where, act] = [pick(people), pick(people), pick(places), pick(verbs)];
    const body = Array.from({ length: 6 }, () => `${sentence(12)} ${sentence(14)}`);
    const reports = 1 + Math.floor(random() * 5);
    for (let report = 0; report < reports && articles.length < count; report++) {
      const id = `article-${articles.length}`;
      const late = report > 2 && random() < 0.3 ? 1 : 0;
      const at = new Date(Date.UTC(2000, 0, 1 + day + late)).toISOString().slice(0, 10);
      const kept = body.slice(0, 3 + Math.floor(random() * 4));
      const added = random() < 0.3 ? [sentence(20)] : [];
      storyOf.set(id, story);
      articles.push({
        id,
        sourceId: 'made-up',
        language: 'en',
        title: `${who} ${act} ${whom}: ${sentence(4)}`,
        titleFrom: 'given',
        ...(random() * 100 < UNDATED_PERCENT
          ? {}
          : { published: { at, precision: 'day', from: 'given' } as const }),
        authors: [],
        paragraphs: [lede(), ...kept, ...added],
        excerpt: '',
        categories: [],
        republish: 'excerpt',
        firstSeen: '2025-01-01T00:00:00Z',
        hash: id,
      });
    }
  }
  return { articles, storyOf };
}

/** Mulberry32: small, and the same numbers everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function scorePairs(
  groups: ReturnType<typeof clusterArticles>,
  storyOf: ReadonlyMap<string, number>,
): { readonly precision: number; readonly recall: number } {
  const pairsIn = (size: number) => (size * (size - 1)) / 2;
  const countBy = <T>(values: readonly T[]) => {
    const sizes = new Map<T, number>();
    for (const value of values) sizes.set(value, (sizes.get(value) ?? 0) + 1);
    return [...sizes.values()].reduce((sum, size) => sum + pairsIn(size), 0);
  };
  let joined = 0;
  let right = 0;
  for (const { articleIds } of groups) {
    joined += pairsIn(articleIds.length);
    right += countBy(articleIds.map((id) => storyOf.get(id)));
  }
  return { precision: right / joined, recall: right / countBy([...storyOf.values()]) };
}
