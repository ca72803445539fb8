import { StateError } from './state-error.ts';
import type { Store } from './store.ts';

const day = 24 * 60 * 60 * 1000;
/** A clock is put right by hours; whoever goes back further has lost it. */
const furthestBack = day;
/** A machine may stand still for a year; more says rather that its clock ran away. */
const furthestAhead = 400 * day;

/** The name of the note that holds the clock of the last run, ISO 8601. */
const noteName = 'clock';

/**
 * Compares this machine's clock with that of the last run and remembers it. Do not leave out: one
 * run with a clock that is years ahead dates everything new in the future, and one with a clock
 * that is years behind says that everything is older than what was published before.
 *
 * @throws StateError where the two are too far apart
 */
export async function checkClock(store: Store, now: string): Promise<void> {
  const last = await store.note(noteName);
  const problem = clockProblem(last, now);
  if (problem !== undefined) throw new StateError(problem);
  if (last === undefined || last < now) await store.keepNote(noteName, now);
}

/** Takes this machine's clock for right, whatever the last run said. */
export async function acceptClock(store: Store, now: string): Promise<void> {
  await store.keepNote(noteName, now);
}

/** Why the clock cannot be believed, as a sentence. Both are ISO 8601. */
export function clockProblem(last: string | undefined, now: string): string | undefined {
  if (last === undefined) return undefined;
  const passed = Date.parse(now) - Date.parse(last);
  if (passed >= -furthestBack && passed <= furthestAhead) return undefined;
  const where = passed < 0 ? 'earlier' : 'later';
  const days = Math.round(Math.abs(passed) / day);
  return `This machine's clock says ${now}, which is ${days} days ${where} than the last run (${last}). Nothing was done. Set the clock; if it is right now, say so with \`karakoram state clock\` and run again.`;
}
