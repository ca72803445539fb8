import { vi } from 'vitest';

/**
 * A clock and timers for tests of the schedule, with the machine's two ways of counting time: the
 * clock on the wall, which can be set, and the one that timers run on, which a sleep stops.
 */
export type Clock = {
  /** Time goes by: timers run, in order, each with everything that follows from it at once. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** The machine sleeps, or its clock is set: the wall moves and timers do not. */
  readonly jump: (milliseconds: number) => void;
  readonly restore: () => void;
};

export function fakeClock(start: string): Clock {
  vi.useFakeTimers({
    now: new Date(start),
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });
  return {
    pass: async (milliseconds) => {
      for (let left = milliseconds; left > 0; left -= longestTimer) {
        let arrived = false;
        const arrive = () => {
          arrived = true;
        };
        setTimeout(arrive, Math.min(left, longestTimer));
        while (!arrived) {
          vi.advanceTimersToNextTimer();
          await settled();
        }
      }
    },
    jump: (milliseconds) => {
      vi.setSystemTime(Date.now() + milliseconds);
    },
    restore: () => {
      vi.useRealTimers();
    },
  };
}

/** In milliseconds: 31 bits. */
const longestTimer = 2 ** 31 - 1;

/** More turns than any chain of promises between a timer and the job takes. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 16; turn++) await undefined;
}
