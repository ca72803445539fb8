/** The publication in numbers and pictures: what is told when, by whom, about whom. */

import { grouped } from '../../grouped.ts';
import { type Day, daysBefore, mondayOf } from '../../local-day.ts';
import { tagPath } from '../paths.ts';
import { type Bar, barTable, type Column, columnChart } from './charts.ts';
import { begunOf, type Collection } from './collection.ts';
import { shortDay } from './dates.ts';
import { frame, type Linked, link, OVERVIEW } from './frame.ts';
import { monthTable, yearTable } from './heat.ts';
import { html, type Markup } from './html.ts';
import { SAID_ALREADY } from './list.ts';
import type { TagCounts, Totals } from './totals.ts';
import { compare, count, schemeName } from './words.ts';

/** A year fills the page and shows what returns with the seasons. */
const WEEKS = 52;
const ROWS = 12;
/** Half a year, so that a young collection does not fill the page with a few broad columns. */
const WEEKS_AT_LEAST = 26;
/** Bar tables of schemes: those whose tags are used most. */
const SCHEMES = 4;
/** Of these, the ones that are told year by year too. */
const YEARLY = 2;

export function overviewPage(linked: Linked, totals: Totals, collection: Collection): string {
  const { site } = linked;
  return frame(linked, {
    path: OVERVIEW,
    title: 'Overview',
    description: `${site.title} in numbers: stories by week, by country of the outlet and by tag.`,
    body: html`<h1>Overview</h1>
${
  totals.stories === 0
    ? html`<p>There are no stories yet.</p>`
    : html`<p class="standfirst">${inAll(totals)}</p>
${byWeek(totals, collection)}${monthTable(totals, collection)}${byCountry(totals)}${byTag(totals)}${byLanguage(totals)}`
}`,
  });
}

/** `160 stories in 350 reports by 9 outlets, from 31 March to 21 May 2025.` */
function inAll({ stories, reports, outlets, days }: Totals): string {
  const span = days === undefined ? '' : `, ${shortDay(days[0])} to ${shortDay(days[1])}`;
  return `${count(stories, 'story', 'stories')} in ${count(reports, 'report')} by ${count(outlets, 'outlet')}${span}.`;
}

/** Parts of a column, as `Totals.weeks` counts them. */
const PARTS = ['state media or officials only', 'both', 'others only'];

function byWeek(totals: Totals, collection: Collection): Markup | undefined {
  if (totals.days === undefined) return undefined;
  const [oldest, newest] = totals.days;
  const weeks = weeksUpTo(newest, oldest);
  const begun = begunOf(totals, collection);
  const ticks = ticksOf(weeks);
  const columns = weeks.map((week): Column => {
    const mark = markOf(week, collection, begun);
    return {
      label: `Week of ${shortDay(week)}`,
      parts: totals.weeks.get(week) ?? PARTS.map(() => 0),
      ...ticks.get(week),
      ...(mark === undefined ? {} : { mark }),
    };
  });
  const shown = columns.reduce((sum, { parts }) => sum + parts.reduce((a, b) => a + b, 0), 0);
  const elsewhere = totals.stories - shown;
  const missed = columns.filter(({ mark }) => mark?.band === 'gap').length;
  const gaps = missed === 0 ? '' : `; in ${missed} of the weeks no feed was read`;
  return html`<section aria-labelledby="weeks">
<h2 id="weeks">Stories by week</h2>
${legend(columns)}${columnChart(columns, `Stories in each of ${weeks.length} weeks up to ${shortDay(newest)}, ${shown} in all${gaps}; the numbers are in the table below.`)}<details>
<summary>The same as a table</summary>
${weekTable(weeks, columns, begun === undefined ? 'stored articles only' : 'feeds read')}</details>
${
  elsewhere > 0 &&
  html`<p class="by">${count(elsewhere, 'story', 'stories')} not in this chart: older, or without a known day.</p>
`
}</section>
`;
}

/** Mondays up to the one of the newest story, from that of the oldest: half a year to a year. */
function weeksUpTo(newest: Day, oldest: Day): readonly Day[] {
  const weeks: Day[] = [];
  let week = mondayOf(newest);
  const first = mondayOf(oldest);
  while (weeks.length < WEEKS_AT_LEAST || (weeks.length < WEEKS && week >= first)) {
    weeks.unshift(week);
    week = daysBefore(week, 7);
  }
  return weeks;
}

/**
 * What is older than the first day on which a feed was read came from stored articles, or was still
 * listed then. Where none was ever read, all weeks are alike.
 */
function markOf(monday: Day, { missed }: Collection, begun: Day | undefined): Column['mark'] {
  if (begun !== undefined && daysBefore(monday, -6) < begun) {
    return { says: BEFORE, band: 'before' };
  }
  return missed.has(monday) ? { says: MISSED, band: 'gap' } : undefined;
}

