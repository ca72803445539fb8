import { hostname } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { readConfig } from '../config/read.ts';
import { watch } from '../schedule.ts';
import { type Flags, withFlags } from './flags.ts';
import { beginRun, runFlags, runOnce } from './run.ts';
import { CommandError, print, sayError } from './terminal.ts';

export function addWatch(program: Command): void {
  withFlags(
    program.command('watch'),
    runFlags.filter((name) => name !== 'now' && name !== 'strict' && name !== 'force'),
  )
    .description('run now and then on the schedule of topic.yaml, until SIGTERM or SIGINT')
    .addOption(
      new Option('--patience <seconds>', 'how long a run may go on after SIGTERM or SIGINT')
        .default(60)
        .argParser(readSeconds),
    )
    .action(async (given: Omit<Flags, 'force' | 'strict'> & { readonly patience: number }) => {
      const flags: Flags = { ...given, force: false, strict: false };
      let config = await readConfig(flags.sources);
      const { cron, timeZone } = config.schedule;
      const say = (line: string) => {
        if (!flags.quiet && !flags.json) print(line);
      };
      const stop = new AbortController();
      const signals = ['SIGTERM', 'SIGINT'] as const;
      const stopping = () => {
        // The next one ends the process at once, which costs no more than a crash.
        for (const name of signals) process.off(name, stopping);
        stop.abort();
        say('stopping; a second signal ends it at once');
      };
      for (const name of signals) process.on(name, stopping);
      say(`watching on "${cron}" ${timeZone}; SIGTERM or Ctrl-C ends it`);
      const job = async (signal: AbortSignal) => {
        const begun = beginRun(flags);
        let problem: string | undefined;
        try {
          config = await readConfig(flags.sources, begun.remembered);
        } catch (error) {
          begun.log.complain(error);
          problem = sayError(error).join('\n');
          begun.log.notice('The last good configuration is used until that is mended.');
        }
        await runOnce(begun, flags, config, signal, problem);
        return config.schedule;
      };
      const seed = `${config.site.id} ${hostname()}`;
      const patienceMs = given.patience * 1000;
      const schedule = config.schedule;
      if (!(await watch({ schedule, seed, job, signal: stop.signal, patienceMs }))) {
        throw new CommandError(
          `The run did not end within ${given.patience} s and was given up; the next one goes on where it was.`,
        );
      }
    });
}

function readSeconds(text: string): number {
  // Timers have 31 bits of milliseconds.
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('expected seconds, such as 60');
  return Number(text);
}
