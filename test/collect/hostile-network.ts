import { gzipSync } from 'node:zlib';
import {
  cut,
  drip,
  endless,
  hang,
  packed,
  raw,
  redirect,
  reset,
  serve,
  stall,
} from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import type { Behaviour } from '../server/server.ts';

/** What a server does to its reader, and how that must end. */
export type HostileCase = {
  /** Part of the path, and the id of the source. */
  readonly name: string;
  readonly does: Behaviour;
  readonly gives: string;
};

/**
 * Servers that hang, flood, trick or lie below the level of the feed. `secret` is the origin of a
 * server in the private network, which nobody may be led to.
 */
export function hostileServers(secret: string): readonly HostileCase[] {
  return [...slow, ...large, ...broken, ...lying, ...misleading(secret), ...naming(secret)];
}

const feed = rssFeed('bait');
const head = 'HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\n';

const slow: readonly HostileCase[] = [
  { name: 'never-answers', does: hang, gives: 'failed: headers-timeout' },
  { name: 'stops-in-the-middle', does: stall(feed.slice(0, 300)), gives: 'failed: idle-timeout' },
  { name: 'sends-a-byte-a-while', does: drip(40), gives: 'failed: total-timeout' },
  { name: 'drips-headers', does: dripHeaders, gives: 'failed: headers-timeout' },
  { name: 'continues-for-ever', does: continueForEver, gives: 'failed: not-http' },
];

const large: readonly HostileCase[] = [
  { name: 'never-ends', does: endless(), gives: 'failed: too-large' },
  {
    name: 'announces-too-much',
    does: endless({ 'content-length': 2 ** 40 }),
    gives: 'failed: too-large',
  },
  {
    name: 'zeros-under-gzip',
    does: packed(Buffer.alloc(200 << 20), 'gzip'),
    gives: 'failed: too-large-unpacked',
  },
  {
    name: 'zeros-under-brotli',
    does: packed(Buffer.alloc(100 << 20), 'br'),
    gives: 'failed: too-large-unpacked',
  },
  {
    name: 'zeros-under-deflate',
    does: packed(Buffer.alloc(100 << 20), 'deflate'),
    gives: 'failed: too-large-unpacked',
  },
  {
    name: 'zeros-packed-twice',
    does: packed(Buffer.alloc(200 << 20), 'gzip', 'gzip'),
    gives: 'failed: too-large-unpacked',
  },
  {
    name: 'zeros-in-a-file',
    does: serve(gzipSync(Buffer.alloc(100 << 20)), { 'content-type': 'application/gzip' }),
    gives: 'failed: too-large-unpacked',
  },
  {
    name: 'packs-five-times',
    does: packed(feed, 'gzip', 'gzip', 'gzip', 'gzip', 'gzip'),
    gives: 'failed: codings',
  },
  {
    name: 'names-a-thousand-codings',
    does: serve(feed, { 'content-encoding': Array(1000).fill('gzip').join() }),
    gives: 'failed: codings',
  },
  {
    name: 'empty-gzip-members',
    does: serve(Buffer.concat(Array(100_000).fill(gzipSync(''))), { 'content-encoding': 'gzip' }),
    gives: 'failed: empty',
  },
  {
    name: 'long-header',
    does: raw(`${head}X: ${'x'.repeat(200_000)}\r\n\r\n${feed}`),
    gives: 'failed: headers-too-large',
  },
  {
    name: 'many-headers',
    does: raw(`${head}${'X: y\r\n'.repeat(50_000)}\r\n${feed}`),
    gives: 'failed: headers-too-large',
  },
];

const broken: readonly HostileCase[] = [
  { name: 'cuts-the-body', does: cut(feed), gives: 'failed: cut' },
  {
    name: 'cuts-a-chunk',
    does: raw(`${head}Transfer-Encoding: chunked\r\n\r\nffff\r\n${feed}`),
    gives: 'failed: cut',
  },
  {
    name: 'chunk-of-no-size',
    does: raw(`${head}Transfer-Encoding: chunked\r\n\r\nzz\r\n${feed}`),
    gives: 'failed: not-http',
  },
  {
    name: 'two-lengths',
    does: raw(`${head}Content-Length: 5\r\nContent-Length: 7\r\n\r\n${feed}`),
    gives: 'failed: wrong-length',
  },
  {
    name: 'length-and-chunks',
    does: raw(`${head}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`),
    gives: 'failed: wrong-length',
  },
  {
    name: 'negative-length',
    does: raw(`${head}Content-Length: -5\r\n\r\n${feed}`),
    gives: 'failed: not-http',
  },
  { name: 'resets', does: reset(), gives: 'failed: reset' },
  { name: 'resets-in-the-middle', does: reset(feed.slice(0, 300)), gives: 'failed: cut' },
  { name: 'speaks-smtp', does: raw('220 mail.example ESMTP\r\n'), gives: 'failed: not-http' },
  { name: 'speaks-http-09', does: raw(feed), gives: 'failed: not-http' },
  { name: 'says-nothing', does: raw(''), gives: 'failed: cut' },
  {
    name: 'damaged-gzip',
    does: serve('\x1f\x8bdamaged', { 'content-encoding': 'gzip' }),
    gives: 'failed: coding-damaged',
  },
  {
    name: 'cut-gzip',
    does: serve(gzipSync(feed).subarray(0, 200), { 'content-encoding': 'gzip' }),
    gives: 'failed: coding-damaged',
  },
];

