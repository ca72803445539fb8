import { daysBefore } from '../local-day.ts';
import type { Store } from '../store/store.ts';

/** Days (UTC, `YYYY-MM-DD`) on each of which a feed was read: first and last, both included. */
export type Span = readonly [from: string, to: string];

/** The name of the note that holds the spans as JSON, the earliest first. */
const NOTE = 'collected';

/** Remembers the day of a run that read at least one feed, so that a gap can be told from silence. */
export async function noteCollected(store: Store, now: string): Promise<void> {
  const checks = [...(await store.checks()).values()];
  if (!checks.some(({ checkedAt, failures }) => checkedAt === now && failures === 0)) return;
  const before = await collectedSpans(store);
  const after = withDay(before, now.slice(0, 10));
  if (after !== before) await store.keepNote(NOTE, JSON.stringify(after));
}

export async function collectedSpans(store: Store): Promise<readonly Span[]> {
  return JSON.parse((await store.note(NOTE)) ?? '[]') as Span[];
}

/** The spans with one more day; the same array where they hold it already. */
export function withDay(spans: readonly Span[], day: string): readonly Span[] {
  if (spans.some(([from, to]) => from <= day && day <= to)) return spans;
  const joined: [string, string][] = [];
  for (const [from, to] of [...spans, [day, day] as const].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const last = joined.at(-1);
    if (last !== undefined && last[1] === daysBefore(from, 1)) last[1] = to;
    else joined.push([from, to]);
  }
  return joined;
}
