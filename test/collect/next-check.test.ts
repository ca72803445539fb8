import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../src/collect/failure.ts';
import {
  checkAfterFailure,
  checkAfterFeed,
  isDue,
  nextCheck,
  readFreshness,
  readRetryAfter,
} from '../../src/collect/next-check.ts';
import type { Check } from '../../src/types.ts';
import { sourceAt } from './sources.ts';

const source = sourceAt('https://news.example/feed');
/** A Friday. */
const now = '2026-05-22T06:00:00Z';
const fine: Check = { sourceId: source.id, checkedAt: now, nextAt: now, failures: 0 };

function next(more: Partial<Check>): string {
  return nextCheck({ ...fine, ...more }).slice(5, 16);
}

describe('isDue', () => {
  it('asks a source that was never asked, and none that is off', () => {
    expect(isDue(source, undefined, now, false)).toBe(true);
    expect(isDue({ ...source, off: 'gone' }, undefined, now, true)).toBe(false);
  });

  it('waits for the planned time, give or take the minute by which a job starts early', () => {
    expect(isDue(source, { ...fine, nextAt: '2026-05-22T06:00:59Z' }, now, false)).toBe(true);
    expect(isDue(source, { ...fine, nextAt: '2026-05-22T06:02:00Z' }, now, false)).toBe(false);
  });

  it('is forced past the planned time, but not past what the server asked for', () => {
    const check = { ...fine, nextAt: '2026-05-22T08:00:00Z' };
    expect(isDue(source, check, now, true)).toBe(true);
    expect(isDue(source, { ...check, retryAfter: '2026-05-22T07:00:00Z' }, now, true)).toBe(false);
    expect(isDue(source, { ...check, retryAfter: '2026-05-22T05:00:00Z' }, now, true)).toBe(true);
  });

  it('does not believe times that only a wrong clock can have written', () => {
    const wrong = '2036-01-01T00:00:00Z';
    expect(isDue(source, { ...fine, nextAt: wrong, retryAfter: wrong }, now, false)).toBe(true);
  });
});

describe('nextCheck', () => {
  it('comes after an hour where nothing is known', () => {
    expect(next({})).toBe('05-22T07:00');
  });

  it('takes the longest of what server and feed ask for and of what was learnt', () => {
    expect(next({ freshMinutes: 120, pauseMinutes: 90, changeMinutes: 40 })).toBe('05-22T08:00');
    expect(next({ freshMinutes: 5, pauseMinutes: 90, changeMinutes: 40 })).toBe('05-22T07:30');
    expect(next({ freshMinutes: 5, pauseMinutes: 60, changeMinutes: 200 })).toBe('05-22T09:20');
  });

  it('comes neither within half an hour nor after a day', () => {
    expect(next({ freshMinutes: 1, changeMinutes: 1 })).toBe('05-22T06:30');
    expect(next({ pauseMinutes: 10_080 })).toBe('05-23T06:00');
  });

  it('passes over the hours and days that the feed rules out', () => {
    expect(next({ skipHours: [7, 8, 9] })).toBe('05-22T10:00');
    expect(next({ skipDays: ['Friday'] })).toBe('05-23T00:00');
    expect(next({ skipHours: [7], skipDays: ['saturday'] })).toBe('05-22T08:00');
  });

  it('comes after a day even where every hour is ruled out', () => {
    expect(next({ skipHours: Array.from({ length: 24 }, (_, hour) => hour) })).toBe('05-23T06:00');
  });
});

