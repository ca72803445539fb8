import { createTask } from 'node-cron';

const secondMs = 1000;

/**
 * The moment at which clocks went forward between two instants, if a slot fell into the local time
 * that they left out. node-cron passes over such a slot, so a job for 2:30 would not run that day.
 *
 * @param from milliseconds since 1970, exclusive; `to` inclusive
 */
export function leftOut(
  { cron, timeZone }: { readonly cron: string; readonly timeZone: string },
  from: number,
  to: number,
): number | undefined {
  if (timeZone === 'UTC') return undefined;
  const before = offsetAt(from, timeZone);
  if (offsetAt(to, timeZone) <= before) return undefined;
  let early = Math.floor(from / secondMs);
  let late = Math.ceil(to / secondMs);
  while (late - early > 1) {
    const middle = Math.floor((early + late) / 2);
    if (offsetAt(middle * secondMs, timeZone) > before) late = middle;
    else early = middle;
  }
  const moment = late * secondMs;
  const after = offsetAt(moment, timeZone);
  // In UTC every local time exists, also those that this zone left out.
  const plain = createTask(cron, () => {}, { timezone: 'UTC' });
  for (let label = moment + before; label < moment + after; label += secondMs) {
    if (plain.match(new Date(label))) return moment;
  }
  return undefined;
}

/** What local time is ahead of UTC, in milliseconds. */
function offsetAt(time: number, timeZone: string): number {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const at = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  const day = Date.UTC(at('year'), at('month') - 1, at('day'));
  const clock = ((at('hour') * 60 + at('minute')) * 60 + at('second')) * secondMs;
  return day + clock - Math.floor(time / secondMs) * secondMs;
}

let formatted: { readonly timeZone: string; readonly format: Intl.DateTimeFormat } | undefined;

/** Costs a hundred times its use, so the last one is kept. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  if (formatted?.timeZone !== timeZone) {
    const format = new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric' },
      ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
    formatted = { timeZone, format };
  }
  return formatted.format;
}
