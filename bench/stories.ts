/**
 * What grouping costs: processor time per article and memory for 10,000 and 100,000 made-up articles with
 * known copies. What one day more costs is in `increment.ts`.
 *
 *     node --expose-gc --import tsx bench/stories.ts [COUNT …]
 */
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { clusterArticles } from '../src/stories/cluster.ts';
import { fingerprint } from '../src/stories/fingerprint.ts';
import { compileStoryRules, storyRulesSchema } from '../src/stories/rules.ts';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import { readArticle } from '../src/topic/read.ts';
import { gazetteerSchema } from '../src/topic/rules.ts';
import type { Entity } from '../src/types.ts';
import { makeArticles } from './made-up.ts';

const source = async (name: string) =>
  parse(await readFile(new URL(`../sources/${name}`, import.meta.url), 'utf8'));
const entities: readonly Entity[] = gazetteerSchema.parse(await source('gazetteer.yaml'));
const gazetteer = compileGazetteer(entities);
const words = compileStoryRules(storyRulesSchema.parse((await source('topic.yaml')).stories));
const timeZone = 'Asia/Karachi';

const counts = process.argv.slice(2).map(Number);
const perArticle: number[] = [];
for (const count of counts.length > 0 ? counts : [10_000, 100_000]) {
  perArticle.push(measure(count));
  const [before, last] = perArticle.slice(-2);
  if (before === undefined || last === undefined || perArticle.length < 2) continue;
  process.stdout.write(`  an article costs ${(last / before).toFixed(2)} times as much as there\n`);
}

/** Gives the processor time of an article in milliseconds. */
function measure(count: number): number {
  const { articles, storyOf } = makeArticles(count, entities);
  const began = processorMs();
  const prints = articles.map((article) =>
    fingerprint(article, readArticle(article, gazetteer), gazetteer, timeZone, words),
  );
  const printed = processorMs();
  const before = heapMegabytes();
  const groups = clusterArticles(prints);
  const clustered = processorMs();
  const after = heapMegabytes();

  const { precision, recall } = scorePairs(groups, storyOf);
  const perArticle = (ms: number) => `${((ms * 1000) / count).toFixed(0)} µs`;
  process.stdout.write(
    [
      `${count} articles`,
      `  names and fingerprint, an article  ${perArticle(printed - began)}`,
      `  grouping, an article               ${perArticle(clustered - printed)}`,
      `  heap after grouping                ${after.toFixed(0)} MB (${before.toFixed(0)} before)`,
      `  pairs of copies found              ${recall.toFixed(3)}, of those joined right ${precision.toFixed(3)}`,
      '',
    ].join('\n'),
  );
  return (clustered - began) / count;
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
