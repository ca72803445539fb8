import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, it } from 'vitest';
import { drip, endless, hang, redirect, serve, stall } from '../server/behaviours.ts';
import { rssFeed } from '../server/feeds.ts';
import { startServer } from '../server/server.ts';
import { authorityFile, type Certificate, startTlsServer } from '../server/tls.ts';

const script = fileURLToPath(new URL('./ask-and-exit.ts', import.meta.url));
const closing: (() => unknown)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** Runs the script in a process of its own until it ends by itself; one that does not fails. */
async function askInProcess(urls: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', script, ...urls],
    { env: { ...process.env, NODE_EXTRA_CA_CERTS: authorityFile }, timeout: 25_000 },
  );
  return stdout.trim().split('\n');
}

it('leaves nothing behind that keeps the process alive', async () => {
  const server = await startServer({
    '/feed': serve(rssFeed('one')),
    '/hang': hang,
    '/stall': stall('<rss>'),
    '/drip': drip(50),
    '/endless': endless(),
    '/away': redirect('/hang'),
    '/refused': serve('no', {}, 403),
  });
  closing.push(server.close);
  const paths = ['/feed', '/hang', '/stall', '/drip', '/endless', '/away', '/refused'];
  expect(await askInProcess(paths.map(server.url))).toEqual([
    'body',
    'headers-timeout',
    'idle-timeout',
    'total-timeout',
    'too-large',
    'headers-timeout',
    'http-403',
  ]);
});

it('takes no certificate but a valid one of the right name from a known authority', async () => {
  const outcomes: [Certificate, string][] = [
    ['good', 'body'],
    ['other-name', 'tls-name'],
    ['expired', 'tls-expired'],
    ['early', 'tls-early'],
    ['self-signed', 'tls-self-signed'],
  ];
  const urls: string[] = [];
  for (const [certificate] of outcomes) {
    const { port, close } = await startTlsServer(certificate, rssFeed('one'));
    closing.push(close);
    urls.push(`https://localhost:${port}/feed`);
  }
  expect(await askInProcess(urls)).toEqual(outcomes.map(([, outcome]) => outcome));
});

it('tells a server that speaks no TLS', async () => {
  const server = await startServer({});
  closing.push(server.close);
  const url = server.url('/feed').replace('http:', 'https:');
  expect(await askInProcess([url])).toEqual(['tls-protocol']);
});
