import { expect, it } from 'vitest';
import { clockProblem } from '../../src/store/clock.ts';

const last = '2026-05-21T12:00:00.000Z';

it.each([
  ['a first run', undefined, last],
  ['the same instant', last, last],
  ['a clock that was put right by hours', last, '2026-05-21T02:00:00.000Z'],
  ['a machine that stood still for a year', last, '2027-05-22T12:00:00.000Z'],
])('believes %s', (_, before, now) => {
  expect(clockProblem(before, now)).toBeUndefined();
});

it('says by how much a clock is behind or ahead, and what to do', () => {
  expect(clockProblem(last, '2026-05-19T12:00:00.000Z')).toMatch(
    /says 2026-05-19T12:00:00\.000Z, which is 2 days earlier than the last run \(2026-05-21.*Set the clock; if it is right now, say so with `karakoram state clock`/,
  );
  expect(clockProblem(last, '2036-05-21T12:00:00.000Z')).toMatch(/is 3653 days later than/);
});
