import { once } from 'node:events';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { get, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { serveFolder } from '../src/serve.ts';

let folder: string;
let server: Server;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-serve-'));
  const out = join(folder, 'out');
  await mkdir(join(out, 'stories'), { recursive: true });
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(out, 'index.html'), '<h1>Front</h1>');
  await writeFile(join(out, 'atom.xml'), '<feed/>');
  await writeFile(join(out, 'stories', 'index.html'), 'stories');
  await symlink(join(folder, 'secret.txt'), join(out, 'link.txt'));
  server = serveFolder(out).listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

type Got = {
  readonly status?: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
};

/** The path goes out as it is written, `..` and all. */
async function ask(path: string, headers: Record<string, string> = {}): Promise<Got> {
  const { port } = server.address() as AddressInfo;
  const request = get({ host: '127.0.0.1', port, path, headers });
  const [response] = await once(request, 'response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) };
}

it('gives files their types, and a folder its page', async () => {
  const feed = await ask('/atom.xml?x=1');
  expect(feed.status).toBe(200);
  expect(feed.headers['content-type']).toBe('application/xml; charset=utf-8');
  expect((await ask('/')).body.toString()).toBe('<h1>Front</h1>');
  expect((await ask('/stories')).headers.location).toBe('/stories/');
  expect((await ask('/stories/')).body.toString()).toBe('stories');
  expect((await ask('/nothing')).status).toBe(404);
});

it('answers 304 to its own ETag, packed or not', async () => {
  for (const headers of [{}, { 'accept-encoding': 'gzip, br' }]) {
    const { etag = '' } = (await ask('/atom.xml', headers)).headers;
    const again = await ask('/atom.xml', { ...headers, 'if-none-match': `"x", W/${etag}` });
    expect(again.status).toBe(304);
    expect(again.body).toHaveLength(0);
    expect((await ask('/atom.xml', { ...headers, 'if-none-match': '"x"' })).status).toBe(200);
  }
});

it('packs text for those who take it', async () => {
  const packed = await ask('/atom.xml', { 'accept-encoding': 'br, gzip' });
  expect(packed.headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(packed.body).toString()).toBe('<feed/>');
  expect((await ask('/atom.xml')).headers['content-encoding']).toBeUndefined();
});

it.each([
  '/../secret.txt',
  '/stories/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/..%5csecret.txt',
  '//../secret.txt',
  '/link.txt',
  '/%',
  '/%00',
])('shows nothing outside the folder: %s', async (path) => {
  const { status, body } = await ask(path);
  expect(status).toBe(404);
  expect(body.toString()).not.toContain('secret');
});
