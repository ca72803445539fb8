/** What a host shows for an address at which nothing lies. */

import { createHash } from 'node:crypto';
import type { Site } from '../../types.ts';
import { ABOUT, FRONT, SEARCH } from './frame.ts';
import { html, Markup } from './html.ts';

/** In the page itself: shown at any address, it cannot know the way to our style sheet. */
const STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.55 Georgia, 'Noto Serif', serif }
body { max-width: 34rem; margin: 15vh auto; padding: 0 1.25rem; background: #fcfbf8; color: #1c1c1a }
a { color: #0a5a6b }
@media (prefers-color-scheme: dark) {
  body { background: #14181b; color: #e8e6e1 }
  a { color: #7cc6d8 }
}
h1 { font-size: 1.75rem; line-height: 1.2 }
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

/**
 * A document that needs no other. Its links are whole addresses, or begin at the root of the host
 * where the address of the site is not known.
 */
export function missingPage(site: Site): string {
  const to = (path: string) => (site.base ?? '/') + path;
  return html`<!doctype html>
<html lang="${site.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Not found · ${site.title}</title>
<meta name="description" content="There is no page of ${site.title} at this address.">
<link rel="icon" href="data:,">
<style>${new Markup(STYLE)}</style>
</head>
<body>
<main>
<p><a href="${site.base ?? to(FRONT)}">${site.title}</a></p>
<h1>There is no page at this address</h1>
<p>A story that turned out to be part of another one, or was withdrawn, has no page of its own any more. The <a href="${to(SEARCH)}">search</a> finds what there is, and <a href="${to(ABOUT)}">about</a> says how all this is made.</p>
</main>
</body>
</html>
`.toString();
}
