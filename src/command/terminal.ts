/** What the commands say on the terminal, and with which code they end. */
import { CommanderError } from 'commander';
import { ConfigError } from '../config/complaint.ts';
import { DeployError } from '../deploy/bucket.ts';
import { PublishError } from '../publish/files.ts';
import { StateError } from '../store/state-error.ts';

export const exitCodes = { done: 0, broken: 1, usage: 2, sourcesFailed: 3 } as const;

export function print(line: string): void {
  process.stdout.write(`${plain(line)}\n`);
}

export function printError(line: string): void {
  process.stderr.write(`${plain(line)}\n`);
}

/** Text from feeds may hold escape sequences; none of them reaches the terminal. */
function plain(line: string): string {
  return line.replace(
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    ' ',
  );
}

/** Says on the terminal what ended the command, and gives the exit code for it. */
export function complain(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has written its own message; help and version are no errors.
    return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  }
  if (error instanceof ConfigError) {
    printError('The configuration is wrong:');
    printError(error.message);
  } else if (
    error instanceof StateError ||
    error instanceof PublishError ||
    error instanceof DeployError
  ) {
    printError(error.message);
  } else {
    printError(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return exitCodes.broken;
}
