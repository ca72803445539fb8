import { describe, expect, it } from 'vitest';
import { sourcesPage } from '../../../src/publish/pages/sources.ts';
import { sampleSite, sampleSources } from '../sample-stories.ts';

const states = sampleSources();
const page = sourcesPage({ site: sampleSite, feeds: new Set() }, states);
const row = (name: string) =>
  page.split('\n').find((line) => line.startsWith('<tr>') && line.includes(name)) ?? '';

describe('the sources page', () => {
  it('sums up how the sources are', () => {
    expect(page).toContain('9 sources: 6 working, 1 failing, 1 not read yet, 1 switched off.');
  });

  it('says since when one fails and how, without its address', () => {
    expect(row('Deccan Sentinel')).toContain(
      '<b>failing</b> since 19 May 2025: the address leads nowhere',
    );
  });

  it('shows days and no times of checks', () => {
    expect(row('Indus Courier')).toContain('<time datetime="2025-05-22">22 May 2025</time>');
    expect(page).not.toMatch(/\d\d:\d\d/);
  });

  it('says of each link to a feed whose it is, to those who hear the links alone', () => {
    expect(row('Indus Courier')).toContain(
      'source-0.xml">feed<span class="heard"> of Indus Courier</span></a>',
    );
  });

  it('lists what is switched off apart, with the reason', () => {
    const [used, off] = page.split('Switched off</caption>');
    expect(used).not.toContain('Centre for Corridor Studies');
    expect(off).toContain('the feed has stood still since January');
  });

  it('keeps the address of a private source to itself', () => {
    expect(row('Channel Nine World')).not.toContain('source-6.xml');
    expect(row('Indus Courier')).toContain('source-0.xml');
  });
});
