/** Why a report is in or out: the words that counted, where they stand, and the score. */

import type { Match, Place } from '../../types.ts';
import { html, type Markup } from './html.ts';

const PLACES: Readonly<Record<Place, string>> = {
  title: 'headline',
  lede: 'first paragraph',
  body: 'text',
};

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
