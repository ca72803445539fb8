/** Every story by month: the way to whatever has left the front page. */

import type { Story } from '../../types.ts';
import { dayOf, shortDay } from './dates.ts';
import { FRONT, frame, type Linked, link, MONTHS } from './frame.ts';
import { html } from './html.ts';
import { byDay, dayList, storyDate } from './list.ts';
import { count } from './words.ts';

const UNDATED = 'undated';

/** Pages by path: the list of months, and one page a month. */
export function monthPages(linked: Linked, stories: readonly Story[]): ReadonlyMap<string, string> {
  const months = new Map<string, Story[]>();
  for (const story of stories) {
    const month = dayOf(storyDate(story), linked.site.timeZone)?.slice(0, 7) ?? UNDATED;
    const others = months.get(month);
    if (others === undefined) months.set(month, [story]);
    else others.push(story);
  }
  const newestFirst = [...months].sort(([a], [b]) => rank(b).localeCompare(rank(a), 'en'));
  const pages = new Map([[MONTHS, listOfMonths(linked, newestFirst)]]);
  for (const [month, list] of newestFirst)
    pages.set(monthPath(month), monthPage(linked, month, list));
  return pages;
}

/** `months/2025-05.html`. */
export function monthPath(month: string): string {
  return `months/${month}.html`;
}

/** Undated stories come behind the oldest month. */
function rank(month: string): string {
  return month === UNDATED ? '' : month;
}

function monthName(month: string): string {
  return month === UNDATED ? 'Date not known' : shortDay(month);
}

function listOfMonths(linked: Linked, months: readonly [string, readonly Story[]][]): string {
  const years = [...new Set(months.map(([month]) => rank(month).slice(0, 4)))];
  return frame(linked, {
    path: MONTHS,
    title: 'All stories by month',
    description: `Every story of ${linked.site.title}, by the month in which it was reported.`,
    body: html`<h1>All stories by month</h1>
${months.length === 0 && html`<p>There are no stories yet.</p>`}${years.map(
  (year) => html`<section class="day" aria-labelledby="y-${year || 'unknown'}">
<h2 id="y-${year || 'unknown'}">${year || 'Date not known'}</h2>
<ul class="plain">
${months
  .filter(([month]) => rank(month).slice(0, 4) === year)
  .map(
    ([month, stories]) =>
      html`<li><a href="${link(MONTHS, monthPath(month))}">${monthName(month)}</a> <small>${count(stories.length, 'story', 'stories')}</small></li>\n`,
  )}</ul>
</section>
`,
)}`,
  });
}

function monthPage(linked: Linked, month: string, stories: readonly Story[]): string {
  const path = monthPath(month);
  const { site, feeds } = linked;
  const tables = [`exports/${month}.csv`, `exports/${month}.jsonl`].filter((each) =>
    feeds.has(each),
  );
  return frame(linked, {
    path,
    title: monthName(month),
    description: `${count(stories.length, 'story', 'stories')} of ${monthName(month)} in ${site.title}.`,
    body: html`<h1>${monthName(month)}</h1>
<p class="standfirst">${count(stories.length, 'story', 'stories')}. <a href="${link(path, FRONT)}">The newest</a> are on the front page.${tables.map((table, index) => html`${index === 0 ? ' For research: ' : ', '}<a href="${link(path, table)}">${table.endsWith('csv') ? 'CSV' : 'JSON Lines'}</a>`)}</p>
${dayList(byDay(stories, site.timeZone), { site, path })}`,
  });
}
