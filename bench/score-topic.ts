import { isDocument, readDocument } from '../src/collect/document/document.ts';
import type { Gazetteer } from '../src/topic/gazetteer.ts';
import { matchArticle } from '../src/topic/match.ts';
import { placesOf, readArticle } from '../src/topic/read.ts';
import type { MatchRules, TagRules } from '../src/topic/rules.ts';
import { tagStory } from '../src/topic/tag.ts';
import type { Article } from '../src/types.ts';
import type { Case, Row } from './cases.ts';
import { labelOfTag } from './tag-labels.ts';

/** What the topic is scored with. */
export type TopicContext = {
  readonly gazetteer: Gazetteer;
  readonly match: MatchRules;
  readonly tags: TagRules;
  /** ISO time up to which a report may be dated. */
  readonly now: string;
};

/**
 * Scores relevance on whole articles and on teasers (title and first sentence), and tags against
 * the labels. Borderline cases count neither way. A text that holds no article is not in.
 */
export function score(cases: readonly Case[], context: TopicContext): readonly Row[] {
  const articles = new Map(cases.map((one) => [one.id, articleOf(one, context)]));
  const teasers = new Map(
    [...articles].map(([id, article]) => [id, article && teaserOf(article)] as const),
  );
  return [
    ...scoreRelevance('whole article', cases, articles, context),
    ...scoreRelevance('title and first sentence', cases, teasers, context),
    scoreTags(cases, articles, context),
  ];
}

type Articles = ReadonlyMap<string, Article | undefined>;

function scoreRelevance(
  name: string,
  cases: readonly Case[],
  articles: Articles,
  context: TopicContext,
): Row[] {
  const scored = cases.flatMap((one) => {
    const article = articles.get(one.id);
    if (one.label.relevant === 'borderline') return [];
    if (article === undefined) return [{ one, in: false, why: 'no article' }];
    const reading = readArticle(article, context.gazetteer);
    const match = matchArticle(article, reading, context.gazetteer, context.match);
    const reasons = match.reasons.map(({ rule, weight }) => `${rule} ${weight}`).join(', ');
    return [{ one, in: match.in, why: `${match.score}: ${article.title} (${reasons})` }];
  });
  const yes = scored.filter(({ one }) => one.label.relevant === 'yes');
  const no = scored.filter(({ one }) => one.label.relevant === 'no');
  const missed = yes.filter((each) => !each.in);
  const accepted = no.filter((each) => each.in);
  const list = (wrong: typeof scored) =>
    wrong.map(({ one, why }) => `${one.id} ${one.label.lang} ${why}`).join('\n');
  return [
    {
      name: `relevant, ${name}: recall`,
      value: ratio(yes.length - missed.length, yes.length),
      detail: list(missed),
    },
    {
      name: `relevant, ${name}: off topic but accepted`,
      value: `${accepted.length} of ${no.length}`,
      detail: list(accepted),
    },
    ...missedByLanguage(name, missed),
  ];
}

function missedByLanguage(name: string, missed: readonly { readonly one: Case }[]): Row[] {
  const languages = missed.map(({ one }) => one.label.lang).filter((lang) => lang !== 'en');
  const most = [...new Set(languages)].map((lang) => ({
    lang,
    count: languages.filter((other) => other === lang).length,
  }));
  return [
    {
      name: `relevant, ${name}: missed in other languages than English`,
      value: most.map(({ lang, count }) => `${lang} ${count}`).join(', ') || 'none',
    },
  ];
}

/** Micro-F1 over the labels, on the relevant cases that have any. */
function scoreTags(cases: readonly Case[], articles: Articles, context: TopicContext): Row {
  let [right, extra, lost] = [0, 0, 0];
  const wrong = new Map<string, { extra: number; lost: number; right: number }>();
  const known = new Set(labelOfTag.values());
  for (const one of cases) {
    const article = articles.get(one.id);
    if (one.label.relevant !== 'yes' || article === undefined) continue;
    const reading = readArticle(article, context.gazetteer);
    const tags = tagStory([{ article, reading }], context.gazetteer, context.tags);
    const given = new Set(tags.flatMap(({ id }) => labelOfTag.get(id) ?? []));
    const wanted = new Set(one.label.tags);
    for (const label of known) {
      const counted = wrong.get(label) ?? { extra: 0, lost: 0, right: 0 };
      if (given.has(label) && wanted.has(label)) counted.right += 1;
      else if (given.has(label)) counted.extra += 1;
      else if (wanted.has(label)) counted.lost += 1;
      wrong.set(label, counted);
    }
  }
  for (const counted of wrong.values()) {
    right += counted.right;
    extra += counted.extra;
    lost += counted.lost;
  }
  const detail = [...wrong]
    .map(([label, each]) => `${label}: ${each.right} right, ${each.extra} extra, ${each.lost} lost`)
    .join('\n');
  const precision = percent(right, right + extra);
  const recall = percent(right, right + lost);
  return {
    name: 'tags: micro-F1',
    value: `${percent(2 * right, 2 * right + extra + lost)} (precision ${precision}, recall ${recall})`,
    detail,
  };
}

function articleOf(one: Case, context: TopicContext): Article | undefined {
  const document = readDocument(one.text, context);
  if (!isDocument(document)) return undefined;
  return {
    ...document,
    id: one.id,
    sourceId: 'stored',
    categories: [],
    republish: 'excerpt',
    firstSeen: context.now,
    hash: '',
  };
}

/** What a feed gives that carries little: the title and one sentence. */
function teaserOf(article: Article): Article {
  const { lede } = placesOf(article);
  const end = /[.!?]["'”’)]?(?=\s)|[。！？۔।]/u.exec(lede);
  const sentence = end === null ? lede : lede.slice(0, end.index + end[0].length);
  const { summary: _, ...rest } = article;
  return { ...rest, paragraphs: sentence === '' ? [] : [sentence] };
}

function ratio(part: number, whole: number): string {
  return whole === 0 ? 'no cases' : `${(part / whole).toFixed(3)} (${part} of ${whole})`;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : (part / whole).toFixed(3);
}
