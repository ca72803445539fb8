/** The commands that look after what the next run remembers. */
import type { Command } from 'commander';
import { readConfig } from '../config/read.ts';
import { backUp } from '../store/backup.ts';
import { checkState, type Fault } from '../store/check.ts';
import { acceptClock } from '../store/clock.ts';
import { requireState } from '../store/database.ts';
import { rebuild } from '../store/rebuild.ts';
import { restore } from '../store/restore.ts';
import { requireRunLock } from '../store/run-lock.ts';
import { openSqlite } from '../store/sqlite.ts';
import { type Flags, stateFile, withFlags } from './flags.ts';
import { exitCodes, print, printError } from './terminal.ts';

export function addState(program: Command): void {
  const state = program
    .command('state')
    .description('look after what the next run remembers: check, backup, restore, rebuild, clock');

  withFlags(state.command('check'), ['state', 'out'])
    .description('say whether the state is sound and the published files agree with it')
    .action((flags: Flags) =>
      underLock(existing(flags), async (file) => {
        process.exitCode = tell(checkState(file, flags.out));
      }),
    );

  withFlags(state.command('backup'), ['state'])
    .argument('<file>', 'the copy to write; it must not exist yet')
    .description('write a copy of the state to a file, also while a run is under way')
    .action(async (target: string, flags: Flags) => {
      backUp(stateFile(flags.state), target);
      print(`The state is in ${target}.`);
    });

  withFlags(state.command('restore'), ['state'])
    .argument('<file>', 'a copy that `state backup` wrote')
    .description('put a copy in the place of the state, and keep the old one beside it')
    .action((backup: string, flags: Flags) =>
      underLock(flags, async (file, now) => {
        const kept = restore(backup, file, now);
        print(`The state is that of ${backup}.`);
        if (kept !== undefined) print(`What was there before is kept in ${kept}.`);
        print('The next run publishes it.');
      }),
    );

  withFlags(state.command('rebuild'), ['sources', 'out', 'state'])
    .description('make a lost state from what was published, so that nothing of it appears as new')
    .action(async (flags: Flags) => {
      const { site } = await readConfig(flags.sources);
      await underLock(flags, async (file) => {
        const { stories, withdrawn } = await rebuild(file, flags.out, site);
        print(`The state knows ${stories} stories again, and ${withdrawn} that were withdrawn.`);
        print('They are told as they were until all of their articles have come back.');
      });
    });

  withFlags(state.command('clock'), ['state'])
    .description('take the clock of this machine for right, whatever the last run said')
    .action((flags: Flags) =>
      underLock(existing(flags), async (file, now) => {
        const store = openSqlite(file);
        try {
          await acceptClock(store, now);
        } finally {
          await store.close();
        }
        print(`The clock is right: ${now}.`);
      }),
    );
}

/** A folder and a lock where no state is would pass for one at the next look. */
function existing(flags: Flags): Flags {
  requireState(stateFile(flags.state));
  return flags;
}

/** No run may change what is looked at or replaced here. */
async function underLock(
  flags: Flags,
  work: (file: string, now: string) => Promise<void>,
): Promise<void> {
  const file = stateFile(flags.state);
  const now = new Date().toISOString();
  const lock = requireRunLock(file, { pid: process.pid, since: now });
  try {
    await work(file, now);
  } finally {
    lock.release();
  }
}

/** What was found and what mends it, on the terminal; gives the exit code. */
function tell(faults: readonly Fault[]): number {
  if (faults.length === 0) {
    print('The state is sound, and the published files agree with it.');
    return exitCodes.done;
  }
  for (const { about, problem } of faults) printError(`${about}: ${problem}`);
  if (faults.some(({ about }) => about === 'state')) {
    printError(
      'Put a copy back with `karakoram state restore FILE`; without one, move the state away and make it anew with `karakoram state rebuild`.',
    );
  } else {
    printError('The next run writes these files anew; `karakoram run --offline` does so now.');
  }
  return exitCodes.broken;
}
