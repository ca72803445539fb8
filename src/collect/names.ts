import { type LookupAddress, lookup as lookUpByMachine } from 'node:dns';
import PQueue from 'p-queue';
import { Trouble } from './failure.ts';

/** Host names to addresses, each asked for once. */
export type Names = {
  /** All addresses of a name; rejects with an error of DNS or a {@link Trouble}. */
  readonly resolve: (hostname: string) => Promise<readonly LookupAddress[]>;
};

/** What `dns.lookup` does with `all`. */
export type LookUp = (
  hostname: string,
  options: { readonly all: true },
  give: (error: Error | null, addresses: LookupAddress[]) => void,
) => void;

/**
 * Looks names up by the machine's own resolver, so that its hosts file and search rules hold.
 *
 * Node runs two such look-ups at a time, however many are asked for, and cannot end one: a name
 * service that never answers would hold eighty hosts for minutes. So look-ups wait here for their
 * turn, the time of each runs from then, and after `mostSilent` in a row without any answer the
 * rest is given up at once.
 */
export function openNames(timeoutMs: number, lookUp: LookUp = lookUpByMachine): Names {
  const lanes = new PQueue({ concurrency: 2 });
  const known = new Map<string, Promise<readonly LookupAddress[]>>();
  let silent = 0;
  const ask = async (hostname: string): Promise<readonly LookupAddress[]> => {
    if (silent >= mostSilent) throw new Trouble('dns-timeout');
    try {
      const addresses = await inTime(hostname, timeoutMs, lookUp);
      silent = 0;
      return addresses;
    } catch (error) {
      silent = error instanceof Trouble ? silent + 1 : 0;
      throw error;
    }
  };
  return {
    resolve: (hostname) => {
      const earlier = known.get(hostname);
      if (earlier !== undefined) return earlier;
      const asked = lanes.add(() => ask(hostname));
      known.set(hostname, asked);
      return asked;
    },
  };
}

/** Two dead names at once happen, and hold up the two behind them; more are the network. */
const mostSilent = 4;

function inTime(
  hostname: string,
  timeoutMs: number,
  lookUp: LookUp,
): Promise<readonly LookupAddress[]> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Trouble('dns-timeout')), timeoutMs);
    lookUp(hostname, { all: true }, (error, addresses) => {
      clearTimeout(timer);
      if (error === null) resolve(addresses);
      else reject(error);
    });
  });
}
