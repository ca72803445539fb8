import { expect, it } from 'vitest';
import { watch } from '../src/schedule.ts';

const everySecond = { cron: '* * * * * *', timeZone: 'UTC', jitter: 0 };

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    setTimeout(resolve, milliseconds);
  });

it('runs at once and then again at its slots, until it is stopped', async () => {
  const stop = new AbortController();
  let runs = 0;
  await watch({
    schedule: everySecond,
    seed: 'test',
    patienceMs: 60_000,
    signal: stop.signal,
    job: async () => {
      runs++;
      if (runs === 3) stop.abort();
      return everySecond;
    },
  });
  expect(runs).toBe(3);
});

it('never runs two at once, and makes up for the slots that fall into a long run with one', async () => {
  const stop = new AbortController();
  const log: string[] = [];
  await watch({
    schedule: everySecond,
    seed: 'test',
    patienceMs: 60_000,
    signal: stop.signal,
    job: async () => {
      log.push('start');
      if (log.length === 1) await pause(2_500);
      log.push('end');
      if (log.length === 4) stop.abort();
      return everySecond;
    },
  });
  expect(log).toEqual(['start', 'end', 'start', 'end']);
});

it('waits for the job that is under way when it is stopped', async () => {
  const stop = new AbortController();
  let ended = false;
  const watching = watch({
    schedule: everySecond,
    seed: 'test',
    patienceMs: 60_000,
    signal: stop.signal,
    job: async (signal) => {
      await pause(300);
      ended = signal.aborted;
      return everySecond;
    },
  });
  await pause(50);
  stop.abort();
  expect(await watching).toBe(true);
  expect(ended).toBe(true);
});

it('says that the job went on when patience with it ended', async () => {
  const stop = new AbortController();
  const watching = watch({
    schedule: everySecond,
    seed: 'test',
    patienceMs: 20,
    signal: stop.signal,
    job: () => new Promise(() => {}),
  });
  await pause(50);
  stop.abort();
  expect(await watching).toBe(false);
});
