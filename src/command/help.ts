/** What `--help` says besides the flags: examples, environment, files and exit codes. */
import type { Command } from 'commander';

type Page = {
  readonly group: string;
  readonly examples: readonly string[];
  /** What is read and written, where a flag does not say it. */
  readonly files?: readonly string[];
  readonly environment?: readonly string[];
  /** Codes beside 0, 1 and 2. */
  readonly exit?: readonly string[];
};

const monitor = 'KARAKORAM_PING_URL  a monitor that is told of start, success and failure';
const proxies = 'http_proxy, https_proxy, no_proxy  the way to the feeds';
const colours = 'NO_COLOR, CI, TERM=dumb  no colours; the last two no line that changes';
const daily = 'Run:';
const around = 'Sources:';
const look = 'Look into it:';
const care = 'Publish and keep:';

const pages: ReadonlyMap<string, Page> = new Map<string, Page>([
  [
    'run',
    {
      group: daily,
      examples: [
        'karakoram                                    one run on ./sources into ./out',
        'karakoram run --quiet                        for cron: speaks of failures only',
        'karakoram run --offline --out look           stored articles only, elsewhere',
        'karakoram run --report /run/karakoram.json   for a monitor that reads files',
      ],
      files: [
        'sources/topic.yaml, gazetteer.yaml    what belongs in the feed',
        'sources/feeds.yaml, feeds.txt, *.opml the feeds',
        'sources/articles/                     stored articles',
        'sources/decisions.yaml                repair by hand',
        'out/                                  the site; atom.xml is the feed',
        '.state/karakoram.db                   what the next run remembers',
      ],
      environment: [monitor, proxies, colours],
      exit: ['3  a source failed, with --strict'],
    },
  ],
  [
    'watch',
    {
      group: daily,
      examples: [
        'karakoram watch                     on the schedule of sources/topic.yaml',
        'karakoram watch --quiet --log json  lines for a log collector alone',
      ],
      environment: [monitor, proxies, colours],
    },
  ],
  [
    'sources',
    { group: around, examples: ['karakoram sources check', 'karakoram sources add dawn.com'] },
  ],
  [
    'sources add',
    {
      group: '',
      examples: [
        'karakoram sources add https://www.dawn.com/pakistan',
        'karakoram sources add --yes --id geo --outlet "Geo News" --country PK geo.tv',
      ],
      environment: [proxies],
    },
  ],
  [
    'sources check',
    {
      group: '',
      examples: [
        'karakoram sources check             as of the last time each was asked',
        'karakoram sources check --poll -q   ask all now, show those in trouble',
      ],
      environment: [proxies],
      exit: ['3  a source fails or has fallen silent (silentAfterDays in topic.yaml)'],
    },
  ],
  ['sources import', { group: '', examples: ['karakoram sources import subscriptions.opml'] }],
  ['sources export', { group: '', examples: ['karakoram sources export > feeds.opml'] }],
  [
    'init',
    {
      group: around,
      examples: [
        'karakoram init waters --title "Indus waters" --about "Indus Waters Treaty|IWT"',
        'karakoram run --sources waters --out waters-out --state waters-state',
      ],
    },
  ],
  ['serve', { group: look, examples: ['karakoram serve', 'karakoram serve --out look -p 0'] }],
  ['export', { group: look, examples: ['karakoram export > articles.jsonl'] }],
  [
    'explain',
    {
      group: look,
      examples: [
        'karakoram explain https://www.dawn.com/news/1   why it is in or out',
        'karakoram explain ./note.txt                    what would be understood of a file',
        'karakoram explain ADDRESS OTHER-ADDRESS         why the two are one story or not',
      ],
    },
  ],
  ['replay', { group: look, examples: ['karakoram replay --sources edited-sources'] }],
  [
    'deploy',
    { group: care, examples: ['karakoram run && karakoram deploy', 'karakoram deploy --dry-run'] },
  ],
  ['ping-hub', { group: care, examples: ['karakoram ping-hub'] }],
  ['state', { group: care, examples: ['karakoram state check', 'karakoram state --help'] }],
  ['state check', { group: '', examples: ['karakoram state check --state /srv/state'] }],
  ['state backup', { group: '', examples: ['karakoram state backup karakoram-2026-05-21.db'] }],
  [
    'state restore',
    { group: '', examples: ['karakoram state restore karakoram-2026-05-21.db && karakoram run'] },
  ],
  [
    'state rebuild',
    { group: '', examples: ['karakoram state rebuild --out out && karakoram run'] },
  ],
  ['state clock', { group: '', examples: ['karakoram state clock'] }],
]);

/** Gives every command its page; those of which nothing is known here keep their flags alone. */
export function addHelp(program: Command): void {
  for (const command of program.commands) addPage(command, command.name());
  program.addHelpText(
    'after',
    section('Exit codes', exitCodes([])) +
      section('More', [
        'karakoram COMMAND --help  flags, examples and files of one command',
        'docs/operating.md         schedules, logs, monitors, backup',
      ]),
  );
}

function addPage(command: Command, path: string): void {
  for (const below of command.commands) addPage(below, `${path} ${below.name()}`);
  const page = pages.get(path);
  if (page === undefined) return;
  if (page.group !== '') command.helpGroup(page.group);
  command.addHelpText(
    'after',
    section('Examples', page.examples) +
      section('Files', page.files ?? []) +
      section('Environment', page.environment ?? []) +
      section('Exit codes', exitCodes(page.exit ?? [])),
  );
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
}

function exitCodes(more: readonly string[]): readonly string[] {
  return [
    '0  done',
    '1  it could not be done; the message says why',
    '2  wrong arguments',
    ...more,
  ];
}
