/** What the commands say on the terminal, and with which code they end. */
import { CommanderError } from 'commander';
import { ConfigError } from '../config/complaint.ts';
import { DeployError } from '../deploy/bucket.ts';
import { harmless } from '../discreet.ts';
import { PublishError } from '../publish/files.ts';
import { StateError } from '../store/state-error.ts';

/** A command that cannot be done, as a sentence. */
export class CommandError extends Error {}

export const exitCodes = { done: 0, broken: 1, usage: 2, sourcesFailed: 3 } as const;

export function print(line: string): void {
  process.stdout.write(`${harmless(line)}\n`);
}

export function printError(line: string): void {
  process.stderr.write(`${harmless(line)}\n`);
}

/** Says on the terminal what ended the command, and gives the exit code for it. */
export function complain(error: unknown): number {
  for (const line of sayError(error)) printError(line);
  return exitCodeOf(error);
}

export function exitCodeOf(error: unknown): number {
  if (!(error instanceof CommanderError)) return exitCodes.broken;
  return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
}

/** What ended a command, for a person; with the place in the program only where it is our fault. */
export function sayError(error: unknown): readonly string[] {
  // Commander has written its own message; help and version are no errors.
  if (error instanceof CommanderError) return [];
  if (error instanceof ConfigError) return ['The configuration is wrong:', error.message];
  if (
    error instanceof StateError ||
    error instanceof PublishError ||
    error instanceof DeployError ||
    error instanceof CommandError
  ) {
    return [error.message];
  }
  return [error instanceof Error ? (error.stack ?? error.message) : String(error)];
}
