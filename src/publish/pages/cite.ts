/** A story as one cites it. */

import { dayOfInstant } from '../../local-day.ts';
import type { Site, Story } from '../../types.ts';
import { outletName } from '../wording.ts';
import { certainty, fullDate, shortDay } from './dates.ts';
import { html, joined, type Markup } from './html.ts';
import { inLanguage } from './words.ts';

/** How to cite the leading report, and since when the feed has it. */
export function citation(story: Story, site: Site, path: string): Markup {
  const { article } = story.lead;
  const { ledger } = story;
  const authors = joined(
    article.authors.map((name) => html`<bdi>${name}</bdi>`),
    ', ',
  );
  // A title that ends with a mark of its own takes no full stop.
  const stop = /[.…?!。？！؟۔।]$/u.test(article.title) ? '' : '.';
  const date = fullDate(article.published, site.timeZone);
  const inferred = certainty(article.published) === undefined ? '' : ' (inferred)';
  const day = (instant: string) =>
    html`<time datetime="${instant}">${shortDay(dayOfInstant(instant, site.timeZone))}</time>`;
  return html`<section aria-labelledby="cite">
<h2 id="cite">To cite</h2>
<p class="cite">${article.authors.length > 0 && html`${authors}. `}“<span${inLanguage(article.language, site.language)}>${article.title}</span>${stop}” <cite${inLanguage(article.language, site.language)}><bdi>${outletName(article)}</bdi></cite>, ${date}${inferred}.${article.url !== undefined && html` <span class="address">${article.url}</span>`}</p>
${
  site.base !== undefined &&
  html`<p class="cite">Listed in ${site.title}: <span class="address">${site.base + path}</span></p>
`
}<p class="by">In this feed since ${day(ledger.firstPublished)}${
    ledger.updated.slice(0, 10) !== (ledger.published ?? ledger.firstPublished).slice(0, 10) &&
    html`, changed ${day(ledger.updated)}`
  }.${ledger.backfill === true && ' It was old news when it was found, so the feeds did not announce it.'} <span class="address">${ledger.storyId}</span></p>
</section>
`;
}
