/** The flags that the commands share, and what they come to. */
import { join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';

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
};

export function withFlags(command: Command): Command {
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

export function articlesFolder(flags: Flags): string {
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
