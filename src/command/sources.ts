/** The commands that add, look over and exchange the configured feeds. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { topicWords } from '../collect/concerns-words.ts';
import { collectFeeds } from '../collect/feeds.ts';
import { closeReader } from '../collect/parse-in-worker.ts';
import { type FeedEntry, newId, sameFeed, withFeeds } from '../config/add-feeds.ts';
import { ConfigError } from '../config/complaint.ts';
import { readOpml, writeOpml } from '../config/opml.ts';
import { type Config, readConfig } from '../config/read.ts';
import { type Found, findFeed } from '../find-feed.ts';
import { healthAt, type SourceHealth } from '../health.ts';
import { requireRunLock } from '../store/run-lock.ts';
import { openSqlite } from '../store/sqlite.ts';
import { compileGazetteer } from '../topic/gazetteer.ts';
import { matchArticle } from '../topic/match.ts';
import { readArticle } from '../topic/read.ts';
import { outletKinds, type Source } from '../types.ts';
import { type Flags, stateFile, withFlags } from './flags.ts';
import { proxies, userAgent } from './run.ts';
import { CommandError, exitCodes, print, printError } from './terminal.ts';

export function addSources(program: Command): void {
  const sources = program
    .command('sources')
    .description('add, look over and exchange the configured feeds');
  addAdd(sources);
  addCheck(sources);
  addExchange(sources);
}

type AddFlags = Pick<Flags, 'sources' | 'allowPrivate'> & {
  readonly yes: boolean;
  readonly id?: string;
  readonly outlet?: string;
  readonly country?: string;
  readonly kind?: Source['kind'];
};

function addAdd(sources: Command): void {
  withFlags(sources.command('add'), ['sources', 'allowPrivate'])
    .argument('<address>', 'of a feed, or of a page that has one', readAddress)
    .description('find the feed of a site, show it, and write it into feeds.yaml')
    .option('-y, --yes', 'write without asking', false)
    .option('--id <id>', 'the id that it keeps for ever (default: from its title)', readId)
    .option('--outlet <name>', 'who publishes it (default: its title)')
    .option('--country <code>', 'of the outlet, two capitals of ISO 3166-1', readCountry)
    .addOption(new Option('--kind <kind>', 'who stands behind the outlet').choices(outletKinds))
    .action(async (address: string, flags: AddFlags) => {
      const config = await readConfig(flags.sources);
      refuseRepeat(address, config.sources);
      const found = await findFeed(address, {
        now: new Date().toISOString(),
        allowPrivate: flags.allowPrivate,
        userAgent: userAgent(config),
        proxy: proxies(process.env),
      }).finally(closeReader);
      if ('problem' in found) throw new CommandError(found.problem);
      refuseRepeat(found.url, config.sources);
      const entry = entryOf(found, flags, new Set(config.sources.map(({ id }) => id)));
      for (const line of describeFound(found, entry, config)) print(line);
      if (!flags.yes && !(await isWanted())) return;
      await addToFile(flags.sources, [entry]);
      print(`Written to ${join(flags.sources, 'feeds.yaml')}; the next run reads it.`);
    });
}

function readAddress(text: string): string {
  const address = /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) {
    throw new InvalidArgumentError('expected an http or https address');
  }
  return address;
}

/** What feeds.yaml would refuse is refused before anything is asked or written. */
function readId(text: string): string {
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(text)) {
    throw new InvalidArgumentError('expected lower-case words joined by hyphens, such as geo-news');
  }
  return text;
}

function readCountry(text: string): string {
  if (!/^[A-Z]{2}$/.test(text)) {
    throw new InvalidArgumentError('expected two capital letters, such as PK');
  }
  return text;
}

function refuseRepeat(address: string, sources: readonly Source[]): void {
  const same = sources.find(({ url }) => sameFeed(url, address));
  if (same === undefined) return;
  throw new CommandError(`${same.id} has this address already (${same.url}); nothing was written.`);
}

