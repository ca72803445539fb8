import { isDocument, readDocument } from '../src/collect/document/document.ts';
import { readConfig } from '../src/config/read.ts';
import type { Gazetteer } from '../src/topic/gazetteer.ts';
import { matchArticle } from '../src/topic/match.ts';
import { placesOf, readArticle } from '../src/topic/read.ts';
import type { MatchRules, TagRules } from '../src/topic/rules.ts';
import { tagStory } from '../src/topic/tag.ts';
import type { Article } from '../src/types.ts';
import { articleOf, type Case, type Row } from './cases.ts';
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
 * the labels. Borderline cases count neither way. A single line
 * is the entry of a feed of headlines; any other text that holds no article is not in.
 */
export function score(cases: readonly Case[], context: TopicContext): readonly Row[] {
  const articles = new Map(cases.map((one) => [one.id, readCase(one, context)]));
  const teasers = new Map(
    [...articles].map(([id, article]) => [id, article && teaserOf(article)] as const),
  );
  return [
    ...scoreRelevance('whole article', cases, articles, context),
    ...scoreRelevance('title and first sentence', cases, teasers, context),
    scoreTags('story', cases, articles, context),
    scoreTags('article', cases, articles, context),
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

/**
 * Micro-F1 over the labels of the relevant cases that have any: of what an entry would carry that gathers the
 * reports of one event, or of each article for itself.
 */
function scoreTags(
  by: 'story' | 'article',
  cases: readonly Case[],
  articles: Articles,
  context: TopicContext,
): Row {
  const stories = new Map<string, Case[]>();
  for (const one of cases) {
    if (one.label.relevant !== 'yes' || one.label.tags.length === 0) continue;
    const key = by === 'story' && one.label.event !== '' ? one.label.event : one.id;
    stories.set(key, [...(stories.get(key) ?? []), one]);
  }
  const counts = new Map([...labelOfTag.values()].map((label) => [label, new Counts()]));
  for (const story of stories.values()) {
    const reports = story.flatMap(({ id }) => {
      const article = articles.get(id);
      return article ? [{ article, reading: readArticle(article, context.gazetteer) }] : [];
    });
    const tags = tagStory(reports, context.gazetteer, context.tags);
    const given = new Set(tags.flatMap(({ id }) => labelOfTag.get(id) ?? []));
    for (const { label } of story) {
      for (const [name, count] of counts) count.add(given.has(name), label.tags.includes(name));
    }
  }
  const all = new Counts();
  for (const { right, extra, lost } of counts.values()) {
    all.right += right;
    all.extra += extra;
    all.lost += lost;
  }
  return {
    name: `tags by ${by}: micro-F1`,
    value: `${all.f1()} (precision ${all.precision()}, recall ${all.recall()})`,
    detail: [...counts]
      .map(([name, each]) => `${name}: ${each.right} right, ${each.extra} extra, ${each.lost} lost`)
      .join('\n'),
  };
}

class Counts {
  right = 0;
  extra = 0;
  lost = 0;

  add(given: boolean, wanted: boolean): void {
    if (given && wanted) this.right += 1;
    else if (given) this.extra += 1;
    else if (wanted) this.lost += 1;
  }

  f1 = () => percent(2 * this.right, 2 * this.right + this.extra + this.lost);
  precision = () => percent(this.right, this.right + this.extra);
  recall = () => percent(this.right, this.right + this.lost);
}

function readCase(one: Case, context: TopicContext): Article | undefined {
  const read = readDocument(one.text, context);
  const document = isDocument(read) ? read : headlineOf(one.text);
  if (document === undefined) return undefined;
  const country = one.url === '' ? undefined : countries.get(siteOf(one.url));
  return {
    ...articleOf(one, document, context.now),
    ...(country === undefined ? {} : { country }),
  };
}

/** States of the outlets by the host of their site: entries of a feed come with theirs. */
const { sources } = await readConfig(new URL('../sources/', import.meta.url).pathname);
const countries = new Map(
  sources
    .filter(({ kind, country }) => kind !== 'aggregator' && country !== undefined)
    .map(({ site, url, country }) => [siteOf(site ?? url), country]),
);

function siteOf(address: string): string {
  return new URL(address).hostname.replace(/^(?:www|amp|m)\./, '');
}

/** A single line without a full stop: an entry of a feed that carries headlines only. */
function headlineOf(text: string) {
  const title = text.trim();
  if (title.includes('\n') || /[.。۔।]$/.test(title)) return undefined;
  return {
    title,
    titleFrom: 'given',
    authors: [],
    paragraphs: [],
    excerpt: '',
    language: 'und',
  } as const;
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
