/** What made one story of several reports, in words. */

import type { Join, Story } from '../../types.ts';
import { outletName } from '../wording.ts';
import { html, type Markup } from './html.ts';
import { count } from './words.ts';

/** Copies of a wire are joined for the same reasons, over and over. */
const JOINS_SHOWN = 8;
/** To fold away one or two takes as much room as they do. */
const FOLDED_AT_LEAST = 3;

/** The pairs of reports that were joined and by which signs; nothing of a story with one report. */
export function joins(story: Story): Markup | undefined {
  if (story.joins.length === 0) return undefined;
  const articles = new Map(story.reports.map(({ article }) => [article.id, article]));
  const name = (id: string) => {
    const article = articles.get(id);
    return article === undefined ? 'a report since withdrawn' : outletName(article);
  };
  const labels = new Map(story.tags.map((tag) => [tag.id, tag.label]));
  const list = (some: readonly Join[]) => html`<ul class="joins">
${some.map(
  (join) =>
    html`<li><b dir="auto">${name(join.a)}</b> and <b dir="auto">${name(join.b)}</b>: ${join.reasons.map((reason) => withLabels(reason, labels)).join('; ')} <small>(likeness ${decimal(join.score)})</small></li>
`,
)}</ul>
`;
  const isLong = story.joins.length >= JOINS_SHOWN + FOLDED_AT_LEAST;
  const shown = isLong ? story.joins.slice(0, JOINS_SHOWN) : story.joins;
  const rest = story.joins.slice(shown.length);
  return html`<section aria-labelledby="joins">
<h2 id="joins">What makes these reports one story</h2>
${list(shown)}${
  rest.length > 0 &&
  html`<details>
<summary>${count(rest.length, 'more pair')}</summary>
${list(rest)}</details>
`
}</section>
`;
}

/** Lists of proper names; others are of common words. */
const OF_NAMES = /\b(?:people|place|state)$/;

/** `same people: wang-yi, ishaq-dar` with the names that people know them by. */
function withLabels(reason: string, labels: ReadonlyMap<string, string>): string {
  const [says = '', ...lists] = reason.split(': ');
  if (lists.length === 0) return reason;
  const spoken = (id: string) => {
    const words = id.replaceAll('-', ' ');
    return OF_NAMES.test(says)
      ? words.replace(/(?<!\S)\p{Ll}/gu, (first) => first.toUpperCase())
      : words;
  };
  const named = lists.map((list) =>
    list
      .split(', ')
      .map((id) => labels.get(id) ?? spoken(id))
      .join(', '),
  );
  return [says, ...named].join(': ');
}

function decimal(number: number): string {
  return String(Math.round(number * 100) / 100);
}
