import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError } from 'commander';
import { readConfig } from '../config/read.ts';
import { topicFiles } from '../init.ts';
import { CommandError, print } from './terminal.ts';

type InitFlags = {
  readonly title: string;
  readonly about: readonly (readonly [string, ...string[]])[];
  readonly author: string;
  readonly language: string;
  readonly timeZone: string;
};

export function addInit(program: Command): void {
  program
    .command('init')
    .argument('<folder>', 'the sources folder to make; it must be empty or not exist')
    .description('make the sources folder of another topic, ready to run')
    .requiredOption('--title <words>', 'what the feed is called')
    .requiredOption(
      '--about <name>',
      'what stories must name, with other spellings behind "|"; repeatable',
      readAbout,
    )
    .option('--author <name>', 'who makes the feed', 'Karakoram')
    .option('--language <tag>', 'of titles and pages, BCP-47', 'en')
    .option('--time-zone <name>', 'whose days the pages show, IANA', 'UTC')
    .action(async (folder: string, flags: InitFlags) => {
      const there = await readdir(folder).catch(() => []);
      if (there.length > 0) {
        throw new CommandError(`${folder} holds files already; name a new folder.`);
      }
      const files = topicFiles({ ...flags, id: randomUUID() });
      for (const [name, text] of files) {
        const path = join(folder, name);
        await mkdir(dirname(path), { recursive: true });
        await writeFile(path, text, { flag: 'wx' });
      }
      try {
        await readConfig(folder);
      } catch (error) {
        // A flag was wrong; the folder was ours alone.
        await rm(folder, { recursive: true });
        throw error;
      }
      print(`${folder} is a topic. What next:`);
      print(`  karakoram sources add --sources ${folder} ADDRESS   for each site that has a feed`);
      print(`  karakoram run --sources ${folder} --out OUT --state STATE`);
    });
}

type About = InitFlags['about'];

function readAbout(text: string, earlier: About = []): About {
  const [first = '', ...others] = text.split('|').map((name) => name.trim());
  if (first === '' || others.includes('')) {
    throw new InvalidArgumentError('expected a name, or several with | between them');
  }
  return [...earlier, [first, ...others]];
}
