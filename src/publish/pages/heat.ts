/**
 * Long times at a glance, as tables whose cells are shaded by their number: the numbers are there for
 * everyone, print and narrow screens included, and every shade is one of the style sheet's.
 */

import { type Day, daysBefore, mondayOf } from '../../local-day.ts';
import { tagPath } from '../paths.ts';
import { begunOf, type Collection } from './collection.ts';
import { shortDay } from './dates.ts';
import { link, OVERVIEW } from './frame.ts';
import { html, type Markup } from './html.ts';
import { monthPath } from './months.ts';
import { type StoriesByMonth, type TagCounts, type Totals, tagMonths } from './totals.ts';
import { count, schemeName } from './words.ts';

/** `heat-1` to `heat-5` of the style sheet. */
const SHADES = 5;
/** As many as fit beside the names on a phone. */
const YEARS = 6;
const ROWS = 10;
const MONTHS = Array.from({ length: 12 }, (_, at) => String(at + 1).padStart(2, '0'));

/**
 * A row a year, newest first, and a cell a month, which leads to its page; nothing of one year only,
 * which the chart of weeks shows.
 */
export function monthTable(totals: Totals, collection: Collection): Markup | undefined {
  const { undated } = totals;
  const counts = dated(totals.months);
  const held = [...counts].filter(([, stories]) => stories > 0).map(([month]) => month);
  const [newest, oldest] = [held[0], held.at(-1)];
  if (newest === undefined || oldest === undefined) return undefined;
  const years = yearsUpTo(newest, oldest);
  if (years.length < 2) return undefined;
  const shade = shadesUpTo(Math.max(...counts.values()));
  const cell = (month: string) => {
    const stories = counts.get(month) ?? 0;
    const name = shortDay(month);
    if (stories > 0) {
      const says = `${name}: ${count(stories, 'story', 'stories')}`;
      const page = link(OVERVIEW, monthPath(month));
      return html`<td class="heat-${shade(stories)}"><a href="${page}" aria-label="${says}">${stories}</a></td>`;
    }
    // Not empty but outside.
    if (month > newest || month < oldest) return html`<td class="beyond"></td>`;
    return isMissed(month, collection)
      ? html`<td class="unread"><span class="heard">no feed was read</span></td>`
      : html`<td></td>`;
  };
  return html`<section aria-labelledby="months">
<h2 id="months">Month by month</h2>
<table class="heat">
<caption>Stories in each month; the stronger the colour, the more${begun(totals, collection)}</caption>
<thead><tr><th scope="col">Year</th>${MONTHS.map(
    (month) => html`<th scope="col">${shortDay(`2000-${month}`).slice(0, 3)}</th>`,
  )}</tr></thead>
<tbody>
${years.map(
  (
    year,
  ) => html`<tr><th scope="row">${year}</th>${MONTHS.map((month) => cell(`${year}-${month}`))}</tr>
`,
)}</tbody>
</table>
${
  undated > 0 &&
  html`<p class="by">${count(undated, 'story', 'stories')} of unknown date not in this table.</p>
`
}</section>
`;
}

/** What the tags of a scheme had in each of the last years; nothing where there is one year only. */
export function yearTable(
  scheme: string,
  list: readonly TagCounts[],
  { days }: Totals,
): Markup | undefined {
  if (days === undefined) return undefined;
  const years = yearsUpTo(days[1], days[0]).slice(0, YEARS).reverse();
  if (years.length < 2) return undefined;
  const rows = list
    .toSorted((a, b) => b.stories - a.stories)
    .slice(0, ROWS)
    .map((tagged) => {
      const counts = new Map<string, number>();
      for (const [month, stories] of dated(tagMonths(tagged))) {
        const year = month.slice(0, 4);
        counts.set(year, (counts.get(year) ?? 0) + stories);
      }
      return { tag: tagged.tag, counts: years.map((year) => counts.get(year) ?? 0) };
    });
  const shade = shadesUpTo(Math.max(...rows.flatMap(({ counts }) => counts)));
  return html`<table class="heat named">
<caption>Stories by year: ${schemeName(scheme).toLowerCase()}</caption>
<thead><tr><th scope="col">${schemeName(scheme)}</th>${years.map((year) => html`<th scope="col">${year}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({
    tag,
    counts,
  }) => html`<tr><th scope="row" dir="auto"><a href="${link(OVERVIEW, tagPath(tag))}">${tag.label}</a></th>${counts.map(
    (stories) =>
      stories > 0 ? html`<td class="heat-${shade(stories)}">${stories}</td>` : html`<td></td>`,
  )}</tr>
`,
)}</tbody>
</table>
`;
}

/** How many stories of a known date there are in each month. */
function dated(months: StoriesByMonth): ReadonlyMap<string, number> {
  return new Map(months.map(([month, stories, undated]) => [month, stories - undated]));
}

/**
 * The strongest shade is for what comes near the most. Below, one busy month would make all others
 * alike, so that a quarter of the most is half-way up already.
 */
function shadesUpTo(most: number): (stories: number) => number {
  return (stories) =>
    stories >= 0.9 * most ? SHADES : Math.ceil((SHADES - 1) * Math.sqrt(stories / most));
}

/** `2025`, `2024`, … from the year of one day or month down to that of another. */
function yearsUpTo(newest: Day, oldest: Day): readonly string[] {
  const [last, first] = [Number(newest.slice(0, 4)), Number(oldest.slice(0, 4))];
  return Array.from({ length: last - first + 1 }, (_, at) => String(last - at).padStart(4, '0'));
}

/** No feed was read in any week that begins in the month. */
function isMissed(month: string, { missed }: Collection): boolean {
  let monday = mondayOf(`${month}-07`);
  if (!missed.has(monday)) return false;
  while (monday.startsWith(month)) {
    if (!missed.has(monday)) return false;
    monday = daysBefore(monday, -7);
  }
  return true;
}

/** `; feeds are read since May 2025`: what is older came with stored articles. */
function begun(totals: Totals, collection: Collection): string {
  const first = begunOf(totals, collection);
  return first === undefined ? '' : `; feeds are read since ${shortDay(first.slice(0, 7))}`;
}
