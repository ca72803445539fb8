import { describe, expect, it } from 'vitest';
import { inLanguage, languageName, schemeName } from '../../../src/publish/pages/words.ts';
import { countryName } from '../../../src/publish/wording.ts';

describe('languages and countries', () => {
  it('have names, and garbage stays as it is without breaking a page', () => {
    expect(countryName('CN')).toBe('China');
    expect(countryName('china')).toBe('china');
    expect(languageName('zh-Hans')).toBe('Chinese');
    expect(languageName('ur')).toBe('Urdu');
    for (const odd of ['und', '', 'en_US', 'x"><script>']) {
      expect(languageName(odd)).toBe('Language not known');
    }
  });

  it('set the direction of a title beside ones of the site', () => {
    expect(inLanguage('ur', 'en').toString()).toBe(' lang="ur" dir="rtl"');
    expect(inLanguage('zh-Hans', 'en').toString()).toBe(' lang="zh-Hans" dir="ltr"');
    expect(inLanguage('en', 'en').toString()).toBe('');
    expect(inLanguage('und', 'en').toString()).toBe(' dir="auto"');
    expect(inLanguage('"><script>', 'en').toString()).toBe(' dir="auto"');
  });
});

describe('schemeName', () => {
  it('reads as words', () => {
    expect(schemeName('outlet-country')).toBe('Outlet country');
  });
});
