/** What is said on standard error while a run goes on: for a person, for machines, or nothing. */
import { type DestinationStream, pino } from 'pino';
import { discreet } from '../discreet.ts';
import type { OnProgress } from '../progress.ts';
import { openDisplay } from './progress.ts';
import { complain, exitCodeOf, printError, sayError } from './terminal.ts';

export const logModes = ['plain', 'json', 'none'] as const;
export type LogMode = (typeof logModes)[number];

export type Log = {
  readonly mode: LogMode;
  readonly onProgress: OnProgress;
  /** A line that is no failure of the run. */
  readonly notice: (sentence: string) => void;
  /** What ended the run; gives the exit code for it. */
  readonly complain: (error: unknown) => number;
  /** Ends the display; nothing more is told. */
  readonly stop: () => void;
};

/**
 * How to log where no flag says it: a line that changes needs a terminal that can change it.
 *
 * @param columns of the terminal; none where there is none, and 0 of one that does not know
 */
export function logModeFor(
  quiet: boolean,
  columns: number | undefined,
  environment: NodeJS.ProcessEnv,
): LogMode {
  if (quiet) return 'none';
  return (columns ?? 0) > 0 && environment.TERM !== 'dumb' && !environment.CI ? 'plain' : 'json';
}

/**
 * @param run id of the run, in every line for machines
 * @param milliseconds a clock for durations
 */
export function openLog(mode: LogMode, run: string, milliseconds: () => number): Log {
  if (mode === 'json') {
    return jsonLog(run, milliseconds, pino.destination({ dest: 2, sync: true }));
  }
  const display =
    mode === 'plain' ? openDisplay() : { onProgress: () => {}, stop: () => {}, clear: () => {} };
  return {
    mode,
    onProgress: display.onProgress,
    notice: (sentence) => {
      display.clear();
      printError(`notice: ${sentence}`);
    },
    complain: (error) => {
      display.stop();
      return complain(error);
    },
    stop: display.stop,
  };
}

/** JSON lines: one a source, all of a run under its id, nothing secret and nothing that steers. */
export function jsonLog(
  run: string,
  milliseconds: () => number,
  destination: DestinationStream,
): Log {
  const logger = pino(
    {
      base: { run },
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (level) => ({ level }) },
    },
    { write: (line) => destination.write(discreet(line)) },
  );
  const askedAt = new Map<string, number>();
  return {
    mode: 'json',
    onProgress: (event) => {
      const { kind, ...fields } = event;
      if (event.kind === 'asked') {
        askedAt.set(event.source, milliseconds());
        return;
      }
      // For a person who waits; the report of the run says what came of it.
      if (event.kind === 'judged' || event.kind === 'written') return;
      if (event.kind !== 'answered') {
        logger.info(fields, messages.get(kind));
        return;
      }
      const since = askedAt.get(event.source);
      const ms = since === undefined ? {} : { ms: Math.round(milliseconds() - since) };
      if (event.outcome === 'failed') logger.warn({ ...fields, ...ms }, 'source failed');
      else logger.info({ ...fields, ...ms }, 'source answered');
    },
    notice: (sentence) => logger.warn(sentence),
    complain: (error) => {
      logger.error(sayError(error).join('\n'));
      return exitCodeOf(error);
    },
    stop: () => {},
  };
}

const messages = new Map([
  ['stored', 'stored articles read'],
  ['polling', 'asking feeds'],
  ['reading', 'reading pages of articles'],
  ['publishing', 'publishing'],
]);
