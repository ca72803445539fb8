/** The flags that commands share, and what they come to. */
import { join } from 'node:path';
import { type Command, Help, InvalidArgumentError, Option } from 'commander';
import { type LogMode, logModes } from './log.ts';

export type Flags = {
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
  readonly log?: LogMode;
  readonly report?: string;
};

const folders = 'Folders:';
const asking = 'Asking feeds:';
const saying = 'What is said:';

/** Made anew for each command: commander keeps what was given in the option. */
const flags = {
  sources: () =>
    new Option('--sources <folder>', 'what the feed is about and where it comes from')
      .default('sources')
      .helpGroup(folders),
  articles: () =>
    new Option(
      '--articles <folder>',
      'stored articles (default: articles/ in the sources folder)',
    ).helpGroup(folders),
  out: () =>
    new Option('--out <folder>', 'where the feed is written').default('out').helpGroup(folders),
  state: () =>
    new Option('--state <path>', 'what the next run remembers: a folder, or a .db file')
      .env('KARAKORAM_STATE')
      .default('.state')
      .helpGroup(folders),
  now: () =>
    new Option('--now <time>', 'a fixed clock, ISO 8601, for tests and replays').argParser(
      readTime,
    ),
  offline: () =>
    new Option('--offline', 'stored articles only, no feed is asked')
      .default(false)
      .helpGroup(asking),
  force: () =>
    new Option('--force', 'ask feeds that are not due yet (never against Retry-After)')
      .default(false)
      .helpGroup(asking),
  allowPrivate: () =>
    new Option(
      '--allow-private <host:port>',
      'open one private address for configured feeds; repeatable',
    )
      .env('KARAKORAM_ALLOW_PRIVATE')
      .argParser(readHostPort)
      .default([], 'none')
      .helpGroup(asking),
  strict: () => new Option('--strict', 'exit with 3 when a source failed').default(false),
  json: () => new Option('--json', 'print the report as JSON').default(false).helpGroup(saying),
  quiet: () => new Option('-q, --quiet', 'print failures only').default(false).helpGroup(saying),
  verbose: () =>
    new Option('-v, --verbose', 'print every failure on a line of its own')
      .default(false)
      .helpGroup(saying),
  log: () =>
    new Option(
      '--log <how>',
      'progress on standard error: plain (a line that changes), json (lines for machines) or none (default: plain on a terminal, none with --quiet, else json)',
    )
      .env('KARAKORAM_LOG')
      .choices(logModes)
      .helpGroup(saying),
  report: () =>
    new Option('--report <file>', 'write what the run did to a file too, as JSON').helpGroup(
      saying,
    ),
} as const;

/** A flag that is not given is not set, which needs no saying. */
function describeOption(option: Option): string {
  const shown = new Option(option.flags, option.description);
  if (option.defaultValue !== false) {
    shown.default(option.defaultValue, option.defaultValueDescription);
  }
  if (option.envVar !== undefined) shown.env(option.envVar);
  // A description that explains the choices names them.
  if (option.argChoices?.some((choice) => !option.description.includes(choice))) {
    shown.choices(option.argChoices);
  }
  return new Help().optionDescription(shown);
}

/** Gives a command those of the shared flags that do something for it. */
export function withFlags(command: Command, names: readonly (keyof typeof flags)[]): Command {
  for (const name of names) command.addOption(flags[name]());
  return command.configureHelp({ optionDescription: describeOption });
}

export function articlesFolder(flags: Pick<Flags, 'sources' | 'articles'>): string {
  return flags.articles ?? join(flags.sources, 'articles');
}

/** `--state` names a folder, or the database itself when it ends like one. */
export function stateFile(path: string): string {
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
