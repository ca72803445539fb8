/**
 * How fast articles are read and matched, beside the naive way, one alternation of all spellings,
 * in the same run (so that a loaded machine slows both alike):
 *
 *     node --import tsx bench/match.ts [FOLDER]
 *
 * FOLDER holds cases as `npm run evaluate` takes them. Rounds are interleaved; medians are shown.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import { matchArticle } from '../src/topic/match.ts';
import { readArticle } from '../src/topic/read.ts';
import { gazetteerSchema, matchRulesSchema } from '../src/topic/rules.ts';
import type { Article } from '../src/types.ts';
import { readCases } from './cases.ts';

const ROUNDS = 7;

const source = (name: string): unknown =>
  parse(readFileSync(new URL(`../sources/${name}`, import.meta.url), 'utf8'));
const entities = gazetteerSchema.parse(source('gazetteer.yaml'));
const gazetteer = compileGazetteer(entities);
const rules = matchRulesSchema.parse((source('topic.yaml') as { readonly match: unknown }).match);

const spellings = entities.flatMap(({ names }) => Object.values(names).flat());
const alternation = new RegExp(
  [...spellings]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    .join('|'),
  'gu',
);

const folder = process.argv[2] ?? new URL('cases/', import.meta.url).pathname;
const articles = (await readCases(folder)).map(({ id, text }): Article => {
  const [title = '', ...paragraphs] = text.split('\n').filter((line) => line.trim() !== '');
  return {
    id,
    sourceId: 'bench',
    language: 'und',
    title,
    titleFrom: 'given',
    authors: [],
    paragraphs,
    excerpt: '',
    categories: [],
    republish: 'excerpt',
    firstSeen: '2026-01-01T00:00:00Z',
    hash: '',
  };
});

const ways: Readonly<Record<string, (article: Article) => unknown>> = {
  'read and matched': (article) =>
    matchArticle(article, readArticle(article, gazetteer), gazetteer, rules),
  'names found by the trie': (article) => readArticle(article, gazetteer),
  'names found by one alternation': ({ title, paragraphs }) =>
    `${title}\n${paragraphs.join('\n')}`.match(alternation),
};

const times = new Map(Object.keys(ways).map((name) => [name, [] as number[]]));
for (let round = 0; round <= ROUNDS; round += 1) {
  for (const [name, way] of Object.entries(ways)) {
    const start = performance.now();
    for (const article of articles) way(article);
    // The first round warms up.
    if (round > 0) times.get(name)?.push(performance.now() - start);
  }
}

const characters = articles.reduce(
  (sum, { title, paragraphs }) => sum + title.length + paragraphs.join('\n').length,
  0,
);
process.stdout.write(
  `${articles.length} articles, ${Math.round(characters / articles.length)} characters each on average, ${spellings.length} spellings\n`,
);
for (const [name, measured] of times) {
  const median = measured.sort((a, b) => a - b)[Math.floor(measured.length / 2)] ?? 0;
  const perSecond = Math.round((articles.length / median) * 1000);
  process.stdout.write(`${name.padEnd(32)} ${perSecond} articles/s\n`);
}
