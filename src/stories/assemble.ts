import type { Config } from '../config/read.ts';
import type { Draft } from '../publish/ledger.ts';
import type { Trouble } from '../report.ts';
import type { Gazetteer } from '../topic/gazetteer.ts';
import { matchArticle } from '../topic/match.ts';
import { readArticle } from '../topic/read.ts';
import { type Salience, salient, tagOf, tagWeighed } from '../topic/tag.ts';
import type { Article, Closed, Group, Match, Reading, Report, Tag } from '../types.ts';
import { onePerAddress } from './addresses.ts';
import { clusterArticles } from './cluster.ts';
import { dateOf } from './date.ts';
import { applyDecisions, type Decided, matchByHand, reportsLeft } from './decisions.ts';
import { fingerprint } from './fingerprint.ts';
import { chooseLead } from './lead.ts';
import { compileStoryRules } from './rules.ts';

/** An article with what the topic says of it, in or out. */
export type Judged = {
  readonly article: Article;
  /** Of all stored copies under its address, its own first. */
  readonly ids: readonly string[];
  readonly reading: Reading;
  readonly match: Match;
};

export type Assembly = {
  readonly judged: readonly Judged[];
  readonly drafts: readonly Draft[];
  /** Decisions that are about nothing. */
  readonly notices: readonly Trouble[];
};

/**
 * Makes stories of everything stored: one report an address, matched, grouped and tagged.
 *
 * Nothing of a former run enters, so an edited topic takes effect on all that is stored.
 */
export function assemble(
  articles: readonly Article[],
  config: Config,
  gazetteer: Gazetteer,
): Assembly {
  const reports = onePerAddress(articles, config.sources);
  const decided = applyDecisions(config.decisions, reports);
  const judged = reports.map(({ article, ids }): Judged => {
    const reading = readArticle(article, gazetteer);
    const byRules = matchArticle(article, reading, gazetteer, config.match);
    return { article, ids, reading, match: matchByHand(article, byRules, decided) };
  });
  const within = new Map(
    judged.filter(({ match }) => match.in).map((one) => [one.article.id, one]),
  );
  const words = compileStoryRules(config.stories);
  const groups = clusterArticles(
    [...within.values()].map(({ article, reading }) =>
      fingerprint(article, reading, gazetteer, config.site.timeZone, words),
    ),
    decided,
  );
  const drafts = groups.map((group) => {
    const members = group.articleIds.flatMap((id) => {
      const one = within.get(id);
      if (one === undefined) return [];
      return [{ ...one, names: salient(one.reading, gazetteer, config.tags) }];
    });
    return draftOf(group, members, config, gazetteer, decided);
  });
  return { judged, drafts, notices: decided.notices };
}

/** An article that is in, as a story needs it. */
export type Member = {
  readonly article: Article;
  readonly ids: readonly string[];
  readonly match: Match;
  /** What it is about, for the tags. */
  readonly names: readonly Salience[];
};

/** The story of a group before it has an id; `members` are those of the group, in its order. */
export function draftOf(
  group: Group,
  members: readonly Member[],
  config: Config,
  gazetteer: Gazetteer,
  decided: Decided,
): Draft {
  const closed = members.find(({ article }) => article.closed !== undefined);
  if (closed?.article.closed !== undefined)
    return closedDraft(closed.article.id, closed.article.closed, decided);
  const articles = members.map(({ article }) => article);
  const pinned = articles.find(({ id }) => decided.leads.has(id));
  const leadArticle = pinned ?? chooseLead(articles, config.site.language);
  const published = dateOf(leadArticle, articles, config.site.timeZone);
  const reports = members.map(({ article, match }): Report => ({ article, match }));
  const lead = reports.find(({ article }) => article.id === leadArticle.id);
  if (lead === undefined) throw new Error('a group is led by one of its own articles');
  return {
    // Copies under one address belong to the story too: it stays the same when another of them
    // becomes the one to speak.
    group: { ...group, articleIds: members.flatMap(({ ids }) => ids) },
    reports,
    lead,
    leadByHand: pinned !== undefined,
    tags: tagsOf(members, gazetteer, config, decided),
    ...(published === undefined ? {} : { published }),
  };
}

/** Its articles go on belonging to it, so that the story is known again when they come back. */
function closedDraft(id: string, closed: Closed, decided: Decided): Draft {
  const { members, tags } = closed;
  const reports = reportsLeft(closed, decided);
  const [lead] = reports;
  if (lead === undefined) throw new Error('a closed story that is in has at least one report');
  return { group: { articleIds: [id, ...members], joins: [] }, reports, lead, tags };
}

function tagsOf(
  members: readonly Member[],
  gazetteer: Gazetteer,
  config: Config,
  decided: Decided,
): readonly Tag[] {
  const byHand = members.flatMap(({ article }) => decided.tags.get(article.id) ?? []);
  const removed = new Set(byHand.flatMap(({ remove }) => remove));
  const found = tagWeighed(members, gazetteer, config.tags).filter(({ id }) => !removed.has(id));
  const known = new Set(found.map(({ id }) => id));
  const added = new Set(byHand.flatMap(({ add }) => add).filter((id) => !known.has(id)));
  return [
    ...found,
    ...[...added].map((id): Tag => {
      const entity = gazetteer.entities.get(id);
      return entity === undefined ? { id, label: id, scheme: 'theme' } : tagOf(entity);
    }),
  ];
}
