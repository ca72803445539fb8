import { describe, expect, it } from 'vitest';
import { sharedSums } from '../../src/stories/sums.ts';

describe('sharedSums', () => {
  it('counts figures that are the same', () => {
    expect(sharedSums(['40', '3000'], ['40', '75'])).toBe(1);
    expect(sharedSums(['40'], [])).toBe(0);
  });

  it('takes a figure for the rounded one of another report', () => {
    expect(sharedSums(['45600000000'], ['46000000000'])).toBe(1);
    expect(sharedSums(['2300'], ['2340'])).toBe(1);
  });

  it('does not round what is given to one digit, nor what is counted', () => {
    expect(sharedSums(['2000000000'], ['2300000000'])).toBe(0);
    expect(sharedSums(['45'], ['45.4'])).toBe(0);
    expect(sharedSums(['46000'], ['47000'])).toBe(0);
  });
});
