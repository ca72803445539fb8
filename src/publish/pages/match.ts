/** Why a report is in or out: the words that counted, where they stand, and the score. */

import { grouped } from '../../grouped.ts';
import type { Match, Place, Report, Site, Story } from '../../types.ts';
import { outletName } from '../wording.ts';
import { html, joined, type Markup } from './html.ts';
import { count, inLanguage } from './words.ts';

const PLACES: Readonly<Record<Place, string>> = {
  title: 'headline',
  lede: 'first paragraph',
  body: 'text',
};

/** What counted in the leading report, and folded away in the others; the same tables once. */
export function why({ lead, reports }: Story, site: Site): Markup {
  const others = reports.filter((report) => report !== lead);
  const groups = [...grouped(others, ({ match }) => JSON.stringify(match))];
  return html`<section aria-labelledby="why">
<h2 id="why">Why it is here</h2>
${matchOf(lead.match, `the report of ${outletName(lead.article)}`)}${
  others.length > 0 &&
  html`<details>
<summary>The same for ${count(others.length, 'other report')}</summary>
${groups.map(([key, alike]) =>
  key === JSON.stringify(lead.match)
    ? html`<p>The very same counted for ${namesOf(alike)}.</p>\n`
    : whyOthers(alike, site),
)}</details>
`
}</section>
`;
}

function whyOthers(alike: readonly Report[], site: Site): Markup | undefined {
  const [first] = alike;
  if (first === undefined) return undefined;
  const { article, match } = first;
  const others = alike.length - 1;
  const whose = `the report of ${outletName(article)}`;
  return others === 0
    ? html`<h3><bdi>${outletName(article)}</bdi>: <span${inLanguage(article.language, site.language)}>${article.title}</span></h3>
${matchOf(match, whose)}`
    : html`<h3>${namesOf(alike)}</h3>
${matchOf(match, `${whose} and ${count(others, 'other')}`)}`;
}

function namesOf(reports: readonly Report[]): Markup {
  return joined(
    reports.map(({ article }) => html`<bdi>${outletName(article)}</bdi>`),
    ', ',
  );
}

/** `whose` names the report for those who hear the table: "the report of Dawn". */
export function matchOf(match: Match, whose: string): Markup {
  return html`${
    match.decision !== undefined && html`<p>Decided by hand: ${match.decision}</p>\n`
  }${match.reasons.length > 0 && reasonTable(match, whose)}${scoreLine(match)}`;
}

function reasonTable(match: Match, whose: string): Markup {
  return html`<table class="reasons">
<caption class="heard">What counted in ${whose}</caption>
<thead><tr><th scope="col">Words</th><th scope="col">Where</th><th scope="col">What it says</th><th scope="col" class="number">Points</th></tr></thead>
<tbody>
${match.reasons.map(
  (reason) =>
    html`<tr><td><q dir="auto">${reason.words}</q></td><td>${PLACES[reason.where]}</td><td>${reason.says}</td><td class="number">${signed(reason.weight)}</td></tr>
`,
)}</tbody>
</table>
`;
}

/** The bar shows score and threshold to the eye; the sentence says the same. */
function scoreLine(match: Match): Markup {
  const full = Math.max(match.score, match.bar, 1) * 1.2;
  const round = (percent: number) => Math.round(percent * 10) / 10;
  const share = (points: number) => round((Math.max(points, 0) / full) * 100);
  return html`<p class="score">Score ${decimal(match.score)}, needed ${decimal(match.bar)}.</p>
<svg class="bar" viewBox="0 0 100 3" preserveAspectRatio="none" aria-hidden="true"><rect class="track" width="100" height="3"/><rect class="fill" width="${share(match.score)}" height="3"/><rect class="edge" x="${round(share(match.bar) - 0.4)}" width="1.2" height="3"/><rect class="mark" x="${share(match.bar)}" width="0.4" height="3"/></svg>
`;
}

function signed(number: number): string {
  return number < 0 ? `−${decimal(-number)}` : `+${decimal(number)}`;
}

function decimal(number: number): string {
  return String(Math.round(number * 100) / 100);
}
