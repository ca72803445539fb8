import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Whether an IP address is one of the public internet. Private, loopback, link-local, carrier,
 * multicast, documentation and metadata addresses are not, nor are tunnels; an IPv4 address mapped
 * into IPv6 or behind NAT64 is judged as what it is inside. IANA's special-purpose registries,
 * RFC 6890, RFC 4291, RFC 6052.
 */
export function isPublicAddress(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '');
  if (isIP(bare) === 0) return false;
  return isPublic(ipaddr.parse(bare));
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  const range = address.range();
  if (address instanceof ipaddr.IPv4) {
    return range === 'unicast' && !metadata.has(address.toString());
  }
  if (range === 'ipv4Mapped') return isPublic(address.toIPv4Address());
  if (address.match(nat64)) return isPublic(new ipaddr.IPv4(address.toByteArray().slice(12)));
  // All global unicast lies in 2000::/3; 6to4 and Teredo, which lie there too, have ranges of
  // their own. What is outside, such as `::127.0.0.1`, has no business being a web server.
  return range === 'unicast' && address.match(globalUnicast);
}

/** Cloud metadata in the midst of public space: Azure's. The others lie in private ranges. */
const metadata = new Set(['168.63.129.16']);

/** RFC 6052. Its local sibling `64:ff9b:1::/48` leads to whatever a network likes. */
const nat64 = ipaddr.parseCIDR('64:ff9b::/96') as [ipaddr.IPv6, number];
const globalUnicast = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/**
 * Whether a host, as a URL writes it, can be told to be private without asking DNS: a literal
 * address that is not public, or a name that only a local network knows. RFC 6761, RFC 8375.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
  if (isIP(host) !== 0) return !isPublicAddress(host);
  return !host.includes('.') || localNames.some((name) => host.endsWith(name));
}

const localNames = ['.localhost', '.local', '.internal', '.home.arpa', '.lan', '.intranet'];

/** Host and port of a web address, `[::1]:8080` or `example.org:443`: what `--allow-private` names. */
export function hostPort(url: URL): string {
  return `${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`;
}

/** A `HOST:PORT` in the form of {@link hostPort}; `undefined` for anything else. */
export function readHostPort(text: string): string | undefined {
  const port = /:(\d{1,5})$/.exec(text)?.[1];
  if (port === undefined || !/^[^/?#@\\]+$/.test(text)) return undefined;
  // As https, so that 80 is kept, and 443 comes back from the default.
  return URL.canParse(`https://${text}`) ? hostPort(new URL(`https://${text}`)) : undefined;
}
