import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { OnProgress } from '../progress.ts';
import type { Trouble as Notice, RunReport } from '../report.ts';
import type { WantedText } from '../store/full-texts.ts';
import type { Store } from '../store/store.ts';
import type { Article, Entity, Source } from '../types.ts';
import { type Connections, openConnections } from './connections.ts';
import { acceptedCodings } from './decompress.ts';
import { type Failure, Trouble } from './failure.ts';
import type { FetchOptions } from './fetch.ts';
import { isTeaser } from './full-text.ts';
import { explainPage, explainText, isOfHost, isPassing } from './full-text-failure.ts';
import { openPageReader, type PageReader } from './full-text-in-worker.ts';
import { requireOwnSite } from './full-text-site.ts';
import { get } from './get.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { byHost, pauseFor } from './poll.ts';
import { openRobots, type RobotsOfRun } from './robots-of-run.ts';

export type FullTextOptions = Omit<FetchOptions, 'connections'> & {
  /** Names and dated events that pages are read with. */
  readonly entities: readonly Entity[];
  readonly offline: boolean;
  readonly onProgress?: OnProgress;
  /** Between two requests to one host, in milliseconds. */
  readonly pauseMs?: number;
  /** How long the pages of one host may take in all, in milliseconds. */
  readonly hostMs?: number;
};

export type ReadTexts = {
  /** Absent where no source asks for full texts. */
  readonly fullTexts?: NonNullable<RunReport['fullTexts']>;
  readonly notices: readonly Notice[];
};

/** A busy source has so many reports of one topic in a day; what is left waits for the next run. */
const pagesOfSource = 20;

/** Hosts that are asked at the same time; pages are read one after the other anyway. */
const hostsAtOnce = 8;

/** Twenty pages with a pause between them and as much for the answers, and then as much again. */
const hostTime = 120_000;

/** Hours after which a page that failed is tried for the second and the third time, the last. */
const patience = [1, 12];

/** Pages are smaller than feeds: the largest with their scripts have some 3 MB. In bytes. */
const pageLimits: Partial<Limits> = { wireBytes: 5 * 1024 * 1024, bodyBytes: 5 * 1024 * 1024 };

/**
 * Reads the pages of those articles of which a source with `fullText` brought only a teaser, and
 * stores each text at once. A page that cannot be had leaves its article as it is, with a notice.
 */
export async function collectFullTexts(
  sources: readonly Source[],
  store: Store,
  options: FullTextOptions,
): Promise<ReadTexts> {
  const asking = sources.filter(({ fullText, off }) => fullText && off === undefined);
  if (asking.length === 0 || options.offline) return { notices: [] };
  const wanted = await wantedPages(asking, store, options.now);
  const result = { read: 0, failed: 0, waiting: 0 };
  const notices: Notice[] = [];
  if (wanted.length === 0) return { fullTexts: result, notices };
  options.onProgress?.({ kind: 'reading', wanted: wanted.length });

  const broken = new AbortController();
  const signal = AbortSignal.any([broken.signal, ...(options.signal ? [options.signal] : [])]);
  setMaxListeners(0, signal);
  const limits = { ...defaultLimits, ...pageLimits, ...options.limits };
  const { allowPrivate, proxy } = options;
  const connections = openConnections({ allowPrivate, limits, proxy });
  const reader = openPageReader(options.entities);
  const run: Run = {
    ...options,
    signal,
    limits,
    connections,
    reader,
    robots: openRobots(store, { ...options, signal, limits, connections }),
  };
  const keep = async ({ article, source, tries }: WantedPage, read: Outcome): Promise<void> => {
    if ('text' in read) {
      result.read += 1;
      await store.keepFullText(article.id, read.text);
    } else {
      result.failed += 1;
      const hours = isPassing(read.cause) ? patience[tries] : undefined;
      const dueAt = hours === undefined ? undefined : after(options.now, hours);
      await store.keepFailedText(article.id, dueAt);
      notices.push({ where: source.id, cause: `page-${read.cause}`, problem: say(article, read) });
    }
  };
  const queue = new PQueue({ concurrency: hostsAtOnce });
  const readHost = async (pages: readonly WantedPage[]): Promise<void> => {
    try {
      result.waiting += await readPagesOfHost(pages, run, keep);
    } catch (error) {
      // Whatever else comes after the end of a run comes from its end.
      if (!signal.aborted) broken.abort(error);
    }
  };
  try {
    const hosts = byHost(wanted, ({ article }) => article.url ?? '', options.allowPrivate);
    await Promise.all(hosts.map((pages) => queue.add(() => readHost(pages))));
  } finally {
    await Promise.all([connections.close(), reader.close()]);
  }
  if (broken.signal.aborted) throw broken.signal.reason;
  return { fullTexts: result, notices };
}

