import { hostPort } from './addresses.ts';
import { Trouble } from './failure.ts';

/** Statuses that name another address; RFC 9110, section 15.4. 300 and 304 do not. */
export const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** Those that say so for good. */
export const permanentStatuses: ReadonlySet<number> = new Set([301, 308]);

/**
 * Where a redirect leads: http or https, without user name and password, which only the
 * configured address may bring. Throws {@link Trouble} for anything that must not be followed.
 *
 * `allowed` names private places (`HOST:PORT`) for sources that stand there; a redirect may stay
 * at such a place, but no other server may send us to it. What a name resolves to is judged where
 * the connection is made.
 */
export function nextHop(
  from: URL,
  location: string | undefined,
  allowed: ReadonlySet<string>,
): URL {
  if (location === undefined || location === '' || !URL.canParse(location, from.href)) {
    throw new Trouble('redirect-nowhere');
  }
  const to = new URL(location, from);
  if (to.protocol !== 'http:' && to.protocol !== 'https:') throw new Trouble('redirect-scheme');
  to.username = '';
  to.password = '';
  // RFC 9110, section 10.2.2: the fragment of the address before holds on.
  if (to.hash === '') to.hash = from.hash;
  const place = hostPort(to);
  if (place !== hostPort(from)) {
    if (allowed.has(place)) throw new Trouble('redirect-private');
    // Below 1024 stand mail servers and printers, which can be spoken to by a crafted path.
    const port = Number(to.port || 80);
    if (port < 1024 && port !== 80 && port !== 443) throw new Trouble('redirect-port', to.port);
  }
  return to;
}
