/** How each kind of file is served: its type, how long it may be kept, and when it is put up. */

export type Served = {
  readonly type: string;
  /** `Cache-Control`. */
  readonly cache: string;
};

/**
 * Feeds are `application/xml`, not `application/atom+xml`: browsers apply the style sheet to the
 * first and show the second as source, and readers take either.
 */
const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  opml: 'text/x-opml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/x-ndjson; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
};
const JSON_FEEDS = 'application/feed+json; charset=utf-8';

/** In seconds. A run every quarter of an hour changes feeds and pages at most that often. */
const KEPT = { short: 300, hour: 3_600, day: 86_400 } as const;

/**
 * Feeds and pages may be kept for five minutes; tables, styles and scripts for an hour (their names
 * stay when they change, so an upgrade must not wait for days); closed archives for a day, since
 * they change by decision, merge or withdrawal only.
 */
export function servedAs(path: string): Served {
  const ending = path.split('.').at(-1) ?? '';
  const type = path === 'feed.json' ? JSON_FEEDS : TYPES[ending];
  const kept = /^archive\//.test(path)
    ? KEPT.day
    : /\.(?:css|js|svg|csv|jsonl)$/.test(path)
      ? KEPT.hour
      : KEPT.short;
  return { type: type ?? 'application/octet-stream', cache: `public, max-age=${kept}` };
}

/** All that the rules above say, as one text: it changes when they do. */
export function servingRules(): string {
  const endings = [...Object.keys(TYPES), 'other'];
  const paths = endings.flatMap((ending) => [
    `a.${ending}`,
    `a/a.${ending}`,
    `archive/1.${ending}`,
  ]);
  return JSON.stringify(['feed.json', ...paths].map((path) => [path, servedAs(path)]));
}

/**
 * When a file is put up, from 0: what lists link to comes before the lists, archives before the
 * feeds that name them, the main feeds last. So a site that is half put up has no dead link.
 */
export function turnOf(path: string): number {
  const inFolder = path.includes('/');
  if (path.startsWith('archive/')) return 2;
  if (/\.(?:xml|opml)$/.test(path) || path === 'feed.json') return inFolder ? 3 : 4;
  if (/^(?:stories|exports)\//.test(path) || /\.(?:css|js|svg)$/.test(path)) return 0;
  return 1;
}
