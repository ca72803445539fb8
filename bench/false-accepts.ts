/**
 * What the filter takes from feeds that nobody labelled, most of them about something else: the
 * accepted entries are listed for a person to judge.
 *
 *     node --import tsx bench/false-accepts.ts FOLDER            every file below it is tried
 *     node --import tsx bench/false-accepts.ts FOLDER --left 150 also entries that name all sides
 *                                                                but stayed out, evenly spread
 *
 * Entries with the same title and text are counted once. Files that are no feeds are passed over.
 * A file is the feed of an outlet without a country, unless `--country PK` says otherwise: the
 * outlet's own state needs no naming beside ambiguous names.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { normaliseItem } from '../src/collect/normalise.ts';
import { NotAFeed } from '../src/collect/not-a-feed.ts';
import { readFeed } from '../src/collect/parse.ts';
import { readConfig } from '../src/config/read.ts';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import { matchArticle } from '../src/topic/match.ts';
import { readArticle } from '../src/topic/read.ts';
import type { Article, Match, ParsedFeed, Source } from '../src/types.ts';

/** An entry with what the topic says of it. */
type Judged = { readonly article: Article; readonly match: Match; readonly allNamed: boolean };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { left: { type: 'string', default: '0' }, country: { type: 'string' } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('Name a folder of feed files.');
const config = await readConfig(new URL('../sources/', import.meta.url).pathname);
const gazetteer = compileGazetteer(config.entities);
const now = new Date().toISOString();
const source: Source = {
  id: 'file',
  name: 'A file',
  url: 'https://feed.example/',
  outlet: 'A file',
  ...(values.country === undefined ? {} : { country: values.country }),
  republish: 'excerpt',
  private: false,
};

let files = 0;
let entries = 0;
const judged = new Map<string, Judged>();
for (const path of await filesBelow(folder)) {
  const feed = await feedOf(path);
  if (feed === undefined) continue;
  files += 1;
  for (const item of feed.items) {
    const article = normaliseItem(item, feed, source, now);
    if (article === undefined) continue;
    entries += 1;
    const key = [article.title, ...article.paragraphs].join('\n');
    if (!judged.has(key)) judged.set(key, judge(article));
  }
}

const all = [...judged.values()];
const accepted = all.filter(({ match }) => match.in);
const left = all.filter(({ match, allNamed }) => allNamed && !match.in);
print(`${files} feeds, ${entries} entries, ${all.length} of them different`);
print(`\n${accepted.length} accepted:`);
accepted.forEach(describe);
print(`\n${left.length} name all sides and stayed out`);
spread(left, Number(values.left)).forEach(describe);

async function filesBelow(root: string): Promise<readonly string[]> {
  const found = await readdir(root, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

async function feedOf(path: string): Promise<ParsedFeed | undefined> {
  try {
    return await readFeed(await readFile(path), undefined, source.url);
  } catch (error) {
    if (error instanceof NotAFeed) return undefined;
    throw new Error(`${path} cannot be read`, { cause: error });
  }
}

function judge(article: Article): Judged {
  const reading = readArticle(article, gazetteer);
  const match = matchArticle(article, reading, gazetteer, config.match);
  const named = new Set(
    Object.values(reading)
      .flat()
      .map(({ id }) => gazetteer.entities.get(id)?.country),
  );
  const sides = Object.values(config.match.sides);
  const allNamed = sides.every(({ countries }) => countries.some((country) => named.has(country)));
  return { article, match, allNamed };
}

function spread<Thing>(things: readonly Thing[], wanted: number): readonly Thing[] {
  const step = Math.max(1, things.length / Math.max(1, wanted));
  return Array.from(
    { length: Math.min(wanted, things.length) },
    (_, at) => things[Math.floor(at * step)],
  ).filter((thing) => thing !== undefined);
}

function describe({ article, match }: Judged): void {
  const reasons = match.reasons.map(({ rule, weight, words }) => `${rule} ${weight} (${words})`);
  print(`\n${match.score}  ${article.title}`);
  print(`   ${article.url ?? 'no address'}`);
  print(`   ${article.excerpt.slice(0, 300)}`);
  print(`   ${reasons.join('; ')}`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
