import type { Report } from '../types.ts';

/** Outlets by the name of the publisher that owns them. */
export type Publishers = Readonly<Record<string, readonly string[]>>;

/**
 * Who reports, in the order of `reports`, each once: outlets of one owner are one publisher, and
 * an outlet of which no owner is known is its own. Reports without an outlet are told apart by
 * their host; one with neither counts for nobody.
 */
export function independentPublishers(
  reports: readonly Pick<Report, 'article'>[],
  publishers: Publishers,
): readonly string[] {
  const ownerOf = new Map(
    Object.entries(publishers).flatMap(([owner, outlets]) =>
      outlets.map((outlet) => [outlet, owner] as const),
    ),
  );
  const names = reports.flatMap(({ article: { outlet, url } }) => outlet ?? hostOf(url) ?? []);
  return [...new Set(names.map((name) => ownerOf.get(name) ?? name))];
}

/**
 * The report that came first; none where that cannot be said, because no time is known or because
 * another may be as early: a day alone does not tell the hour.
 */
export function firstReport<R extends Pick<Report, 'article'>>(
  reports: readonly R[],
): R | undefined {
  const known = reports
    .flatMap((report) => {
      const { published } = report.article;
      return published === undefined ? [] : [{ report, at: published.at }];
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : 1));
  const [first] = known;
  const isSure =
    first !== undefined &&
    known.every(({ report, at }) => report === first.report || !mayBeBefore(at, first.at));
  return isSure ? first.report : undefined;
}

/** Times are `YYYY-MM`, `YYYY-MM-DD` or whole: the one may begin with the other. */
function mayBeBefore(at: string, first: string): boolean {
  return at <= first || at.startsWith(first) || first.startsWith(at);
}

function hostOf(url: string | undefined): string | undefined {
  return url !== undefined && URL.canParse(url)
    ? new URL(url).hostname.replace(/^www\./, '')
    : undefined;
}
