import type { Check, Source } from '../types.ts';
import { type Connections, openConnections, type Proxies } from './connections.ts';
import { explain, type Failure } from './failure.ts';
import { get } from './get.ts';
import { failed, hostOf, judgeAnswer } from './judge.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { requestFor } from './request.ts';

export type FetchOptions = {
  /** Start of the run. */
  readonly now: string;
  readonly signal?: AbortSignal;
  /** `HOST:PORT` in private networks where configured sources may stand. */
  readonly allowPrivate: readonly string[];
  /** Says who asks, and where to complain. */
  readonly userAgent: string;
  readonly proxy?: Proxies;
  readonly limits?: Partial<Limits>;
  /** Those of a run of many; without them this one fetch opens its own and closes them. */
  readonly connections?: Connections;
};

/** What asking a source brought. `check` is stored after the articles, never before. */
export type Fetched =
  | {
      readonly kind: 'body';
      /** Unpacked, in whatever character set. */
      readonly bytes: Uint8Array;
      readonly contentType?: string;
      /** Where it came from in the end: the base of its relative addresses. */
      readonly url: string;
      readonly check: Check;
    }
  | { readonly kind: 'unchanged'; readonly check: Check }
  | ({ readonly kind: 'failed'; readonly check: Check } & Failure);

/**
 * Asks a source for its feed, if it changed since `check`. Any trouble of the source is a value;
 * rejects only when `signal` ends the run.
 *
 * To get the whole feed although nothing changed, pass a check without validators and `bodyHash`.
 */
export async function fetchFeed(
  source: Source,
  check: Check | undefined,
  options: FetchOptions,
): Promise<Fetched> {
  const limits = { ...defaultLimits, ...options.limits };
  const connections =
    options.connections ??
    openConnections({ allowPrivate: options.allowPrivate, limits, proxy: options.proxy });
  const asked = requestFor(source, check, {
    now: options.now,
    userAgent: options.userAgent,
    allowed: connections.allowed,
  });
  try {
    const answer = await get(asked.address, {
      connections,
      limits,
      headers: asked.headers,
      ...(asked.authorization === undefined ? {} : { authorization: asked.authorization }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return judgeAnswer(answer, { source, before: check, asked, now: options.now, limits });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    const failure = explain(error, hostOf(source), limits);
    return failed(source, check, failure, options.now);
  } finally {
    if (options.connections === undefined) await connections.close();
  }
}
