/** Starts the system's Chromium, and a loopback server for what it looks at. */

import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** `CHROMIUM` names another one. Fails with a sentence where there is none. */
export async function startChromium(): Promise<Browser> {
  const path = process.env.CHROMIUM ?? PLACES.find((place) => existsSync(place));
  if (path === undefined) {
    throw new Error(
      'No Chromium found: install the package chromium, or set CHROMIUM to its path.',
    );
  }
  return chromium.launch({
    executablePath: path,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json',
  svg: 'image/svg+xml',
  xml: 'application/xml',
};

/** Serves files under a sub-path, as a project site is served. Nothing else is found. */
export async function serve(
  files: ReadonlyMap<string, string | Uint8Array>,
): Promise<{ readonly address: string; readonly server: Server }> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent((request.url ?? '').split('?')[0] ?? '');
    const file = files.get(path.replace(/^\/some\/where\//, '').replace(/(^|\/)$/, '$1index.html'));
    if (file === undefined || !path.startsWith('/some/where/')) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.endsWith('/') ? 'html' : (path.split('.').at(-1) ?? '')];
    response.writeHead(200, { 'content-type': type ?? 'application/octet-stream' }).end(file);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { address: `http://127.0.0.1:${port}/some/where/`, server };
}
