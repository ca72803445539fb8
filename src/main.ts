/**
 * The command line: the only place that reads arguments, environment and the clock, and that
 * writes to the terminal.
 */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import type { Proxies } from './collect/connections.ts';
import { ConfigError } from './config/complaint.ts';
import { type Config, readConfig } from './config/read.ts';
import { explain } from './explain.ts';
import { exportArticles } from './export.ts';
import { PublishError } from './publish/files.ts';
import { replay } from './replay.ts';
import { describeReport, type RunReport } from './report.ts';
import { run } from './run.ts';
import { watch } from './schedule.ts';
import { takeRunLock } from './store/run-lock.ts';
import { openSqlite } from './store/sqlite.ts';
import { StateError } from './store/state-error.ts';
import type { Store } from './store/store.ts';
import { compileGazetteer, type Gazetteer } from './topic/gazetteer.ts';

const exitCodes = { done: 0, broken: 1, usage: 2, sourcesFailed: 3 } as const;

type Flags = {
  readonly sources: string;
  readonly articles?: string;
  readonly out: string;
  readonly state: string;
  readonly now?: string;
  readonly offline: boolean;
  readonly force: boolean;
  readonly allowPrivate: readonly string[];
  readonly strict: boolean;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
};

const packageFile = new URL('../package.json', import.meta.url);
const { version } = JSON.parse(readFileSync(packageFile, 'utf8')) as { version: string };

const program = new Command('karakoram')
  .description(
    'Makes one deduplicated, tagged Atom feed about a topic from stored articles and feeds.',
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError('(--help tells what there is)');

withFlags(program.command('run', { isDefault: true }))
  .description('take the stored articles and every feed that is due, and publish (the default)')
  .action(async (flags: Flags) => {
    process.exitCode = await runOnce(flags, await readConfig(flags.sources));
  });

withFlags(program.command('watch'))
  .description('run now and then on the schedule of topic.yaml, until SIGTERM or SIGINT')
  .action(async (flags: Flags) => {
    let config = await readConfig(flags.sources);
    const { cron, timeZone } = config.schedule;
    const stop = new AbortController();
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop.abort());
    print(`watching on "${cron}" ${timeZone}; SIGTERM or Ctrl-C ends it`);
    const job = async (signal: AbortSignal) => {
      try {
        config = await readConfig(flags.sources);
      } catch (error) {
        complain(error);
        printError('The last good configuration is used until that is mended.');
      }
      await runOnce(flags, config, signal).catch(complain);
    };
    await watch(config.schedule, job, stop.signal);
  });

withFlags(program.command('export'))
  .description('print every article in the store, in or out, as JSON Lines')
  .action((flags: Flags) =>
    withStore(flags, async (config, gazetteer, store) => {
      for await (const line of exportArticles(config, gazetteer, store)) {
        process.stdout.write(`${line}\n`);
      }
    }),
  );

withFlags(program.command('explain'))
  .argument('<what>', 'an address, id or path of a stored article, any file, or a text in quotes')
  .argument('[other]', 'a second stored article: are the two one story?')
  .description('say what was understood, why it is in the feed or not, or why two are one story')
  .action((what: string, other: string | undefined, flags: Flags) =>
    withStore(flags, async (config, gazetteer, store) => {
      const question = {
        what,
        ...(other === undefined ? {} : { other }),
        articles: articlesFolder(flags),
        now: flags.now ?? new Date().toISOString(),
      };
      for (const line of await explain(question, config, gazetteer, store)) print(line);
    }),
  );

withFlags(program.command('replay'))
  .description('say what the sources folder would gain and lose against what was published last')
  .action((flags: Flags) =>
    withStore(flags, async (config, gazetteer, store) => {
      for (const line of await replay(config, gazetteer, store)) print(line);
    }),
  );

// Whoever reads us may have had enough: `export | head` is no error.
process.stdout.on('error', () => process.exit());

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = complain(error);
}
// A name service that does not answer would hold the process for half a minute more.
process.stdout.write('', () => process.exit());

