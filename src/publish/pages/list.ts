/** Stories as a list by day, to be scanned in a minute. */

import { grouped } from '../../grouped.ts';
import { type Day, dayOf, dayOfInstant, daysBefore } from '../../local-day.ts';
import type { Published, Report, Site, Story, Tag } from '../../types.ts';
import { dayIn } from '../lists.ts';
import { storyPath, tagPath } from '../paths.ts';
import type { Card } from '../shelf.ts';
import { countOutlets, outletName, outletNote } from '../wording.ts';
import { dayInYear, longDay, timeOf } from './dates.ts';
import { FRONT, link } from './frame.ts';
import { type Content, DOT, href, html, joined, Markup } from './html.ts';
import { compare, count, inLanguage, languageName, primaryLanguage, unique } from './words.ts';

/** Tags of these schemes repeat what the line under the headline says. */
export const SAID_ALREADY: ReadonlySet<string> = new Set([
  'outlet-country',
  'outlet-kind',
  'language',
]);

/** More would hide the next headline. */
const TAGS_SHOWN = 5;

export type DayOfStories = { readonly day: Day | undefined; readonly stories: readonly Story[] };

/** When the story's lead was reported; where that is not known, the earliest of the others. */
export function storyDate(story: Story): Published | undefined {
  const own = story.lead.article.published;
  if (own !== undefined) return own;
  return story.reports
    .map((report) => report.article.published)
    .filter((published) => published !== undefined)
    .sort((a, b) => compare(a.at, b.at))[0];
}

/**
 * Newest day first; a month without a day after the days of that month; stories without a date last.
 * Within a day the latest known time first, then those without a time, newest in the feed first.
 */
export function byDay(stories: readonly Story[], timeZone: string): readonly DayOfStories[] {
  return [...grouped(stories, (story) => dayOf(storyDate(story), timeZone))]
    .sort(([a = ''], [b = '']) => compare(b, a))
    .map(([day, list]) => ({ day, stories: list.sort(latestFirst) }));
}

function latestFirst(a: Story, b: Story): number {
  return compare(instantOf(b), instantOf(a)) || b.ledger.sequence - a.ledger.sequence;
}

/** The time where that is known, else an empty text. */
export function instantOf(story: Story): string {
  const published = storyDate(story);
  return published?.precision === 'instant' ? published.at : '';
}

/**
 * The first `atMost` stories. With a window: only days that are less than `days` older than the newest
 * one, but `atLeast` so many stories. The window hangs on the newest story and not on today, so that a
 * day without news changes nothing.
 */
export function newestStories(
  all: readonly DayOfStories[],
  atMost: number,
  window?: { readonly days: number; readonly atLeast: number },
): readonly DayOfStories[] {
  const newest = all[0]?.day;
  const first =
    window === undefined || newest === undefined ? undefined : daysBefore(newest, window.days);
  const days: DayOfStories[] = [];
  let shown = 0;
  for (const { day, stories } of all) {
    const old = first !== undefined && day !== undefined && day < first;
    if (shown >= atMost || (old && shown >= (window?.atLeast ?? 0))) break;
    days.push({ day, stories: stories.slice(0, atMost - shown) });
    shown += stories.length;
  }
  return days;
}

/**
 * The month under which a story is filed: one without a date under that in which it was first
 * published.
 */
export function monthOf(story: Story, timeZone: string): string {
  const day = dayOf(storyDate(story), timeZone);
  return (day ?? dayOfInstant(story.ledger.firstPublished, timeZone)).slice(0, 7);
}

/** What a list needs to know of the page that it stands on. */
export type ListContext = {
  readonly site: Site;
  /** Path of the page below `out/`. */
  readonly path: string;
  /** Numbers by which a filter knows the tags, by `tagPath`. */
  readonly tagNumbers?: ReadonlyMap<string, number>;
};

/** One section a day: a heading that stays in sight, and its stories. */
export function dayList(days: readonly DayOfStories[], context: ListContext): Markup {
  return html`${days.map(({ day, stories }) =>
    section(
      day,
      stories.map((story) => storyItem(story, context)),
    ),
  )}`;
}

