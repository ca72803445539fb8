/** What a host shows for an address at which nothing lies. */

import { ABOUT, FRONT, frame, type Linked, MISSING, rootOf, SEARCH } from './frame.ts';
import { html } from './html.ts';

/** Its links begin at the root of the site, since it is shown at any address. */
export function missingPage(linked: Linked): string {
  const to = (path: string) => rootOf(linked.site) + path;
  return frame(linked, {
    path: MISSING,
    title: 'Not found',
    description: `There is no page of ${linked.site.title} at this address.`,
    rooted: true,
    body: html`<div class="prose">
<h1>Not found</h1>
<p class="standfirst">There is no page at this address.</p>
<p>A story that turned out to be part of another one, or was withdrawn, has no page of its own any more. The <a href="${to(SEARCH)}">search</a> finds what there is, the <a href="${to(FRONT)}">front page</a> has the latest, and <a href="${to(ABOUT)}">about</a> says how all this is made.</p>
</div>`,
  });
}
