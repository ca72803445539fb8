import { hostname } from 'node:os';
import type { Command } from 'commander';
import { readConfig } from '../config/read.ts';
import { watch } from '../schedule.ts';
import { type Flags, withFlags } from './flags.ts';
import { beginRun, runFlags, runOnce } from './run.ts';
import { print } from './terminal.ts';

export function addWatch(program: Command): void {
  withFlags(
    program.command('watch'),
    runFlags.filter((name) => name !== 'now' && name !== 'strict' && name !== 'force'),
  )
    .description('run now and then on the schedule of topic.yaml, until SIGTERM or SIGINT')
    .action(async (given: Omit<Flags, 'force' | 'strict'>) => {
      const flags: Flags = { ...given, force: false, strict: false };
      let config = await readConfig(flags.sources);
      const { cron, timeZone } = config.schedule;
      const stop = new AbortController();
      for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
      if (!flags.quiet && !flags.json) {
        print(`watching on "${cron}" ${timeZone}; SIGTERM or Ctrl-C ends it`);
      }
      const job = async (signal: AbortSignal) => {
        const begun = beginRun(flags);
        try {
          config = await readConfig(flags.sources);
        } catch (error) {
          begun.log.complain(error);
          begun.log.notice('The last good configuration is used until that is mended.');
        }
        await runOnce(begun, flags, config, signal);
        return config.schedule;
      };
      const seed = `${config.site.id} ${hostname()}`;
      await watch({ schedule: config.schedule, seed, job, signal: stop.signal });
    });
}
