/** The health of every source, for the sources page and for programs (`status.json`). */

import { silentSince } from '../health.ts';
import { type Day, dayOfInstant } from '../local-day.ts';
import type { Check, Site, Source } from '../types.ts';

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
  readonly state: 'working' | 'silent' | 'failing' | 'off' | 'not read yet';
  /** First day of the trouble; of a silent source the day of its newest entry. */
  readonly since?: Day;
  readonly problem?: string;
};

/** A shorter trouble says more of the network than of the source. */
const FAILING_AFTER_MS = 24 * 60 * 60 * 1000;

/** How a source is, as of its last check. */
export function healthOf(
  { source, check }: SourceState,
  { timeZone, silentAfterDays }: Pick<Site, 'timeZone' | 'silentAfterDays'>,
): Health {
  if (source.off !== undefined) return { state: 'off', problem: source.off };
  if (check === undefined) return { state: 'not read yet' };
  const { failingSince, checkedAt } = check;
  if (check.failures > 0 && failingSince !== undefined) {
    const long = Date.parse(checkedAt) - Date.parse(failingSince) >= FAILING_AFTER_MS;
    if (long) {
      return {
        state: 'failing',
        since: dayOfInstant(failingSince, timeZone),
        problem: errorClass(check.cause ?? ''),
      };
    }
    if (check.fullAt === undefined) return { state: 'not read yet' };
  }
  const silent = silentAfterDays === undefined ? undefined : silentSince(check, silentAfterDays);
  if (silent !== undefined) return { state: 'silent', since: dayOfInstant(silent, timeZone) };
  return { state: 'working' };
}

/** Classes of trouble in the words of a reader; the first that fits. */
const CLASSES: readonly (readonly [RegExp, string])[] = [
  [/^http-4(?:04|10)$/, 'the address leads nowhere'],
  [/^http-4(?:01|02|03|06|51)$/, 'the server turns us away'],
  [/^(?:http-429|postponed)$/, 'the server asks us to come less often'],
  [/^http-4/, 'the server does not accept the request'],
  [/^http-5/, 'the server has trouble of its own'],
  [/^tls/, 'no secure connection'],
  [/^(?:private-address|redirect-(?:private|port|scheme))$/, 'the address is not allowed'],
  [/^redirect/, 'redirected to nowhere'],
  [/^(?:not-a-feed|empty)$/, 'the answer is no feed'],
  [/^(?:too-large|headers-too-large|coding|wrong-length|not-http)/, 'the answer cannot be taken'],
  [/^(?:dns|refused|unreachable|reset|cut|proxy)|-timeout$/, 'no answer'],
];

function errorClass(cause: string): string {
  return CLASSES.find(([pattern]) => pattern.test(cause))?.[1] ?? 'cannot be read';
}

/** Sources in the order of their names, whatever order they are configured in. */
export function inOrder(states: readonly SourceState[]): readonly SourceState[] {
  const key = ({ source }: SourceState) => `${source.name.toLowerCase()}\n${source.id}`;
  return [...states].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/**
 * The JSON of `status.json`: `{ title, sources: [{ id, name, …, state, since, problem }], quality }`;
 * `quality` holds the measured figures of quality.yaml.
 */
export function renderStatus(
  site: Site,
  states: readonly SourceState[],
  quality: readonly { readonly name: string; readonly value: string; readonly meaning: string }[],
): string {
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
      ...healthOf(state, site),
      lastArticle: day(state.lastArticle),
      lastMatch: day(state.lastMatch),
    };
  });
  const status = { title: site.title, timeZone: site.timeZone, sources, quality };
  return `${JSON.stringify(status, undefined, 2)}\n`;
}
