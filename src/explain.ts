import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decode } from './collect/decode.ts';
import { storedArticle } from './collect/document/article.ts';
import { describeDocument } from './collect/document/describe.ts';
import { isDocument, readDocument } from './collect/document/document.ts';
import { canonicalAddress } from './collect/url.ts';
import type { Config } from './config/read.ts';
import type { Store } from './store/store.ts';
import { type Assembly, assemble, type Judged } from './stories/assemble.ts';
import { explainPair } from './stories/compare.ts';
import { fingerprint } from './stories/fingerprint.ts';
import { compileStoryRules } from './stories/rules.ts';
import type { Gazetteer } from './topic/gazetteer.ts';
import { matchArticle } from './topic/match.ts';
import { readArticle } from './topic/read.ts';
import { tagStory } from './topic/tag.ts';
import type { Article, Match, Tag } from './types.ts';

const places = { title: 'headline', lede: 'first sentences', body: 'text' } as const;

type Question = {
  /** Address, id or path of a stored article; else the path of a file; else plain text. */
  readonly what: string;
  /** A second stored article: are the two one story? */
  readonly other?: string;
  /** The articles folder. */
  readonly articles: string;
  readonly now: string;
};

/**
 * Says what was understood of a text, why an article is in the feed or not, or why two articles
 * are one story or not: lines for a terminal.
 */
export async function explain(
  question: Question,
  config: Config,
  gazetteer: Gazetteer,
  store: Store,
): Promise<string[]> {
  const assembly = assemble(await store.articles(), config, gazetteer);
  const one = find(assembly, question.what);
  if (question.other !== undefined) {
    const other = find(assembly, question.other);
    if (one === undefined) return [`Nothing stored is called ${question.what}.`];
    if (other === undefined) return [`Nothing stored is called ${question.other}.`];
    return describePair(one, other, assembly, config, gazetteer);
  }
  const understood = await describeText(question, one, gazetteer);
  if (one !== undefined)
    return [...understood, ...describeStored(one, assembly, config, gazetteer)];

  const { article, problem } = await readAsked(question, config, gazetteer);
  if (article === undefined) return [`This is no article: ${problem}`];
  const reading = readArticle(article, gazetteer);
  const match = matchArticle(article, reading, gazetteer, config.match);
  const tags = tagStory([{ article, reading }], gazetteer, config.tags);
  return [...understood, ...describeMatch(match), describeTags(tags)];
}

function find({ judged }: Assembly, name: string): Judged | undefined {
  const address = URL.canParse(name) ? canonicalAddress(name) : undefined;
  return judged.find(
    ({ article, ids }) =>
      ids.includes(name) ||
      article.file === name ||
      (address !== undefined && article.canonicalUrl === address),
  );
}

/** What a raw file was understood to say; nothing for an article that came from a feed. */
async function describeText(
  question: Question,
  one: Judged | undefined,
  gazetteer: Gazetteer,
): Promise<string[]> {
  const file = one?.article.file ?? question.what;
  if (one !== undefined && !/\.te?xt$/i.test(file)) return [];
  const text = await textOf(file, question);
  const document = readDocument(text, { gazetteer, now: question.now });
  return isDocument(document) ? [...describeDocument(document), ''] : [];
}

async function readAsked(
  question: Question,
  config: Config,
  gazetteer: Gazetteer,
): Promise<{ readonly article?: Article; readonly problem?: string }> {
  const context = { gazetteer, sources: config.sources, now: question.now };
  const text = await textOf(question.what, question);
  const read = storedArticle('it', 'asked', {}, text, context);
  return 'problem' in read ? { problem: read.problem } : { article: read };
}

/** A file by its own path or by the one below the articles folder, else the words themselves. */
async function textOf(what: string, { articles }: Question): Promise<string> {
  for (const path of [what, join(articles, what)]) {
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes !== undefined) return decode(bytes);
  }
  return what;
}

function describeStored(
  one: Judged,
  { drafts }: Assembly,
  config: Config,
  gazetteer: Gazetteer,
): string[] {
  const { article, match } = one;
  const draft = drafts.find(({ group }) => group.articleIds.includes(article.id));
  const tags = draft?.tags ?? tagStory([one], gazetteer, config.tags);
  return [
    article.title,
    `  ${article.url ?? article.file ?? article.id}`,
    ...describeMatch(match),
    describeTags(tags),
    ...(draft === undefined ? [] : ['reported by:']),
    ...(draft?.reports ?? []).map(
      (report) => `  ${report.article.outlet ?? report.article.sourceId}: ${report.article.title}`,
    ),
    ...(draft?.group.joins ?? []).map(
      ({ a, b, reasons }) => `  ${a} and ${b} are one story: ${reasons.join('; ')}`,
    ),
  ];
}

function describeMatch(match: Match): string[] {
  return [
    `${match.in ? 'in' : 'out'}: score ${match.score}, ${match.bar} needed${match.decision === undefined ? '' : `; decided by hand: ${match.decision}`}`,
    ...match.reasons.map(
      ({ says, weight, words, where }) =>
        `  ${weight > 0 ? '+' : ''}${weight}  ${says} (“${words}”, ${places[where]})`,
    ),
  ];
}

function describeTags(tags: readonly Tag[]): string {
  return `tags: ${tags.map(({ id }) => id).join(', ') || 'none'}`;
}

function describePair(
  one: Judged,
  other: Judged,
  { drafts }: Assembly,
  config: Config,
  gazetteer: Gazetteer,
): string[] {
  const words = compileStoryRules(config.stories);
  const [a, b] = [one, other].map(({ article, reading }) =>
    fingerprint(article, reading, gazetteer, config.site.timeZone, words),
  );
  if (a === undefined || b === undefined) return [];
  const together = drafts.some(
    ({ group }) =>
      group.articleIds.includes(one.article.id) && group.articleIds.includes(other.article.id),
  );
  return [
    `${together ? 'One story' : 'Not one story'}:`,
    `  ${one.article.title}`,
    `  ${other.article.title}`,
    ...[one, other].flatMap(({ article, match }) =>
      match.in ? [] : [`  “${article.title}” is not in the feed at all`],
    ),
    ...explainPair(a, b),
  ];
}
