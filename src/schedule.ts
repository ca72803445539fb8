import { createTask } from 'node-cron';

export type Schedule = {
  /** Five or six fields, as cron reads them. */
  readonly cron: string;
  /** IANA name. */
  readonly timeZone: string;
};

/** How long a job may go on after it was asked to stop; service managers kill at 90 s by default. */
const patienceMs = 60_000;

/**
 * Runs a job now and then on a schedule, never two at once, until the signal aborts.
 *
 * A slot that falls into a running job, or into the machine's sleep, is made up for by one job as
 * soon as possible: however many slots were missed, one catches up.
 *
 * @param job gets the signal and is expected to end soon after it aborts; what it throws is its
 *   own business, so it should not
 * @returns when the last job has ended, or a minute after the signal at the latest
 */
export async function watch(
  schedule: Schedule,
  job: (signal: AbortSignal) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let running: Promise<void> | undefined;
  let owed = false;

  const start = (): void => {
    if (signal.aborted) return;
    if (running !== undefined) {
      owed = true;
      return;
    }
    owed = false;
    running = job(signal).finally(() => {
      running = undefined;
      if (owed) start();
    });
  };

  // The job is not awaited inside the task: node-cron would drop the slots that fall into it.
  const task = createTask(schedule.cron, start, {
    timezone: schedule.timeZone,
    suppressMissedWarning: true,
  });
  task.on('execution:missed', start);
  await task.start();
  start();
  await aborted(signal);
  await task.destroy();
  await Promise.race([running, after(patienceMs)]);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds).unref();
  });
}
