/** The commands that look into the store and change nothing. */
import type { Command } from 'commander';
import { type Config, readConfig } from '../config/read.ts';
import { explain } from '../explain.ts';
import { exportArticles } from '../export.ts';
import { replay } from '../replay.ts';
import { openSqlite } from '../store/sqlite.ts';
import type { Store } from '../store/store.ts';
import { compileGazetteer, type Gazetteer } from '../topic/gazetteer.ts';
import { articlesFolder, type Flags, stateFile, withFlags } from './flags.ts';
import { print } from './terminal.ts';

export function addLook(program: Command): void {
  withFlags(program.command('export'), ['sources', 'state'])
    .description('print every article in the store, in or out, as JSON Lines')
    .action((flags: Flags) =>
      withStore(flags, async (config, gazetteer, store) => {
        for await (const line of exportArticles(config, gazetteer, store)) {
          process.stdout.write(`${line}\n`);
        }
      }),
    );

  withFlags(program.command('explain'), ['sources', 'articles', 'state', 'now'])
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

  withFlags(program.command('replay'), ['sources', 'state'])
    .description('say what the sources folder would gain and lose against what was published last')
    .action((flags: Flags) =>
      withStore(flags, async (config, gazetteer, store) => {
        for (const line of await replay(config, gazetteer, store)) print(line);
      }),
    );
}

/** What only reads the store needs no lock. */
async function withStore(
  flags: Pick<Flags, 'sources' | 'state'>,
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
