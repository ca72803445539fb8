import parser from 'robots-parser';
import { type GetOptions, get } from './get.ts';

/** Its types tell of an ES module that it is not. */
const parseRobots = parser as unknown as typeof parser.default;

/** What a robots.txt says to us. */
export type Robots = {
  readonly allows: (url: URL) => boolean;
  /** The pause that it asks for between two requests. In milliseconds. */
  readonly pauseMs: number;
};

/** RFC 9309, section 2.5: at least so much is read. In UTF-16 units, as it is nearly all ASCII. */
const mostText = 512 * 1024;

/**
 * Characters of patterns with `*` times characters of an address: each is compared with each at
 * worst. Honest ones stay below a million; so much takes a sixth of a second, and is forbidden.
 */
const mostWork = 10_000_000;

/** Whoever asks for a longer pause gets this one, and few requests. In milliseconds. */
export const longestPause = 30_000;

/**
 * Reads a robots.txt (RFC 9309) for one client.
 *
 * @param origin that it was found at
 * @param agent `User-Agent` of the client; what stands before its first `/` is looked for
 */
export function readRobots(origin: string, text: string, agent: string): Robots {
  const token = tokenOf(agent);
  const lines = rulesFor(token, text);
  const wild = lines.filter((line) => line.includes('*')).join('').length;
  const rules = parseRobots(`${origin}/robots.txt`, lines.join('\n'));
  const seconds = rules.getCrawlDelay(token) ?? 0;
  return {
    allows: (url) =>
      wild * url.href.length <= mostWork && rules.isAllowed(url.href, token) !== false,
    pauseMs: Math.min(Math.max(0, seconds * 1_000) || 0, longestPause),
  };
}

function tokenOf(agent: string): string {
  return agent.replace(/\/.*$/s, '').trim().toLowerCase();
}

/**
 * The groups for us and for everybody alone. Each group is read once for each name over it, so
 * that thousands of names over thousands of rules would be millions of them.
 */
function rulesFor(token: string, text: string): readonly string[] {
  const kept: string[] = [];
  let names = new Set<string>();
  let named = true;
  for (const line of text.slice(0, mostText).split(/\r\n|\r|\n/)) {
    const field = /^[\s\uFEFF]*([a-z-]{1,20})\s*:/i.exec(line)?.[1]?.toLowerCase();
    if (field === 'user-agent') {
      if (!named) names = new Set();
      named = true;
      const name = tokenOf(line.slice(line.indexOf(':') + 1).replace(/#.*$/, ''));
      if (name !== token && name !== '*') continue;
      if (!names.has(name)) kept.push(`User-agent: ${name}`);
      names.add(name);
    } else if (field === 'allow' || field === 'disallow' || field === 'crawl-delay') {
      named = false;
      if (names.size > 0) kept.push(line.replace(/^\s*\uFEFF/, '').replace(/\*{2,}/g, '*'));
    }
  }
  return kept;
}

/**
 * Fetches the robots.txt of an origin; empty where the server says that it has none (4xx), and
 * `undefined` where it cannot be had, which forbids everything. RFC 9309, section 2.3.1; "too many
 * requests" is no answer here, though it is among 4xx.
 */
export async function fetchRobots(
  origin: string,
  options: GetOptions,
): Promise<string | undefined> {
  try {
    const { status, bytes } = await get(`${origin}/robots.txt`, options);
    if (status === 200 || status === 203) return Buffer.from(bytes).toString().slice(0, mostText);
    return status >= 400 && status < 500 && status !== 429 ? '' : undefined;
  } catch (error) {
    if (options.signal?.aborted) throw error;
    return undefined;
  }
}