/** The same of cards, the latest first, on the page of a path. */
export function cardList(cards: readonly Card[], path: string): Markup {
  const top = link(path, '');
  // Quotes in texts are escaped and other addresses are absolute, so these are all links of ours.
  const item = (piece: string) =>
    new Markup(piece.replace(/ href="(?=(?:stories|tags)\/)/g, `$&${top}`));
  return html`${[...grouped(cards, ({ place }) => dayIn(place))].map(([day, some]) =>
    section(
      day,
      some.map(({ piece }) => item(piece('item'))),
    ),
  )}`;
}

/** A story as it stands in lists of pages of the top folder. */
export function itemOf(story: Story, site: Site): string {
  return storyItem(story, { site, path: FRONT }).toString();
}

function section(day: Day | undefined, items: readonly Markup[]): Markup {
  const id = `d-${day ?? 'unknown'}`;
  const heading = day === undefined ? 'Date not known' : longDay(day);
  return html`<section class="day" aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
<ol class="stories">
${items}</ol>
</section>
`;
}

function storyItem(story: Story, context: ListContext): Markup {
  const { site, path, tagNumbers } = context;
  const { article } = story.lead;
  const page = link(path, storyPath(story.ledger.storyId));
  const address = href(story.ledger.link ?? article.url) ?? html` href="${page}"`;
  return html`<li${tagNumbers !== undefined && filterData(story, tagNumbers)}>
<h3${inLanguage(article.language, site.language)}><a${address}>${story.ledger.headline}</a></h3>
<p class="by">${byLine(story, site, page)}</p>
${tagLine(story.tags, path)}</li>
`;
}

/** `c` outlet countries, `l` languages, `t` tags by number: what `filter.js` compares. */
function filterData(story: Story, tagNumbers: ReadonlyMap<string, number>): Markup {
  const countries = unique(story.reports.map((report) => report.article.country));
  const languages = unique(story.reports.map((report) => primaryLanguage(report.article.language)));
  const tags = story.tags.map((tag) => tagNumbers.get(tagPath(tag)));
  const known = tags.filter((number) => number !== undefined);
  return html` data-c="${countries.join(' ')}" data-l="${languages.join(' ')}" data-t="${known.join(' ')}"`;
}

function byLine(story: Story, site: Site, page: string): Markup {
  const { article } = story.lead;
  const note = outletNote(article);
  const foreign = primaryLanguage(article.language) !== primaryLanguage(site.language);
  return joined(
    [
      html`<b dir="auto">${outletName(article)}</b>${note !== undefined && ` (${note})`}`,
      foreign && `in ${languageName(article.language)}`,
      shownDate(storyDate(story), site),
      html`<a href="${page}">${more(story.reports)}</a>`,
    ],
    DOT,
  );
}

/** `+4 outlets`; `+1 report` where the same outlet told it again. */
function more(reports: readonly Report[]): string {
  const outlets = countOutlets(reports) - 1;
  if (outlets > 0) return `+${count(outlets, 'outlet')}`;
  return reports.length === 1 ? 'details' : `+${count(reports.length - 1, 'report')}`;
}

/** `21 May, 14:05`; `21 May (inferred)`. The heading above says the year. */
function shownDate(published: Published | undefined, site: Site): Content {
  const day = dayOf(published, site.timeZone);
  if (published === undefined || day === undefined) return 'date not known';
  const time = timeOf(published, site.timeZone);
  return html`<time datetime="${published.at}">${dayInYear(day)}${time !== undefined && `, ${time}`}</time>${published.from !== 'given' && ' (inferred)'}`;
}

/** The tags as plain links, without those that the reader sees anyway. */
function tagLine(tags: readonly Tag[], path: string): Markup | undefined {
  const shown = fromEachScheme(tags.filter((tag) => !SAID_ALREADY.has(tag.scheme)));
  if (shown.length === 0) return undefined;
  return html`<p class="tags">${joined(
    shown.map((tag) => html`<a href="${link(path, tagPath(tag))}">${tag.label}</a>`),
    DOT,
  )}</p>
`;
}

/** The first tag of each scheme, then the second, up to the limit; shown in the order given. */
function fromEachScheme(tags: readonly Tag[]): readonly Tag[] {
  if (tags.length <= TAGS_SHOWN) return tags;
  const seen = new Map<string, number>();
  const ranked = tags.map((tag) => {
    const rank = seen.get(tag.scheme) ?? 0;
    seen.set(tag.scheme, rank + 1);
    return { tag, rank };
  });
  const first = ranked.toSorted((a, b) => a.rank - b.rank).slice(0, TAGS_SHOWN);
  const chosen = new Set(first.map(({ tag }) => tag));
  return tags.filter((tag) => chosen.has(tag));
}
