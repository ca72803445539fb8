/** What was read and left out, near the bar: so that a reader can judge what is missing. */

import { type Day, dayOf, dayOfInstant, daysBefore } from '../../local-day.ts';
import type { Report, Site } from '../../types.ts';
import { outletName, outletNote } from '../wording.ts';
import { fullDate } from './dates.ts';
import { frame, type Linked, REJECTED } from './frame.ts';
import { DOT, href, html, joined, type Markup } from './html.ts';
import { matchOf } from './match.ts';
import { compare, inLanguage } from './words.ts';

const DAYS_SHOWN = 28;
const AT_MOST = 150;

export function rejectedPage(linked: Linked, rejected: readonly Report[]): string {
  const { site } = linked;
  const shown = nearMisses(rejected, site);
  return frame(linked, {
    path: REJECTED,
    title: 'Near misses',
    description: `Reports that ${site.title} read and left out, with what spoke for and against them.`,
    body: html`<h1>Near misses</h1>
<p class="standfirst">Read and left out, the nearest to the bar first. A report that belongs here can be let in by hand.</p>
${
  shown.length === 0
    ? html`<p>There are none.</p>`
    : html`<ol class="stories">
${shown.map((report) => entry(report, site))}</ol>`
}`,
  });
}

/**
 * Of the last weeks before the newest of them: at least half-way to the bar, or kept out by hand. The
 * nearest come first.
 */
function nearMisses(rejected: readonly Report[], site: Site): readonly Report[] {
  const dayOfReport = ({ article }: Report): Day =>
    dayOf(article.published, site.timeZone) ?? dayOfInstant(article.firstSeen, site.timeZone);
  const near = rejected.filter(
    ({ match }) => !match.in && (match.decision !== undefined || match.score >= match.bar / 2),
  );
  const newest = near.map(dayOfReport).sort(compare).at(-1);
  const first = newest === undefined ? '' : daysBefore(newest, DAYS_SHOWN);
  const missing = ({ match }: Report) => match.bar - match.score;
  return near
    .filter((report) => dayOfReport(report) >= first)
    .sort((a, b) => missing(a) - missing(b) || compare(a.article.id, b.article.id))
    .slice(0, AT_MOST);
}

function entry({ article, match }: Report, site: Site): Markup {
  const note = outletNote(article);
  return html`<li><h2 class="headline"${inLanguage(article.language, site.language)}><a${href(article.url)}>${article.title}</a></h2>
<p class="by">${joined(
    [
      html`<b dir="auto">${outletName(article)}</b>${note !== undefined && ` (${note})`}`,
      fullDate(article.published, site.timeZone),
      match.decision === undefined ? undefined : 'left out by hand',
    ],
    DOT,
  )}</p>
<details>
<summary>Score ${Math.round(match.score * 100) / 100}, needed ${Math.round(match.bar * 100) / 100}</summary>
${matchOf(match, `the report of ${outletName(article)}`)}</details></li>
`;
}
