/** The publication in numbers and pictures: what is told when, by whom, about whom. */

import type { Site, Story } from '../../types.ts';
import { tagPath } from '../paths.ts';
import { countryName, outletName } from '../wording.ts';
import { type Bar, barTable, type Column, columnChart } from './charts.ts';
import { type Day, dayOf, dayOfInstant, daysBefore, shortDay } from './dates.ts';
import { frame, type Linked, link, OVERVIEW } from './frame.ts';
import { html, type Markup } from './html.ts';
import { SAID_ALREADY, storyDate } from './list.ts';
import { storiesByTag, type Tagged } from './tags.ts';
import { compare, count, isState, languageName, schemeName } from './words.ts';

/** Days, both included, on which nothing could be collected. */
export type Gap = { readonly from: Day; readonly to: Day };

/** A year fills the page and shows what returns with the seasons. */
const WEEKS = 52;
const ROWS = 12;
/** Half a year, so that a young collection does not fill the page with a few broad columns. */
const WEEKS_AT_LEAST = 26;
/** Bar tables of schemes: those whose tags are used most. */
const SCHEMES = 4;

export function overviewPage(
  linked: Linked,
  stories: readonly Story[],
  gaps: readonly Gap[],
): string {
  const { site } = linked;
  return frame(linked, {
    path: OVERVIEW,
    title: 'Overview',
    description: `${site.title} in numbers: stories by week, by country of the outlet and by tag.`,
    body: html`<h1>Overview</h1>
${
  stories.length === 0
    ? html`<p>There are no stories yet.</p>`
    : html`<p class="standfirst">${totals(stories, site)}</p>
${byWeek(stories, site, gaps)}${byCountry(stories)}${byTag(stories)}${byLanguage(stories)}`
}`,
  });
}

/** `160 stories in 350 reports by 9 outlets, from 31 March to 21 May 2025.` */
function totals(stories: readonly Story[], site: Site): string {
  const articles = stories.flatMap((story) => story.reports.map((report) => report.article));
  const outlets = new Set(articles.map(outletName)).size;
  const days = daysOf(stories, site).sort(compare);
  const [first, last] = [days[0], days.at(-1)];
  const span =
    first === undefined || last === undefined ? '' : `, ${shortDay(first)} to ${shortDay(last)}`;
  return `${count(stories.length, 'story', 'stories')} in ${count(articles.length, 'report')} by ${count(outlets, 'outlet')}${span}.`;
}

function daysOf(stories: readonly Story[], site: Site): Day[] {
  return stories
    .map((story) => dayOf(storyDate(story), site.timeZone))
    .filter((day) => day !== undefined)
    .filter((day) => day.length === 10);
}

const PARTS = ['state media or officials only', 'both', 'others only'];

/** 0: only states and what they own tell it, 2: only others, 1: both. */
function partOf(story: Story): number {
  const states = story.reports.filter(({ article }) => isState(article)).length;
  if (states === story.reports.length) return 0;
  return states === 0 ? 2 : 1;
}

function byWeek(stories: readonly Story[], site: Site, gaps: readonly Gap[]): Markup | undefined {
  const newest = daysOf(stories, site).sort(compare).at(-1);
  if (newest === undefined) return undefined;
  const weeks = weeksUpTo(newest, stories, site);
  const begun = collectingSince(stories, site);
  const parts = new Map<Day, number[]>(weeks.map((week) => [week, PARTS.map(() => 0)]));
  let elsewhere = 0;
  for (const story of stories) {
    const day = dayOf(storyDate(story), site.timeZone);
    const counts = day?.length === 10 ? parts.get(mondayOf(day)) : undefined;
    const part = partOf(story);
    if (counts === undefined) elsewhere++;
    else counts[part] = (counts[part] ?? 0) + 1;
  }
  const columns = weeks.map((week, index): Column => {
    const gap = gapIn(week, gaps, begun);
    return {
      label: `Week of ${shortDay(week)}`,
      parts: parts.get(week) ?? [],
      ...(week.slice(8) <= '07' ? { tick: tick(week, index < 5) } : {}),
      ...(gap === undefined ? {} : { gap }),
    };
  });
  const shown = stories.length - elsewhere;
  return html`<section aria-labelledby="weeks">
<h2 id="weeks">Stories by week</h2>
${legend(columns)}${columnChart(columns, `Stories in each of ${weeks.length} weeks up to ${shortDay(newest)}, ${shown} in all; the numbers are in the table below.`)}<details>
<summary>The same as a table</summary>
${weekTable(columns)}</details>
${
  elsewhere > 0 &&
  html`<p class="by">${count(elsewhere, 'story', 'stories')} not in this chart: older, or without a known day.</p>
`
}</section>
`;
}

/** Mondays up to the one of the newest story, from that of the oldest: half a year to a year. */
function weeksUpTo(newest: Day, stories: readonly Story[], site: Site): readonly Day[] {
  const oldest = daysOf(stories, site).sort(compare)[0] ?? newest;
  const weeks: Day[] = [];
  let week = mondayOf(newest);
  const first = mondayOf(oldest);
  while (weeks.length < WEEKS_AT_LEAST || (weeks.length < WEEKS && week >= first)) {
    weeks.unshift(week);
    week = daysBefore(week, 7);
  }
  return weeks;
}

function mondayOf(day: Day): Day {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return daysBefore(day, (weekday + 6) % 7);
}

