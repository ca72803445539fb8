import { createHash } from 'node:crypto';
import { readFile, realpath, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join, resolve, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { servedAs } from './deploy/kinds.ts';

/**
 * A server of the files of a folder, for a look at them before they are published: right types,
 * ETag and 304 (RFC 9110, section 13.1.2), gzip where it is asked for. Nothing outside the folder
 * is shown, and nothing may keep what it got.
 */
export function serveFolder(folder: string): Server {
  return createServer((request, response) => {
    answer(folder, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  });
}

async function answer(
  folder: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { allow: 'GET, HEAD' }).end();
    return;
  }
  const path = pathOf(request.url ?? '/');
  const found = path === undefined ? undefined : await findFile(folder, path);
  if (found?.kind === 'folder') {
    response.writeHead(308, { location: `${(request.url ?? '').replace(/\?.*$/, '')}/` }).end();
    return;
  }
  const file = found ?? (await findFile(folder, '404.html'));
  if (file?.kind !== 'file') {
    response.writeHead(404, { 'content-type': 'text/plain' }).end('There is no such file.\n');
    return;
  }
  const status = found === undefined ? 404 : 200;
  send(file.name, await readFile(file.path), status, request, response);
}

/** The path below the folder; none for one that is no path, such as `/%` or `/../..`. */
function pathOf(target: string): string | undefined {
  let path: string;
  try {
    path = decodeURIComponent(target.replace(/[?#].*$/s, ''));
  } catch {
    return undefined;
  }
  const parts = path.split(/[/\\]/);
  const isOdd = path.includes('\0') || parts.some((part) => part === '..' || part.startsWith('.'));
  return isOdd ? undefined : path.replace(/^\/+/, '');
}

type FoundFile = { readonly kind: 'file'; readonly path: string; readonly name: string };

async function findFile(
  folder: string,
  path: string,
): Promise<FoundFile | { readonly kind: 'folder' } | undefined> {
  const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
  const root = await realpath(folder).catch(() => resolve(folder));
  // A link in the folder may lead anywhere.
  const real = await realpath(join(root, name)).catch(() => undefined);
  if (real === undefined || !real.startsWith(root + sep)) return undefined;
  if ((await stat(real)).isDirectory()) return { kind: 'folder' };
  return { kind: 'file', path: real, name };
}

function send(
  name: string,
  bytes: Buffer,
  status: number,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const { type } = servedAs(name);
  const packs =
    /^text\/|json|xml|javascript/.test(type) &&
    /(^|[,\s])gzip($|[,;\s])/.test(String(request.headers['accept-encoding'] ?? ''));
  const hash = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
  const etag = `"${hash}${packs ? '-gz' : ''}"`;
  const headers = { etag, 'cache-control': 'no-cache', vary: 'accept-encoding' };
  if (status === 200 && knows(request.headers['if-none-match'], etag)) {
    response.writeHead(304, headers).end();
    return;
  }
  const body = packs ? gzipSync(bytes) : bytes;
  response.writeHead(status, {
    ...headers,
    'content-type': type,
    'content-length': body.length,
    'x-content-type-options': 'nosniff',
    ...(packs ? { 'content-encoding': 'gzip' } : {}),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function knows(given: string | undefined, etag: string): boolean {
  const known = (given ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  return known.includes('*') || known.includes(etag);
}
