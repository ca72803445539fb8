import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { missingPage } from '../../../src/publish/pages/missing.ts';
import { SITE } from '../sample.ts';

const links = (text: string) =>
  [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, to]) => to ?? '');

describe('the page for what is not there', () => {
  it('needs no other file, and links to whole addresses, since it is shown at any', () => {
    expect(links(missingPage(SITE))).toEqual([
      ...['data:,', SITE.base, `${SITE.base}search.html`, `${SITE.base}about.html`],
    ]);
  });

  it('takes the root of the host where the address of the site is not known', () => {
    const { base: _base, ...site } = SITE;
    expect(links(missingPage(site)).slice(1)).toEqual([
      '/index.html',
      '/search.html',
      '/about.html',
    ]);
  });

  it('allows its own style and no other', () => {
    const page = missingPage(SITE);
    const style = /<style>(.*?)<\/style>/s.exec(page)?.[1] ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page).toContain(`style-src 'sha256-${hash}'`);
  });

  it('is not for search engines', () => {
    expect(missingPage(SITE)).toContain('<meta name="robots" content="noindex">');
  });
});
