import { expect, it } from 'vitest';
import { readHttpDate } from '../../src/collect/http-date.ts';

const time = Date.UTC(2026, 4, 21, 8, 30, 5);

it.each([
  'Thu, 21 May 2026 08:30:05 GMT',
  'Thursday, 21-May-26 08:30:05 GMT',
  'Thu May 21 08:30:05 2026',
])('reads %s', (text) => {
  expect(readHttpDate(text)).toBe(time);
});

it.each(['', '0', '-1', '2026-05-21', 'tomorrow', 'x, y', `Thu, ${'9'.repeat(99)}`])(
  'takes %j for no date',
  (text) => {
    expect(readHttpDate(text)).toBeUndefined();
  },
);
