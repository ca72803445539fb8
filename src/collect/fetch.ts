import { createHash } from 'node:crypto';
import type { Check, Source } from '../types.ts';
import { hostPort } from './addresses.ts';
import { type Connections, openConnections, type Proxies } from './connections.ts';
import { acceptedCodings } from './decompress.ts';
import { explain, type Failure, Trouble } from './failure.ts';
import { type Answer, get } from './get.ts';
import { defaultLimits, type Limits } from './limits.ts';
import {
  checkAfterFailure,
  learntPause,
  planned,
  readFreshness,
  readRetryAfter,
} from './next-check.ts';

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
  const whole = isWholeDue(check, options.now);
  const { address, authorization } = target(source, check, connections.allowed, whole);
  try {
    const answer = await get(address, {
      connections,
      limits,
      headers: requestHeaders(options.userAgent, whole ? undefined : check),
      ...(authorization === undefined ? {} : { authorization }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    return judge(source, check, answer, address, options.now, limits);
  } catch (error) {
    if (options.signal?.aborted) throw error;
    const failure = explain(error, hostOf(source), limits);
    return failed(source, check, failure, options.now);
  } finally {
    if (options.connections === undefined) await connections.close();
  }
}

/** Where a source is asked: at its address, or where it has moved to for good. */
export function target(
  source: Source,
  check: Check | undefined,
  allowed: ReadonlySet<string>,
  whole: boolean,
): { readonly address: string; readonly authorization?: { origin: string; value: string } } {
  const url = new URL(source.url);
  const authorization = {
    origin: url.origin,
    value: `Basic ${Buffer.from(`${decoded(url.username)}:${decoded(url.password)}`).toString('base64')}`,
  };
  return {
    address: movedAddress(url, check, allowed, whole) ?? source.url,
    ...(url.username === '' && url.password === '' ? {} : { authorization }),
  };
}

/**
 * A move counts once it was met `movesToBelieve` times in a row: the login page of a hotel moves
 * every feed there is, for good. With each whole answer, about weekly, it is checked again.
 */
function movedAddress(
  url: URL,
  check: Check | undefined,
  allowed: ReadonlySet<string>,
  whole: boolean,
): string | undefined {
  if (check?.movedTo === undefined || whole) return undefined;
  if ((check.movedTimes ?? 0) < movesToBelieve) return undefined;
  const place = hostPort(new URL(check.movedTo));
  return place !== hostPort(url) && allowed.has(place) ? undefined : check.movedTo;
}

const movesToBelieve = 5;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Some servers say 304 to anything, so once in a while a source is asked as if for the first time. */
function isWholeDue(check: Check | undefined, now: string): boolean {
  if (check?.fullAt === undefined) return true;
  return Date.parse(now) - Date.parse(check.fullAt) >= 7 * 24 * 60 * 60 * 1000;
}

function requestHeaders(userAgent: string, check: Check | undefined): Record<string, string> {
  return {
    'user-agent': userAgent,
    accept:
      'application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.6, */*;q=0.1',
    'accept-encoding': acceptedCodings,
    ...(check?.etag === undefined ? {} : { 'if-none-match': check.etag }),
    ...(check?.lastModified === undefined ? {} : { 'if-modified-since': check.lastModified }),
  };
}

function judge(
  source: Source,
  before: Check | undefined,
  answer: Answer,
  asked: string,
  now: string,
  limits: Limits,
): Fetched {
  const { status, bytes } = answer;
  const whole = status === 200 || status === 203;
  const conditional = !isWholeDue(before, now) && hasValidators(before);
  if (!whole && !(status === 304 && conditional)) {
    const failure = explain(new Trouble(`http-${status}`), hostOf(source), limits);
    return failed(source, before, failure, now, readRetryAfter(answer.header('retry-after'), now));
  }
  if (whole && bytes.length === 0) throw new Trouble('empty');
  const hash = whole ? createHash('sha256').update(bytes).digest('hex') : before?.bodyHash;
  const fresh = readFreshness(answer.header, now);
  const check = {
    ...carriedOver(before),
    ...validators(answer, status === 304 ? before : undefined),
    ...movement(source, before, answer, asked),
    sourceId: source.id,
    checkedAt: now,
    failures: 0,
    ...(hash === undefined ? {} : { bodyHash: hash }),
    ...(whole ? { fullAt: now } : {}),
    ...(fresh === undefined ? {} : { freshMinutes: fresh }),
  };
  if (!whole || hash === before?.bodyHash) {
    const changeMinutes = learntPause(before, now, false);
    return { kind: 'unchanged', check: planned({ ...check, changeMinutes }) };
  }
  const contentType = answer.header('content-type');
  return {
    kind: 'body',
    bytes,
    ...(contentType === undefined ? {} : { contentType }),
    url: baseOf(answer, source),
    check: planned(check),
  };
}

/** An entry that links to `#part` of its feed must not publish the key in a private address. */
function baseOf({ url }: Answer, source: Source): string {
  return source.private ? url.replace(/[?#].*$/, '') : url;
}

/** What an answer does not change: everything that no field of it replaces or ends. */
function carriedOver(before: Check | undefined): Partial<Check> {
  if (before === undefined) return {};
  const {
    etag: _etag,
    lastModified: _modified,
    retryAfter: _retry,
    failingSince: _since,
    problem: _problem,
    movedTo: _to,
    movedTimes: _times,
    freshMinutes: _fresh,
    ...kept
  } = before;
  return kept;
}

/** As they came, quotes and all; a 304 may renew them and need not repeat them. */
function validators(answer: Answer, before: Check | undefined): Partial<Check> {
  const etag = validator(answer.header('etag')) ?? before?.etag;
  const lastModified = validator(answer.header('last-modified')) ?? before?.lastModified;
  return {
    ...(etag === undefined ? {} : { etag }),
    ...(lastModified === undefined ? {} : { lastModified }),
  };
}

/** One that may be sent back in a header: visible characters, and no longer than an honest one. */
function validator(text: string | undefined): string | undefined {
  return text !== undefined && /^[\t\x20-\x7e\x80-\xff]{1,1024}$/.test(text) ? text : undefined;
}

function hasValidators(check: Check | undefined): boolean {
  return check?.etag !== undefined || check?.lastModified !== undefined;
}

/** Counts a move that repeats; one that was followed at once is counted on as it stands. */
function movement(
  source: Source,
  before: Check | undefined,
  answer: Answer,
  asked: string,
): Partial<Check> {
  const movedTo = answer.movedTo ?? (asked === source.url ? undefined : before?.movedTo);
  if (movedTo === undefined) return {};
  return {
    movedTo,
    movedTimes: movedTo === before?.movedTo ? (before.movedTimes ?? 0) + 1 : 1,
  };
}

/** A source that is not asked now, since its host just asked us to wait for another of its feeds. */
export function postponed(
  source: Source,
  before: Check | undefined,
  retryAfter: string,
  now: string,
): Fetched {
  const host = hostOf(source) ?? 'the server';
  const problem = `Not asked: ${host} wants to be left alone until ${retryAfter}.`;
  const check = {
    ...(before ?? { sourceId: source.id, failures: 0 }),
    checkedAt: before?.checkedAt ?? now,
    nextAt: retryAfter,
    retryAfter,
    problem,
  };
  return { kind: 'failed', cause: 'postponed', problem, check };
}

function failed(
  source: Source,
  before: Check | undefined,
  failure: Failure,
  now: string,
  retryAfter?: string,
): Fetched {
  const check = checkAfterFailure(source.id, before, failure, now, retryAfter);
  return { kind: 'failed', cause: failure.cause, problem: check.problem ?? failure.problem, check };
}

/** The host that sentences may name. */
function hostOf(source: Source): string | undefined {
  return source.private ? undefined : new URL(source.url).hostname;
}