describe('checkAfterFeed', () => {
  const hourAgo = { ...fine, checkedAt: '2026-05-22T05:00:00Z' };

  it('comes sooner where something was found and later where nothing was', () => {
    expect(checkAfterFeed(fine, hourAgo, {}, 3)).toMatchObject({
      changeMinutes: 30,
      nextAt: '2026-05-22T06:30:00Z',
    });
    expect(checkAfterFeed(fine, hourAgo, {}, 0)).toMatchObject({
      changeMinutes: 75,
      nextAt: '2026-05-22T07:15:00Z',
    });
  });

  it('learns nothing from asking again too soon, nor from the first time', () => {
    const justNow = { ...fine, checkedAt: '2026-05-22T05:50:00Z' };
    expect(checkAfterFeed(fine, justNow, {}, 0).changeMinutes).toBe(60);
    expect(checkAfterFeed(fine, undefined, {}, 50).changeMinutes).toBe(60);
  });

  it('settles near a day for a feed that sleeps, near half an hour for one that never does', () => {
    for (const [found, pause] of [
      [0, 1440],
      [1, 30],
    ] as const) {
      let check: Check = fine;
      for (let count = 0; count < 30; count += 1) {
        check = checkAfterFeed({ ...check, checkedAt: check.nextAt }, check, {}, found);
      }
      expect(check.changeMinutes).toBe(pause);
    }
  });

  it('remembers what the feed asks for, and forgets what it no longer asks for', () => {
    const asks = { pauseMinutes: 120, skipHours: [8], skipDays: ['Sunday'] };
    const check = checkAfterFeed(fine, undefined, asks, 1);
    expect(check).toMatchObject({ ...asks, nextAt: '2026-05-22T09:00:00Z' });
    expect(checkAfterFeed(check, undefined, {}, 1)).not.toHaveProperty('pauseMinutes');
  });
});

describe('checkAfterFailure', () => {
  const down: Failure = { cause: 'http-500', problem: 'It is down.' };

  function hoursUntilNext(before: Partial<Check>, failure = down): number {
    const { nextAt } = checkAfterFailure(source.id, { ...fine, ...before }, failure, now);
    return (Date.parse(nextAt) - Date.parse(now)) / 3_600_000;
  }

  it('waits twice as long after each failure, about, and a day at most', () => {
    for (const [failures, hours] of [
      [1, 1],
      [2, 2],
      [3, 4],
      [4, 8],
    ] as const) {
      expect(hoursUntilNext({ failures })).toBeGreaterThanOrEqual(hours * 0.8);
      expect(hoursUntilNext({ failures })).toBeLessThanOrEqual(hours * 1.2);
    }
    expect(hoursUntilNext({ failures: 50 })).toBe(24);
  });

  it('spreads sources that fail together', () => {
    const times = ['a', 'b', 'c', 'd', 'e'].map(
      (id) => checkAfterFailure(id, { ...fine, failures: 2 }, down, now).nextAt,
    );
    expect(new Set(times).size).toBe(5);
    expect(checkAfterFailure('a', { ...fine, failures: 2 }, down, now).nextAt).toBe(times[0]);
  });

  it('asks a page that is gone once a week, and says so', () => {
    const gone = { cause: 'http-410', problem: 'It is gone.' };
    expect(hoursUntilNext({}, gone)).toBe(168);
    expect(checkAfterFailure(source.id, fine, gone, now).cause).toBe('http-410');
    expect(checkAfterFailure(source.id, fine, gone, now).problem).toBe(
      'It is gone. It is asked only once a week now; correct its address or switch it off with a reason.',
    );
    const missing = { cause: 'http-404', problem: 'No such page.' };
    expect(hoursUntilNext({ failingSince: '2026-05-10T00:00:00Z', failures: 9 }, missing)).toBe(24);
    expect(hoursUntilNext({ failingSince: '2026-05-08T00:00:00Z', failures: 9 }, missing)).toBe(
      168,
    );
    expect(hoursUntilNext({ failingSince: '2026-05-08T00:00:00Z', failures: 9 })).toBe(24);
    expect(hoursUntilNext({ failingSince: '2026-04-20T00:00:00Z', failures: 9 })).toBe(168);
  });

  it('does not punish sources for a machine that was offline', () => {
    const offline = { cause: 'dns', problem: 'No such name.' };
    const long = { failures: 90, failingSince: '2026-01-01T00:00:00Z' };
    expect(hoursUntilNext(long, offline)).toBe(1);
  });

  it('waits at least as long as the server asks', () => {
    const until = '2026-05-22T16:00:00Z';
    expect(checkAfterFailure(source.id, undefined, down, now, until)).toMatchObject({
      sourceId: source.id,
      checkedAt: now,
      nextAt: until,
      retryAfter: until,
      failures: 1,
      failingSince: now,
    });
  });

  it('keeps validators, and the day since when it fails', () => {
    const before = { ...fine, etag: '"v1"', failures: 1, failingSince: '2026-05-20T00:00:00Z' };
    expect(checkAfterFailure(source.id, before, down, now)).toMatchObject({
      etag: '"v1"',
      failures: 2,
      failingSince: '2026-05-20T00:00:00Z',
    });
  });

  it('forgets where the source had moved to, for there it failed', () => {
    const moved = { ...fine, movedTo: 'https://new.example/', movedTimes: 9 };
    expect(checkAfterFailure(source.id, moved, down, now)).not.toHaveProperty('movedTo');
  });
});

