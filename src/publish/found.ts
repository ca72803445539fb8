import type { FiledStory, Judgement, Publication } from '../store/publication.ts';
import { addressOf, onePerAddress } from '../stories/addresses.ts';
import { clusterArticles } from '../stories/cluster.ts';
import type { Decided } from '../stories/decisions.ts';
import type { Fingerprint } from '../stories/fingerprint.ts';
import { judge, type NamedCopies, type Rules } from '../stories/judge.ts';
import { nameOf } from '../stories/opaque.ts';
import { regroup } from '../stories/regroup.ts';
import type { Article, Group, Source } from '../types.ts';

/** Groups that are to be told anew, and what they are made of. */
export type Found = {
  readonly groups: readonly Group[];
  /** Stories in whose place they come. */
  readonly former: readonly FiledStory[];
  /** Judgements that are not stored yet. */
  readonly judgements: readonly Judgement[];
  /** Articles that spoke for a report and do so no more. */
  readonly forgotten: readonly string[];
};

/** Reports that are judged at a time: their articles are in memory whole. */
const AT_ONCE = 500;

/** Every report with its copies; the articles come without their texts. */
export async function allReports(
  { config }: Rules,
  publication: Publication,
): Promise<readonly NamedCopies[]> {
  return namedCopies(await publication.outlines(), config.sources);
}

/**
 * The reports of these articles, before and now, and all that go together with them otherwise
 * because of them: copies under one address, and links that hide theirs, which are told by name.
 */
export async function reportsOf(
  articleIds: readonly string[],
  { config }: Rules,
  publication: Publication,
): Promise<{ readonly addresses: readonly string[]; readonly reports: readonly NamedCopies[] }> {
  const now = (await publication.articles(articleIds)).flatMap((one) => nameOf(one) ?? []);
  const names = [...new Set([...now, ...(await publication.copyNames(articleIds))])];
  const alike = await publication.idsUnder(names);
  let addresses = await publication.addressesOf([...articleIds, ...alike]);
  for (;;) {
    const articles = await publication.articlesAt([...addresses]);
    const wider = await publication.addressesOf(articles.map(({ id }) => id));
    const all = new Set([...addresses, ...wider]);
    if (all.size === addresses.size) {
      return { addresses: [...addresses], reports: namedCopies(articles, config.sources) };
    }
    addresses = all;
  }
}

function namedCopies(articles: readonly Article[], sources: readonly Source[]): NamedCopies[] {
  const byId = new Map(articles.map((article) => [article.id, article]));
  return onePerAddress(articles, sources).map((copies) => ({
    ...copies,
    copyNames: copies.ids.map((id) => {
      const article = byId.get(id);
      return article === undefined ? undefined : nameOf(article);
    }),
  }));
}

/**
 * Judges and groups everything. Judgements are stored as they are made, so that a run that is
 * ended goes on where it was, and what neither words nor rules changed is not read again.
 */
export async function findAll(
  reports: readonly NamedCopies[],
  rules: Rules,
  decided: Decided,
  publication: Publication,
  onJudged: (done: number, of: number) => void,
): Promise<Found> {
  const prints: Fingerprint[] = [];
  for (let start = 0; start < reports.length; start += AT_ONCE) {
    const some = reports.slice(start, start + AT_ONCE);
    const articles = new Map(
      (await publication.articles(some.map(({ article }) => article.id))).map((one) => [
        one.id,
        one,
      ]),
    );
    const whole = some.map((one) => ({
      ...one,
      article: articles.get(one.article.id) ?? one.article,
    }));
    const addresses = whole.map(({ article }) => addressOf(article));
    const { judgements, changed } = await judgeAt(addresses, whole, rules, decided, publication);
    await publication.keepJudgements(changed);
    prints.push(...judgements.flatMap(({ print }) => print ?? []));
    onJudged(start + some.length, reports.length);
  }
  const speaking = new Set(reports.map(({ article }) => article.id));
  const spoke = await publication.speakers();
  return {
    groups: clusterArticles(prints, decided),
    former: [],
    judgements: [],
    forgotten: spoke.filter((id) => !speaking.has(id)),
  };
}

