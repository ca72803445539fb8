/**
 * The schedule of `watch`. node-cron says when a slot comes; what it does not do is done here:
 *
 * - It sleeps on a timer, which stands still while the machine does, and it waits out a clock that
 *   was set back: for hours, or years. So the clock is looked at every minute, and the task
 *   is opened anew when it has jumped.
 * - It tells every missed slot, thousands after a long sleep. One run makes up for all of them.
 * - It leaves out a slot whose hour is skipped when summer time begins. `leftOut` finds it.
 */
import { createHash } from 'node:crypto';
import { createTask, type ScheduledTask } from 'node-cron';
import { leftOut } from './left-out.ts';

export type Schedule = {
  /** Five or six fields, as cron reads them. */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Seconds within which a run starts late, so that not everybody asks on the full hour. */
  readonly jitter: number;
};

export type Watched = {
  readonly schedule: Schedule;
  /** One machine and topic: with the same seed a run starts late by the same time. */
  readonly seed: string;
  /**
   * Gets the signal and is expected to end soon after it aborts; gives the schedule to go on with.
   * What it throws is its own business, so it should not.
   */
  readonly job: (signal: AbortSignal) => Promise<Schedule>;
  readonly signal: AbortSignal;
  /** How long a job may go on after it was asked to stop, in milliseconds. */
  readonly patienceMs: number;
};

const lookMs = 60_000;

/**
 * A clock set back by less is right now and was then: what it has run before is not run again. By
 * more, it was wrong before, and to wait until it gets there once more could take years.
 */
const forgetMs = 60 * 60_000;

/** No transition to summer time lies elsewhere than at a quarter of an hour in UTC. */
const quarterMs = 15 * 60_000;

/**
 * Runs a job now and then on a schedule, until the signal aborts. Never two at once, and never two
 * for one slot; after a gap of any kind, however many slots fell into it, one makes up for them.
 *
 * @returns whether the last job has ended; when it has, or when patience with it has
 */
export async function watch(watched: Watched): Promise<boolean> {
  const { schedule: first, seed, job, signal, patienceMs } = watched;
  let schedule = first;
  let task = open(schedule, due);
  let next = nextSlot(task);
  let seen = Date.now();
  /** The slots up to here need no run any more. */
  let covered = Number.NEGATIVE_INFINITY;
  let waiting: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let owed = false;

  function due(slot: number): void {
    if (signal.aborted || slot <= covered || waiting !== undefined) return;
    const late = jitterOf(schedule, seed);
    if (running !== undefined) owed = true;
    else if (late === 0) start();
    else waiting = setTimeout(start, late);
  }

  function start(): void {
    waiting = undefined;
    owed = false;
    covered = Math.max(covered, Date.now());
    running = job(signal).then(ended);
  }

  function ended(wanted: Schedule): void {
    running = undefined;
    if (signal.aborted) return;
    if (wanted.cron !== schedule.cron || wanted.timeZone !== schedule.timeZone) reopen(wanted);
    schedule = wanted;
    if (owed) start();
  }

  function reopen(wanted: Schedule): void {
    task.destroy();
    task = open(wanted, due);
    next = nextSlot(task);
  }

  function look(): void {
    const now = Date.now();
    if (covered > now + forgetMs) covered = now;
    if (next <= now) due(next);
    if (now > seen && Math.floor(now / quarterMs) !== Math.floor(seen / quarterMs)) {
      const slot = leftOut(schedule, seen, now);
      if (slot !== undefined) due(slot);
    }
    const jumped = now < seen || now > seen + 2 * lookMs;
    if (jumped) reopen(schedule);
    else if (next <= now) next = nextSlot(task);
    seen = now;
  }

  const looking = setInterval(look, lookMs);
  start();
  await aborted(signal);
  clearInterval(looking);
  clearTimeout(waiting);
  task.destroy();
  return running === undefined || (await endsWithin(patienceMs, running));
}

/** The job is not awaited inside the task: node-cron would drop the slots that fall into it. */
function open({ cron, timeZone }: Schedule, due: (slot: number) => void): ScheduledTask {
  const task = createTask(cron, ({ date }) => due(date.getTime()), { timezone: timeZone });
  task.on('execution:missed', ({ date }) => due(date.getTime()));
  task.start();
  return task;
}

function nextSlot(task: ScheduledTask): number {
  return task.getNextRun()?.getTime() ?? Number.POSITIVE_INFINITY;
}

/** In milliseconds; always the same for one seed, so that the pauses between runs stay even. */
export function jitterOf({ jitter }: Pick<Schedule, 'jitter'>, seed: string): number {
  const hash = createHash('sha256').update(seed).digest().readUInt32BE();
  return Math.floor((jitter * 1000 * hash) / 2 ** 32);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

async function endsWithin(milliseconds: number, work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  const ends = await Promise.race([work.then(() => true), late]);
  clearTimeout(timer);
  return ends;
}
