/** One page a tag, the list of all tags, and for tags with a long history one page a month. */

import type { Story, Tag } from '../../types.ts';
import { tagFeedPath, tagPath } from '../paths.ts';
import { shortDay } from './dates.ts';
import { frame, type Linked, link, TAGS } from './frame.ts';
import { html, joined, type Markup } from './html.ts';
import { byDay, byMonth, dayList, newestStories } from './list.ts';
import { compare, count, inLanguage, schemeName } from './words.ts';

/** Stories on a tag's own page; what is older stands on its pages by month. */
const NEWEST = 100;

export type Tagged = { readonly tag: Tag; readonly stories: readonly Story[] };

/** Pages by path, for every tag that a story has. */
export function tagPages(linked: Linked, stories: readonly Story[]): ReadonlyMap<string, string> {
  const all = storiesByTag(stories);
  const pages = new Map([[TAGS, listOfTags(linked, all)]]);
  const written: Written = { newest: new Map(), months: new Map() };
  for (const tagged of all) {
    for (const [path, page] of pagesOf(linked, tagged, written)) pages.set(path, page);
  }
  return pages;
}

/** By scheme and name. Where two stories name a tag differently, the newer publication is right. */
export function storiesByTag(stories: readonly Story[]): readonly Tagged[] {
  const found = new Map<string, { tag: Tag; sequence: number; stories: Story[] }>();
  for (const story of stories) {
    const { sequence } = story.ledger;
    for (const tag of new Map(story.tags.map((each) => [tagPath(each), each])).values()) {
      const known = found.get(tagPath(tag));
      if (known === undefined) {
        found.set(tagPath(tag), { tag, sequence, stories: [story] });
      } else {
        known.stories.push(story);
        if (sequence > known.sequence) Object.assign(known, { tag, sequence });
      }
    }
  }
  return [...found.values()].sort(
    ({ tag: a }, { tag: b }) =>
      compare(a.scheme, b.scheme) || compare(a.label, b.label) || compare(a.id, b.id),
  );
}

/** What is written of a story is the same on every page of one depth: most have several tags. */
type Written = { readonly newest: Map<Story, Markup>; readonly months: Map<Story, Markup> };

function pagesOf(
  linked: Linked,
  { tag, stories }: Tagged,
  written: Written,
): readonly [string, string][] {
  const { site, feeds } = linked;
  const path = tagPath(tag);
  const newest = newestStories(byDay(stories, site.timeZone), NEWEST);
  const shown = newest.reduce((sum, day) => sum + day.stories.length, 0);
  const months = shown < stories.length ? byMonth(stories, site.timeZone) : [];
  const feed = tagFeedPath(tag);
  const total = count(stories.length, 'story', 'stories');
  const own = frame(linked, {
    path,
    title: tag.label,
    description: `${total} tagged “${tag.label}” in ${site.title}, newest first.`,
    ...(feeds.has(feed) ? { feed } : {}),
    body: html`<p class="kicker">${schemeName(tag.scheme)}</p>
<h1>${tag.label}</h1>
${otherNames(tag)}<p class="standfirst">${total}${feeds.has(feed) && html`. <a href="${link(path, feed)}">Feed of this tag</a>`}</p>
${dayList(newest, { site, path, written: written.newest })}${
  months.length > 0 &&
  html`<section class="day" aria-labelledby="months">
<h2 id="months">By month</h2>
<ul class="plain">
${months.map(
  ([month, list]) =>
    html`<li><a href="${link(path, monthPath(tag, month))}">${shortDay(month)}</a> <small>${list.length}</small></li>
`,
)}</ul>
</section>
`
}`,
  });
  return [
    [path, own],
    ...months.map(([month, list]): [string, string] => [
      monthPath(tag, month),
      monthPage(linked, tag, month, list, written.months),
    ]),
  ];
}

/** The name in other languages, as far as it is known and differs. */
function otherNames(tag: Tag): Markup | undefined {
  const names = Object.entries(tag.labels ?? {}).filter(([, name]) => name !== tag.label);
  if (names.length === 0) return undefined;
  return html`<p class="names">${joined(
    names.map(([language, name]) => html`<span${inLanguage(language, '')}>${name}</span>`),
    ' · ',
  )}</p>
`;
}

function monthPage(
  linked: Linked,
  tag: Tag,
  month: string,
  stories: readonly Story[],
  written: Map<Story, Markup>,
): string {
  const { site } = linked;
  const path = monthPath(tag, month);
  const title = `${tag.label}, ${shortDay(month)}`;
  return frame(linked, {
    path,
    title,
    description: `Stories tagged “${tag.label}” in ${site.title}: ${shortDay(month)}.`,
    body: html`<p class="kicker">${schemeName(tag.scheme)}</p>
<h1>${title}</h1>
<p class="standfirst"><a href="${link(path, tagPath(tag))}">The newest of this tag</a></p>
${dayList(byDay(stories, site.timeZone), { site, path, written })}`,
  });
}

/** `tags/person/wang-yi/2025-05.html`. */
function monthPath(tag: Tag, month: string): string {
  return `${tagPath(tag).replace(/\.html$/, '')}/${month}.html`;
}

function listOfTags(linked: Linked, all: readonly Tagged[]): string {
  const schemes = [...new Set(all.map(({ tag }) => tag.scheme))];
  return frame(linked, {
    path: TAGS,
    title: 'Tags',
    description: `Every tag of ${linked.site.title} with the number of its stories.`,
    body: html`<h1>Tags</h1>
${all.length === 0 && html`<p>No story has a tag yet.</p>`}${schemes.map((scheme) =>
  schemeSection(
    scheme,
    all.filter(({ tag }) => tag.scheme === scheme),
  ),
)}`,
  });
}

function schemeSection(scheme: string, tagged: readonly Tagged[]): Markup {
  const [first] = tagged;
  const id = first === undefined ? scheme : `s-${tagPath(first.tag).split('/')[1]}`;
  return html`<section class="day" aria-labelledby="${id}">
<h2 id="${id}">${schemeName(scheme)}</h2>
<ul class="plain many">
${tagged.map(
  ({ tag, stories }) =>
    html`<li><a href="${link(TAGS, tagPath(tag))}">${tag.label}</a> <small>${stories.length}</small></li>
`,
)}</ul>
</section>
`;
}
