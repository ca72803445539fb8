import type { Trouble } from './report.ts';
import type { Check, Source } from './types.ts';

/** How a source is at a time. Times are ISO-8601 in UTC. */
export type SourceHealth = {
  readonly id: string;
  readonly name: string;
  readonly state: 'working' | 'silent' | 'failing' | 'never read' | 'off';
  /** First failure of those in a row, or the newest entry of a silent feed. */
  readonly since?: string;
  /** Failing or silent for longer than `silentAfterDays`: a person should look. */
  readonly needsCare: boolean;
  readonly checkedAt?: string;
  /** Not asked before. */
  readonly nextAt?: string;
  /** As its feed dates it. */
  readonly newestEntry?: string;
  /** The trouble as a sentence, or why it is off. */
  readonly problem?: string;
};

const dayMs = 24 * 60 * 60 * 1000;

/**
 * The newest entry of a feed that still answers and has had nothing new for so long that a person
 * should look: a dead feed often goes on answering for years. Nothing for a feed without dates.
 */
export function silentSince(check: Check | undefined, days: number): string | undefined {
  if (check?.newestEntry === undefined) return undefined;
  const age = Date.parse(check.checkedAt) - Date.parse(check.newestEntry);
  return age >= days * dayMs ? check.newestEntry : undefined;
}

/** How a source is, by what is remembered of asking it. */
export function healthAt(
  source: Source,
  check: Check | undefined,
  silentAfterDays: number,
): SourceHealth {
  const { id, name } = source;
  if (source.off !== undefined) {
    return { id, name, state: 'off', needsCare: false, problem: source.off };
  }
  if (check === undefined) return { id, name, state: 'never read', needsCare: false };
  const { checkedAt, nextAt, newestEntry, failingSince, problem } = check;
  const known = {
    ...{ id, name, checkedAt, nextAt },
    ...(newestEntry === undefined ? {} : { newestEntry }),
    ...(problem === undefined ? {} : { problem }),
  };
  if (failingSince !== undefined) {
    const long = Date.parse(checkedAt) - Date.parse(failingSince) >= silentAfterDays * dayMs;
    return { ...known, state: 'failing', since: failingSince, needsCare: long };
  }
  const since = silentSince(check, silentAfterDays);
  if (since !== undefined) return { ...known, state: 'silent', since, needsCare: true };
  return { ...known, state: 'working', needsCare: false };
}

/**
 * What a person should look after among the sources that were asked at `now`. The others were
 * told of when it was their turn, so that a run every quarter of an hour does not repeat itself.
 */
export function careNotices(
  sources: readonly Source[],
  checks: ReadonlyMap<string, Check>,
  silentAfterDays: number,
  now: string,
): Trouble[] {
  return sources.flatMap((source) => {
    const health = healthAt(source, checks.get(source.id), silentAfterDays);
    if (!health.needsCare || health.checkedAt !== now) return [];
    const day = health.since?.slice(0, 10) ?? '';
    const problem =
      health.state === 'silent'
        ? `Answers, but its newest entry is of ${day}: see whether the feed has moved or ended.`
        : `Has failed since ${day}: correct its address or switch it off with a reason.`;
    return [{ where: source.id, cause: health.state, problem }];
  });
}