function entryOf({ url, feed }: Found, flags: AddFlags, taken: ReadonlySet<string>): FeedEntry {
  const host = new URL(url).host.replace(/^www\./, '');
  const name = feed.title ?? host;
  if (flags.id !== undefined && taken.has(flags.id)) {
    throw new CommandError(`The id ${flags.id} is taken; each stands once.`);
  }
  const { country, kind } = flags;
  const language = feed.language?.split('-')[0]?.toLowerCase();
  return {
    id: flags.id ?? newId(flags.outlet ?? name, taken),
    name,
    url,
    ...(feed.site === undefined || !URL.canParse(feed.site) ? {} : { site: feed.site }),
    outlet: flags.outlet ?? name,
    ...(country === undefined ? {} : { country }),
    ...(language !== undefined && /^[a-z]{2,3}$/.test(language) ? { language } : {}),
    ...(kind === undefined ? {} : { kind }),
  };
}

function describeFound({ url, feed, articles }: Found, entry: FeedEntry, config: Config): string[] {
  const gazetteer = compileGazetteer(config.entities);
  const matching = articles.filter(
    (article) => matchArticle(article, readArticle(article, gazetteer), gazetteer, config.match).in,
  );
  const newest = articles
    .filter(({ published }) => published !== undefined)
    .sort((a, b) => ((a.published?.at ?? '') < (b.published?.at ?? '') ? 1 : -1))[0];
  return [
    `${feed.title ?? 'A feed without a title'}`,
    `  address  ${url}`,
    `  id       ${entry.id}`,
    `  newest   ${newest === undefined ? 'no entry has a date' : `${newest.published?.at.slice(0, 10)} ${newest.title}`}`,
    `  entries  ${articles.length}, of which ${matching.length} would be in the feed today`,
    ...matching.slice(0, 3).map(({ title }) => `           ${title}`),
  ];
}

/** Asks where somebody can answer; elsewhere silence is no consent. */
async function isWanted(): Promise<boolean> {
  if (!process.stdin.isTTY) {
    printError('Nothing was written: nobody is there to be asked. Say --yes.');
    process.exitCode = exitCodes.usage;
    return false;
  }
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question('Add it? [y/N] ');
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}

/** Only a text that is a valid feeds.yaml takes the place of the old one, and as a whole. */
async function addToFile(folder: string, entries: readonly FeedEntry[]): Promise<void> {
  const file = join(folder, 'feeds.yaml');
  const before = await readFile(file, 'utf8').catch(() => 'version: 1\nfeeds: []\n');
  const beside = `${file}.${process.pid}.tmp`;
  await writeFile(beside, withFeeds(before, entries));
  await rename(beside, file);
  try {
    await readConfig(folder);
  } catch (error) {
    await writeFile(file, before);
    throw error;
  }
}

type CheckFlags = Pick<Flags, 'sources' | 'state' | 'allowPrivate' | 'json' | 'quiet'> & {
  readonly poll: boolean;
};

function addCheck(sources: Command): void {
  withFlags(sources.command('check'), ['sources', 'state', 'allowPrivate', 'json', 'quiet'])
    .description('say how each source is; ends with 3 where one fails or has fallen silent')
    .option('--poll', 'ask all of them now; what they bring is published by the next run', false)
    .action(async (flags: CheckFlags) => {
      const config = await readConfig(flags.sources);
      const health = await healthOfAll(flags, config);
      if (flags.json) print(JSON.stringify(health));
      else for (const line of describeHealth(health, flags.quiet)) print(line);
      const troubled = health.some(({ state }) => state === 'failing' || state === 'silent');
      process.exitCode = troubled ? exitCodes.sourcesFailed : exitCodes.done;
    });
}

