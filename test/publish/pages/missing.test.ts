import { describe, expect, it } from 'vitest';
import { missingPage } from '../../../src/publish/pages/missing.ts';
import type { Site } from '../../../src/types.ts';
import { SITE } from '../sample.ts';

const page = (site: Site) => missingPage({ site, feeds: new Set(['atom.xml']) });
const links = (text: string) => [...text.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, to]) => to);

describe('the page for what is not there', () => {
  it('is whole at any address: its links begin at the root of the site', () => {
    expect(links(page(SITE))).toContain('/news/style.css');
    for (const link of links(page(SITE))) expect(link).toMatch(/^\/news\/|^#main$/);
  });

  it('takes the root of the host where the address of the site is not known', () => {
    const { base: _base, ...site } = SITE;
    for (const link of links(page(site))) expect(link).toMatch(/^\/[a-z]|^\/$|^#main$/);
  });

  it('is not for search engines', () => {
    expect(page(SITE)).toContain('<meta name="robots" content="noindex">');
    expect(page(SITE)).not.toContain('canonical');
  });
});
