import { createHash } from 'node:crypto';
import type { Config } from '../config/read.ts';
import { dayOf, dayOfInstant } from '../local-day.ts';
import { once } from '../once.ts';
import { PROGRAM } from '../publish/program.ts';
import type { Judgement } from '../store/publication.ts';
import type { Gazetteer } from '../topic/gazetteer.ts';
import { matchArticle } from '../topic/match.ts';
import { readArticle } from '../topic/read.ts';
import { salient } from '../topic/tag.ts';
import type { Article, Match } from '../types.ts';
import { addressOf, type Copies } from './addresses.ts';
import { looseMarksOf } from './candidates.ts';
import { isOneDay } from './day.ts';
import { type Decided, matchByHand } from './decisions.ts';
import { type Fingerprint, fingerprint } from './fingerprint.ts';
import { compileStoryRules, type StoryWords } from './rules.ts';

/** All that decides on a single article, ready for use. */
export type Rules = {
  readonly config: Config;
  readonly gazetteer: Gazetteer;
  readonly words: StoryWords;
  /** Of everything that the words of an article are judged by, the program among it. */
  readonly mark: string;
};

export function compileRules(config: Config, gazetteer: Gazetteer): Rules {
  const { entities, match, tags, stories, site } = config;
  const mark = createHash('sha256')
    .update(JSON.stringify([PROGRAM, entities, match, tags, stories, site.timeZone]))
    .digest('hex');
  return { config, gazetteer, words: compileStoryRules(stories), mark };
}

/** A report with its copies and the names by which links to it are told. */
export type NamedCopies = Copies & { readonly copyNames: readonly (string | undefined)[] };

/**
 * Judges a report. What the rules say of its words is taken from `known` where neither words nor
 * rules changed; what a person decided is asked anew.
 */
export function judge(
  { article, ids, copyNames }: NamedCopies,
  rules: Rules,
  decided: Decided,
  known: Judgement | undefined,
): Judgement {
  const hash = createHash('sha256')
    .update(`${rules.mark}\n${article.id}\n${article.hash}`)
    .digest('hex');
  const kept = known?.hash === hash ? known : undefined;
  const { config, gazetteer } = rules;
  const reading = once(() => readArticle(article, gazetteer));
  const byRules = kept?.byRules ?? matchArticle(article, reading(), gazetteer, config.match);
  const match = matchByHand(article, byRules, decided);
  const common = {
    address: addressOf(article),
    articleId: article.id,
    ids,
    copyNames,
    sourceId: article.sourceId,
    firstSeen: article.firstSeen,
    hash,
    byRules,
    match,
  };
  if (!match.in) {
    const near = nearDay(article, match, config.site.timeZone);
    return { ...common, names: [], ...(near === undefined ? {} : { nearDay: near }) };
  }
  if (kept?.print !== undefined && kept.marks !== undefined) {
    const day = kept.day === undefined ? {} : { day: kept.day };
    return { ...common, names: kept.names, print: kept.print, marks: kept.marks, ...day };
  }
  const { words } = rules;
  const print = fingerprint(article, reading(), gazetteer, config.site.timeZone, words);
  return {
    ...common,
    names: salient(reading(), gazetteer, config.tags),
    print,
    marks: looseMarksOf(print),
    ...knownDay(print),
  };
}

/** The day by which a report that is out is listed, where it is near enough to be. */
function nearDay(article: Article, match: Match, timeZone: string): string | undefined {
  const near = match.decision !== undefined || match.score >= match.bar / 2;
  if (!near) return undefined;
  return dayOf(article.published, timeZone) ?? dayOfInstant(article.firstSeen, timeZone);
}

function knownDay({ days }: Fingerprint): { day?: number } {
  return isOneDay(days) ? { day: days.from } : {};
}
