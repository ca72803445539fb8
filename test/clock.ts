/**
 * A clock and timers for tests of the schedule, with the machine's two ways of counting time: the
 * clock on the wall, which can be set, and the one that timers run on, which a sleep stops. Made for
 * a few timers and millions of ticks.
 */
export type Clock = {
  /** Time goes by: timers run, in order, each with everything that follows from it at once. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** The machine sleeps, or its clock is set: the wall moves and timers do not. */
  readonly jump: (milliseconds: number) => void;
  readonly restore: () => void;
};

type Timer = { at: number; readonly every?: number; readonly call: () => void };

/** Takes the place of `Date` and of the timers of this process, until `restore`. */
export function fakeClock(start: string): Clock {
  let ticks = 0;
  let wall = Date.parse(start);
  /** In the order in which they were set, which is that of those due at one moment. */
  const timers = new Map<number, Timer>();
  let last = 0;

  const set = (call: () => void, delay: number | undefined, repeats: boolean) => {
    // As Node has it: what does not fit into 31 bits is one millisecond.
    const wait = Number(delay) >= 1 && Number(delay) <= longestTimer ? Math.floor(delay ?? 1) : 1;
    last += 1;
    timers.set(last, { at: ticks + wait, call, ...(repeats ? { every: wait } : {}) });
    const id = last;
    const handle = { [Symbol.toPrimitive]: () => id, ref: () => handle, unref: () => handle };
    return handle;
  };
  const clear = (timer: unknown) => {
    if (timer !== undefined && timer !== null) timers.delete(Number(timer));
  };
  const RealDate = Date;
  const real = { Date, setTimeout, clearTimeout, setInterval, clearInterval };
  Object.assign(globalThis, {
    Date: class extends RealDate {
      constructor(...args: readonly unknown[]) {
        super(...((args.length === 0 ? [wall] : args) as [number]));
      }
      static override now(): number {
        return wall;
      }
    },
    setTimeout: (call: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) =>
      set(() => call(...args), delay, false),
    setInterval: (call: (...args: unknown[]) => void, delay?: number, ...args: unknown[]) =>
      set(() => call(...args), delay, true),
    clearTimeout: clear,
    clearInterval: clear,
  });

  /** The first of the timers that are due by then. */
  const firstUntil = (until: number): [number, Timer] | undefined => {
    let first: [number, Timer] | undefined;
    for (const entry of timers) {
      if (entry[1].at <= until && (first === undefined || entry[1].at < first[1].at)) first = entry;
    }
    return first;
  };
  const goTo = (tick: number) => {
    wall += tick - ticks;
    ticks = tick;
  };
  return {
    pass: async (milliseconds) => {
      const until = ticks + milliseconds;
      for (;;) {
        const due = firstUntil(until);
        if (due === undefined) break;
        const [id, timer] = due;
        goTo(timer.at);
        if (timer.every === undefined) timers.delete(id);
        else timer.at += timer.every;
        timer.call();
        await settled();
      }
      goTo(until);
    },
    jump: (milliseconds) => {
      wall += milliseconds;
    },
    restore: () => {
      Object.assign(globalThis, real);
    },
  };
}

/** In milliseconds: 31 bits. */
const longestTimer = 2 ** 31 - 1;

/** More turns than any chain of promises between a timer and the job takes. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 16; turn++) await undefined;
}
