import { request } from 'undici';
import { hostPort } from './collect/addresses.ts';
import { openConnections, type Proxies } from './collect/connections.ts';
import { defaultLimits } from './collect/limits.ts';

/** A monitor waits no longer for a ping than a person would. */
const patienceMs = 10_000;

/** In characters; monitors keep some ten thousand bytes of it. */
const longestBody = 10_000;

export type Ping = 'start' | 'success' | 'fail';

/**
 * Tells a monitor that a run starts, is done or has failed, as healthchecks and its likes take it:
 * the address itself for success, `/start` and `/fail` behind its path for the others, a POST with
 * a text for a person.
 *
 * The address is the operator's own, so it may be private. Redirects are not followed.
 *
 * @returns what went wrong, as a sentence that does not hold the address, which is a secret
 */
export async function ping(
  address: string,
  what: Ping,
  text: string,
  options: { readonly userAgent: string; readonly proxy: Proxies },
): Promise<string | undefined> {
  const url = pingAddress(address, what);
  const connections = openConnections({
    allowPrivate: [hostPort(url)],
    limits: { ...defaultLimits, dnsMs: patienceMs, connectMs: patienceMs },
    proxy: options.proxy,
  });
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      dispatcher: connections.dispatcherFor(url),
      headers: { 'user-agent': options.userAgent, 'content-type': 'text/plain; charset=utf-8' },
      body: text.slice(0, longestBody),
      signal: AbortSignal.timeout(patienceMs),
    });
    await body.dump();
    if (statusCode >= 200 && statusCode < 300) return undefined;
    return `${url.hostname} answered the ping of ${what} with HTTP ${statusCode}.`;
  } catch (error) {
    return `${url.hostname} could not be pinged (${codeOf(error)}).`;
  } finally {
    await connections.close();
  }
}

/** Behind the path and in front of the query, where some monitors keep their key. */
export function pingAddress(address: string, what: Ping): URL {
  const url = new URL(address);
  if (what !== 'success') url.pathname = `${url.pathname.replace(/\/$/, '')}/${what}`;
  return url;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no reason given';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
