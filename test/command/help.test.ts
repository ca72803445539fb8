import { Command } from 'commander';
import { expect, it } from 'vitest';
import { addDeploy } from '../../src/command/deploy.ts';
import { addHelp } from '../../src/command/help.ts';
import { addInit } from '../../src/command/init.ts';
import { addLook } from '../../src/command/look.ts';
import { addRun } from '../../src/command/run.ts';
import { addServe } from '../../src/command/serve.ts';
import { addSources } from '../../src/command/sources.ts';
import { addState } from '../../src/command/state.ts';
import { addWatch } from '../../src/command/watch.ts';

function commands(): readonly Command[] {
  const program = new Command('karakoram');
  const adds = [addRun, addWatch, addDeploy, addLook, addSources, addInit, addServe, addState];
  for (const add of adds) add(program);
  addHelp(program);
  return program.commands.flatMap((command) => [command, ...command.commands]);
}

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({ writeOut: (part) => (text += part) });
  command.outputHelp();
  return text;
}

it('gives every command examples and its exit codes', () => {
  const bare = commands().filter((command) => {
    const help = helpOf(command);
    return !(help.includes('\nExamples:\n') && help.includes('\nExit codes:\n'));
  });
  expect(commands().length).toBeGreaterThan(15);
  expect(bare.map((command) => command.name())).toEqual([]);
});

it('shows in examples only commands and flags that there are', () => {
  const all = commands();
  const known = new Set(all.map((command) => command.name()));
  for (const command of all) {
    const examples = helpOf(command).split('\nExamples:\n')[1]?.split('\n\n')[0] ?? '';
    for (const [, name = '', rest = ''] of examples.matchAll(
      /karakoram ([a-z]+(?:-[a-z]+)*)([^\n]*)/g,
    )) {
      expect(known).toContain(name);
      const of = all.filter((one) => one.name() === name || one.parent?.name() === name);
      const flags = new Set(of.flatMap(({ options }) => options.map(({ long }) => long)));
      for (const [flag] of rest.matchAll(/--[a-z-]+/g)) {
        if (flag !== '--help') expect([...flags]).toContain(flag);
      }
    }
  }
});

it('says where a flag may come from the environment', () => {
  const run = commands().find((command) => command.name() === 'run');
  expect(run && helpOf(run)).toMatch(
    /KARAKORAM_STATE[\s\S]*KARAKORAM_ALLOW_PRIVATE[\s\S]*KARAKORAM_PING_URL/,
  );
});

it('names the values of a flag that takes one of a few', () => {
  const add = commands().find((command) => command.name() === 'add');
  expect(add && helpOf(add).replace(/\s+/g, ' ')).toContain('"official", "state-media"');
});
