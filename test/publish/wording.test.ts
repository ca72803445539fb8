import { describe, expect, it } from 'vitest';
import {
  directionOf,
  languageName,
  outletNote,
  sayOutlet,
  sayReported,
  sayWhen,
  sayWhy,
} from '../../src/publish/wording.ts';
import { article, report } from './sample.ts';

describe('sayWhen', () => {
  const say = (at: string, precision: 'instant' | 'day' | 'month') =>
    sayWhen({ at, precision, from: 'given' }, 'Asia/Karachi');

  it('says an instant in the zone of the site, and names the zone', () => {
    expect(say('2026-05-21T20:05:00Z', 'instant')).toBe('22 May 2026, 01:05 GMT+5');
  });

  it('says a day or a month and no more', () => {
    expect(say('2026-05-01', 'day')).toBe('1 May 2026');
    expect(say('2026-12', 'month')).toBe('December 2026');
    expect(sayWhen(undefined, 'UTC')).toBeUndefined();
  });
});

describe('sayOutlet', () => {
  it('says who stands behind an outlet', () => {
    const xinhua = article('a', { outlet: 'Wire', country: 'CN', kind: 'state-media' });
    expect(sayOutlet(xinhua)).toBe('Wire (China, state media)');
    expect(sayOutlet(article('a'))).toBe('Gazette (Pakistan)');
  });

  it('keeps what follows a name in Urdu on its right', () => {
    const { country: _, ...urdu } = article('a', { outlet: 'روزنامہ سحر' });
    expect(sayOutlet(urdu)).toBe('روزنامہ سحر\u200e');
    expect(sayOutlet({ ...urdu, country: 'PK' })).toBe('روزنامہ سحر (Pakistan)');
  });

  it('makes do with what is known', () => {
    const { outlet: _o, country: _c, kind: _k, ...bare } = article('a');
    expect(sayOutlet(bare)).toBe('gazette.example');
    const { url: _u, ...barer } = bare;
    expect(sayOutlet(barer)).toBe('Outlet not known');
    expect(sayOutlet(article('a', { country: 'not a code' }))).toBe('Gazette (not a code)');
  });
});

describe('outletNote', () => {
  it('says nothing of an ordinary newspaper but its country, and nothing of nobody', () => {
    expect(outletNote({ country: 'PK', kind: 'private-media' })).toBe('Pakistan');
    expect(outletNote({ kind: 'official' })).toBe('official');
    expect(outletNote({})).toBeUndefined();
  });
});

describe('sayReported', () => {
  const karachi = { timeZone: 'Asia/Karachi' };

  it('says that a date is inferred, or that there is none', () => {
    const { published: _, ...undated } = article('a');
    const inferred = { at: '2026-05-20', precision: 'day', from: 'weekday' } as const;
    expect(sayReported({ ...undated, published: inferred }, karachi)).toBe(
      'Reported by Gazette (Pakistan), 20 May 2026 (inferred).',
    );
    expect(sayReported(undated, karachi)).toBe(
      'Reported by Gazette (Pakistan); the date is not known.',
    );
  });
});

describe('sayWhy', () => {
  const { match } = report(article('a'));

  it('names the heaviest words first, each once, with all their places', () => {
    const reasons = [
      { rule: 'x', says: 'X', weight: 1, words: 'Lahore', where: 'body' as const },
      { rule: 'y', says: 'Y', weight: 4, words: 'Wang Yi · Lahore Fort', where: 'title' as const },
      { rule: 'z', says: 'Z', weight: 4, words: 'Wang Yi · Lahore Fort', where: 'lede' as const },
      { rule: 'w', says: 'W', weight: 2, words: 'met', where: 'body' as const },
      { rule: 'n', says: 'N', weight: -3, words: 'cricket', where: 'lede' as const },
    ];
    expect(sayWhy({ ...match, reasons, score: 6.123 })).toBe(
      '“Wang Yi · Lahore Fort” (headline, first paragraph), “met” (text): score 6.12, 5 needed',
    );
  });

  it('gives the words of whoever decided', () => {
    expect(sayWhy({ ...match, decision: 'named in the reply' })).toBe(
      'chosen by hand: named in the reply',
    );
  });
});

it('knows which languages run from right to left', () => {
  expect(['ur', 'fa-AF', 'ps', 'sd', 'ug', 'ar'].map(directionOf)).toEqual(Array(6).fill('rtl'));
  expect(['en', 'zh-CN', 'und', 'urd', 'armn'].map(directionOf)).toEqual(Array(5).fill('ltr'));
});

it('names languages, and only those that there are', () => {
  expect(languageName('ur')).toBe('Urdu');
  expect(['und', 'leng', '<b>', ''].map(languageName)).toEqual(Array(4).fill(undefined));
});
