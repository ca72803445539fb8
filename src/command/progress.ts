/** What a run does, on one line of a terminal that changes as it goes on. */
import ora from 'ora';
import { harmless } from '../discreet.ts';
import type { Counted, OnProgress, Progress } from '../progress.ts';

export type Display = {
  readonly onProgress: OnProgress;
  /** Makes room for a line; the next event brings the display back. */
  readonly clear: () => void;
  readonly stop: () => void;
};

/** On standard error, so that what is printed at the end can be piped elsewhere. */
export function openDisplay(): Display {
  const spinner = ora({
    text: 'Reading stored articles',
    stream: process.stderr,
    // Keys and Ctrl-C stay with the terminal.
    discardStdin: false,
    // With no width to go by, ora counts lines without end.
    isEnabled: (process.stderr.columns ?? 0) > 0,
  }).start();
  let shown: Shown = { due: 0, answered: 0, failed: 0 };
  return {
    onProgress: (event) => {
      shown = { ...shown, ...after(shown, event) };
      spinner.text = harmless(describe(shown, event));
    },
    clear: () => {
      spinner.clear();
    },
    stop: () => {
      spinner.stop();
    },
  };
}

type Shown = { readonly due: number; readonly answered: number; readonly failed: number };

function after(shown: Shown, event: Progress): Partial<Shown> {
  if (event.kind === 'polling') return { due: event.due };
  if (event.kind !== 'answered') return {};
  return {
    answered: shown.answered + 1,
    failed: shown.failed + (event.outcome === 'failed' ? 1 : 0),
  };
}

function describe({ due, answered, failed }: Shown, event: Progress): string {
  if (event.kind === 'publishing') return 'Publishing';
  if (event.kind === 'reading') return `Reading the pages of ${event.wanted} articles`;
  if ('done' in event) return counted(event);
  if (event.kind === 'stored') return 'Looking which feeds are due';
  const troubles = failed === 0 ? '' : `, ${failed} failed`;
  const last = event.kind === 'polling' ? '' : ` – ${event.source}`;
  return `Asking feeds: ${answered} of ${due} answered${troubles}${last}`;
}

/** Commas are read alike everywhere that this program's English is. */
function counted({ kind, done, of }: Counted): string {
  const [some, all] = [done, of].map((number) => number.toLocaleString('en'));
  if (kind === 'judged') return `Judging reports: ${some} of ${all}`;
  return `Writing: ${some} of ${all} documents`;
}
