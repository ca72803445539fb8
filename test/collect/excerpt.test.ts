import fc from 'fast-check';
import { expect, it } from 'vitest';
import { excerptOf } from '../../src/collect/excerpt.ts';

it('gives a short text whole', () => {
  expect(excerptOf(['One.', ' Two  words. '])).toBe('One. Two words.');
  expect(excerptOf([])).toBe('');
});

it('prefers the end of a sentence', () => {
  const sentence = `${'word '.repeat(45)}end.`;
  expect(excerptOf([sentence, 'More '.repeat(50)])).toBe(`${sentence} …`);
});

it('cuts after a word and drops the comma before the ellipsis', () => {
  const text = `${'a'.repeat(290)}, ${'b'.repeat(30)}`;
  expect(excerptOf([text])).toBe(`${'a'.repeat(290)}…`);
});

it('ends Chinese text after a full stop', () => {
  const text = `${'中'.repeat(250)}。${'巴'.repeat(100)}`;
  expect(excerptOf([text])).toBe(`${'中'.repeat(250)}。 …`);
});

it('never leaves the half of a character', () => {
  const clusters = ['𝒳', 'é', '👨‍👩‍👧', 'नि', '中', 'a', ' ', '.'];
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...clusters), { minLength: 200, maxLength: 500 }),
      (characters) => {
        const whole = characters.join('').replace(/\s+/g, ' ').trim();
        const excerpt = excerptOf([whole]);
        expect(excerpt.length).toBeLessThanOrEqual(300);
        expect(Buffer.from(excerpt).toString()).toBe(excerpt);
        if (whole.length <= 300) return;
        const kept = excerpt.replace(/ ?…$/, '');
        const segments = new Intl.Segmenter('und').segment(whole);
        expect(segments.containing(kept.length)?.index).toBe(kept.length);
      },
    ),
  );
});
