import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import PQueue from 'p-queue';
import type { Check, Source } from '../types.ts';
import { hostPort } from './addresses.ts';
import { type Connections, openConnections } from './connections.ts';
import { type Fetched, type FetchOptions, fetchFeed } from './fetch.ts';
import { postponed } from './judge.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { isDue } from './next-check.ts';

export type PollOptions = Omit<FetchOptions, 'connections'> & {
  /** Asks every source that is not off or told us to wait. */
  readonly force?: boolean;
  /** Parses and stores; awaited before the same host is asked again, hosts run beside another. */
  readonly onFetched: (source: Source, fetched: Fetched) => Promise<void>;
  /** Told when a source's turn comes. */
  readonly onAsk?: (source: Source) => void;
  /** Hosts that are asked at the same time. */
  readonly concurrency?: number;
  /** Between two requests to one host, in milliseconds. */
  readonly pauseMs?: number;
};

/**
 * Asks the due sources: hosts beside one another, the sources of one host one by one with a pause
 * between them, those that waited longest first. When no connection to a host comes about, its
 * other sources fail at once; when it asks us to wait, they wait too; when it kept us waiting, they get less
 * time.
 *
 * Resolves when all are done, or when `signal` ended it: sources that were not answered by then
 * are left as they were. Rejects with what `onFetched` rejects with, after which nothing is asked
 * any more.
 */
export async function pollSources(
  sources: readonly Source[],
  checks: ReadonlyMap<string, Check>,
  options: PollOptions,
): Promise<void> {
  const broken = new AbortController();
  const signal = AbortSignal.any([broken.signal, ...(options.signal ? [options.signal] : [])]);
  // Every request and every pause listens to it; Node warns from the eleventh on.
  setMaxListeners(0, signal);
  const limits = { ...defaultLimits, ...options.limits };
  const connections = openConnections({
    allowPrivate: options.allowPrivate,
    limits,
    proxy: options.proxy,
  });
  const queue = new PQueue({ concurrency: options.concurrency ?? hostsAtOnce });
  const poll = async (host: readonly Source[]) => {
    try {
      await pollHost(host, checks, { ...options, signal, connections });
    } catch (error) {
      // Whatever else comes after the end of a run comes from its end.
      if (!signal.aborted) broken.abort(error);
    }
  };
  const due = dueSources(sources, checks, options.now, options.force ?? false);
  const hosts = byHost(due, ({ url }) => url, options.allowPrivate);
  // All are awaited, also when one is broken: what is being stored by then is stored.
  await Promise.all(hosts.map((host) => queue.add(() => poll(host))));
  await connections.close();
  if (broken.signal.aborted) throw broken.signal.reason;
}

/** Enough to hide the latency of far servers; the answers themselves are worked through one by one. */
const hostsAtOnce = 32;

/** Half of what a person who clicks through the feeds of a site would take. */
const politePause = 1_000;

/** Hosts that ask for longer pauses than others, in milliseconds. */
const slowHosts: ReadonlyMap<string, number> = new Map([['api.gdeltproject.org', 5_000]]);

/** The sources to ask, those that waited longest first. */
function dueSources(
  sources: readonly Source[],
  checks: ReadonlyMap<string, Check>,
  now: string,
  force: boolean,
): readonly Source[] {
  return sources
    .filter((source) => isDue(source, checks.get(source.id), now, force))
    .map((source) => ({ source, since: checks.get(source.id)?.nextAt ?? '' }))
    .sort((a, b) => (a.since < b.since ? -1 : a.since > b.since ? 1 : 0))
    .map(({ source }) => source);
}

/** What is to be asked for, by the host that must be spared. */
export function byHost<Asked>(
  all: readonly Asked[],
  addressOf: (asked: Asked) => string,
  allowPrivate: readonly string[],
): readonly (readonly Asked[])[] {
  const hosts = new Map<string, Asked[]>();
  for (const asked of all) {
    const url = new URL(addressOf(asked));
    // Ports of a private host are servers of their own; a public one serves http and https alike.
    const name = isOurOwn(url, { allowPrivate }) ? hostPort(url) : url.hostname;
    const host = hosts.get(name);
    if (host === undefined) hosts.set(name, [asked]);
    else host.push(asked);
  }
  return [...hosts.values()];
}

async function pollHost(
  sources: readonly Source[],
  checks: ReadonlyMap<string, Check>,
  options: PollOptions & { readonly signal: AbortSignal; readonly connections: Connections },
): Promise<void> {
  let retryAfter: string | undefined;
  let limits = options.limits;
  for (const [index, source] of sources.entries()) {
    if (options.signal.aborted) return;
    const check = checks.get(source.id);
    if (retryAfter !== undefined) {
      await options.onFetched(source, postponed(source, check, retryAfter, options.now));
      continue;
    }
    const url = new URL(source.url);
    if (index > 0 && !options.connections.isDown(url)) {
      await pause(pauseFor(url, options), undefined, { signal: options.signal });
    }
    options.onAsk?.(source);
    const fetched = await fetchFeed(source, check, { ...options, ...(limits && { limits }) });
    await options.onFetched(source, fetched);
    if (fetched.kind === 'failed' && keptWaiting.has(fetched.cause)) {
      limits = impatient({ ...defaultLimits, ...options.limits });
    }
    retryAfter = hostRetryAfter(fetched, isOurOwn(url, options));
  }
}

/** Causes of a server that took the request and then our time. */
const keptWaiting: ReadonlySet<string> = new Set([
  'headers-timeout',
  'idle-timeout',
  'total-timeout',
]);

/** A host that kept us waiting once gets a quarter of the time for each of its other sources. */
function impatient(limits: Limits): Limits {
  return {
    ...limits,
    headersMs: limits.headersMs / 4,
    idleMs: limits.idleMs / 4,
    totalMs: limits.totalMs / 4,
  };
}

/** Between two requests to the host of an address, in milliseconds. */
export function pauseFor(
  url: URL,
  options: { readonly allowPrivate: readonly string[]; readonly pauseMs?: number },
): number {
  if (isOurOwn(url, options)) return options.pauseMs ?? 0;
  return Math.max(options.pauseMs ?? politePause, slowHosts.get(url.hostname) ?? 0);
}

/**
 * Until when the other sources of a host wait too. 429 is said to a client, so to all of its
 * feeds; 503 may be about the one.
 */
export function hostRetryAfter(fetched: Fetched, isOurOwnHost: boolean): string | undefined {
  if (isOurOwnHost || fetched.kind !== 'failed' || fetched.cause !== 'http-429') return undefined;
  return fetched.check.retryAfter;
}

/** A private address that was opened for us is the operator's own: no stranger is to be spared. */
function isOurOwn(url: URL, options: { readonly allowPrivate: readonly string[] }): boolean {
  return options.allowPrivate.includes(hostPort(url));
}
