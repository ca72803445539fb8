/** What this is, how to subscribe, how good it is. */

import type { Site } from '../../types.ts';
import { OPML } from '../paths.ts';
import { ABOUT, frame, type Linked, link, MONTHS, mainFeeds, REJECTED, SOURCES } from './frame.ts';
import { html, type Markup } from './html.ts';

/** One measured figure: `{ name: 'Precision', value: '97 %', meaning: 'of 100 stories …' }`. */
export type Figure = { readonly name: string; readonly value: string; readonly meaning: string };

export function aboutPage(linked: Linked, figures: readonly Figure[]): string {
  const { site, feeds } = linked;
  return frame(linked, {
    path: ABOUT,
    title: 'About',
    description: `What ${site.title} is, where its stories come from, and how to subscribe.`,
    body: html`<div class="prose">
<h1>About</h1>
${site.subtitle !== undefined && html`<p class="standfirst">${site.subtitle}</p>\n`}<p>A program reads the <a href="${link(ABOUT, SOURCES)}">sources</a> on a schedule, keeps what is about this topic, and brings reports of one event together. <b>One event is one entry</b>, however many outlets report it. The entry names each of them, says when it reported and in which language, and why the story is here.</p>
<p>Headlines and excerpts stay in the words of the outlet; no sentence here is written or translated by a machine. Of each report there is at most a short excerpt; the rest is a link away, where it was published.</p>
<h2>Whose words</h2>
<p>Outlets that belong to a state, or speak for a government, are marked in words: “state media”, “official”. Story pages put headlines side by side by origin, so that one can see who tells it how. A headline that an outlet changes later stays there, with the time of the change.</p>
<h2>Dates and what is not known</h2>
<p>A date is shown as exactly as it is known and no more. Where a report does not give its date and it can be inferred, the page says “inferred” and from what. Where it cannot, the page says so. Days are those of ${site.timeZone}.</p>
${subscribe(site, feeds)}${research(feeds)}${quality(figures)}<h2>Something is wrong</h2>
<p>The <a href="${link(ABOUT, REJECTED)}">near misses</a> show what was read and left out. A story in the wrong place, two that are one, or one that should not be here can each be put right by hand; such decisions are kept and shown with the story.</p>
</div>`,
  });
}

function subscribe(site: Site, feeds: ReadonlySet<string>): Markup | undefined {
  const offered = mainFeeds(feeds);
  const [best] = offered;
  if (best === undefined) return undefined;
  const address = (path: string) => (site.base === undefined ? path : site.base + path);
  return html`<h2 id="subscribe">Subscribe</h2>
<p>Give this address to any feed reader: <a href="${link(ABOUT, best.path)}" class="address">${address(best.path)}</a></p>
${
  (offered.length > 1 || feeds.has(OPML)) &&
  html`<ul>
${offered.map(
  (feed) =>
    html`<li><a href="${link(ABOUT, feed.path)}" type="${feed.type}">${feed.name}</a></li>\n`,
)}${feeds.has(OPML) && html`<li><a href="${link(ABOUT, OPML)}">OPML</a>, a list of all feeds, also by tag, country and language, to import at once</li>\n`}</ul>
`
}<p>An entry changes for its subscribers only when the story itself does. Outlets that report it later are added to its page. A story that was more than a month old when it was found is not announced: it is on these pages and in the archive.</p>
`;
}

function research(feeds: ReadonlySet<string>): Markup | undefined {
  if (![...feeds].some((path) => path.startsWith('exports/'))) return undefined;
  return html`<h2 id="research">For research</h2>
<p>Each <a href="${link(ABOUT, MONTHS)}">month</a> can be taken as a table (CSV, a line for each report) and as JSON Lines (a line for each story, with everything that its page shows). A story keeps its id and its address; how to cite it stands on its page.</p>
`;
}

function quality(figures: readonly Figure[]): Markup | undefined {
  if (figures.length === 0) return undefined;
  return html`<h2 id="quality">How good it is</h2>
<table>
<caption>Measured on labelled reports</caption>
<thead><tr><th scope="col">Measure</th><th scope="col" class="number">Value</th><th scope="col">What it means</th></tr></thead>
<tbody>
${figures.map(
  (figure) =>
    html`<tr><th scope="row">${figure.name}</th><td class="number">${figure.value}</td><td>${figure.meaning}</td></tr>\n`,
)}</tbody>
</table>
`;
}
