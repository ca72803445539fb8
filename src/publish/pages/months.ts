/** Every story by month: the way to whatever has left the front page. */

import type { Document } from '../files.ts';
import type { Card } from '../shelf.ts';
import { shortDay } from './dates.ts';
import { FRONT, frame, type Linked, link, MONTHS } from './frame.ts';
import { DOT, html, joined } from './html.ts';
import { cardList } from './list.ts';
import type { StoriesByMonth } from './totals.ts';
import { count } from './words.ts';

/** A page for each month of `some` with its stories, by path; `all` names the months beside it. */
export function monthPages(
  linked: Linked,
  all: StoriesByMonth,
  some: ReadonlyMap<string, readonly Card[]>,
): ReadonlyMap<string, Document> {
  return new Map(
    [...some].map(([month, cards]): [string, Document] => {
      const at = all.findIndex(([each]) => each === month);
      const [later, earlier] = [all[at - 1]?.[0], all[at + 1]?.[0]];
      return [
        monthPath(month),
        { text: () => monthPage(linked, month, cards, { earlier, later }) },
      ];
    }),
  );
}

/** `months/2025-05.html`. */
export function monthPath(month: string): string {
  return `months/${month}.html`;
}

/** The list of all months with the number of their stories. */
export function monthList(linked: Linked, months: StoriesByMonth): string {
  const years = [...new Set(months.map(([month]) => month.slice(0, 4)))];
  return frame(linked, {
    path: MONTHS,
    title: 'All stories by month',
    description: `Every story of ${linked.site.title}, by the month in which it was reported.`,
    body: html`<h1>All stories by month</h1>
${months.length === 0 && html`<p>There are no stories yet.</p>`}${years.map(
  (year) => html`<section class="day" aria-labelledby="y-${year}">
<h2 id="y-${year}">${year}</h2>
<ul class="plain">
${months
  .filter(([month]) => month.slice(0, 4) === year)
  .map(
    ([month, stories]) =>
      html`<li><a href="${link(MONTHS, monthPath(month))}">${shortDay(month)}</a> <small>${count(stories, 'story', 'stories')}</small></li>\n`,
  )}</ul>
</section>
`,
)}`,
  });
}

function monthPage(
  linked: Linked,
  month: string,
  cards: readonly Card[],
  beside: { readonly earlier: string | undefined; readonly later: string | undefined },
): string {
  const path = monthPath(month);
  const { site, feeds } = linked;
  const tables = [`exports/${month}.csv`, `exports/${month}.jsonl`].filter((each) =>
    feeds.has(each),
  );
  return frame(linked, {
    path,
    title: shortDay(month),
    description: `${count(cards.length, 'story', 'stories')} of ${shortDay(month)} in ${site.title}.`,
    body: html`<h1>${shortDay(month)}</h1>
<p class="standfirst">${count(cards.length, 'story', 'stories')}. <a href="${link(path, FRONT)}">The newest</a> are on the front page.${tables.map((table, index) => html`${index === 0 ? ' For research: ' : ', '}<a href="${link(path, table)}">${table.endsWith('csv') ? 'CSV' : 'JSON Lines'}</a>`)}</p>
${cardList(cards, path)}<nav class="around" aria-label="Other months">
<p>${joined(
      [
        beside.earlier !== undefined &&
          html`Before: <a href="${link(path, monthPath(beside.earlier))}">${shortDay(beside.earlier)}</a>`,
        beside.later !== undefined &&
          html`After: <a href="${link(path, monthPath(beside.later))}">${shortDay(beside.later)}</a>`,
        html`<a href="${link(path, MONTHS)}">All months</a>`,
      ],
      DOT,
    )}</p>
</nav>`,
  });
}
