import { randomUUID } from 'node:crypto';
import { rename, stat, writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Proxies } from '../collect/connections.ts';
import { type Config, readConfig } from '../config/read.ts';
import { healthAt } from '../health.ts';
import { type Ping, ping } from '../ping.ts';
import { describeReport, type RunRecord, type RunReport } from '../report.ts';
import { run } from '../run.ts';
import { checkClock } from '../store/clock.ts';
import { type Remembered, rememberedIn } from '../store/remembered.ts';
import { RunUnderWay, requireRunLock } from '../store/run-lock.ts';
import { openSqlite } from '../store/sqlite.ts';
import { articlesFolder, type Flags, stateFile, withFlags } from './flags.ts';
import { type Log, logModeFor, openLog } from './log.ts';
import { refuseToForget } from './lost-state.ts';
import { exitCodes, print, printError, sayError } from './terminal.ts';
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
  'report',
  'log',
  'quiet',
  'verbose',
  'strict',
  'now',
] as const;

export function addRun(program: Command): void {
  withFlags(program.command('run', { isDefault: true }), runFlags)
    .description('take the stored articles and every feed that is due, and publish (the default)')
    .allowExcessArguments()
    .action(async (flags: Flags, command: Command) => {
      // Whatever is no command gets here, since this is the default.
      const [unknown] = command.args;
      if (unknown !== undefined) {
        command.error(`error: there is no command "${unknown}", and a run takes no arguments`);
      }
      const begun = beginRun(flags);
      let config: Config;
      try {
        config = await readConfig(flags.sources, begun.remembered);
      } catch (error) {
        process.exitCode = await giveUp(begun, flags, undefined, error);
        return;
      }
      process.exitCode = await runOnce(begun, flags, config);
    });
}

/** A run from its first word on: its id, its clock and its log. */
export type Begun = {
  readonly id: string;
  readonly startedAt: string;
  readonly seconds: () => number;
  readonly log: Log;
  readonly remembered: Remembered;
};

export function beginRun(flags: Flags): Begun {
  const id = randomUUID();
  const started = performance.now();
  const mode = flags.log ?? logModeFor(flags.quiet, process.stderr.columns, process.env);
  return {
    id,
    startedAt: new Date().toISOString(),
    seconds: () => Math.round(performance.now() - started) / 1000,
    log: openLog(mode, id, () => performance.now()),
    remembered: rememberedIn(stateFile(flags.state)),
  };
}

/**
 * One run under the lock, told to the terminal, the log, the report file and the monitor.
 *
 * @param problem what is wrong with the configuration where the last good one is used instead: a
 *   person is needed, however well the run goes
 * @returns the exit code; what goes wrong is told and not thrown
 */
export async function runOnce(
  begun: Begun,
  flags: Flags,
  config: Config,
  signal?: AbortSignal,
  problem?: string,
): Promise<number> {
  try {
    const { report, record } = await underLock(begun, flags, config, signal);
    begun.log.stop();
    printReport(report, record, flags, begun);
    const code =
      flags.strict && report.failures.length > 0 ? exitCodes.sourcesFailed : exitCodes.done;
    const ok = code === exitCodes.done && problem === undefined;
    const why = problem === undefined ? {} : { problem };
    await keepRecord({ ...record, ok, ...why }, flags, begun.log);
    const { summary, troubles } = describeReport(report, begun.seconds(), false);
    const text = [...(problem === undefined ? [] : [problem]), ...summary, ...troubles].join('\n');
    await tell(ok ? 'success' : 'fail', text, config, begun.log);
    return code;
  } catch (error) {
    return await giveUp(begun, flags, config, error);
  } finally {
    begun.log.stop();
  }
}

/** Tells everybody that there was no run, and why. */
async function giveUp(
  { id, startedAt, seconds, log }: Begun,
  flags: Flags,
  config: Config | undefined,
  error: unknown,
): Promise<number> {
  const code = log.complain(error);
  // The run that is under way tells the monitor and writes the report.
  if (error instanceof RunUnderWay) return code;
  const problem = sayError(error).join('\n');
  await keepRecord({ run: id, startedAt, ok: false, seconds: seconds(), problem }, flags, log);
  await tell('fail', problem, config, log);
  return code;
}

async function underLock(
  { id, startedAt, seconds, log, remembered }: Begun,
  flags: Flags,
  config: Config,
  signal: AbortSignal | undefined,
): Promise<{ readonly report: RunReport; readonly record: Omit<RunRecord, 'ok'> }> {
  const now = flags.now ?? startedAt;
  const file = stateFile(flags.state);
  const lock = requireRunLock(file, { pid: process.pid, since: startedAt });
  try {
    await tell('start', '', config, log);
    await refuseToForget(file, flags.out, config.site);
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
        onProgress: log.onProgress,
        ...(signal === undefined ? {} : { signal }),
      });
      await remembered.keepIn(store);
      const checks = await store.checks();
      const health = config.sources.map((source) =>
        healthAt(source, checks.get(source.id), config.silentAfterDays),
      );
      const { size: bytes } = await stat(file);
      const record = { run: id, ...report, seconds: seconds(), health, database: { bytes } };
      return { report, record };
    } finally {
      await store.close();
    }
  } finally {
    lock.release();
  }
}

function printReport(
  report: RunReport,
  { health: _health, ...record }: Omit<RunRecord, 'ok'>,
  flags: Flags,
  { log, seconds }: Begun,
): void {
  if (flags.json) {
    print(JSON.stringify(record));
    return;
  }
  const lines = describeReport(report, seconds(), flags.verbose);
  for (const line of lines.summary) if (!flags.quiet) print(line);
  // Lines for machines stay alone on standard error; the log has said what failed.
  if (log.mode === 'json' && flags.quiet) return;
  for (const line of lines.troubles) (log.mode === 'json' ? print : printError)(line);
}

/** Whole or not at all, since a monitor may read it at any time. */
async function keepRecord(record: RunRecord, flags: Flags, log: Log): Promise<void> {
  if (flags.report === undefined) return;
  const beside = `${flags.report}.${process.pid}.tmp`;
  try {
    await writeFile(beside, `${JSON.stringify(record, undefined, 2)}\n`);
    await rename(beside, flags.report);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.notice(`The report cannot be written: ${why}`);
  }
}

/** The environment goes first: it is known even where the configuration is broken. */
async function tell(what: Ping, text: string, config: Config | undefined, log: Log): Promise<void> {
  const address = process.env.KARAKORAM_PING_URL || config?.ping;
  if (address === undefined) return;
  const problem = URL.canParse(address)
    ? await ping(address, what, text, {
        userAgent: config === undefined ? agentName : userAgent(config),
        proxy: proxies(process.env),
      })
    : 'KARAKORAM_PING_URL is no address, so nobody is told of this run.';
  if (problem !== undefined) log.notice(problem);
}

const agentName = `Karakoram/${version}`;

export function userAgent(config: Config): string {
  const contact = config.contact ?? config.site.base;
  return `${agentName} (feed aggregator${contact === undefined ? '' : `; ${contact}`})`;
}

/** The proxies of the environment, as other programs read them: in small letters or capitals. */
export function proxies(environment: NodeJS.ProcessEnv): Proxies {
  const named = (name: string) => environment[name] || environment[name.toUpperCase()] || undefined;
  const [http, https, except] = [named('http_proxy'), named('https_proxy'), named('no_proxy')];
  return {
    ...(http === undefined ? {} : { http }),
    ...(https === undefined ? {} : { https }),
    ...(except === undefined ? {} : { except }),
  };
}
