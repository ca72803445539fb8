import { describe, expect, it } from 'vitest';
import { findDates, findWeekdays } from '../../../src/collect/document/dates.ts';

const read = (text: string) =>
  findDates(text).map(({ year, month, day, lastDay }) => [year, month, day, lastDay]);

describe('findDates', () => {
  it.each([
    ['on 2025-05-21 at noon', 2025, 5, 21],
    ['21st May, 2025', 2025, 5, 21],
    ['May 21, 2025', 2025, 5, 21],
    ['October 14,2024:', 2024, 10, 14],
    ['Sept. 3, 2024', 2024, 9, 3],
    ['Updated: 28-02-2025 17:52 IST', 2025, 2, 28],
    ['05.11.2018', 2018, 11, 5],
    ['更新日期: 2024年06月04日', 2024, 6, 4],
    ['29 دسمبر2016ء', 2016, 12, 29],
    ['۲۰ آگوست ۲۰۲۵', 2025, 8, 20],
    ['08 जून 2024', 2024, 6, 8],
    ['Le 21 août 2025', 2025, 8, 21],
    ['08 Ottobre 2024_', 2024, 10, 8],
    ["(Review, May11'25)", 2025, 5, 11],
  ])('reads %s', (text, year, month, day) => {
    expect(read(text)).toEqual([[year, month, day, undefined]]);
  });

  it('keeps what is missing open', () => {
    expect(read('MAR 23')).toEqual([[undefined, 3, 23, undefined]]);
    expect(read('in May 2023')).toEqual([[2023, 5, undefined, undefined]]);
    expect(read('1月4日，外長')).toEqual([[undefined, 1, 4, undefined]]);
    expect(read('發言人19日宣布')).toEqual([[undefined, undefined, 19, undefined]]);
  });

  it('reads a range by its first and last day', () => {
    expect(read('from October 14-17, 2024')).toEqual([[2024, 10, 14, 17]]);
    expect(read('May 21 to 22')).toEqual([[undefined, 5, 21, 22]]);
  });

  it('sees no date in sums, ordinals, impossible days and the verb may', () => {
    expect(read('$1.5 billion, the 6th JCC, February 31, 32.13.2024, it may fall')).toEqual([]);
  });

  it('gives the place of each mention in the text as it was written', () => {
    const text = 'روز ۲۰ آگوست در کابل';
    const [date] = findDates(text);
    expect(text.slice(date?.start, date?.end)).toBe('۲۰ آگوست');
  });
});

describe('findWeekdays', () => {
  it('tells Saturday from week, which are one word in Urdu', () => {
    const found = (text: string) => findWeekdays(text).map(({ weekday }) => weekday);
    expect(found('وزیر ہفتے کو پہنچے')).toEqual([6]);
    expect(found('ہفتہ 29 دسمبر')).toEqual([6]);
    expect(found('رقم اسی ہفتے بینک کو ملے گی')).toEqual([]);
  });

  it('finds names in several languages, with the day of the month beside them', () => {
    const found = (text: string) => findWeekdays(text).map(({ weekday, day }) => [weekday, day]);
    expect(found('on Tuesday (23), Friday’s talks')).toEqual([
      [2, 23],
      [5, undefined],
    ]);
    expect(found('بدھ کو')).toEqual([[3, undefined]]);
    expect(found('dimanche à Guangzhou')).toEqual([[0, undefined]]);
    expect(found('週三在喀布爾')).toEqual([[3, undefined]]);
    expect(found('the Mondays and Sundayish things')).toEqual([[1, undefined]]);
  });
});
