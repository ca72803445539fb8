import { afterEach, describe, expect, it, vi } from 'vitest';
import { jitterOf, type Schedule, watch } from '../src/schedule.ts';
import { type Clock, fakeClock } from './clock.ts';

/** `watch` with node-cron inside, over simulated time: years pass in seconds. */

// A year is about ten seconds of work, which a loaded machine spreads over minutes.
vi.setConfig({ testTimeout: 600_000 });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let clock: Clock | undefined;
const stop = { now: () => {} };

afterEach(async () => {
  stop.now();
  await clock?.pass(1);
  clock?.restore();
  clock = undefined;
});

type Run = { readonly start: number; end?: number };

/** Starts watching; what runs is written down, and whether two ever ran at once. */
function watching(
  start: string,
  schedule: Partial<Schedule>,
  lasts: (run: number) => number = () => 20_000,
): { readonly runs: Run[]; readonly overlaps: () => number } {
  clock = fakeClock(start);
  const abort = new AbortController();
  stop.now = () => abort.abort();
  const runs: Run[] = [];
  let under = 0;
  let overlaps = 0;
  const whole = { cron: '*/15 * * * *', timeZone: 'UTC', jitter: 0, ...schedule };
  void watch({
    schedule: whole,
    seed: 'test',
    patienceMs: 60_000,
    signal: abort.signal,
    job: async () => {
      const run: Run = { start: Date.now() };
      runs.push(run);
      under++;
      if (under > 1) overlaps++;
      await new Promise((resolve) => setTimeout(resolve, lasts(runs.length)));
      under--;
      run.end = Date.now();
      return whole;
    },
  });
  return { runs, overlaps: () => overlaps };
}

it('loses no slot of a year in UTC and runs none twice', async () => {
  const { runs, overlaps } = watching('2026-01-01T00:07:00Z', { cron: '*/30 * * * *' });
  await clock?.pass(365 * day);
  const [, ...onSlots] = runs.map(({ start }) => start);
  const first = Date.parse('2026-01-01T00:30:00Z');
  const slots = Array.from({ length: 2 * 24 * 365 }, (_, index) => first + index * 30 * minute);
  expect(onSlots.length).toBe(slots.length);
  expect(onSlots.filter((start, index) => start !== slots[index])).toEqual([]);
  expect(overlaps()).toBe(0);
});

/** The two changes of 2026: the runs of a slot every half hour, from local midnight to five. */
const changes = [
  {
    timeZone: 'Europe/Berlin',
    spring: ['2026-03-29', '00:00 00:30 01:00 01:30 03:00 03:30 04:00 04:30'],
    autumn: ['2026-10-25', '00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30 04:00 04:30'],
  },
  {
    timeZone: 'America/New_York',
    spring: ['2026-03-08', '00:00 00:30 01:00 01:30 03:00 03:30 04:00 04:30'],
    autumn: ['2026-11-01', '00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30 04:00 04:30'],
  },
  {
    timeZone: 'Australia/Lord_Howe',
    spring: ['2026-10-04', '00:00 00:30 01:00 01:30 02:30 03:00 03:30 04:00 04:30'],
    autumn: ['2026-04-05', '00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30 04:00 04:30'],
  },
  { timeZone: 'Asia/Karachi' },
] as const;

describe.each(changes)('in $timeZone', (zone) => {
  const { timeZone } = zone;
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    ...{ dateStyle: 'short', timeStyle: 'short' },
  });

  it('runs once for each local time of a year that there is', async () => {
    const { runs, overlaps } = watching('2025-12-31T19:00:00Z', {
      cron: '*/30 0-4 * * *',
      timeZone,
    });
    await clock?.pass(365 * day);
    const days = new Map<string, string[]>();
    for (const { start } of runs.slice(1)) {
      const [date = '', time = ''] = format.format(start).split(' ');
      days.set(date, [...(days.get(date) ?? []), time]);
    }
    const usual = '00:00 00:30 01:00 01:30 02:00 02:30 03:00 03:30 04:00 04:30';
    const expected = new Map<string, string>();
    if ('spring' in zone)
      for (const [date, times] of [zone.spring, zone.autumn]) expected.set(date, times);
    const whole = [...days].slice(1, -1);
    expect(whole.length).toBeGreaterThan(360);
    for (const [date, times] of whole) {
      expect([date, times.join(' ')]).toEqual([date, expected.get(date) ?? usual]);
    }
    expect(overlaps()).toBe(0);
  });
});

