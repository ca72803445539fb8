/** What every page shares: head, masthead, footer. */

import type { Site } from '../../types.ts';
import { ATOM, JSON_FEED, OPML, RSS } from '../paths.ts';
import { type Content, html, type Markup } from './html.ts';

export const FRONT = 'index.html';
export const MONTHS = 'months/index.html';
export const TAGS = 'tags/index.html';
export const OVERVIEW = 'overview.html';
export const SOURCES = 'sources.html';
export const REJECTED = 'rejected.html';
export const ABOUT = 'about.html';
export const MISSING = '404.html';
export const STYLE = 'style.css';
export const ICON = 'icon.svg';
export const FILTER = 'filter.js';
export const SEARCH = 'search.html';
export const SEARCH_SCRIPT = 'search.js';

/** Everything that is asked of a page besides its body. */
export type Page = {
  /** Path below `out/`. */
  readonly path: string;
  readonly title: string;
  readonly description: string;
  readonly body: Content;
  /** A feed of this page alone, as a path below `out/`. */
  readonly feed?: string;
  readonly script?: string;
};

/** Where the site's whole publication lies; only feeds that are written are linked. */
export type Linked = {
  readonly site: Site;
  /** Paths of the feed documents that are published with the pages. */
  readonly feeds: ReadonlySet<string>;
};

const FEEDS = [
  { path: ATOM, name: 'Atom', type: 'application/atom+xml' },
  { path: RSS, name: 'RSS', type: 'application/rss+xml' },
  { path: JSON_FEED, name: 'JSON Feed', type: 'application/feed+json' },
];

const NAVIGATION = [
  { path: FRONT, name: 'Stories' },
  { path: SEARCH, name: 'Search' },
  { path: TAGS, name: 'Tags' },
  { path: MONTHS, name: 'Months' },
  { path: OVERVIEW, name: 'Overview' },
  { path: SOURCES, name: 'Sources' },
  { path: ABOUT, name: 'About' },
];

/** The main feeds that are written, in the order in which to offer them. */
export function mainFeeds(feeds: ReadonlySet<string>): typeof FEEDS {
  return FEEDS.filter((feed) => feeds.has(feed.path));
}

/** A link from one page to another: relative, so that it holds under any address and on a disk. */
export function link(from: string, to: string): string {
  return '../'.repeat(from.split('/').length - 1) + to;
}

/**
 * The whole document. No script but our own file, no style but our own file, nothing from any other
 * host: the policy says so to the browser too.
 */
export function frame({ site, feeds }: Linked, page: Page): string {
  const to = (path: string) => link(page.path, path);
  const isFront = page.path === FRONT;
  const title = isFront ? site.title : `${page.title} · ${site.title}`;
  const address = page.path.replace(/(^|\/)index\.html$/, '$1');
  return html`<!doctype html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; ${page.path === SEARCH && html`connect-src 'self'; `}base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<meta name="description" content="${page.description}">
<link rel="stylesheet" href="${to(STYLE)}">
<link rel="icon" href="${to(ICON)}" type="image/svg+xml">
${site.base !== undefined && html`<link rel="canonical" href="${site.base + address}">\n`}${
  page.feed !== undefined &&
  html`<link rel="alternate" type="application/atom+xml" title="${page.title}" href="${to(page.feed)}">\n`
}${mainFeeds(feeds).map(
  (feed) =>
    html`<link rel="alternate" type="${feed.type}" title="${site.title} (${feed.name})" href="${to(feed.path)}">\n`,
)}${page.script !== undefined && html`<script src="${to(page.script)}" defer></script>\n`}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="masthead">
${
  isFront
    ? html`<h1 class="name">${site.title}</h1>`
    : html`<p class="name"><a href="${to(FRONT)}">${site.title}</a></p>`
}
<nav aria-label="Site">
<ul>
${NAVIGATION.map(
  (entry) =>
    html`<li><a href="${to(entry.path)}"${entry.path === page.path && html` aria-current="page"`}>${entry.name}</a></li>\n`,
)}</ul>
</nav>
</header>
<main id="main">
${page.body}
</main>
<footer>
${footer(site, feeds, to)}
</footer>
</body>
</html>
`.toString();
}

/** The first letter of the title, for the browser's tab; without an icon it asks for one in vain. */
export function icon(site: Site): string {
  const [letter = ''] = site.title;
  return html`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="3" fill="#0a5a6b"/><text x="16" y="24" font-family="Georgia, serif" font-size="23" font-weight="bold" text-anchor="middle" fill="#fcfbf8">${letter}</text></svg>
`.toString();
}

function footer(site: Site, feeds: ReadonlySet<string>, to: (path: string) => string): Markup {
  const offered = mainFeeds(feeds);
  return html`${
    offered.length > 0 &&
    html`<p>Subscribe: ${offered.map(
      (feed, index) =>
        html`${index > 0 && ', '}<a href="${to(feed.path)}" type="${feed.type}">${feed.name}</a>`,
    )}${feeds.has(OPML) && html`, <a href="${to(OPML)}">all feeds as OPML</a>`}.</p>\n`
  }<p>Published by ${site.author}. Days and times are those of ${zoneName(site.timeZone)}. Headlines and excerpts belong to the outlets that are named with them.</p>
<p><a href="${to(REJECTED)}">Near misses</a>: what was read and left out.</p>
`;
}

/** `Karachi (Asia/Karachi)`: the place says more than the zone's code. */
function zoneName(timeZone: string): string {
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return place === timeZone ? timeZone : `${place} (${timeZone})`;
}
