/** Where the page of an article may be: on the site of the article alone. */
import { getDomain } from 'tldts';
import type { Article, Source } from '../types.ts';
import { hostPort } from './addresses.ts';
import { Trouble } from './failure.ts';

/**
 * Whether the address of an article shows its site. An aggregator's own address does not: it leads
 * to a site that nobody can tell beforehand.
 */
export function showsItsSite({ url }: Article, source: Source): boolean {
  if (url === undefined) return false;
  if (source.kind !== 'aggregator') return true;
  const own = [source.url, source.site].filter((address) => address !== undefined).map(siteOf);
  return !own.includes(siteOf(url));
}

/**
 * Throws a {@link Trouble} for an address that is not on the article's site, which is the domain
 * that was registered, by the public suffix list: whoever writes a feed can write any address into
 * it. A redirector that shows in its own address where it leads may lead there.
 *
 * A private place is asked only for a feed that stands there itself: that one feed was let into a
 * network lets no other feed in.
 *
 * @param allowed private places (`HOST:PORT`) that configured feeds may stand at
 */
export function requireOwnSite(
  url: URL,
  { url: given = '', canonicalUrl = given }: Article,
  source: Source,
  allowed: ReadonlySet<string>,
): void {
  if (!new Set([siteOf(given), siteOf(canonicalUrl)]).has(siteOf(url.href))) {
    throw new Trouble('off-site');
  }
  const place = hostPort(url);
  if (allowed.has(place)) {
    if (place !== hostPort(new URL(source.url))) throw new Trouble('private-address');
    return;
  }
  // As for redirects: below 1024 stand servers of other kinds.
  const port = Number(url.port || 80);
  if (port < 1024 && port !== 80 && port !== 443) throw new Trouble('off-site');
}

/** The registered domain, `bbc.co.uk`; of an address without one its host. */
function siteOf(address: string): string {
  const { hostname } = new URL(address);
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}