/** Starts of runs as local time with its offset, `02:30 GMT+1`. */
async function runsOf(start: string, cron: string, timeZone: string): Promise<string[]> {
  const { runs } = watching(start, { cron, timeZone });
  await clock?.pass(day);
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...{ hour: '2-digit', minute: '2-digit', timeZoneName: 'shortOffset' },
  });
  return runs.slice(1).map((run) => format.format(run.start));
}

describe('a daily slot when the clocks change', () => {
  it.each([
    ['Europe/Berlin', '2026-03-28T22:00:00Z', '30 2 * * *', '03:00 GMT+2'],
    ['America/New_York', '2026-03-08T04:00:00Z', '30 2 * * *', '03:00 GMT-4'],
    ['Australia/Lord_Howe', '2026-10-03T12:00:00Z', '15 2 * * *', '02:30 GMT+11'],
  ])('runs at the end of the hour left out in %s', async (timeZone, start, cron, at) => {
    expect(await runsOf(start, cron, timeZone)).toEqual([at]);
  });

  it.each([
    ['Europe/Berlin', '2026-10-24T22:00:00Z', '30 2 * * *', '02:30 GMT+1'],
    ['America/New_York', '2026-11-01T04:00:00Z', '30 1 * * *', '01:30 GMT-4'],
    ['Australia/Lord_Howe', '2026-04-04T12:00:00Z', '45 1 * * *', '01:45 GMT+10:30'],
  ])('runs once in the repeated hour in %s', async (timeZone, start, cron, at) => {
    expect(await runsOf(start, cron, timeZone)).toEqual([at]);
  });
});

describe('after a gap', () => {
  const at = (run: Run | undefined) => new Date(run?.start ?? 0).toISOString().slice(0, 16);

  it('makes up for a night of sleep with one run, and goes on at its slots', async () => {
    const { runs } = watching('2026-05-01T21:50:00Z', {});
    await clock?.pass(12 * minute);
    clock?.jump(8 * hour);
    await clock?.pass(16 * minute);
    expect(runs.map(at)).toEqual([
      '2026-05-01T21:50',
      '2026-05-01T22:00',
      '2026-05-02T06:03',
      '2026-05-02T06:15',
    ]);
  });

  it('runs a daily job within a minute of waking, not at the end of a timer that slept too', async () => {
    const { runs } = watching('2026-05-01T21:50:30Z', { cron: '0 6 * * *' });
    await clock?.pass(hour);
    clock?.jump(10 * hour);
    await clock?.pass(16 * hour);
    expect(runs.map(at)).toEqual(['2026-05-01T21:50', '2026-05-02T08:51']);
    await clock?.pass(6 * hour);
    expect(runs.map(at).at(-1)).toBe('2026-05-03T06:00');
  });

  it('makes up for slots slept through in the middle of a run with one when it ends', async () => {
    const { runs, overlaps } = watching('2026-05-01T21:50:00Z', {}, () => 5 * minute);
    await clock?.pass(minute);
    clock?.jump(8 * hour);
    await clock?.pass(20 * minute);
    expect(runs.map(at)).toEqual(['2026-05-01T21:50', '2026-05-02T05:55', '2026-05-02T06:00']);
    expect(overlaps()).toBe(0);
  });

  it('takes a clock that was decades behind for one gap', async () => {
    const { runs } = watching('1970-01-01T00:00:10Z', {});
    await clock?.pass(2 * minute);
    clock?.jump(56 * 365 * day);
    await clock?.pass(2 * minute);
    expect(runs).toHaveLength(2);
  });
});

