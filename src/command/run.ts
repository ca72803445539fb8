import type { Command } from 'commander';
import type { Proxies } from '../collect/connections.ts';
import { type Config, readConfig } from '../config/read.ts';
import { describeReport, type RunReport } from '../report.ts';
import { run } from '../run.ts';
import { checkClock } from '../store/clock.ts';
import { requireRunLock } from '../store/run-lock.ts';
import { openSqlite } from '../store/sqlite.ts';
import { articlesFolder, type Flags, stateFile, withFlags } from './flags.ts';
import { exitCodes, print, printError } from './terminal.ts';
import { version } from './version.ts';

/** What a run listens to, by whichever command it was started. */
export const runFlags = [
  'sources',
  'articles',
  'out',
  'state',
  'offline',
  'force',
  'allowPrivate',
  'json',
  'quiet',
  'verbose',
  'strict',
  'now',
] as const;

export function addRun(program: Command): void {
  withFlags(program.command('run', { isDefault: true }), runFlags)
    .description('take the stored articles and every feed that is due, and publish (the default)')
    .action(async (flags: Flags) => {
      process.exitCode = await runOnce(flags, await readConfig(flags.sources));
    });
}

/** One run under the lock, and its summary on the terminal. */
export async function runOnce(flags: Flags, config: Config, signal?: AbortSignal): Promise<number> {
  const started = performance.now();
  const now = flags.now ?? new Date().toISOString();
  const file = stateFile(flags.state);
  const lock = requireRunLock(file, { pid: process.pid, since: new Date().toISOString() });
  try {
    const store = openSqlite(file);
    try {
      // A clock that was given is meant, however far it is from that of the last run.
      if (flags.now === undefined) await checkClock(store, now);
      const report = await run(config, store, {
        articles: articlesFolder(flags),
        out: flags.out,
        offline: flags.offline,
        force: flags.force,
        allowPrivate: flags.allowPrivate,
        userAgent: userAgent(config),
        proxy: proxies(process.env),
        now,
        ...(signal === undefined ? {} : { signal }),
      });
      printReport(report, (performance.now() - started) / 1000, flags);
      return flags.strict && report.failures.length > 0 ? exitCodes.sourcesFailed : exitCodes.done;
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

function printReport(report: RunReport, seconds: number, flags: Flags): void {
  if (flags.json) {
    print(JSON.stringify({ ...report, seconds: Math.round(seconds * 1000) / 1000 }));
    return;
  }
  const lines = describeReport(report, seconds, flags.verbose);
  for (const line of lines.summary) if (!flags.quiet) print(line);
  for (const line of lines.troubles) printError(line);
}

function userAgent(config: Config): string {
  const contact = config.contact ?? config.site.base;
  return `Karakoram/${version} (feed aggregator${contact === undefined ? '' : `; ${contact}`})`;
}

/** The proxies of the environment, as other programs read them: in small letters or capitals. */
function proxies(environment: NodeJS.ProcessEnv): Proxies {
  const named = (name: string) => environment[name] || environment[name.toUpperCase()] || undefined;
  const [http, https, except] = [named('http_proxy'), named('https_proxy'), named('no_proxy')];
  return {
    ...(http === undefined ? {} : { http }),
    ...(https === undefined ? {} : { https }),
    ...(except === undefined ? {} : { except }),
  };
}
