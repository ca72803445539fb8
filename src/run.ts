import { noteCollected } from './collect/collected.ts';
import { topicWords } from './collect/concerns-words.ts';
import type { Proxies } from './collect/connections.ts';
import { collectFeeds } from './collect/feeds.ts';
import { collectFullTexts } from './collect/full-texts.ts';
import { collectStored } from './collect/stored.ts';
import type { Config } from './config/read.ts';
import { careNotices } from './health.ts';
import type { OnProgress } from './progress.ts';
import { publish } from './publish/publish.ts';
import type { RunReport } from './report.ts';
import type { Store } from './store/store.ts';
import { compileGazetteer } from './topic/gazetteer.ts';
import { matchArticle } from './topic/match.ts';
import { readArticle } from './topic/read.ts';

export type RunOptions = {
  /** Folder of stored articles. */
  readonly articles: string;
  /** Folder that the host serves. */
  readonly out: string;
  readonly offline: boolean;
  readonly force: boolean;
  /** `host:port` of private addresses that configured feeds may be on. */
  readonly allowPrivate: readonly string[];
  readonly userAgent: string;
  readonly proxy?: Proxies;
  /** ISO 8601; the clock of the whole run. */
  readonly now: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: OnProgress;
};

/**
 * The job: collect, then publish. The two halves are joined by the store alone, so whatever ends
 * the first half early, the second publishes what is stored.
 *
 * @throws PublishError where `out` cannot be written; StateError where the store cannot
 */
export async function run(config: Config, store: Store, options: RunOptions): Promise<RunReport> {
  const gazetteer = compileGazetteer(config.entities);

  const stored = await collectStored(options.articles, store, {
    gazetteer,
    sources: config.sources,
    now: options.now,
  });
  options.onProgress?.({
    kind: 'stored',
    read: stored.added + stored.changed,
    withdrawn: stored.withdrawn,
  });
  const polled = await collectFeeds(config.sources, store, {
    ...options,
    words: topicWords(config.entities, config.match),
    matches: (article) =>
      matchArticle(article, readArticle(article, gazetteer), gazetteer, config.match).in,
  });
  await noteCollected(store, options.now);
  const texts = await collectFullTexts(config.sources, store, {
    ...options,
    entities: config.entities,
  });
  await store.openClosed();
  const state = await store.forget(config.retention, options.now);
  options.onProgress?.({ kind: 'publishing' });
  const published = await publish(config, gazetteer, store, options);

  return {
    startedAt: options.now,
    topic: config.site.title,
    sources: polled.sources,
    articles: {
      read: stored.added + stored.changed + polled.added + polled.changed,
      withdrawn: stored.withdrawn,
      in: published.articlesIn,
      out: published.articlesOut,
    },
    ...(texts.fullTexts === undefined ? {} : { fullTexts: texts.fullTexts }),
    stories: published.stories,
    files: published.files,
    state,
    failures: polled.failures,
    notices: [
      ...stored.notices,
      ...polled.notices,
      ...texts.notices,
      ...careNotices(config.sources, await store.checks(), config.silentAfterDays, options.now),
      ...published.notices,
    ],
  };
}
