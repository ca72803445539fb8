/** The front page: the stories of the last weeks by day, with a filter. */

import type { Story } from '../../types.ts';
import { tagPath } from '../paths.ts';
import { countryName } from '../wording.ts';
import { ABOUT, FILTER, FRONT, frame, type Linked, link, MONTHS, mainFeeds } from './frame.ts';
import { type Content, html, type Markup } from './html.ts';
import { byDay, dayList, newestStories } from './list.ts';
import { compare, languageName, primaryLanguage, schemeName, unique } from './words.ts';

/** Four weeks, counted back from the newest story. */
const DAYS_SHOWN = 28;
/** A quiet month still fills a page … */
const AT_LEAST = 50;
/** … and a busy one stays below some 150 kB. */
export const AT_MOST = 200;

/** Of the stories without a date, which no window holds, those that came last. */
export const UNDATED_AT_MOST = 10;

/** `newest` holds the stories that may be shown, `total` counts all there are. */
export function frontPage(linked: Linked, newest: readonly Story[], total: number): string {
  const { site } = linked;
  const all = byDay(newest, site.timeZone);
  const dated = all.filter(({ day }) => day !== undefined);
  const undated = all.filter(({ day }) => day === undefined);
  const days = [
    ...newestStories(dated, AT_MOST, { days: DAYS_SHOWN, atLeast: AT_LEAST }),
    ...newestStories(undated, UNDATED_AT_MOST),
  ];
  const shown = days.flatMap((day) => day.stories);
  const choices = tagChoices(shown);
  const tagNumbers = new Map(choices.map((choice, index) => [choice.path, index]));
  const about = site.subtitle ?? `Stories from many outlets, one entry each.`;
  return frame(linked, {
    path: FRONT,
    title: site.title,
    description: about,
    script: FILTER,
    body: html`${site.subtitle !== undefined && html`<p class="standfirst">${site.subtitle}</p>\n`}${
      mainFeeds(linked.feeds).length > 0 &&
      html`<p class="by"><a href="${link(FRONT, ABOUT)}#subscribe">Subscribe in a feed reader</a></p>\n`
    }${shown.length > 0 && filterForm(shown, choices)}<div id="stories">
${dayList(days, { site, path: FRONT, tagNumbers })}</div>
${
  shown.length === 0
    ? html`<p>There are no stories yet.</p>`
    : html`<p class="more"><a href="${link(FRONT, MONTHS)}">All ${total} stories by month</a></p>`
}`,
  });
}

type Choice = { readonly path: string; readonly label: string; readonly scheme: string };

/** Tags that would leave more than one story, by scheme and name. */
function tagChoices(stories: readonly Story[]): readonly Choice[] {
  const found = new Map<string, Choice & { times: number }>();
  for (const tag of stories.flatMap((story) => story.tags)) {
    const path = tagPath(tag);
    const known = found.get(path);
    if (known === undefined)
      found.set(path, { path, label: tag.label, scheme: tag.scheme, times: 1 });
    else known.times++;
  }
  return [...found.values()]
    .filter((choice) => choice.times > 1)
    .sort(
      (a, b) => compare(a.scheme, b.scheme) || compare(a.label, b.label) || compare(a.path, b.path),
    );
}

/** Hidden until `filter.js` runs: without it the form would do nothing. */
function filterForm(stories: readonly Story[], choices: readonly Choice[]): Markup {
  const articles = stories.flatMap((story) => story.reports.map((report) => report.article));
  const countries = unique(articles.map((article) => article.country));
  const languages = unique(articles.map((article) => primaryLanguage(article.language)));
  const schemes = [...new Set(choices.map((choice) => choice.scheme))];
  return html`<details id="filter" hidden>
<summary>Filter</summary>
<form>
${select(
  'tag',
  'Tag',
  html`${schemes.map(
    (scheme) => html`<optgroup label="${schemeName(scheme)}">
${choices.map(
  (choice, index) =>
    choice.scheme === scheme &&
    option(choice.path.slice('tags/'.length, -'.html'.length), choice.label, index),
)}</optgroup>
`,
  )}`,
)}${select('country', 'Outlets from', byName(countries, countryName))}${select(
  'language',
  'Language',
  byName(languages, languageName),
)}${select('days', 'Period', [option('3', 'Last 3 days'), option('7', 'Last 7 days'), option('14', 'Last 14 days')])}<button type="reset">Show all</button>
</form>
<p role="status"></p>
</details>
`;
}

/** Nobody looks for the Emirates under AE. */
function byName(codes: readonly string[], nameOf: (code: string) => string): readonly Markup[] {
  return codes
    .map((code) => ({ code, name: nameOf(code) }))
    .sort((a, b) => compare(a.name, b.name) || compare(a.code, b.code))
    .map(({ code, name }) => option(code, name));
}

function select(name: string, label: string, options: Content): Markup {
  return html`<label>${label} <select name="${name}"><option value="">all</option>
${options}</select></label>
`;
}

function option(value: string, label: string, number?: number): Markup {
  return html`<option value="${value}"${number !== undefined && html` data-t="${number}"`}>${label}</option>\n`;
}
