import { createHash } from 'node:crypto';
import type { Check, ParsedFeed, Source } from '../types.ts';
import type { Failure } from './failure.ts';
import { readHttpDate } from './http-date.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** No feed is asked more often than this, whatever it allows, nor less often than the second. */
const shortest = 30 * minute;
const longest = day;

/** A source that has been gone for long is asked once in this time, in case it comes back. */
const rarely = 7 * day;

/** Where nothing is known of a feed yet. In minutes. */
const firstGuess = 60;

/**
 * Whether a source is asked in this run. `force` passes over the planned time, but over neither a
 * server's Retry-After nor `off`.
 */
export function isDue(
  source: Source,
  check: Check | undefined,
  now: string,
  force: boolean,
): boolean {
  if (source.off !== undefined) return false;
  if (check === undefined) return true;
  const time = Date.parse(now);
  // A clock that was once wrong must not switch a source off for years.
  const sane = (at: string) => Date.parse(at) <= time + rarely + day;
  if (check.retryAfter !== undefined && sane(check.retryAfter)) {
    if (Date.parse(check.retryAfter) > time) return false;
  }
  // A job that starts every hour starts a second early at times; it must not wait another hour.
  return force || !sane(check.nextAt) || Date.parse(check.nextAt) <= time + minute;
}

/**
 * When a source that answered is asked next: after the longest of what its caching headers and its
 * feed ask for and what we learnt of its pace, within half an hour and a day, and not in the hours
 * and on the days (UTC) that the feed rules out, as far as a day allows.
 */
export function nextCheck(check: Omit<Check, 'nextAt'>): string {
  const wishes = [check.freshMinutes, check.pauseMinutes, check.changeMinutes ?? firstGuess];
  const wanted = Math.max(...wishes.map((minutes) => minutes || 0));
  const from = Date.parse(check.checkedAt);
  const last = from + longest;
  let next = from + Math.min(Math.max(wanted * minute, shortest), longest);
  while (next < last && isSkipped(next, check)) next = Math.min(last, startOfNextHour(next));
  return iso(next);
}