/** Judges what was touched and groups again what that can reach. */
export async function findTouched(
  rules: Rules,
  decided: Decided,
  publication: Publication,
  touched: readonly string[],
): Promise<Found> {
  const { addresses, reports } = await reportsOf(touched, rules, publication);
  const { judgements, changed, before } = await judgeAt(
    addresses,
    reports,
    rules,
    decided,
    publication,
  );
  const speaking = new Set(judgements.map(({ articleId }) => articleId));
  const gone = before.filter(({ articleId }) => !speaking.has(articleId));
  const altered = new Set([...changed, ...gone].map(({ articleId }) => articleId));
  const goneIn = before.filter(({ articleId, match }) => altered.has(articleId) && match.in);
  const comeIn = changed.filter(({ match }) => match.in);
  const found = { judgements: changed, forgotten: gone.map(({ articleId }) => articleId) };
  if (goneIn.length === 0 && comeIn.length === 0) return { groups: [], former: [], ...found };

  const left = await storiesWith(
    goneIn.flatMap(({ ids }) => ids),
    publication,
  );
  const goneIds = new Set(goneIn.map(({ articleId }) => articleId));
  const groups = await regroup(
    {
      gone: goneIn.flatMap(({ print }) => print ?? []),
      come: comeIn.flatMap(({ print }) => print ?? []),
      left: left
        .flatMap(({ story }) => story.reports.map(({ article }) => article.id))
        .filter((id) => !goneIds.has(id)),
    },
    publication,
    decided,
  );
  const former = await storiesWith(
    [...groups.flatMap(({ articleIds }) => articleIds), ...goneIn.flatMap(({ ids }) => ids)],
    publication,
  );
  const comeIds = new Set(comeIn.map(({ articleId }) => articleId));
  const kept = new Set<FiledStory>();
  const told = groups.filter((group) => {
    const same = former.find((filed) => isStoryOf(filed, group));
    if (same === undefined || group.articleIds.some((id) => comeIds.has(id))) return true;
    kept.add(same);
    return false;
  });
  return { groups: told, former: former.filter((filed) => !kept.has(filed)), ...found };
}

/** Judges the reports under these addresses; `changed` are those that `before` has otherwise. */
async function judgeAt(
  addresses: readonly string[],
  reports: readonly NamedCopies[],
  rules: Rules,
  decided: Decided,
  publication: Publication,
): Promise<Record<'judgements' | 'changed' | 'before', Judgement[]>> {
  const before = await publication.judgements(addresses);
  const known = new Map(before.map((one) => [one.articleId, one]));
  const judgements = reports.map((one) => judge(one, rules, decided, known.get(one.article.id)));
  const changed = judgements.filter((one) => fieldsOf(one) !== fieldsOf(known.get(one.articleId)));
  return { judgements, changed, before: [...before] };
}

/** What can be told from another, whatever the order of its fields. */
function fieldsOf(judgement: Judgement | undefined): string | undefined {
  if (judgement === undefined) return undefined;
  const { address, ids, copyNames, firstSeen, hash, match, nearDay } = judgement;
  return JSON.stringify([address, ids, copyNames, firstSeen, hash, match, nearDay]);
}

/** The stories that are published with one of these articles. */
async function storiesWith(
  articleIds: readonly string[],
  publication: Publication,
): Promise<readonly FiledStory[]> {
  const entries = await publication.ledgerOf(articleIds, []);
  const ids = entries.flatMap(({ storyId, deletedAt }) => (deletedAt === undefined ? storyId : []));
  return publication.stories({ ids });
}

function isStoryOf({ story }: FiledStory, { articleIds, joins }: Group): boolean {
  const ids = new Set(story.reports.map(({ article }) => article.id));
  return (
    ids.size === articleIds.length &&
    articleIds.every((id) => ids.has(id)) &&
    JSON.stringify(story.joins) === JSON.stringify(joins)
  );
}
