import { expect, it } from 'vitest';
import { careNotices, healthAt } from '../src/health.ts';
import type { Check, Source } from '../src/types.ts';

const source: Source = {
  ...{ id: 'dawn', name: 'Dawn', url: 'https://www.dawn.com/feeds/home', outlet: 'Dawn' },
  ...{ republish: 'excerpt', private: false },
};
const check: Check = {
  ...{ sourceId: 'dawn', checkedAt: '2026-05-31T00:00:00Z', nextAt: '2026-05-31T01:00:00Z' },
  failures: 0,
};

it('calls a source silent when its feed answers and its newest entry is old', () => {
  const at = (newestEntry: string) => healthAt(source, { ...check, newestEntry }, 30);
  expect(at('2026-05-30T00:00:00Z')).toMatchObject({ state: 'working', needsCare: false });
  expect(at('2026-05-01T00:00:01Z').state).toBe('working');
  expect(at('2026-05-01T00:00:00Z')).toMatchObject({
    ...{ state: 'silent', since: '2026-05-01T00:00:00Z', needsCare: true },
  });
  expect(healthAt(source, check, 30).state).toBe('working');
});

it('calls a source failing at once, and for a person only after the days', () => {
  const at = (failingSince: string) =>
    healthAt(source, { ...check, failures: 3, failingSince }, 30);
  expect(at('2026-05-30T00:00:00Z')).toMatchObject({ state: 'failing', needsCare: false });
  expect(at('2026-04-30T00:00:00Z')).toMatchObject({ state: 'failing', needsCare: true });
});

it('knows sources that were never read and those that are off', () => {
  expect(healthAt(source, undefined, 30).state).toBe('never read');
  const off = { ...source, off: 'the feed has ended' };
  expect(healthAt(off, check, 30)).toMatchObject({ state: 'off', problem: 'the feed has ended' });
});

it('gives a notice in the run that asked the source and in no other', () => {
  const checks = new Map([['dawn', { ...check, newestEntry: '2026-01-01T00:00:00Z' }]]);
  expect(careNotices([source], checks, 30, check.checkedAt)).toEqual([
    {
      ...{ where: 'dawn', cause: 'silent' },
      problem:
        'Answers, but its newest entry is of 2026-01-01: see whether the feed has moved or ended.',
    },
  ]);
  expect(careNotices([source], checks, 30, '2026-05-31T00:15:00Z')).toEqual([]);
});
