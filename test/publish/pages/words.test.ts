import { describe, expect, it } from 'vitest';
import {
  inLanguage,
  languageName,
  outletName,
  outletNote,
  schemeName,
} from '../../../src/publish/pages/words.ts';
import { countryName } from '../../../src/publish/wording.ts';
import { sampleReport } from '../sample-stories.ts';

const { article } = sampleReport(
  '1',
  { name: 'Indus Courier', country: 'PK', kind: 'state-media', language: 'en' },
  'A headline',
  undefined,
  [],
);

describe('outlets', () => {
  it('are called by name, else by the host they were found at', () => {
    const { outlet, ...nameless } = article;
    const { url, ...nowhere } = nameless;
    expect(outletName(article)).toBe(outlet);
    expect(url).toContain('induscourier.example');
    expect(outletName({ ...nameless, url: 'https://www.daily.example/a' })).toBe('daily.example');
    expect(outletName(nowhere)).toBe('Outlet not known');
  });

  it('say in words that they belong to a state', () => {
    expect(outletNote(article)).toBe('Pakistan, state media');
    expect(outletNote({ country: 'PK', kind: 'private-media' })).toBe('Pakistan');
    expect(outletNote({ kind: 'official' })).toBe('official');
    expect(outletNote({})).toBeUndefined();
  });
});

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