function withFlags(command: Command): Command {
  return command
    .option('--sources <folder>', 'what the feed is about and where it comes from', 'sources')
    .option('--articles <folder>', 'stored articles (default: articles/ in the sources folder)')
    .option('--out <folder>', 'where the feed is written', 'out')
    .addOption(
      new Option('--state <path>', 'what the next run remembers: a folder, or a .db file')
        .env('KARAKORAM_STATE')
        .default('.state'),
    )
    .option('--now <time>', 'a fixed clock, ISO 8601, for tests and replays', readTime)
    .option('--offline', 'stored articles only, no feed is asked', false)
    .option('--force', 'ask feeds that are not due yet (never against Retry-After)', false)
    .addOption(
      new Option(
        '--allow-private <host:port>',
        'open one private address for configured feeds; repeatable',
      )
        .env('KARAKORAM_ALLOW_PRIVATE')
        .argParser(readHostPort)
        .default([], 'none'),
    )
    .option('--strict', 'exit with 3 when a source failed', false)
    .option('--json', 'print the report as JSON', false)
    .option('-q, --quiet', 'print failures only', false)
    .option('-v, --verbose', 'print every failure on a line of its own', false);
}

/** What only reads the store needs no lock. */
async function withStore(
  flags: Flags,
  use: (config: Config, gazetteer: Gazetteer, store: Store) => Promise<void>,
): Promise<void> {
  const config = await readConfig(flags.sources);
  const store = openSqlite(stateFile(flags.state));
  try {
    await use(config, compileGazetteer(config.entities), store);
  } finally {
    await store.close();
  }
}

/** One run under the lock, and its summary on the terminal. */
async function runOnce(flags: Flags, config: Config, signal?: AbortSignal): Promise<number> {
  const started = performance.now();
  const now = flags.now ?? new Date().toISOString();
  const file = stateFile(flags.state);
  const taken = takeRunLock(file, { pid: process.pid, since: new Date().toISOString() });
  if (taken.lock === undefined) {
    const who =
      taken.heldBy === undefined
        ? 'another process'
        : `process ${taken.heldBy.pid} since ${taken.heldBy.since}`;
    throw new StateError(
      `A run on ${file} is under way (${who}). Wait for it, or use another --state.`,
    );
  }
  try {
    const store = openSqlite(file);
    try {
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
    taken.lock.release();
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

/** Says on the terminal what ended the command, and gives the exit code for it. */
function complain(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has written its own message; help and version are no errors.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  if (error instanceof ConfigError) {
    printError('The configuration is wrong:');
    printError(error.message);
  } else if (error instanceof StateError || error instanceof PublishError) {
    printError(error.message);
  } else {
    printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return exitCodes.broken;
}

function userAgent(config: Config): string {
  const contact = config.contact ?? config.site.base;
  return `Karakoram/${version} (feed aggregator${contact === undefined ? '' : `; ${contact}`})`;
}

function articlesFolder(flags: Flags): string {
  return flags.articles ?? join(flags.sources, 'articles');
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

/** `--state` names a folder, or the database itself when it ends like one. */
function stateFile(path: string): string {
  return /\.(db|sqlite3?)$/.test(path) ? path : join(path, 'karakoram.db');
}

function readTime(text: string): string {
  const zoned = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?$/.test(text);
  const time = new Date(text);
  if (!zoned || Number.isNaN(time.getTime())) {
    throw new InvalidArgumentError('expected a time such as 2026-01-31T12:00:00Z');
  }
  return time.toISOString();
}

function readHostPort(text: string, earlier: readonly string[] = []): readonly string[] {
  // The environment gives several in one value; the flag is repeated.
  const hosts = text.split(',').map((part) => part.trim());
  for (const host of hosts) {
    if (!/^(\[[0-9a-f:.]+\]|[a-z0-9.-]+):\d{1,5}$/i.test(host)) {
      throw new InvalidArgumentError('expected HOST:PORT, such as 127.0.0.1:8080');
    }
  }
  return [...earlier, ...hosts];
}

function print(line: string): void {
  process.stdout.write(`${plain(line)}\n`);
}

function printError(line: string): void {
  process.stderr.write(`${plain(line)}\n`);
}

/** Text from feeds may hold escape sequences; none of them reaches the terminal. */
function plain(line: string): string {
  return line.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    ' ',
  );
}
