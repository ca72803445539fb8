import { describe, expect, it } from 'vitest';
import { readLines } from '../../../src/collect/document/lines.ts';

const texts = (text: string) => readLines(text).lines.map((line) => line.text);

describe('readLines', () => {
  it('takes off the mark in front, by day or by month', () => {
    expect(readLines(' date 2024-01-24 Ministers agree').stamp).toBe('2024-01-24');
    expect(readLines(' date 2024-01 Ministers agree').stamp).toBe('2024-01');
    expect(readLines('Ministers set a date 2024-01-24').stamp).toBeUndefined();
  });

  it('keeps line numbers and notes the blank lines between', () => {
    expect(readLines('One thing\n\n \u00a0 \nTwo things').lines).toEqual([
      { number: 1, text: 'One thing', gap: false },
      { number: 4, text: 'Two things', gap: true },
    ]);
  });

  it('breaks a doubled headline and the dateline glued to it', () => {
    expect(
      texts('Ministers agree on railway Ministers agree on railway BEIJING: The two spoke.'),
    ).toEqual([
      'Ministers agree on railway',
      'Ministers agree on railway',
      'BEIJING: The two spoke.',
    ]);
    expect(texts('Xinhua, October 24, 2022BEIJING, Oct. 24 (Xinhua) -- The two spoke.')).toEqual([
      'Xinhua, October 24, 2022',
      'BEIJING, Oct. 24 (Xinhua) -- The two spoke.',
    ]);
  });

  it('joins lines wrapped at a margin and leaves headlines apart', () => {
    expect(
      texts(
        'Ministers agree on railway\n\nThe two ministers agreed on a railway through the\nmountains and said that work would begin as soon as\nPakistan has finished the survey.',
      ),
    ).toEqual([
      'Ministers agree on railway',
      'The two ministers agreed on a railway through the mountains and said that work would begin as soon as Pakistan has finished the survey.',
    ]);
  });
});
