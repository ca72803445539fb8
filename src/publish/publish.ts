import type { Config } from '../config/read.ts';
import type { RunReport } from '../report.ts';
import type { Store } from '../store/store.ts';
import { assemble, type Judged } from '../stories/assemble.ts';
import type { Gazetteer } from '../topic/gazetteer.ts';
import type { Check, LedgerEntry, Source } from '../types.ts';
import { renderFeeds } from './feeds.ts';
import { writeFiles } from './files.ts';
import { keepLedger, tombstonesOf } from './ledger.ts';
import { renderPages } from './pages/render.ts';
import type { SourceState } from './status.ts';

type Published = Pick<RunReport, 'stories' | 'files' | 'notices'> & {
  readonly articlesIn: number;
  readonly articlesOut: number;
};

/**
 * Publishes everything stored. It asks no network, and done twice it changes nothing the second
 * time.
 *
 * Do not change the order: the ledger commits first and the files are rendered from it, so what a
 * crash leaves unwritten the next publish writes, with the same ids and times.
 *
 * @throws PublishError where `out` cannot be written
 */
export async function publish(
  config: Config,
  gazetteer: Gazetteer,
  store: Store,
  options: { readonly out: string; readonly now: string },
): Promise<Published> {
  const { judged, drafts, notices } = assemble(await store.articles(), config, gazetteer);
  const before = await store.ledger();
  const { entries, stories } = keepLedger(before, drafts, config.site, options.now);
  await store.keepLedger(changedEntries(before, entries));

  const feeds = renderFeeds(config.site, stories, tombstonesOf(entries));
  const states = sourceStates(config.sources, await store.checks(), judged);
  const pages = renderPages(config.site, stories, states, {
    feeds: new Set(feeds.keys()),
    figures: config.figures,
    rejected: judged.filter(({ match }) => !match.in),
  });
  const { written, removed } = await writeFiles(options.out, new Map([...pages, ...feeds]));

  const known = new Map(before.map((entry) => [entry.storyId, entry.members.length]));
  const articlesIn = judged.filter(({ match }) => match.in).length;
  return {
    notices,
    articlesIn,
    articlesOut: judged.length - articlesIn,
    stories: {
      new: stories.filter(({ ledger }) => !known.has(ledger.storyId)).length,
      grown: stories.filter(
        ({ ledger }) => ledger.members.length > (known.get(ledger.storyId) ?? Infinity),
      ).length,
      total: stories.length,
    },
    files: { written: written.length, removed: removed.length },
  };
}

/** The entries to write: a quiet run writes none. */
function changedEntries(
  before: readonly LedgerEntry[],
  after: readonly LedgerEntry[],
): LedgerEntry[] {
  const written = new Map(before.map((entry) => [entry.storyId, JSON.stringify(entry)]));
  return after.filter((entry) => written.get(entry.storyId) !== JSON.stringify(entry));
}

/** What the pages say of each source: its last check, and when it last had something for us. */
function sourceStates(
  sources: readonly Source[],
  checks: ReadonlyMap<string, Check>,
  judged: readonly Judged[],
): SourceState[] {
  const lastArticle = new Map<string, string>();
  const lastMatch = new Map<string, string>();
  for (const { article, match } of judged) {
    for (const latest of match.in ? [lastArticle, lastMatch] : [lastArticle]) {
      const before = latest.get(article.sourceId) ?? '';
      if (article.firstSeen > before) latest.set(article.sourceId, article.firstSeen);
    }
  }
  return sources.map((source) => {
    const check = checks.get(source.id);
    const article = lastArticle.get(source.id);
    const match = lastMatch.get(source.id);
    return {
      source,
      ...(check === undefined ? {} : { check }),
      ...(article === undefined ? {} : { lastArticle: article }),
      ...(match === undefined ? {} : { lastMatch: match }),
    };
  });
}
