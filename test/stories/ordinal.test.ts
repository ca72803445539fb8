import { expect, it } from 'vitest';
import { ordinalsOf } from '../../src/stories/ordinal.ts';

it.each([
  ['the sixth round of the dialogue', ['6']],
  ['the 14th meeting of the JCC', ['14']],
  ['第六次外长战略对话', ['6']],
  ['第十四次会议', ['14']],
  ['چھٹے اسٹریٹجک ڈائیلاگ', ['6']],
  ['le cinquième dialogue', ['5']],
  ['Coded "Warrior-VIII"', ['8', 'warrior 8']],
  ['exercise Warrior-8', ['8', 'warrior 8']],
])('reads %s', (text, ordinals) => {
  expect(ordinalsOf(text)).toEqual(ordinals);
});

it.each([
  'on the 21st May, 2025',
  'Tue 29th October 2019',
  'updated Oct-29th',
  'the second largest port',
  'on the fourth day',
  'their first talks',
  'a J-10 and a JF-17',
  'COVID-19 vaccines',
])('finds no ordinal in %s', (text) => {
  expect(ordinalsOf(text)).toEqual([]);
});
