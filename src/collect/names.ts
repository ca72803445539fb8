import { type LookupAddress, lookup as lookUpByMachine } from 'node:dns';
import PQueue from 'p-queue';
import { Trouble } from './failure.ts';

/** Host names to addresses, each asked for once. */
export type Names = {
  /**
   * All addresses of a name; rejects with an error of DNS or a {@link Trouble}. A name of our `own`
   * network is asked for in any case and says nothing of the network outside.
   */
  readonly resolve: (hostname: string, own: boolean) => Promise<readonly LookupAddress[]>;
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
 * turn, the time of each runs from then, and the rest is given up at once after `mostSilent` in a
 * row without any answer, or when none of the first `mostUnknown` names is known: some name
 * services slow down whoever asks for many.
 */
export function openNames(timeoutMs: number, lookUp: LookUp = lookUpByMachine): Names {
  const lanes = new PQueue({ concurrency: 2 });
  const known = new Map<string, Promise<readonly LookupAddress[]>>();
  let silent = 0;
  let unknown = 0;
  let lastError: unknown;
  const ask = async (hostname: string): Promise<readonly LookupAddress[]> => {
    if (silent >= mostSilent || unknown >= mostUnknown) throw lastError;
    try {
      const addresses = await inTime(hostname, timeoutMs, lookUp);
      silent = 0;
      // One that is known shows that there is a network, so no count of others matters any more.
      unknown = Number.NEGATIVE_INFINITY;
      return addresses;
    } catch (error) {
      silent = error instanceof Trouble ? silent + 1 : 0;
      unknown += 1;
      lastError = error;
      throw error;
    }
  };
  return {
    resolve: (hostname, own) => {
      const earlier = known.get(hostname);
      if (earlier !== undefined) return earlier;
      const asked = own ? inTime(hostname, timeoutMs, lookUp) : lanes.add(() => ask(hostname));
      known.set(hostname, asked);
      return asked;
    },
  };
}

/** Two dead names at once happen, and hold up the two behind them; more are the network. */
const mostSilent = 4;

/** So many sites do not vanish between two runs. */
const mostUnknown = 12;

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
