import { createHash } from 'node:crypto';
import type { Check, Source } from '../types.ts';
import { explain, type Failure, Trouble } from './failure.ts';
import type { Fetched } from './fetch.ts';
import type { Answer } from './get.ts';
import type { Limits } from './limits.ts';
import {
  checkAfterFailure,
  learntPause,
  planned,
  readFreshness,
  readRetryAfter,
} from './next-check.ts';
import type { FeedRequest } from './request.ts';

/** What an answer says of its source. Throws {@link Trouble} for one that says nothing. */
export function judgeAnswer(
  answer: Answer,
  context: {
    readonly source: Source;
    readonly before: Check | undefined;
    readonly asked: FeedRequest;
    readonly now: string;
    readonly limits: Limits;
  },
): Fetched {
  const { source, before, asked, now, limits } = context;
  const { status, bytes } = answer;
  const whole = status === 200 || status === 203;
  if (!whole && !(status === 304 && asked.isConditional)) {
    const failure = explain(new Trouble(`http-${status}`), hostOf(source), limits);
    return failed(source, before, failure, now, readRetryAfter(answer.header('retry-after'), now));
  }
  if (whole && bytes.length === 0) throw new Trouble('empty');
  const hash = whole ? createHash('sha256').update(bytes).digest('hex') : before?.bodyHash;
  const fresh = readFreshness(answer.header, now);
  const check = {
    ...carriedOver(before),
    ...validators(answer, status === 304 ? before : undefined),
    ...movement(before, answer, asked.address !== source.url),
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
    cause: _cause,
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

/** Counts a move that repeats; one that was followed at once is counted on as it stands. */
function movement(before: Check | undefined, answer: Answer, wasFollowed: boolean): Partial<Check> {
  const movedTo = answer.movedTo ?? (wasFollowed ? before?.movedTo : undefined);
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
    cause: 'postponed',
  };
  return { kind: 'failed', cause: 'postponed', problem, check };
}

/** A source that was asked in vain. */
export function failed(
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
export function hostOf(source: Source): string | undefined {
  return source.private ? undefined : new URL(source.url).hostname;
}
