import type { Article, Source } from '../types.ts';
import { isAnotherReport } from './another.ts';
import { reportsBehind } from './opaque.ts';

/** One report, and the ids of every stored copy of it under the same canonical address. */
export type Copies = { readonly article: Article; readonly ids: readonly string[] };

/**
 * Articles with one canonical address are one report, listed and counted once, except where their
 * source used the page again for another story.
 *
 * It speaks in the words of the source whose own site the address is on, so that no feed can speak
 * for another; among equals in those of a person's stored file, then of who had it first, then of
 * the smaller id.
 *
 * An aggregator's link that does not show where it leads is a copy of the report that it leads to,
 * as far as outlet and title tell.
 */
export function onePerAddress(articles: readonly Article[], sources: readonly Source[]): Copies[] {
  const hosts = new Map(sources.map((source) => [source.id, ownHosts(source)]));
  const isOpaque = (article: Article) =>
    article.kind === 'aggregator' && speaksForItself(article, hosts.get(article.sourceId));
  const opaque = articles.filter(isOpaque);
  const behind = reportsBehind(
    opaque,
    opaque.length === 0 ? [] : articles.filter((article) => !isOpaque(article)),
  );
  const byAddress = new Map<string, Article[]>();
  for (const article of articles) {
    const key = addressOf(behind.get(article.id) ?? article);
    const copies = byAddress.get(key);
    if (copies === undefined) byAddress.set(key, [article]);
    else copies.push(article);
  }
  return [...byAddress.values()].flatMap(byReport).map((copies) => {
    const rank = (article: Article) => {
      if (behind.has(article.id)) return 3;
      if (speaksForItself(article, hosts.get(article.sourceId))) return 0;
      return article.file === undefined ? 2 : 1;
    };
    const [first, ...others] = copies.toSorted(
      (a, b) =>
        rank(a) - rank(b) || compareText(a.firstSeen, b.firstSeen) || compareText(a.id, b.id),
    ) as [Article, ...Article[]];
    return { article: first, ids: [first, ...others].map(({ id }) => id) };
  });
}

/** The address under which an article is one report with its copies. */
export function addressOf({ canonicalUrl, id }: Article): string {
  return canonicalUrl ?? `id:${id}`;
}

/**
 * A page that a source used again for another story is another report. In the order of ids, so
 * that it does not matter which copy came first.
 */
function byReport(copies: readonly Article[]): readonly (readonly Article[])[] {
  const reports: Article[][] = [];
  for (const copy of copies.toSorted((a, b) => compareText(a.id, b.id))) {
    const same = reports.find((report) =>
      report.every((other) => other.sourceId !== copy.sourceId || !isAnotherReport(other, copy)),
    );
    if (same === undefined) reports.push([copy]);
    else same.push(copy);
  }
  return reports;
}

function speaksForItself(article: Article, hosts: ReadonlySet<string> | undefined): boolean {
  return article.canonicalUrl !== undefined && hosts?.has(hostOf(article.canonicalUrl)) === true;
}

function ownHosts(source: Source): ReadonlySet<string> {
  return new Set([source.url, ...(source.site === undefined ? [] : [source.site])].map(hostOf));
}

function hostOf(address: string): string {
  return new URL(address).hostname.replace(/^www\./, '');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
