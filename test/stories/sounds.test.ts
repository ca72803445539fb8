import { expect, it } from 'vitest';
import { soundOf, soundsOf } from '../../src/stories/sounds.ts';
import { sharedCount } from '../../src/stories/words.ts';

it.each([
  ['muzammil', 'مزمل', 'मुज़म्मिल'],
  ['satellite', 'سیٹلائٹ', 'सैटेलाइट'],
  ['faqeer', 'فقیر', 'फकीर'],
])('hears one word in three scripts: %s', (latin, arabic, devanagari) => {
  expect(soundOf(arabic)).toBe(soundOf(latin));
  expect(soundOf(devanagari)).toBe(soundOf(latin));
});

it('knows a name of two short words by both together', () => {
  const shared = (a: string, b: string) => sharedCount(soundsOf(a), soundsOf(b));
  expect(shared('near Faqeer Colony', 'فقیر کالونی کے قریب')).toBe(1);
  expect(shared('the colony', 'کالونی')).toBe(0);
});

it('hears nothing in Chinese', () => {
  expect(soundsOf('伊斯兰堡')).toEqual([]);
});