const BEFORE = 'before feeds were read';
const MISSED = 'no feed was read';

/** The first week of each month: its name, and the year where that or the chart begins. */
function ticksOf(weeks: readonly Day[]): ReadonlyMap<Day, Partial<Column>> {
  const first = weeks.filter((week) => week.slice(8) <= '07');
  const isJanuary = (week: Day | undefined) => week?.slice(5, 7) === '01';
  return new Map(
    first.map((week, order) => {
      const [month = '', year = ''] = shortDay(week.slice(0, 7)).split(' ');
      // Two years side by side would run into each other on a phone.
      const hasYear = isJanuary(week) || (order === 0 && !isJanuary(first[1]));
      return [week, { tick: month.slice(0, 3), ...(hasYear ? { year } : {}) }];
    }),
  );
}

function legend(columns: readonly Column[]): Markup {
  const key = (name: string, label: string) =>
    html`<li><svg aria-hidden="true" width="12" height="12"><rect class="${name}" width="12" height="12"/></svg> ${label}</li>
`;
  const has = (band: string) => columns.some(({ mark }) => mark?.band === band);
  const bands = [
    has('before') && key('before', BEFORE),
    has('gap') && key('gap', `${MISSED}: a gap, not silence`),
  ].filter((band) => band !== false);
  return html`<p class="by">Told by …</p>
<ul class="legend">
${PARTS.map((part, index) => key(`part-${index}`, part))}</ul>
${
  bands.length > 0 &&
  html`<ul class="legend">
${bands}</ul>
`
}`;
}

function weekTable(weeks: readonly Day[], columns: readonly Column[], otherwise: string): Markup {
  return html`<table>
<thead><tr><th scope="col">Week of</th>${PARTS.map((part) => html`<th scope="col" class="number">${part}</th>`)}<th scope="col">Feeds</th></tr></thead>
<tbody>
${columns
  .map(
    ({ parts, mark }, index) =>
      html`<tr><th scope="row">${shortDay(weeks[index] ?? '')}</th>${parts.map((part) => html`<td class="number">${part}</td>`)}<td>${mark?.says ?? otherwise}</td></tr>
`,
  )
  .reverse()}</tbody>
</table>
`;
}

/** The names with the most stories first. */
function most<Counted>(
  counts: ReadonlyMap<string, Counted>,
  times: (counted: Counted) => number,
): readonly (readonly [string, Counted])[] {
  return [...counts]
    .sort(([a, one], [b, two]) => times(two) - times(one) || compare(a, b))
    .slice(0, ROWS);
}

function byCountry({ countries }: Totals): Markup {
  const bars = most(countries, ([all = 0]) => all).map(
    ([label, [value = 0, share = 0]]): Bar => ({ label, value, share }),
  );
  return html`<section aria-labelledby="countries">
<h2 id="countries">Where it is told</h2>
${barTable('Stories by country of the outlet; the first part of a bar: also told by state media or officials', { label: 'Country', value: 'Stories', share: 'State' }, bars)}</section>
`;
}

function byLanguage({ languages }: Totals): Markup {
  const bars = most(languages, ([times = 0]) => times).map(
    ([label, [value = 0]]): Bar => ({ label, value }),
  );
  return html`<section aria-labelledby="languages">
<h2 id="languages">In which language</h2>
${barTable('Stories by language of their reports', { label: 'Language', value: 'Stories' }, bars)}</section>
`;
}

function byTag(totals: Totals): Markup {
  const schemes = grouped(
    [...totals.tags.values()].filter(({ tag }) => !SAID_ALREADY.has(tag.scheme)),
    ({ tag }) => tag.scheme,
  );
  const uses = (list: readonly TagCounts[]) => list.reduce((sum, { stories }) => sum + stories, 0);
  const used = [...schemes].sort((a, b) => uses(b[1]) - uses(a[1]) || compare(a[0], b[0]));
  return html`<section aria-labelledby="tags">
<h2 id="tags">What it is about</h2>
<div class="columns wide">
${used.slice(0, SCHEMES).map(
  ([scheme, list]) => html`<div>
${barTable(
  `Stories by tag: ${schemeName(scheme).toLowerCase()}`,
  { label: schemeName(scheme), value: 'Stories' },
  list
    .toSorted((a, b) => b.stories - a.stories)
    .slice(0, ROWS)
    .map(
      ({ tag, stories }): Bar => ({
        label: html`<a href="${link(OVERVIEW, tagPath(tag))}">${tag.label}</a>`,
        value: stories,
      }),
    ),
)}</div>
`,
)}</div>
<div class="columns wide">
${used.slice(0, YEARLY).map(
  ([scheme, list]) => html`<div>
${yearTable(scheme, list, totals)}</div>
`,
)}</div>
</section>
`;
}