type WantedPage = WantedText & { readonly source: Source };

async function wantedPages(
  sources: readonly Source[],
  store: Store,
  now: string,
): Promise<readonly WantedPage[]> {
  const wanted: WantedPage[] = [];
  for (const source of sources) {
    for (const { article, tries } of await store.wantedTexts(source.id, pagesOfSource, now)) {
      // The feed may have brought the rest since then.
      if (isTeaser(article) && article.url !== undefined) wanted.push({ article, tries, source });
      else await store.keepFailedText(article.id, undefined);
    }
  }
  return wanted;
}

type Run = FullTextOptions & {
  readonly signal: AbortSignal;
  readonly limits: Limits;
  readonly connections: Connections;
  readonly reader: PageReader;
  readonly robots: RobotsOfRun;
};

type Outcome = Awaited<ReturnType<typeof readPage>>;

/** One after the other, with a pause in front of each; how many were left for the next run. */
async function readPagesOfHost(
  pages: readonly WantedPage[],
  run: Run,
  keep: (page: WantedPage, read: Outcome) => Promise<void>,
): Promise<number> {
  const time = AbortSignal.timeout(run.hostMs ?? hostTime);
  for (const [index, page] of pages.entries()) {
    if (run.signal.aborted || time.aborted) return pages.length - index;
    const url = new URL(page.article.url ?? '');
    const asked = Math.max(pauseFor(url, run), await run.robots.pauseAt(url));
    await pause(asked, undefined, { signal: run.signal });
    const read = await readPage(page, run);
    await keep(page, read);
    if ('cause' in read && isOfHost(read.cause)) return pages.length - index - 1;
  }
  return 0;
}

async function readPage({ article, source }: WantedPage, run: Run) {
  const host = source.private ? undefined : new URL(article.url ?? '').hostname;
  try {
    const { status, header, bytes } = await get(article.url ?? '', {
      connections: run.connections,
      limits: run.limits,
      headers: {
        'user-agent': run.userAgent,
        accept: 'text/html, application/xhtml+xml;q=0.9',
        'accept-encoding': acceptedCodings,
      },
      signal: run.signal,
      beforeHop: async (url) => {
        requireOwnSite(url, article, source, run.connections.allowed);
        await run.robots.require(url);
      },
      accepts: isHtml,
    });
    if (status !== 200 && status !== 203) throw new Trouble(`http-${status}`);
    if (bytes.length === 0) throw new Trouble('empty');
    const contentType = header('content-type');
    const read = await run.reader.read({ bytes, contentType, article, now: run.now });
    return 'text' in read ? read : explainText(read.trouble, host);
  } catch (error) {
    if (run.signal.aborted) throw error;
    return explainPage(error, host, run.limits);
  }
}

function isHtml(contentType: string | undefined): boolean {
  return /^\s*(?:text\/html|application\/xhtml\+xml)\s*(?:;|$)/i.test(contentType ?? '');
}

/** Neither the address of the page nor of its feed, which may be secret. */
function say({ title }: Article, { problem }: Failure): string {
  const name = title.length > longestName ? `${title.slice(0, longestName)}…` : title;
  return `The text of "${name}" was not read. ${problem}`;
}

/** In UTF-16 units: enough to find it. */
const longestName = 80;

function after(now: string, hours: number): string {
  return new Date(Date.parse(now) + hours * 60 * 60 * 1_000).toISOString();
}
