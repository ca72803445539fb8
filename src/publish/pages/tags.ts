/** One page a tag, the list of all tags, and for tags with a long history one page a month. */

import type { Tag } from '../../types.ts';
import { tagFeedPath, tagPath } from '../paths.ts';
import type { Card } from '../shelf.ts';
import { shortDay } from './dates.ts';
import { frame, type Linked, link, TAGS } from './frame.ts';
import { DOT, html, joined, type Markup } from './html.ts';
import { cardList } from './list.ts';
import { type TagCounts, tagMonths } from './totals.ts';
import { count, inLanguage, schemeName } from './words.ts';

/** Stories on a tag's own page; what is older stands on its pages by month. */
export const NEWEST = 100;

/** Whether a tag has so many stories that some stand on its pages by month only. */
export function hasMonths({ stories }: TagCounts): boolean {
  return stories > NEWEST;
}

/** The page of a tag with its newest stories, the latest first. */
export function tagPage(linked: Linked, tagged: TagCounts, newest: readonly Card[]): string {
  const { site, feeds } = linked;
  const { tag } = tagged;
  const path = tagPath(tag);
  const months = hasMonths(tagged) ? tagMonths(tagged) : [];
  const feed = tagFeedPath(tag);
  const total = count(tagged.stories, 'story', 'stories');
  return frame(linked, {
    path,
    title: tag.label,
    description: `${total} tagged “${tag.label}” in ${site.title}, newest first.`,
    ...(feeds.has(feed) ? { feed } : {}),
    body: html`<p class="kicker">${schemeName(tag.scheme)}</p>
<h1>${tag.label}</h1>
${otherNames(tag)}<p class="standfirst">${total}${feeds.has(feed) && html`. <a href="${link(path, feed)}">Feed of this tag</a>`}</p>
${cardList(newest, path)}${
  months.length > 0 &&
  html`<section class="day" aria-labelledby="months">
<h2 id="months">By month</h2>
<ul class="plain">
${months.map(
  ([month, stories]) =>
    html`<li><a href="${link(path, tagMonthPath(path, month))}">${shortDay(month)}</a> <small>${stories}</small></li>
`,
)}</ul>
</section>
`
}`,
  });
}

/** The name in other languages, as far as it is known and differs. */
function otherNames(tag: Tag): Markup | undefined {
  const names = Object.entries(tag.labels ?? {}).filter(([, name]) => name !== tag.label);
  if (names.length === 0) return undefined;
  return html`<p class="names">${joined(
    names.map(([language, name]) => html`<span${inLanguage(language, '')}>${name}</span>`),
    DOT,
  )}</p>
`;
}

/** The page of a tag's stories of one month, the latest first. */
export function tagMonthPage(
  linked: Linked,
  tag: Tag,
  month: string,
  cards: readonly Card[],
): string {
  const { site } = linked;
  const path = tagMonthPath(tagPath(tag), month);
  const title = `${tag.label}, ${shortDay(month)}`;
  return frame(linked, {
    path,
    title,
    description: `Stories tagged “${tag.label}” in ${site.title}: ${shortDay(month)}.`,
    body: html`<p class="kicker">${schemeName(tag.scheme)}</p>
<h1>${title}</h1>
<p class="standfirst"><a href="${link(path, tagPath(tag))}">The newest of this tag</a></p>
${cardList(cards, path)}`,
  });
}

/** `tags/person/wang-yi/2025-05.html`. */
export function tagMonthPath(tagPage: string, month: string): string {
  return `${tagPage.replace(/\.html$/, '')}/${month}.html`;
}

/** The list of all tags with the number of their stories. */
export function tagList(linked: Linked, all: readonly TagCounts[]): string {
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

function schemeSection(scheme: string, tagged: readonly TagCounts[]): Markup {
  const [first] = tagged;
  const id = first === undefined ? scheme : `s-${tagPath(first.tag).split('/')[1]}`;
  return html`<section class="day" aria-labelledby="${id}">
<h2 id="${id}">${schemeName(scheme)}</h2>
<ul class="plain">
${tagged.map(
  ({ tag, stories }) =>
    html`<li><a href="${link(TAGS, tagPath(tag))}">${tag.label}</a> <small>${stories}</small></li>
`,
)}</ul>
</section>
`;
}
