import { describe, expect, it } from 'vitest';
import { takeDateline } from '../../../src/collect/document/dateline.ts';

describe('takeDateline', () => {
  it.each([
    ['ISLAMABAD: The minister spoke.', 'ISLAMABAD', undefined],
    ['ISLAMABAD/BEIJING – The minister spoke.', 'ISLAMABAD/BEIJING', undefined],
    ['BEIJING, Oct. 24 (Xinhua) -- The minister spoke.', 'BEIJING', 'Xinhua'],
    ['Karachi [Pakistan], October 7 : The minister spoke.', 'Karachi [Pakistan]', undefined],
    ['Beijing, Jan. 4, 2026 — The minister spoke.', 'Beijing', undefined],
    ['ISLAMABAD, DEC 31 /DNA/: The minister spoke.', 'ISLAMABAD', 'DNA'],
    [
      'BEIJING, (APP - UrduPoint / Pakistan Point News - 14th Oct, 2024) The minister spoke.',
      'BEIJING',
      'APP',
    ],
    ['Islamabad | The minister spoke.', 'Islamabad', undefined],
    ['LAHORE-The minister spoke.', 'LAHORE', undefined],
    ['KARACHI (Dunya News) – The minister spoke.', 'KARACHI', undefined],
    ['(Web Desk) – The minister spoke.', undefined, undefined],
    ['नई दिल्ली (9 फरवरी 2022)। The minister spoke.', 'नई दिल्ली', undefined],
    ['New Delhi / Islamabad: The minister spoke.', 'New Delhi / Islamabad', undefined],
  ])('splits %s', (paragraph, place, agency) => {
    expect(takeDateline(paragraph)).toMatchObject({
      rest: 'The minister spoke.',
      ...(place === undefined ? {} : { place }),
      ...(agency === undefined ? {} : { agency }),
    });
  });

  it('splits Urdu and Chinese datelines with their day', () => {
    expect(takeDateline('نئی دہلی۔ 19 اگست (یواین آئی) وزیر خارجہ نے کہا۔')).toMatchObject({
      place: 'نئی دہلی',
      agency: 'UNI',
      date: { month: 8, day: 19 },
      rest: 'وزیر خارجہ نے کہا۔',
    });
    expect(takeDateline('中新网2月6日电 总领馆提醒注意安全。')).toMatchObject({
      agency: 'China News Service',
      date: { month: 2, day: 6 },
      rest: '总领馆提醒注意安全。',
    });
    expect(takeDateline('新华社北京1月4日电 外交部长会见客人。')).toMatchObject({
      place: '北京',
      agency: 'Xinhua',
      date: { month: 1, day: 4 },
      rest: '外交部长会见客人。',
    });
    expect(takeDateline('（中央社北京31日電）外交部長會見客人。')).toMatchObject({
      place: '北京',
      date: { day: 31 },
      rest: '外交部長會見客人。',
    });
  });

  it.each([
    'Quetta attack: the ambassador was not in the hotel.',
    'Exclusive: the ambassador was not in the hotel.',
    'BREAKING: the ambassador was not in the hotel.',
    'The minister said this: nobody was hurt.',
    'Pakistan-China ties are deep.',
    'He said (in Urdu) that nobody was hurt.',
  ])('leaves %s alone', (paragraph) => {
    expect(takeDateline(paragraph)).toBeUndefined();
  });
});