describe('readRetryAfter', () => {
  it('reads seconds and dates, and a day at most', () => {
    expect(readRetryAfter('120', now)).toBe('2026-05-22T06:02:00Z');
    expect(readRetryAfter('Fri, 22 May 2026 07:00:00 GMT', now)).toBe('2026-05-22T07:00:00Z');
    expect(readRetryAfter('999999999', now)).toBe('2026-05-23T06:00:00Z');
  });

  it('takes what is over, negative or no time for nothing', () => {
    for (const text of [undefined, '', '0', '-5', 'soon', 'Fri, 22 May 2026 05:00:00 GMT']) {
      expect(readRetryAfter(text, now), text).toBeUndefined();
    }
  });
});

describe('readFreshness', () => {
  function minutes(headers: Record<string, string>): number | undefined {
    return readFreshness((name) => headers[name], now);
  }

  it('reads max-age less the age it has already', () => {
    expect(minutes({ 'cache-control': 'public, Max-Age=3600' })).toBe(60);
    expect(minutes({ 'cache-control': 'max-age=3600', age: '1800' })).toBe(30);
    expect(
      minutes({ 'cache-control': 'max-age=3600', expires: 'Fri, 22 May 2026 06:01:00 GMT' }),
    ).toBe(60);
  });

  it('reads Expires by the clock of the server', () => {
    const expires = 'Fri, 22 May 2026 09:00:00 GMT';
    expect(minutes({ expires })).toBe(180);
    expect(minutes({ expires, date: 'Fri, 22 May 2026 08:00:00 GMT' })).toBe(60);
  });

  it('takes an answer for stale that says so or says nothing', () => {
    expect(minutes({ 'cache-control': 'no-cache, max-age=3600' })).toBeUndefined();
    expect(minutes({ 'cache-control': 'max-age=0' })).toBeUndefined();
    expect(minutes({ expires: '0' })).toBeUndefined();
    expect(minutes({})).toBeUndefined();
  });
});

describe('whatever a server or a feed says', () => {
  const inADay = '2026-05-23T06:00:00Z';
  const text = fc.oneof(
    fc.string(),
    fc.nat().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
  );

  it('it is left alone for a day at most by Retry-After', () => {
    fc.assert(
      fc.property(text, (value) => {
        const until = readRetryAfter(value, now);
        if (until !== undefined) expect(until > now && until <= inADay).toBe(true);
      }),
    );
  });

  it('the next check comes after half an hour to a day', () => {
    const feed = fc.record(
      {
        pauseMinutes: fc.oneof(fc.double(), fc.constant(Number.NaN)),
        skipHours: fc.array(fc.integer({ min: -5, max: 30 })),
        skipDays: fc.array(fc.constantFrom('Friday', 'sat', 'x', '')),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        feed,
        fc.record({ 'cache-control': text, expires: text, age: text }),
        (asks, headers) => {
          const fresh = readFreshness((name) => headers[name as keyof typeof headers], now);
          const check = { ...fine, ...(fresh === undefined ? {} : { freshMinutes: fresh }) };
          const { nextAt } = checkAfterFeed(check, undefined, asks, 1);
          expect(nextAt >= '2026-05-22T06:30:00Z' && nextAt <= inADay).toBe(true);
        },
      ),
    );
  });
});