/** The first day on which a feed was read: what is older came from stored articles and old entries. */
function collectingSince(stories: readonly Story[], site: Site): Day | undefined {
  const seen = stories
    .flatMap((story) => story.reports.map((report) => report.article))
    .filter((article) => article.file === undefined)
    .map((article) => article.firstSeen)
    .sort(compare)[0];
  return seen === undefined ? undefined : dayOfInstant(seen, site.timeZone);
}

function gapIn(monday: Day, gaps: readonly Gap[], begun: Day | undefined): string | undefined {
  const sunday = daysBefore(monday, -6);
  if (begun === undefined || sunday < begun) return 'before collecting began';
  return gaps.some((gap) => gap.from <= sunday && gap.to >= monday)
    ? 'not collected on every day'
    : undefined;
}

/** `May`, and the year where it begins or where the chart does. */
function tick(week: Day, isFirst: boolean): string {
  const [month = '', year = ''] = shortDay(week.slice(0, 7)).split(' ');
  const short = month.slice(0, 3);
  return isFirst || month === 'January' ? `${short} ${year}` : short;
}

function legend(columns: readonly Column[]): Markup {
  const key = (name: string, label: string) =>
    html`<li><svg aria-hidden="true" width="12" height="12"><rect class="${name}" width="12" height="12"/></svg> ${label}</li>
`;
  return html`<p class="by">Told by …</p>
<ul class="legend">
${PARTS.map((part, index) => key(`part-${index}`, part))}${
  columns.some((column) => column.gap !== undefined) && key('gap', 'not collected, or only in part')
}</ul>
`;
}

function weekTable(columns: readonly Column[]): Markup {
  return html`<table>
<thead><tr><th scope="col">Week</th>${PARTS.map((part) => html`<th scope="col" class="number">${part}</th>`)}<th scope="col">Collection</th></tr></thead>
<tbody>
${columns.toReversed().map(
  (column) =>
    html`<tr><th scope="row">${column.label}</th>${column.parts.map((part) => html`<td class="number">${part}</td>`)}<td>${column.gap ?? 'complete'}</td></tr>
`,
)}</tbody>
</table>
`;
}

/** In how many stories each value occurs, most first. `also` counts a part of them. */
function tally(
  stories: readonly Story[],
  valuesOf: (story: Story) => Iterable<string>,
  alsoOf?: (story: Story) => Iterable<string>,
): readonly { readonly value: string; readonly times: number; readonly also: number }[] {
  const found = new Map<string, { times: number; also: number }>();
  for (const story of stories) {
    const also = new Set(alsoOf?.(story));
    for (const value of new Set(valuesOf(story))) {
      const known = found.get(value) ?? { times: 0, also: 0 };
      found.set(value, {
        times: known.times + 1,
        also: known.also + (also.has(value) ? 1 : 0),
      });
    }
  }
  return [...found]
    .map(([value, counts]) => ({ value, ...counts }))
    .sort((a, b) => b.times - a.times || compare(a.value, b.value));
}

function byCountry(stories: readonly Story[]): Markup {
  const name = (code: string | undefined) => (code === undefined ? 'not known' : countryName(code));
  const rows = tally(
    stories,
    (story) => story.reports.map(({ article }) => name(article.country)),
    (story) =>
      story.reports
        .filter(({ article }) => isState(article))
        .map(({ article }) => name(article.country)),
  );
  const bars = rows
    .slice(0, ROWS)
    .map((row): Bar => ({ label: row.value, value: row.times, share: row.also }));
  return html`<section aria-labelledby="countries">
<h2 id="countries">Where it is told</h2>
${barTable('Stories by country of the outlet; the first part of a bar: also told by state media or officials', { label: 'Country', value: 'Stories', share: 'State' }, bars)}</section>
`;
}

function byLanguage(stories: readonly Story[]): Markup {
  const rows = tally(stories, (story) =>
    story.reports.map(({ article }) => languageName(article.language)),
  );
  const bars = rows.slice(0, ROWS).map((row): Bar => ({ label: row.value, value: row.times }));
  return html`<section aria-labelledby="languages">
<h2 id="languages">In which language</h2>
${barTable('Stories by language of their reports', { label: 'Language', value: 'Stories' }, bars)}</section>
`;
}

function byTag(stories: readonly Story[]): Markup {
  const schemes = new Map<string, Tagged[]>();
  for (const tagged of storiesByTag(stories)) {
    const { scheme } = tagged.tag;
    if (!SAID_ALREADY.has(scheme)) schemes.set(scheme, [...(schemes.get(scheme) ?? []), tagged]);
  }
  const uses = (list: readonly Tagged[]) =>
    list.reduce((sum, each) => sum + each.stories.length, 0);
  const most = [...schemes].sort((a, b) => uses(b[1]) - uses(a[1]) || compare(a[0], b[0]));
  return html`<section aria-labelledby="tags">
<h2 id="tags">What it is about</h2>
<div class="columns wide">
${most.slice(0, SCHEMES).map(
  ([scheme, list]) => html`<div>
${barTable(
  `Stories by tag: ${schemeName(scheme).toLowerCase()}`,
  { label: schemeName(scheme), value: 'Stories' },
  list
    .sort((a, b) => b.stories.length - a.stories.length)
    .slice(0, ROWS)
    .map(
      ({ tag, stories: tagged }): Bar => ({
        label: html`<a href="${link(OVERVIEW, tagPath(tag))}">${tag.label}</a>`,
        value: tagged.length,
      }),
    ),
)}</div>
`,
)}</div>
</section>
`;
}
