import { describe, expect, it } from 'vitest';
import { readDate } from '../../src/collect/date.ts';

describe('readDate', () => {
  it.each([
    ['Tue, 21 May 2024 10:00:00 +0500', '2024-05-21T05:00:00Z'],
    ['Tue, 21 May 2024 10:00:00 PKT', '2024-05-21T05:00:00Z'],
    ['Thu, 1 Jan 2004 19:48 PST', '2004-01-02T03:48:00Z'],
    ['Tue May 21 10:00:00 2024', '2024-05-21T10:00:00Z'],
    ['Tue May 21 10:00:00 CST 2024', '2024-05-21T16:00:00Z'],
    ['Tue, 21 May 24 10:00 GMT', '2024-05-21T10:00:00Z'],
    ['Tue, 21 May 2024 10:00:00 GMT+0800 (China Standard Time)', '2024-05-21T02:00:00Z'],
    ['May 21, 2024 10:00 PM', '2024-05-21T22:00:00Z'],
    ['2024-05-21T10:00:00.123+08:00', '2024-05-21T02:00:00Z'],
    ['2024-05-21T24:00:00Z', '2024-05-22T00:00:00Z'],
    ['20240521T100000Z', '2024-05-21T10:00:00Z'],
    ['2024年5月21日 10:00', '2024-05-21T10:00:00Z'],
    ['Tue, 21 May 2024 23:59:60 Z', '2024-05-22T00:00:00Z'],
  ])('reads the moment of %s', (text, at) => {
    expect(readDate(text)).toMatchObject({ at, precision: 'instant', from: 'given' });
  });

  it('takes a time without a zone as UTC, not as local time', () => {
    expect(readDate('2024-05-21 10:00')?.at).toBe('2024-05-21T10:00:00Z');
  });

  it.each([
    ['21 May 2024', '2024-05-21'],
    ['Tuesday, May 21st, 2024', '2024-05-21'],
    ['21 مئی 2024', '2024-05-21'],
    ['۲۱ مئی ۲۰۲۴', '2024-05-21'],
    ['21/05/2024', '2024-05-21'],
    ['05/21/2024', '2024-05-21'],
    ['21.05.2024', '2024-05-21'],
    ['20240521', '2024-05-21'],
    ['Tue, 21 May 2024 25:00:00 GMT', '2024-05-21'],
    ['Tue, 21 May 2024 10:00 NOWHERE', '2024-05-21'],
  ])('knows only the day of %s', (text, at) => {
    expect(readDate(text)).toMatchObject({ at, precision: 'day' });
  });

  it('knows only the month of 2024-05', () => {
    expect(readDate('2024-05')).toMatchObject({ at: '2024-05', precision: 'month' });
  });

  it.each(['', 'foo 5', '1 2 3', '05/06/2024', '31 Jun 2024', '2024', 'soon', '0'.repeat(5000)])(
    'holds %s to be no date',
    (text) => {
      expect(readDate(text)).toBeUndefined();
    },
  );

  it('keeps the words that say it', () => {
    expect(readDate(' 21 May 2024 ')?.evidence).toBe('21 May 2024');
  });
});
