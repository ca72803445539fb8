#!/usr/bin/env node
/**
 * The command line. It and `command/` alone read arguments, environment and the clock, and write
 * to the terminal.
 */
import { Command } from 'commander';
import { addDeploy } from './command/deploy.ts';
import { addHelp } from './command/help.ts';
import { addInit } from './command/init.ts';
import { addLook } from './command/look.ts';
import { addRun } from './command/run.ts';
import { addServe } from './command/serve.ts';
import { addSources } from './command/sources.ts';
import { addState } from './command/state.ts';
import { complain } from './command/terminal.ts';
import { version } from './command/version.ts';
import { addWatch } from './command/watch.ts';

const program = new Command('karakoram')
  .description(
    'Makes one deduplicated, tagged Atom feed about a topic from stored articles and feeds.',
  )
  .version(version)
  .exitOverride()
  .showHelpAfterError('(--help tells what there is)');

addRun(program);
addWatch(program);
addDeploy(program);
addLook(program);
addSources(program);
addInit(program);
addServe(program);
addState(program);

addHelp(program);

// Whoever reads us may have had enough: `export | head` is no error.
process.stdout.on('error', () => process.exit());

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = complain(error);
}
// A name service that does not answer would hold the process for half a minute more.
process.stdout.write('', () => process.exit());
