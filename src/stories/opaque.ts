import type { Article } from '../types.ts';

/** Aggregators date an entry by when they found it, and outlets change their dates. */
const daysApart = 3;

/** Shorter titles ("Editorial") are given again and again. In bytes, since scripts differ. */
const shortestTitle = 15;

/**
 * The report itself for each link of an aggregator that does not show where it leads: of the
 * same outlet and under the same title, within three days; of several the nearest in time, then
 * the smaller id. Those without one are not in the result.
 *
 * @param opaque entries of aggregators under addresses of the aggregator's own
 * @param reports all other articles
 * @returns by the id of the entry
 */
export function reportsBehind(
  opaque: readonly Article[],
  reports: readonly Article[],
): ReadonlyMap<string, Article> {
  const byName = new Map<string | undefined, Article[]>();
  for (const report of reports) {
    const name = nameOf(report);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [report]);
    else same.push(report);
  }
  return new Map(
    opaque.flatMap((entry) => {
      const name = nameOf(entry);
      const [report] = (name === undefined ? [] : (byName.get(name) ?? []))
        .filter((one) => distance(entry, one) <= daysApart * 24 * 60 * 60 * 1_000)
        .sort((a, b) => distance(entry, a) - distance(entry, b) || (a.id < b.id ? -1 : 1));
      return report === undefined ? [] : [[entry.id, report] as const];
    }),
  );
}

/** Outlet and title without what is written now so, now so; `undefined` where they say too little. */
export function nameOf({ outlet, title }: Article): string | undefined {
  const words = lettersOf(title);
  if (outlet === undefined || Buffer.byteLength(words) < shortestTitle) return undefined;
  return `${outletOf(outlet)} ${words}`;
}

/** "Dawn.com" is "Dawn", "The News" is "News". */
function outletOf(outlet: string): string {
  return lettersOf(
    outlet
      .trim()
      .replace(/^the\s/i, '')
      .replace(/\.(?:com|net|org|tv|co)?(?:\.?[a-z]{2})?$/i, ''),
  );
}

function lettersOf(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** In milliseconds. */
function distance(a: Article, b: Article): number {
  return Math.abs(timeOf(a) - timeOf(b));
}

function timeOf({ published, firstSeen }: Article): number {
  return Date.parse(published?.at ?? firstSeen);
}
