import type { Span } from '../../collect/collected.ts';
import { type Day, daysBefore, mondayOf } from '../../local-day.ts';
import type { Totals } from './totals.ts';
import { compare } from './words.ts';

/** What is known of the reading of feeds, as far as a chart by weeks shows it. */
export type Collection = {
  /** The first day on which a feed was read. */
  readonly begun?: Day;
  /** Mondays of the weeks, between such days, in which none was. */
  readonly missed: ReadonlySet<Day>;
};

/**
 * Weeks and not days, so that it makes no difference how often runs happen within a week; and only
 * weeks that lie between two days with a feed, so that a gap is told when it is over and a page
 * does not change because nothing happens.
 */
export function collectionOf(spans: readonly Span[]): Collection {
  const missed = new Set<Day>();
  for (const [index, [, to]] of spans.entries()) {
    const next = spans[index + 1];
    if (next === undefined) break;
    let monday = daysBefore(mondayOf(to), -7);
    for (; monday < mondayOf(next[0]); monday = daysBefore(monday, -7)) missed.add(monday);
  }
  const begun = spans[0]?.[0];
  return { missed, ...(begun === undefined ? {} : { begun }) };
}

/** The first day on which a feed was read, or brought a report that is published, if there was one. */
export function begunOf({ since }: Pick<Totals, 'since'>, { begun }: Collection): Day | undefined {
  return [since, begun].flatMap((day) => day ?? []).sort(compare)[0];
}