const lying: readonly HostileCase[] = [
  { name: 'empty', does: serve(''), gives: 'failed: empty' },
  { name: 'no-content', does: serve('', {}, 204), gives: 'failed: http-204' },
  { name: 'part-of-it', does: serve(feed, {}, 206), gives: 'failed: http-206' },
  { name: 'not-modified-to-anybody', does: serve('', {}, 304), gives: 'failed: http-304' },
  { name: 'feed-with-404', does: serve(feed, {}, 404), gives: 'failed: http-404' },
  {
    name: 'wait-for-years',
    does: serve('', { 'retry-after': '999999999999' }, 503),
    gives: 'failed: http-503',
  },
  {
    name: 'says-gzip-sends-plain',
    does: serve(feed, { 'content-encoding': 'gzip' }),
    gives: 'read 2',
  },
  {
    name: 'unknown-coding',
    does: serve(feed, { 'content-encoding': 'rot13' }),
    gives: 'failed: coding-unknown',
  },
  {
    name: 'odd-validators',
    does: serve(feed, { etag: 'x'.repeat(20_000), 'last-modified': 'yesterday\ttoday' }),
    gives: 'read 2',
  },
  {
    name: 'says-it-is-a-picture',
    does: serve(feed, { 'content-type': 'image/png; charset="; x=\\"' }),
    gives: 'read 2',
  },
  {
    name: 'fresh-for-ever',
    does: serve(feed, { 'cache-control': 'max-age=99999999999999999999', age: '-1' }),
    gives: 'read 2',
  },
  {
    name: 'sets-cookies',
    does: serve(feed, { 'set-cookie': Array(50).fill('id=1; Path=/') }),
    gives: 'read 2',
  },
];

function misleading(secret: string): readonly HostileCase[] {
  const { port } = new URL(secret);
  const inward = [
    secret,
    `http://localhost:${port}/`,
    `http://LOCALHOST.:${port}/`,
    `http://2130706433:${port}/`,
    `http://0x7f.1:${port}/`,
    `http://0177.0.0.1:${port}/`,
    `http://127.1:${port}/`,
    `http://127.0.0.2:${port}/`,
    `http://0:${port}/`,
    `http://[::1]:${port}/`,
    `http://[::]:${port}/`,
    `http://[::ffff:127.0.0.1]:${port}/`,
    `http://[::ffff:7f00:1]:${port}/`,
    `http://[64:ff9b::7f00:1]:${port}/`,
    `http://[2002:7f00:1::]:${port}/`,
    `http://${encodeURIComponent('ⓛⓞⓒⓐⓛⓗⓞⓢⓣ')}:${port}/`,
    `http://who:what@127.0.0.1:${port}/`,
    `http://good.example@127.0.0.1:${port}/`,
    '//169.254.169.254/latest/meta-data/',
    'http://[fd00:ec2::254]/latest/meta-data/',
    'http://metadata/computeMetadata/v1/',
  ];
  return [
    ...inward.map((location, index) => ({
      name: `leads-inward-${index}`,
      does: redirect(location),
      gives: 'failed: redirect-private',
    })),
    {
      name: 'leads-to-a-file',
      does: redirect('file:///etc/passwd'),
      gives: 'failed: redirect-scheme',
    },
    {
      name: 'leads-to-gopher',
      does: redirect('gopher://x.example/'),
      gives: 'failed: redirect-scheme',
    },
    {
      name: 'leads-to-data',
      does: redirect(`data:text/xml,${encodeURIComponent(feed)}`),
      gives: 'failed: redirect-scheme',
    },
    {
      name: 'leads-to-a-mail-server',
      does: redirect('http://x.example:25/'),
      gives: 'failed: redirect-port',
    },
    { name: 'leads-nowhere', does: redirect(undefined), gives: 'failed: redirect-nowhere' },
    {
      name: 'leads-to-nonsense',
      does: redirect('http://[::bad'),
      gives: 'failed: redirect-nowhere',
    },
    { name: 'leads-in-circles', does: redirect('/leads-in-circles'), gives: 'failed: redirects' },
    {
      name: 'leads-on-and-on',
      does: (request, response) =>
        redirect(`${request.url?.replace(/\?.*/, '')}?${Math.random()}`)(request, response),
      gives: 'failed: redirects',
    },
    {
      name: 'leads-to-itself-for-good',
      does: redirect('', 301),
      gives: 'failed: redirect-nowhere',
    },
  ];
}

/** Servers that name other places without a redirect, where nobody goes. */
function naming(secret: string): readonly HostileCase[] {
  const names = { refresh: `0;url=${secret}/r`, link: `<${secret}/l>; rel="preload"` };
  return [
    { name: 'refreshes-elsewhere', does: serve(feed, names), gives: 'read 2' },
    {
      name: 'location-without-redirect',
      does: serve(feed, { location: `${secret}/x`, 'content-location': `${secret}/y` }),
      gives: 'read 2',
    },
    {
      name: 'choices',
      does: serve('', { location: `${secret}/choice` }, 300),
      gives: 'failed: http-300',
    },
    {
      name: 'switches-protocols',
      does: raw('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
      gives: 'failed: cut',
    },
  ];
}

/** A header a while, without an end of the headers. */
function dripHeaders(...[, response]: Parameters<Behaviour>): void {
  const { socket } = response;
  socket?.write(head);
  const timer = setInterval(() => socket?.write('X-More: of this\r\n'), 40);
  socket?.on('close', () => clearInterval(timer));
}

/** One `100 Continue` after the other, though nobody waits for one. */
function continueForEver(...[, response]: Parameters<Behaviour>): void {
  const { socket } = response;
  const timer = setInterval(() => socket?.write('HTTP/1.1 100 Continue\r\n\r\n'), 10);
  socket?.on('close', () => clearInterval(timer));
}
