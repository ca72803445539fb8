import type { Limits } from './limits.ts';

/** `server` is how the other side is called, `detail` what the trouble says of itself. */
type Sentence = (server: string, detail: string, limits: Limits) => string;

/** What to tell a person, by cause. */
export const sentences: ReadonlyMap<string, Sentence> = new Map<string, Sentence>([
  [
    'dns',
    (server) =>
      `The name of ${server} was not found: the address is wrong, the site is gone, or there is no network here.`,
  ],
  [
    'dns-temporary',
    (server) =>
      `The name service had no answer for ${server} just now; it is asked again at the next run.`,
  ],
  [
    'dns-timeout',
    (server, _, limits) =>
      `The name service did not answer for ${server} within ${seconds(limits.dnsMs)}; check the network here.`,
  ],
  [
    'refused',
    (server) => `${upper(server)} refuses connections: it is down, or the address is wrong.`,
  ],
  ['unreachable', (server) => `No way leads to ${server}; check the network here.`],
  [
    'connect-timeout',
    (server, _, limits) =>
      `${upper(server)} did not take a connection within ${seconds(limits.connectMs)}: it is down, or a firewall keeps us out.`,
  ],
  [
    'proxy',
    () => 'The proxy does not let us through; check its address and whether it is running.',
  ],
  [
    'private-address',
    (server) =>
      `The address of ${server} lies in a private network; if that is meant, say so with --allow-private HOST:PORT.`,
  ],
  [
    'redirect-private',
    (server) => `${upper(server)} redirects to a private network, which is never followed.`,
  ],
  [
    'redirect-port',
    (server, port) =>
      `${upper(server)} redirects to port ${port}, where no web server stands; not followed.`,
  ],
  [
    'redirect-scheme',
    (server) => `${upper(server)} redirects to something that is neither http nor https.`,
  ],
  [
    'redirect-nowhere',
    (server) =>
      `${upper(server)} redirects without a valid address to go to; the outlet must mend it.`,
  ],
  [
    'redirects',
    (server, count) =>
      `${upper(server)} redirected more than ${count} times; open the address in a browser and configure where it ends.`,
  ],
  [
    'headers-timeout',
    (server, _, limits) =>
      `${upper(server)} took the request but sent no answer within ${seconds(limits.headersMs)}.`,
  ],
  [
    'idle-timeout',
    (server, _, limits) =>
      `${upper(server)} stopped sending in the middle for ${seconds(limits.idleMs)}.`,
  ],
  [
    'total-timeout',
    (server, phase, limits) =>
      `${upper(server)} was not done within ${seconds(limits.totalMs)}, ${phase}; its feed was not read.`,
  ],
  [
    'headers-too-large',
    (server, _, limits) =>
      `${upper(server)} sends more than ${kilobytes(limits.headerBytes)} of headers; not read.`,
  ],
  [
    'too-large',
    (server, _, limits) =>
      `${upper(server)} sends more than ${megabytes(limits.wireBytes)}, which is no feed; look for a smaller one.`,
  ],
  [
    'too-large-unpacked',
    (server, size) =>
      `What ${server} sends unpacks to more than ${megabytes(Number(size))}, which is no feed; not read.`,
  ],
  [
    'coding-unknown',
    (server) => `${upper(server)} packs its answer in a way that nobody asked for; not read.`,
  ],
  [
    'coding-damaged',
    (server, coding) =>
      `What ${server} sends as ${coding} cannot be unpacked; the outlet must mend it.`,
  ],
  [
    'codings',
    (server, count) => `${upper(server)} packs its answer more than ${count} times over; not read.`,
  ],
  [
    'wrong-length',
    (server) =>
      `${upper(server)} sends another number of bytes than it announces; the outlet must mend it.`,
  ],
  ['cut', (server) => `${upper(server)} closed the connection before its answer was complete.`],
  ['reset', (server) => `${upper(server)} broke off the connection.`],
  ['not-http', (server) => `What ${server} answers is not valid HTTP; the outlet must mend it.`],
  ['empty', (server) => `${upper(server)} answered with an empty page instead of a feed.`],
  [
    'tls-expired',
    (server) => `The certificate of ${server} has expired; the outlet must renew it.`,
  ],
  [
    'tls-early',
    (server) => `The certificate of ${server} is not valid yet; check the clock of this machine.`,
  ],
  [
    'tls-self-signed',
    (server) =>
      `${upper(server)} vouches for itself with a certificate of its own making; not trusted.`,
  ],
  [
    'tls-issuer',
    (server) =>
      `The certificate of ${server} does not lead to a known authority; the outlet sends an incomplete chain.`,
  ],
  ['tls-name', (server) => `The certificate of ${server} is for another name; check the address.`],
  [
    'tls-protocol',
    (server) =>
      `${upper(server)} and we found no common way of speaking TLS; is it http instead of https?`,
  ],
]);

/** The same for an answer with a status that is no success. */
export function statusSentence(server: string, status: string): string {
  const known = statuses.get(status);
  if (known !== undefined) return `${upper(server)} ${known} (HTTP ${status}).`;
  if (status.startsWith('5')) {
    return `${upper(server)} has trouble of its own (HTTP ${status}); it is asked again later.`;
  }
  return `${upper(server)} answers HTTP ${status} instead of a feed; open the address in a browser.`;
}

const statuses = new Map([
  ['304', 'says that nothing changed although it was asked for the whole feed'],
  ['400', 'does not understand the request; check the address'],
  ['401', 'wants a user name and password; write them into the address, with private: true'],
  ['402', 'wants to be paid for its feed'],
  ['403', 'turns us away, often by a wall against bots; ask the outlet or switch the source off'],
  ['404', 'knows no such page; look for the new address of the feed'],
  ['406', 'has the feed in no form that we read'],
  ['410', 'says that the feed is gone for good; remove the source or switch it off'],
  ['429', 'asks us to come less often; it is left alone for a while'],
  ['451', 'may not show the feed here for legal reasons'],
  ['503', 'is overloaded or under repair; it is asked again later'],
]);

function upper(words: string): string {
  return words.startsWith('the ') ? `T${words.slice(1)}` : words;
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} kB`;
}

function megabytes(bytes: number): string {
  return `${Math.round((bytes / 1024 / 1024) * 10) / 10} MB`;
}
