import { describe, expect, it } from 'vitest';
import { frontPage } from '../../../src/publish/pages/front.ts';
import { sampleSite, sampleStories } from '../sample-stories.ts';

describe('the front page', () => {
  const page = frontPage({ site: sampleSite, feeds: new Set() }, sampleStories(60), 60);

  it('offers countries and languages in the order of their names, not of their codes', () => {
    const names = (select: string) => {
      const [, list = ''] = page.split(`<select name="${select}">`);
      return [...(list.split('</select>')[0] ?? '').matchAll(/>([^<>\n]+)<\/option>/g)].map(
        ([, name]) => name,
      );
    };
    expect(names('country')).toEqual([
      ...['all', 'China', 'India', 'Pakistan', 'United Kingdom', 'United States'],
    ]);
    expect(names('language')).toEqual(['all', 'Chinese', 'English', 'Urdu']);
  });
});
