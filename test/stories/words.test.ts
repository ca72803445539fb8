import { describe, expect, it } from 'vitest';
import { contentWords, sharedCount, shinglesOf, wordsOf } from '../../src/stories/words.ts';

describe('wordsOf', () => {
  it('folds spellings of one word together', () => {
    expect(wordsOf('programmes defence honour organised')).toEqual(
      wordsOf('PROGRAMS defense honor organized'),
    );
    expect(wordsOf('Türkiye’s')).toEqual(wordsOf("turkiye's"));
  });

  it('reads Arabic and Urdu letters alike and leaves vowel signs out', () => {
    expect(wordsOf('وزيرِ خارجہ')).toEqual(wordsOf('وزیر خارجہ'));
  });

  it('takes pairs of characters where no spaces stand', () => {
    expect(wordsOf('通电话 2025')).toEqual(['通电', '电话', '2025']);
  });
});

it('leaves the furniture of news and bare numbers out of content words', () => {
  expect(contentWords('The minister said on Tuesday that 300 orchards bloom')).toEqual([
    'orchard',
    'bloom',
  ]);
});

describe('shinglesOf', () => {
  it('keeps the smallest hashes, so that a cut text keeps a fair sample', () => {
    const words = Array.from({ length: 200 }, (_, at) => `word${at}`);
    const all = shinglesOf(words, 1000);
    expect(all).toHaveLength(198);
    expect(shinglesOf(words, 50)).toEqual(all.slice(0, 50));
    expect(sharedCount(all, shinglesOf(words.slice(0, 100), 1000))).toBe(98);
  });

  it('finds none in two words', () => {
    expect(shinglesOf(['one', 'two'], 10)).toEqual([]);
  });
});