async function healthOfAll(flags: CheckFlags, config: Config): Promise<readonly SourceHealth[]> {
  const file = stateFile(flags.state);
  const now = new Date().toISOString();
  const lock = flags.poll ? requireRunLock(file, { pid: process.pid, since: now }) : undefined;
  try {
    const store = openSqlite(file);
    try {
      if (flags.poll) {
        await collectFeeds(config.sources, store, {
          now,
          ...{ offline: false, force: true },
          allowPrivate: flags.allowPrivate,
          userAgent: userAgent(config),
          proxy: proxies(process.env),
          words: topicWords(config.entities, config.match),
        });
      }
      const checks = await store.checks();
      return config.sources.map((source) =>
        healthAt(source, checks.get(source.id), config.silentAfterDays),
      );
    } finally {
      await store.close();
    }
  } finally {
    lock?.release();
  }
}

const order = ['failing', 'silent', 'never read', 'working', 'off'] as const;

/** A line a source, what needs a person first, and a count of each kind. */
function describeHealth(health: readonly SourceHealth[], quiet: boolean): string[] {
  const wide = Math.max(...health.map(({ id }) => id.length), 0);
  const kinds = order.map((state) => ({ state, of: health.filter((one) => one.state === state) }));
  const shown = quiet ? kinds.slice(0, 2) : kinds;
  const lines = shown.flatMap(({ of }) => of).map((one) => describeOne(one, wide));
  const counts = kinds
    .filter(({ of }) => of.length > 0)
    .map(({ state, of }) => `${of.length} ${state}`);
  return [...lines, ...(quiet ? [] : [`${health.length} sources: ${counts.join(', ')}`])];
}

function describeOne(health: SourceHealth, wide: number): string {
  const { state, id, since, checkedAt, newestEntry, problem } = health;
  const parts = [
    since === undefined ? undefined : `since ${since.slice(0, 10)}`,
    state === 'working' && checkedAt !== undefined ? `asked ${checkedAt.slice(0, 16)}Z` : undefined,
    state === 'working' && newestEntry !== undefined
      ? `newest ${newestEntry.slice(0, 10)}`
      : undefined,
    problem,
  ].filter((part) => part !== undefined);
  return `${state.padEnd(10)}  ${id.padEnd(wide)}  ${parts.join(', ')}`.trimEnd();
}

function addExchange(sources: Command): void {
  withFlags(sources.command('import'), ['sources'])
    .argument('<file.opml>', 'subscriptions of another program')
    .description('write the feeds of an OPML file into feeds.yaml; those it has stay as they are')
    .action(async (file: string, { sources: folder }: Pick<Flags, 'sources'>) => {
      const config = await readConfig(folder);
      const text = await readFile(file, 'utf8').catch(() => {
        throw new CommandError(`${file} cannot be read.`);
      });
      const { sources: found, complaints } = readOpml(file, text);
      if (complaints.length > 0) throw new ConfigError(complaints);
      const entries = newEntries(found, config.sources);
      if (entries.length > 0) await addToFile(folder, entries);
      for (const { id, url } of entries) print(`+ ${id} ${url}`);
      print(`${entries.length} added, ${found.length - entries.length} known already`);
    });

  withFlags(sources.command('export'), ['sources'])
    .description('print the configured feeds as OPML; private ones and those that are off stay out')
    .option('--private', 'with the private ones too', false)
    .action(async (flags: Pick<Flags, 'sources'> & { readonly private: boolean }) => {
      const { site, sources: all } = await readConfig(flags.sources);
      const given = all.filter(
        (source) => source.off === undefined && (flags.private || !source.private),
      );
      process.stdout.write(writeOpml(site.title, given));
    });
}

function newEntries(found: readonly Source[], known: readonly Source[]): readonly FeedEntry[] {
  const taken = new Set(known.map(({ id }) => id));
  const addresses = known.map(({ url }) => url);
  const entries: FeedEntry[] = [];
  for (const { name, url, site, outlet, language } of found) {
    if (addresses.some((address) => sameFeed(address, url))) continue;
    const id = newId(name, taken);
    taken.add(id);
    addresses.push(url);
    entries.push({
      ...{ id, name, url },
      ...(site === undefined ? {} : { site }),
      outlet,
      ...(language === undefined ? {} : { language }),
    });
  }
  return entries;
}
