/**
 * Prints how well the project does on labelled cases, in one table.
 *
 *     npm run evaluate                                  the cases that ship with the project
 *     npm run evaluate -- FOLDER --part tuned           only what it may be tuned on
 *     npm run evaluate -- FOLDER --details              with every case that went wrong
 *     npm run evaluate -- FOLDER --write                and rewrites sources/quality.yaml
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { compileStoryRules, storyRulesSchema } from '../src/stories/rules.ts';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import { gazetteerSchema, matchRulesSchema, tagRulesSchema } from '../src/topic/rules.ts';
import { type Case, isHeldOut, type Row, readCases, readNearMisses } from './cases.ts';
import { writeQuality } from './quality.ts';
import { score as scoreArticles } from './score-articles.ts';
import { score as scoreStories } from './score-stories.ts';
import { score as scoreTopic } from './score-topic.ts';

const PARTS = ['tuned', 'held-out', 'all'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    part: { type: 'string', default: 'all' },
    details: { type: 'boolean', default: false },
    write: { type: 'boolean', default: false },
  },
});
if (!PARTS.includes(values.part)) {
  throw new Error(`--part is "${values.part}"; use ${PARTS.join(', ')}`);
}
const folder = positionals[0] ?? new URL('cases/', import.meta.url).pathname;
const cases = (await readCases(folder)).filter(
  (one) => values.part === 'all' || (values.part === 'held-out') === isHeldOut(one),
);
const topic = (await readSource('topic.yaml')) as {
  readonly match: unknown;
  readonly tags: unknown;
  readonly stories: unknown;
  readonly timeZone: string;
};
const context = {
  gazetteer: compileGazetteer(gazetteerSchema.parse(await readSource('gazetteer.yaml'))),
  match: matchRulesSchema.parse(topic.match),
  tags: tagRulesSchema.parse(topic.tags),
  stories: compileStoryRules(storyRulesSchema.parse(topic.stories)),
  timeZone: topic.timeZone,
  nearMisses: await readNearMisses(folder),
  now: new Date().toISOString(),
};

const rows: readonly Row[] = [
  { name: 'relevant: yes, no, borderline', value: sizes(cases) },
  ...scoreArticles(cases, context),
  ...scoreTopic(cases, context),
  ...scoreStories(cases, context),
];
print(`${cases.length} cases of ${folder}, part: ${values.part}`, rows);
if (values.write) {
  await writeQuality(new URL('../sources/quality.yaml', import.meta.url).pathname, rows, cases);
}

function sizes(counted: readonly Case[]): string {
  return ['yes', 'no', 'borderline']
    .map((answer) => counted.filter(({ label }) => label.relevant === answer).length)
    .join(', ');
}

async function readSource(name: string): Promise<unknown> {
  return parse(await readFile(new URL(`../sources/${name}`, import.meta.url), 'utf8'));
}

function print(title: string, rows: readonly Row[]): void {
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.flatMap(({ name, value, detail }) => [
    `${name.padEnd(width)}  ${value}`,
    ...(values.details && detail ? detail.split('\n').map((line) => `    ${line}`) : []),
  ]);
  process.stdout.write(`${[title, '', ...lines].join('\n')}\n`);
}
