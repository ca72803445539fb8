import type { SourceHealth } from './health.ts';

/** One thing that went wrong in a run without stopping it. */
export type Trouble = {
  /** Source id, or path of a stored file. */
  readonly where: string;
  /** Short class of the trouble: equal ones share a line. */
  readonly cause: string;
  /** A sentence a person can act on. */
  readonly problem: string;
};

/** What a run did, as counts and sentences; `--json` prints it as it is. */
export type RunReport = {
  readonly startedAt: string;
  readonly topic: string;
  readonly sources: {
    readonly polled: number;
    readonly unchanged: number;
    readonly failed: number;
    /** Not due yet, or all of them when offline. */
    readonly waiting: number;
    readonly off: number;
  };
  readonly articles: {
    /** New or changed in this run. */
    readonly read: number;
    readonly withdrawn: number;
    /** Of everything in the store. */
    readonly in: number;
    readonly out: number;
  };
  /** Pages of articles, where a source asks for full texts. */
  readonly fullTexts?: {
    readonly read: number;
    readonly failed: number;
    /** Left for the next run, to spare their host. */
    readonly waiting: number;
  };
  readonly stories: {
    readonly new: number;
    /** Of the new ones, those that were old news when found: the archive has them, no feed does. */
    readonly backfill?: number;
    readonly grown: number;
    readonly total: number;
  };
  readonly files: { readonly written: number; readonly removed: number };
  /** Articles forgotten by the rules of `retention`, and the size of the database in bytes. */
  readonly state: { readonly forgotten: number; readonly bytes: number };
  readonly failures: readonly Trouble[];
  readonly notices: readonly Trouble[];
};

/** A run as `--report` writes it, for monitors: what it did, or why it did not. */
export type RunRecord = {
  /** As in the log. */
  readonly run: string;
  readonly startedAt: string;
  /** Whether the run ended with 0, and nothing but the feeds may need a person. */
  readonly ok: boolean;
  readonly seconds: number;
  /** Why there was no run, or what is wrong with a configuration instead of which it took the last. */
  readonly problem?: string;
  readonly health?: readonly SourceHealth[];
  readonly database?: { readonly bytes: number };
} & Partial<RunReport>;

/**
 * The summary of a run for a terminal, a line each.
 *
 * @param seconds how long the run took
 * @param verbose lists every failing source instead of one line a cause
 */
export function describeReport(
  report: RunReport,
  seconds: number,
  verbose: boolean,
): { readonly summary: readonly string[]; readonly troubles: readonly string[] } {
  const { sources, articles, fullTexts, stories, files, state } = report;
  const old = stories.backfill === undefined ? '' : ` (${stories.backfill} old, not announced)`;
  const summary = [
    `${report.topic}, run of ${report.startedAt}`,
    `  sources   ${sources.polled} polled, ${sources.unchanged} unchanged, ${sources.failed} failed, ${sources.waiting} not asked, ${sources.off} off`,
    `  articles  ${articles.read} read, ${articles.withdrawn} withdrawn; of all, ${articles.in} in and ${articles.out} out`,
    ...(fullTexts === undefined
      ? []
      : [
          `  texts     ${fullTexts.read} read, ${fullTexts.failed} failed, ${fullTexts.waiting} left for the next run`,
        ]),
    `  stories   ${stories.new} new${old}, ${stories.grown} grown, ${stories.total} in all`,
    `  files     ${files.written} written, ${files.removed} removed`,
    `  state     ${(state.bytes / 1e6).toFixed(1)} MB, ${state.forgotten} articles forgotten`,
    `  time      ${seconds.toFixed(1)} s`,
  ];
  const troubles = [
    ...describeTroubles('failed', report.failures, verbose),
    ...describeTroubles('notice', report.notices, verbose),
  ];
  return { summary, troubles };
}

function describeTroubles(word: string, troubles: readonly Trouble[], verbose: boolean): string[] {
  if (verbose) return troubles.map((trouble) => `${word}: ${sayTrouble(trouble)}`);
  const byCause = groupByCause(troubles);
  return [...byCause.values()].map(([first, ...others]) => {
    const more =
      others.length === 0 ? '' : ` (and ${others.length} more for this cause; -v lists them)`;
    return `${word}: ${sayTrouble(first)}${more}`;
  });
}

/** A problem inside a file names its own place (`file:line: …`). */
function sayTrouble({ where, problem }: Trouble): string {
  return problem.startsWith(`${where}:`) ? problem : `${where}: ${problem}`;
}

function groupByCause(troubles: readonly Trouble[]): Map<string, [Trouble, ...Trouble[]]> {
  const byCause = new Map<string, [Trouble, ...Trouble[]]>();
  for (const trouble of troubles) {
    const group = byCause.get(trouble.cause);
    if (group === undefined) byCause.set(trouble.cause, [trouble]);
    else group.push(trouble);
  }
  return byCause;
}
