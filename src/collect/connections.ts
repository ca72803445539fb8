import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction, type Socket } from 'node:net';
import { Agent, buildConnector, type Dispatcher, ProxyAgent } from 'undici';
import { hostPort, isPrivateHost, isPublicAddress, readHostPort } from './addresses.ts';
import { Trouble } from './failure.ts';
import type { Limits } from './limits.ts';
import { type LookUp, type Names, openNames } from './names.ts';

/** Where requests go through; addresses such as `http://proxy.example:3128`. */
export type Proxies = {
  readonly http?: string;
  readonly https?: string;
  /** Hosts that are asked directly: names with all below them, by comma, or `*`. */
  readonly except?: string;
};

/** The open connections of a run. */
export type Connections = {
  /** `HOST:PORT` in private networks that configured sources may stand at. */
  readonly allowed: ReadonlySet<string>;
  /** What sends a request there; throws {@link Trouble} if a proxy would be sent to a private host. */
  readonly dispatcherFor: (url: URL) => Dispatcher;
  readonly viaProxy: (url: URL) => boolean;
  /** No connection to it came about in this run, so asking again is no use. */
  readonly isDown: (url: URL) => boolean;
  /** Ends everything at once; nothing is left that keeps the process alive. */
  readonly close: () => Promise<void>;
};

/**
 * Connections to public addresses only, and to `allowPrivate` (`HOST:PORT`).
 *
 * A name is looked up once and the connection goes to the very addresses that were judged, so that
 * neither a redirect nor a name that changes its mind gets around. Behind a proxy, which looks
 * names up itself, only literal addresses and local names can be refused.
 */
export function openConnections({
  allowPrivate,
  limits,
  proxy = {},
  lookUp,
}: {
  readonly allowPrivate: readonly string[];
  readonly limits: Limits;
  readonly proxy?: Proxies | undefined;
  /** Instead of the machine's own name service. */
  readonly lookUp?: LookUp;
}): Connections {
  const allowed = new Set(allowPrivate.map((text) => readHostPort(text) ?? text));
  const names = openNames(limits.dnsMs, lookUp);
  const down = new Map<string, Error>();
  const connecting = new Set<Socket>();
  const connect = guardedConnector({ allowed, limits, names, down, connecting });
  const pool = { connections: 2, pipelining: 1, maxHeaderSize: limits.headerBytes };
  const direct = new Agent({ ...pool, connect });
  const proxies = new Map<string, ProxyAgent>();
  const dispatcherFor = (url: URL): Dispatcher => {
    const address = proxyFor(url, proxy);
    if (address === undefined) return direct;
    if (isPrivateHost(url.hostname) && !allowed.has(hostPort(url))) {
      throw new Trouble('private-address');
    }
    const open =
      proxies.get(address) ?? new ProxyAgent({ ...pool, uri: address, proxyTunnel: false });
    proxies.set(address, open);
    return open;
  };
  return {
    allowed,
    dispatcherFor,
    viaProxy: (url) => proxyFor(url, proxy) !== undefined,
    isDown: (url) => down.has(url.hostname) || down.has(hostPort(url)),
    close: async () => {
      for (const socket of connecting) socket.destroy();
      await Promise.all([direct, ...proxies.values()].map((dispatcher) => dispatcher.destroy()));
    },
  };
}

function proxyFor(url: URL, proxy: Proxies): string | undefined {
  const address = url.protocol === 'https:' ? proxy.https : proxy.http;
  if (address === undefined || address === '') return undefined;
  const host = url.hostname.toLowerCase();
  const excepted = (proxy.except ?? '')
    .toLowerCase()
    .split(/[\s,]+/)
    .map((name) => name.replace(/^\*?\./, ''))
    .some((name) => name === '*' || (name !== '' && (host === name || host.endsWith(`.${name}`))));
  return excepted ? undefined : address;
}

type Guard = {
  readonly allowed: ReadonlySet<string>;
  readonly limits: Limits;
  readonly names: Names;
  /** By host where its name failed, by host and port where the connection did. */
  readonly down: Map<string, Error>;
  readonly connecting: Set<Socket>;
};

function guardedConnector(guard: Guard): buildConnector.connector {
  return (options, callback) => {
    judgedAddresses(options, guard)
      .then((addresses) => connectTo(addresses, options, guard, callback))
      .catch((error: Error) => callback(error, null));
  };
}

/** The addresses that may be connected to; none of them needs looking up any more. */
async function judgedAddresses(
  { hostname, port, protocol }: buildConnector.Options,
  { allowed, names, down }: Guard,
): Promise<readonly LookupAddress[]> {
  const place = placeOf(hostname, port, protocol);
  const failed = down.get(hostname) ?? down.get(place);
  if (failed !== undefined) throw failed;
  if (!allowed.has(place) && isPrivateHost(hostname)) throw new Trouble('private-address');
  const family = isIP(hostname);
  const addresses =
    family === 0
      ? await names.resolve(hostname, allowed.has(place)).catch((error: Error) => {
          down.set(hostname, error);
          throw error;
        })
      : [{ address: hostname, family }];
  if (allowed.has(place)) return addresses;
  const open = addresses.filter(({ address }) => isPublicAddress(address));
  if (open.length === 0) throw new Trouble('private-address');
  return open;
}

/** As `hostPort` writes it; undici gives IPv6 without brackets and default ports as ''. */
function placeOf(hostname: string, port: string, protocol: string): string {
  const host = hostname.includes(':') ? `[${hostname}]` : hostname;
  return `${host}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

function connectTo(
  addresses: readonly LookupAddress[],
  options: buildConnector.Options,
  { limits, down, connecting }: Guard,
  callback: buildConnector.Callback,
): void {
  const connector = buildConnector({
    lookup: (_hostname, _options, give) => give(null, [...addresses]),
    timeout: limits.connectMs,
    autoSelectFamily: true,
    // Node's own quarter of a second is less than the way to the far side of the earth and back.
    autoSelectFamilyAttemptTimeout: 2_500,
  } as buildConnector.BuildOptions & { lookup: LookupFunction });
  const settled: buildConnector.Callback = (...[error, socket]) => {
    if (socket !== null) connecting.delete(socket);
    if (error === null) callback(null, socket);
    else {
      down.set(placeOf(options.hostname, options.port, options.protocol), error);
      callback(error, null);
    }
  };
  const socket = connector(options, settled) as unknown as Socket;
  connecting.add(socket);
  socket.once('close', () => connecting.delete(socket));
}
