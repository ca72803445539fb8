import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { type Command, InvalidArgumentError } from 'commander';
import { serveFolder } from '../serve.ts';
import { type Flags, withFlags } from './flags.ts';
import { CommandError, print } from './terminal.ts';

export function addServe(program: Command): void {
  withFlags(program.command('serve'), ['out'])
    .description('show the published files on this machine, to look at them before they go out')
    .option('-p, --port <number>', 'where to listen; 0 takes any that is free', readPort, 8080)
    .action(async ({ out, port }: Pick<Flags, 'out'> & { readonly port: number }) => {
      if (!(await stat(out).catch(() => undefined))?.isDirectory()) {
        throw new CommandError(`${out} is no folder; name one with --out, or make it with a run.`);
      }
      const server = serveFolder(out);
      // Only for eyes on this machine: it is no web server for others.
      server.listen(port, '127.0.0.1');
      await once(server, 'listening').catch(({ message }) => {
        throw new CommandError(`Port ${port} cannot be used: ${message}.`);
      });
      const { port: taken } = server.address() as AddressInfo;
      print(`http://127.0.0.1:${taken}/ shows ${out}; Ctrl-C ends it`);
      await Promise.race((['SIGTERM', 'SIGINT'] as const).map((signal) => once(process, signal)));
      server.closeAllConnections();
      server.close();
    });
}

function readPort(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) {
    throw new InvalidArgumentError('expected a number from 0 to 65535');
  }
  return Number(text);
}
