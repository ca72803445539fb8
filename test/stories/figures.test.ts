import { expect, it } from 'vitest';
import { findDates } from '../../src/collect/document/dates.ts';
import { figuresOf } from '../../src/stories/figures.ts';

const of = (text: string) => figuresOf(text, findDates(text));

it.each([
  ['a loan of $2.3 billion', '2300000000'],
  ['half a million doses', '500000'],
  ['three thousand tents', '3000'],
  ['70 کروڑ ڈالر', '700000000'],
  ['۵۰ ہزار خوراکیں', '50000'],
  ['3 ارب 40 کروڑ ڈالر', '3400000000'],
  ['2 करोड़ 50 लाख', '25000000'],
  ['डेढ़ नहीं, 2 लाख किताबें', '200000'],
  ['ثلاثة آلاف خيمة', '3000'],
  ['三千顶帐篷', '3000'],
  ['两万亿元', '2000000000000'],
  ['医院设150张床位', '150'],
])('writes the sum in "%s" out', (text, number) => {
  expect(of(text).numbers).toContain(number);
});

it.each([
  ['Nine engineers were hurt', '9'],
  ['9 engineers were hurt', '9'],
  ['پانچ طلبہ', '5'],
  ['पांच छात्र', '5'],
  ['خمسة مهندسين', '5'],
  ['九名工程师受伤', '9'],
  ['十五架飞机', '15'],
])('counts in "%s"', (text, count) => {
  expect(of(text).counts).toEqual([count]);
});

it.each([
  'on 12 May 2025',
  'May 21',
  '8月20日',
  'at 9:30 or 5 p.m.',
  'the 5th round',
  'the J-10 and the JF-17',
  '第三次三方会谈',
  'in 2024',
])('takes no day, time, name or ordinal for a figure: %s', (text) => {
  expect(of(text)).toEqual({ numbers: [], counts: [] });
});