function isSkipped(time: number, { skipHours, skipDays }: Omit<Check, 'nextAt'>): boolean {
  const date = new Date(time);
  const weekday = weekdays[date.getUTCDay()] ?? '';
  return (
    (skipHours?.includes(date.getUTCHours()) ?? false) ||
    (skipDays?.some((name) => name.toLowerCase().startsWith(weekday)) ?? false)
  );
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

function startOfNextHour(time: number): number {
  return (Math.floor(time / hour) + 1) * hour;
}

/**
 * The check of a feed that was fetched and read: what the feed asks for, and what asking brought.
 *
 * `found` is the number of new or changed articles. Something found halves the pause, nothing
 * found makes it a quarter longer, so it settles where about one check in four brings something.
 */
export function checkAfterFeed(
  check: Check,
  before: Check | undefined,
  feed: Pick<ParsedFeed, 'pauseMinutes' | 'skipHours' | 'skipDays'>,
  found: number,
): Check {
  const { pauseMinutes: _p, skipHours: _h, skipDays: _d, ...rest } = check;
  return planned({
    ...rest,
    changeMinutes: learntPause(before, check.checkedAt, found > 0),
    ...(feed.pauseMinutes === undefined ? {} : { pauseMinutes: feed.pauseMinutes }),
    ...(feed.skipHours === undefined ? {} : { skipHours: feed.skipHours }),
    ...(feed.skipDays === undefined ? {} : { skipDays: feed.skipDays }),
  });
}

/** A check with the time of the next one. */
export function planned(check: Omit<Check, 'nextAt'>): Check {
  return { ...check, nextAt: nextCheck(check) };
}

/** See {@link checkAfterFeed}. Asking again too soon, by force, teaches nothing. */
export function learntPause(before: Check | undefined, now: string, found: boolean): number {
  const pause = before?.changeMinutes ?? firstGuess;
  const elapsed = before === undefined ? 0 : Date.parse(now) - Date.parse(before.checkedAt);
  if (elapsed < (pause * minute) / 2) return pause;
  const next = found ? pause / 2 : pause * 1.25;
  return Math.round(Math.min(Math.max(next, shortest / minute), longest / minute));
}

/**
 * The check of a source that failed: whatever was known stays, and the next one comes later the
 * longer it fails. A page that says 410, or has said 404 for two weeks, and anything that failed
 * for a month is asked once a week, and its problem says so.
 */
export function checkAfterFailure(
  sourceId: string,
  before: Check | undefined,
  failure: Failure,
  now: string,
  retryAfter?: string,
): Check {
  const { movedTo: _to, movedTimes: _times, retryAfter: _until, ...kept } = before ?? {};
  const failures = (before?.failures ?? 0) + 1;
  const failingSince = before?.failingSince ?? now;
  const failing = Date.parse(now) - Date.parse(failingSince);
  const gone = isGone(failure.cause, failing);
  const wait = gone ? rarely : backOff(sourceId, failures, failure.cause);
  const next = Math.max(Date.parse(now) + wait, Date.parse(retryAfter ?? now));
  return {
    ...kept,
    sourceId,
    checkedAt: now,
    nextAt: iso(next),
    failures,
    failingSince,
    problem: gone ? `${failure.problem} ${goneNotice}` : failure.problem,
    cause: failure.cause,
    ...(retryAfter === undefined ? {} : { retryAfter }),
  };
}

const goneNotice =
  'It is asked only once a week now; correct its address or switch it off with a reason.';

function isGone(cause: string, failing: number): boolean {
  if (isLocal(cause)) return false;
  return cause === 'http-410' || failing >= (cause === 'http-404' ? 14 : 30) * day;
}

/**
 * No server was reached, so asking costs nobody anything and the reason may well lie here: a
 * machine that was offline for a day must not leave its sources alone for another.
 */
function isLocal(cause: string): boolean {
  return cause.startsWith('dns') || cause === 'unreachable' || cause === 'proxy';
}

/** Doubles with each failure. A fifth more or less, always the same for the same failure. */
function backOff(sourceId: string, failures: number, cause: string): number {
  const doubled = shortest * 2 ** Math.min(failures - 1, 10);
  const hash = createHash('sha256').update(`${sourceId}\n${failures}`).digest();
  const jitter = 0.8 + (0.4 * hash.readUInt32BE()) / 2 ** 32;
  return Math.min(Math.max(doubled * jitter, shortest), isLocal(cause) ? hour : longest);
}

/** Until when a `Retry-After` (seconds or a date) asks to be left alone; a day at most. */
export function readRetryAfter(text: string | undefined, now: string): string | undefined {
  if (text === undefined) return undefined;
  const from = Date.parse(now);
  const until = /^\d{1,9}$/.test(text.trim())
    ? from + Number(text) * 1000
    : readHttpDate(text.trim());
  if (until === undefined || until <= from) return undefined;
  return iso(Math.min(until, from + longest));
}

/** For how many minutes `Cache-Control` or `Expires` call an answer fresh. RFC 9111, section 4.2. */
export function readFreshness(
  header: (name: string) => string | undefined,
  now: string,
): number | undefined {
  const control = (header('cache-control') ?? '').toLowerCase();
  if (/\bno-(?:cache|store)\b/.test(control)) return undefined;
  const maxAge = /\bmax-age="?(\d{1,9})/.exec(control)?.[1];
  if (maxAge !== undefined) {
    const age = /^\d{1,9}$/.exec(header('age') ?? '')?.[0];
    return minutesOrNone((Number(maxAge) - Number(age ?? 0)) * 1000);
  }
  const expires = readHttpDate(header('expires'));
  if (expires === undefined) return undefined;
  // By the server's own clock, which may be wrong by hours.
  return minutesOrNone(expires - (readHttpDate(header('date')) ?? Date.parse(now)));
}

function minutesOrNone(ms: number): number | undefined {
  return ms > 0 ? Math.round(ms / minute) : undefined;
}

function iso(time: number): string {
  return new Date(Math.round(time / 1000) * 1000).toISOString().replace('.000Z', 'Z');
}
