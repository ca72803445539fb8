import { type Asked, readAsked } from './collect/asked.ts';
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
import type { Match, Tag } from './types.ts';

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
  const context = { gazetteer, sources: config.sources, now: question.now };
  if (one !== undefined) {
    const { file } = one.article;
    const asked =
      file === undefined ? undefined : await readAsked(file, question.articles, context);
    return [...understood(asked), ...describeStored(one, assembly, config, gazetteer)];
  }
  if (URL.canParse(question.what) && /^https?:/i.test(question.what)) {
    return [
      `Nothing is stored under ${question.what}: no feed that was asked has listed it, or it was forgotten.`,
    ];
  }
  const asked = await readAsked(question.what, question.articles, context);
  if (asked.article === undefined) return [`This is no article: ${asked.problem}.`];
  const { article } = asked;
  const reading = readArticle(article, gazetteer);
  const match = matchArticle(article, reading, gazetteer, config.match);
  const tags = tagStory([{ article, reading }], gazetteer, config.tags);
  return [...understood(asked), ...describeMatch(match), describeTags(tags)];
}

/** Nothing for an article that came from a feed, or whose file is gone. */
function understood(asked: Asked | undefined): string[] {
  return asked?.article === undefined ? [] : [...asked.lines, ''];
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