describe('a clock that is set back', () => {
  it('by less than an hour runs no slot twice', async () => {
    const { runs } = watching('2026-05-01T10:50:00Z', {});
    await clock?.pass(30 * minute);
    clock?.jump(-30 * minute);
    await clock?.pass(60 * minute);
    const slots = runs.slice(1).map(({ start }) => Math.floor(start / (15 * minute)));
    expect(slots).toHaveLength(4);
    expect(new Set(slots).size).toBe(4);
  });

  it('by years goes on at once by the new time', async () => {
    const { runs } = watching('2036-05-01T10:50:00Z', {});
    await clock?.pass(20 * minute);
    clock?.jump(-3650 * day);
    await clock?.pass(60 * minute);
    expect(runs.filter(({ start }) => start < Date.parse('2030-01-01'))).toHaveLength(4);
  });
});

it('keeps to its rules through sleeps, clocks set and long runs in any mixture', async () => {
  // The same numbers each time, as the minimal standard generator makes them.
  let state = 20_261_122;
  const random = (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const { runs, overlaps } = watching('2026-01-01T00:00:30Z', {}, () => random(25 * minute));
  const slotOf = (time: number) => Math.floor(time / (15 * minute));
  let forgotten = 0;
  for (let step = 0; step < 500; step++) {
    const before = runs.length;
    await clock?.pass(random(3 * hour));
    if (step % 3 === 0) {
      const back = random(4) === 0 ? -random(3 * hour) : 0;
      if (back < -hour) forgotten = runs.length;
      clock?.jump(back === 0 ? random(2 * day) : back);
    }
    // A run starts only if a slot has come since the one before it started.
    for (let index = Math.max(before, forgotten + 1, 1); index < runs.length; index++) {
      const [earlier, later] = [runs[index - 1]?.start ?? 0, runs[index]?.start ?? 0];
      expect(slotOf(later)).toBeGreaterThan(slotOf(earlier));
    }
    await clock?.pass(26 * minute);
    const latest = runs.at(-1)?.start ?? 0;
    // Long enough for what was under way to end and for what was owed to start.
    expect(slotOf(latest)).toBeGreaterThanOrEqual(slotOf(Date.now() - 26 * minute));
  }
  expect(overlaps()).toBe(0);
  expect(runs.length).toBeGreaterThan(1_000);
});

describe('jitter', () => {
  it('starts every run but the first late, by the same time', async () => {
    const { runs } = watching('2026-05-01T10:50:00Z', { jitter: 300 });
    await clock?.pass(2 * hour);
    const late = runs.slice(1).map(({ start }) => start % (15 * minute));
    expect(late).toHaveLength(8);
    expect(new Set(late)).toEqual(new Set([jitterOf({ jitter: 300 }, 'test')]));
  });

  it('lies within its bound, elsewhere for another machine or topic', () => {
    const times = Array.from({ length: 1_000 }, (_, seed) => jitterOf({ jitter: 300 }, `${seed}`));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThan(300_000);
    const fifth = times.filter((time) => time < 60_000).length;
    expect(fifth).toBeGreaterThan(150);
    expect(fifth).toBeLessThan(250);
  });
});

it('follows a schedule that the job brings back changed', async () => {
  clock = fakeClock('2026-05-01T10:50:00Z');
  const abort = new AbortController();
  stop.now = () => abort.abort();
  const starts: string[] = [];
  void watch({
    schedule: { cron: '0 * * * *', timeZone: 'UTC', jitter: 0 },
    seed: 'test',
    patienceMs: 60_000,
    signal: abort.signal,
    job: async () => {
      starts.push(new Date().toISOString().slice(11, 16));
      return { cron: starts.length < 2 ? '0 * * * *' : '*/20 * * * *', timeZone: 'UTC', jitter: 0 };
    },
  });
  await clock?.pass(hour);
  expect(starts).toEqual(['10:50', '11:00', '11:20', '11:40']);
});
