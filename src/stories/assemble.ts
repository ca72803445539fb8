import type { Config } from '../config/read.ts';
import type { Draft } from '../publish/ledger.ts';
import type { Gazetteer } from '../topic/gazetteer.ts';
import { matchArticle } from '../topic/match.ts';
import { readArticle } from '../topic/read.ts';
import { tagStory } from '../topic/tag.ts';
import type { Article, Group, Match, Reading } from '../types.ts';
import { onePerAddress } from './addresses.ts';
import { clusterArticles } from './cluster.ts';
import { dateOf } from './date.ts';
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

/**
 * Makes stories of everything stored: one report an address, matched, grouped and tagged.
 *
 * Nothing of a former run enters, so an edited topic takes effect on all that is stored.
 */
export function assemble(
  articles: readonly Article[],
  config: Config,
  gazetteer: Gazetteer,
): { readonly judged: readonly Judged[]; readonly drafts: readonly Draft[] } {
  const judged = onePerAddress(articles, config.sources).map(({ article, ids }): Judged => {
    const reading = readArticle(article, gazetteer);
    return {
      article,
      ids,
      reading,
      match: matchArticle(article, reading, gazetteer, config.match),
    };
  });
  const within = new Map(
    judged.filter(({ match }) => match.in).map((one) => [one.article.id, one]),
  );
  const words = compileStoryRules(config.stories);
  const groups = clusterArticles(
    [...within.values()].map(({ article, reading }) =>
      fingerprint(article, reading, gazetteer, config.site.timeZone, words),
    ),
  );
  const drafts = groups.map((group) => {
    const members = group.articleIds.flatMap((id) => within.get(id) ?? []);
    return draftOf(group, members, config, gazetteer);
  });
  return { judged, drafts };
}

function draftOf(
  group: Group,
  members: readonly Judged[],
  config: Config,
  gazetteer: Gazetteer,
): Draft {
  const articles = members.map(({ article }) => article);
  const leadArticle = chooseLead(articles, config.site.language);
  const published = dateOf(leadArticle, articles, config.site.timeZone);
  const lead = members.find(({ article }) => article.id === leadArticle.id);
  if (lead === undefined) throw new Error('a group is led by one of its own articles');
  return {
    // Copies under one address belong to the story too: it stays the same when another of them
    // becomes the one to speak.
    group: { ...group, articleIds: members.flatMap(({ ids }) => ids) },
    reports: members,
    lead,
    tags: tagStory(members, gazetteer, config.tags),
    ...(published === undefined ? {} : { published }),
  };
}
