import type { Store } from '../store/store.ts';
import type { Connections } from './connections.ts';
import { Trouble } from './failure.ts';
import type { Limits } from './limits.ts';
import { fetchRobots, type Robots, readRobots } from './robots.ts';

/** What the hosts of a run say to robots, each asked once and remembered for a day. */
export type RobotsOfRun = {
  /** Throws a {@link Trouble} for an address that we must keep away from. */
  readonly require: (url: URL) => Promise<void>;
  /** The pause that the host of an address asks for, where that is known. In milliseconds. */
  readonly pauseAt: (url: URL) => Promise<number>;
};

/** RFC 9309, section 2.4: no longer than this should an older one be believed. */
const dayMs = 24 * 60 * 60 * 1_000;

export function openRobots(
  store: Pick<Store, 'robots' | 'keepRobots'>,
  options: {
    readonly connections: Connections;
    readonly limits: Limits;
    readonly userAgent: string;
    readonly now: string;
    readonly signal: AbortSignal;
  },
): RobotsOfRun {
  const { connections, limits, userAgent, now, signal } = options;
  const since = new Date(Date.parse(now) - dayMs).toISOString();
  const known = new Map<string, Promise<Robots | undefined>>();

  const read = async (origin: string): Promise<Robots | undefined> => {
    const before = await store.robots(origin, since);
    if (before !== undefined) return readRobots(origin, before, userAgent);
    const headers = { 'user-agent': userAgent, accept: 'text/plain, */*;q=0.1' };
    const text = await fetchRobots(origin, { connections, limits, headers, signal });
    if (text === undefined) return undefined;
    await store.keepRobots(origin, text, now, since);
    return readRobots(origin, text, userAgent);
  };
  const robotsAt = ({ origin }: URL): Promise<Robots | undefined> => {
    const asked = known.get(origin) ?? read(origin);
    known.set(origin, asked);
    return asked;
  };
  return {
    require: async (url) => {
      const robots = await robotsAt(url);
      if (robots === undefined) throw new Trouble('robots-unknown');
      if (!robots.allows(url)) throw new Trouble('robots');
    },
    pauseAt: async ({ origin }) => (await known.get(origin))?.pauseMs ?? 0,
  };
}
