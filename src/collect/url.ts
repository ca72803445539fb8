import {
  hostTwins,
  indexPages,
  redirectors,
  sameHosts,
  trackers,
  trackerValues,
} from './url-rules.ts';

/** Longer addresses are traps or data, not stories. In UTF-16 units. */
const longest = 4_096;

/** Redirectors inside redirectors end here. */
const mostHops = 3;

/**
 * An address as the WHATWG URL standard reads it, resolved against `base`; `undefined` unless it
 * is http or https without user name and password, which serve only to disguise the host.
 */
export function webAddress(text: string | undefined, base?: string): string | undefined {
  const url = parsed(text, base);
  return url?.href;
}

/**
 * Whether a text is surely an address that `webAddress` takes, which is quicker to see than to
 * parse: a host of Latin letters that is no number and not in Punycode, and nothing unusual behind.
 */
export function isPlainAddress(text: string): boolean {
  return text.length < longestPlain && plainAddress.test(text);
}

const plainAddress =
  /^https?:\/\/(?:(?!xn--)[a-z0-9][a-z0-9-]*\.)+(?!xn--)[a-z][a-z-]*(?:[/?#][!-~]*)?$/i;

/** What has to be encoded takes three times its length. */
const longestPlain = longest / 3;

function parsed(text: string | undefined, base?: string): URL | undefined {
  const trimmed = text?.trim();
  if (trimmed === undefined || trimmed === '' || trimmed.length > longest) return undefined;
  if (!URL.canParse(trimmed, base)) return undefined;
  const url = new URL(trimmed, base);
  if (!/^https?:$/.test(url.protocol) || url.hostname === '') return undefined;
  if (url.username !== '' || url.password !== '' || url.href.length > longest) return undefined;
  return url;
}

/**
 * The address to show and to follow: as the outlet gives it, but for parameters that only track
 * who came from where. What is left of the query stays letter for letter.
 */
export function withoutTrackers(address: string): string {
  const url = parsed(address);
  if (url === undefined || url.search === '') return address;
  const pieces = url.search.slice(1).split('&');
  const kept = pieces.filter((piece) => {
    const [[name, value] = ['', '']] = new URLSearchParams(piece);
    return !isTracker(name.toLowerCase(), value.toLowerCase());
  });
  if (kept.length === pieces.length) return address;
  url.search = kept.join('&');
  return url.href;
}

/**
 * The key under which all addresses of one report meet: https, without `www`, mobile and AMP
 * twins, tracking parameters, fragment, index page, doubled host or trailing slash. A key and no
 * link: it need not answer. What is no web address comes back as it is.
 */
export function canonicalAddress(address: string): string {
  let url = parsed(address);
  if (url === undefined) return address;
  for (let hop = 0; hop < mostHops; hop += 1) {
    const inner = innerAddress(url);
    if (inner === undefined) break;
    url = inner;
  }
  const port = url.port === '' || url.port === '80' || url.port === '443' ? '' : `:${url.port}`;
  const query = canonicalQuery(url);
  return `https://${canonicalHost(url.hostname)}${port}${canonicalPath(url.pathname)}${query}`;
}

/** The address that a redirector, an AMP cache or a doubled host carries inside itself. */
function innerAddress(url: URL): URL | undefined {
  const host = url.hostname.replace(/^www\./, '');
  for (const { at, path, parameter } of redirectors) {
    if (!(host === at || host.endsWith(`.${at}`)) || !url.pathname.startsWith(path)) continue;
    const inner = parameter === undefined ? undefined : url.searchParams.get(parameter);
    if (inner !== undefined && inner !== null) return parsed(inner);
    if (parameter === undefined) {
      const rest = url.pathname.slice(path.length).replace(/^s\//, '');
      return parsed(/^https?:\/\//.test(rest) ? rest : `https://${rest}${url.search}`);
    }
  }
  const doubled = /^\/+(?:https?:\/+)?(?:www\.)?([^/]+)(\/.*)$/.exec(url.pathname);
  const [, name, rest] = doubled ?? [];
  if (name === undefined || name.toLowerCase() !== host) return undefined;
  return parsed(`https://${host}${rest ?? '/'}${url.search}`);
}

function canonicalHost(hostname: string): string {
  const labels = hostname.replace(/\.$/, '').split('.');
  while (labels.length > 2 && hostTwins.has(labels[0] ?? '')) labels.shift();
  const host = labels.join('.');
  return sameHosts.get(host) ?? host;
}

function canonicalPath(pathname: string): string {
  const segments = pathname
    .replace(/%[0-9a-f]{2}/gi, plainly)
    .split('/')
    .filter((segment) => segment !== '');
  if (segments.at(-1)?.toLowerCase() === 'amp') segments.pop();
  const last = segments.at(-1);
  if (last !== undefined && indexPages.has(last.toLowerCase())) segments.pop();
  else if (last !== undefined) {
    segments[segments.length - 1] = last.replace(/\.amp(?=\.html?$|$)/i, '');
  }
  return segments.length === 0 ? '' : `/${segments.join('/')}`;
}

/** `%41` is `A`; what must stay encoded is so in capitals. RFC 3986, section 6.2.2. */
function plainly(encoded: string): string {
  const character = String.fromCharCode(Number.parseInt(encoded.slice(1), 16));
  return /[A-Za-z0-9._~-]/.test(character) ? character : encoded.toUpperCase();
}

function canonicalQuery(url: URL): string {
  const kept = [...url.searchParams]
    .filter(([name, value]) => !isTracker(name.toLowerCase(), value.toLowerCase()))
    .sort(([a, x], [b, y]) => (a === b ? compare(x, y) : compare(a, b)));
  return kept.length === 0 ? '' : `?${new URLSearchParams(kept)}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isTracker(name: string, value: string): boolean {
  return (
    trackers.names.has(name) ||
    trackers.prefixes.some((prefix) => name.startsWith(prefix)) ||
    (trackerValues.get(name)?.has(value) ?? false)
  );
}
