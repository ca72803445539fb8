/** The health of every source, for the sources page and for programs (`status.json`). */

import type { Check, Site, Source } from '../types.ts';
import { type Day, dayOfInstant } from './pages/dates.ts';

export const STATUS = 'status.json';

/** What is known of a source when the pages are made. Times are ISO-8601 UTC. */
export type SourceState = {
  readonly source: Source;
  readonly check?: Check;
  /** When an article of it was last stored for the first time. */
  readonly lastArticle?: string;
  /** When one that is about the topic was. */
  readonly lastMatch?: string;
};

/**
 * Only what a reader can use and what a quiet run leaves as it was: days, no times of checks, and the
 * trouble as a class of error. The exact words may hold addresses and change at each attempt; they are
 * in the report of the run.
 */
export type Health = {
  readonly state: 'working' | 'failing' | 'off' | 'not read yet';
  /** First day of the trouble. */
  readonly since?: Day;
  readonly problem?: string;
};

/** A shorter trouble says more of the network than of the source. */
const FAILING_AFTER_MS = 24 * 60 * 60 * 1000;

/** How a source is, as of its last check. */
export function healthOf({ source, check }: SourceState, timeZone: string): Health {
  if (source.off !== undefined) return { state: 'off', problem: source.off };
  if (check === undefined) return { state: 'not read yet' };
  const { failingSince, checkedAt } = check;
  if (check.failures > 0 && failingSince !== undefined) {
    const long = Date.parse(checkedAt) - Date.parse(failingSince) >= FAILING_AFTER_MS;
    if (long) {
      return {
        state: 'failing',
        since: dayOfInstant(failingSince, timeZone),
        problem: errorClass(check.problem ?? ''),
      };
    }
    if (check.fullAt === undefined) return { state: 'not read yet' };
  }
  return { state: 'working' };
}

/** Kinds of trouble by what their sentence says; the first that fits. */
const ERRORS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:404|410)\b/, 'the address leads nowhere'],
  [/\b(?:401|403|429|451)\b/, 'the server refuses'],
  [/\b4\d\d\b/, 'the server does not accept the request'],
  [/\b5\d\d\b/, 'the server reports an error of its own'],
  [/time[ds]? out|timeout|too slow|in time/i, 'no answer in time'],
  [/certificate|TLS|SSL/i, 'the connection is not secure'],
  [/private|loopback|not allowed|forbidden address/i, 'the address is not allowed'],
  [/redirect/i, 'too many redirects'],
  [/no(?:t a| RSS).*feed|not.*(?:XML|JSON)|web page/i, 'the answer is no feed'],
  [/too (?:large|big|many|deep)|larger|limit/i, 'the answer is too large'],
  [/name|DNS|ENOTFOUND|host|connect|refused|reset|socket|network/i, 'the server cannot be reached'],
];

function errorClass(problem: string): string {
  // Addresses may hold any number and any word.
  const words = problem.replace(/https?:\/\/[^\s"'<>]+/gi, '');
  return ERRORS.find(([pattern]) => pattern.test(words))?.[1] ?? 'cannot be read';
}

/** Sources in the order of their names, whatever order they are configured in. */
export function inOrder(states: readonly SourceState[]): readonly SourceState[] {
  const key = ({ source }: SourceState) => `${source.name.toLowerCase()}\n${source.id}`;
  return [...states].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** The JSON of `status.json`: `{ title, sources: [{ id, name, …, state, since, problem }] }`. */
export function renderStatus(site: Site, states: readonly SourceState[]): string {
  const day = (instant: string | undefined) =>
    instant === undefined ? undefined : dayOfInstant(instant, site.timeZone);
  const sources = inOrder(states).map((state) => {
    const { source } = state;
    return {
      id: source.id,
      name: source.name,
      outlet: source.outlet,
      country: source.country,
      language: source.language,
      kind: source.kind,
      url: source.private ? undefined : source.url,
      site: source.site,
      ...healthOf(state, site.timeZone),
      lastArticle: day(state.lastArticle),
      lastMatch: day(state.lastMatch),
    };
  });
  return `${JSON.stringify({ title: site.title, timeZone: site.timeZone, sources }, undefined, 2)}\n`;
}
