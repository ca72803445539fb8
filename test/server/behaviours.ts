import { createHash } from 'node:crypto';
import type { OutgoingHttpHeaders } from 'node:http';
import * as zlib from 'node:zlib';
import type { Behaviour } from './server.ts';

/** Answers with a body, as any web server does. */
export function serve(
  body: string | Uint8Array,
  headers: OutgoingHttpHeaders = {},
  status = 200,
): Behaviour {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/xml', ...headers });
    response.end(body);
  };
}

/** Answers one body after another, the last for ever. */
export function inTurn(...behaviours: readonly Behaviour[]): Behaviour {
  let count = 0;
  return (request, response) => {
    const behaviour = behaviours[Math.min(count, behaviours.length - 1)];
    count += 1;
    behaviour?.(request, response);
  };
}

/** Answers 304 to whoever has it already, by `ETag` and by `Last-Modified`. */
export function conditional(body: string, headers: OutgoingHttpHeaders = {}): Behaviour {
  const etag = `"${createHash('sha256').update(body).digest('hex').slice(0, 12)}"`;
  const modified = 'Thu, 21 May 2026 08:30:00 GMT';
  return (request, response) => {
    const { 'if-none-match': asked, 'if-modified-since': since } = request.headers;
    // An ETag decides alone where one is sent (RFC 9110, section 13.1.3).
    const known = asked === undefined ? since === modified : asked === etag;
    response.writeHead(known ? 304 : 200, { etag, 'last-modified': modified, ...headers });
    response.end(known ? undefined : body);
  };
}

export type Coding = 'gzip' | 'deflate' | 'deflate-raw' | 'br';

/** Packs the body, once for each coding, in their order. */
export function packed(body: string | Uint8Array, ...codings: readonly Coding[]): Behaviour {
  let bytes: Uint8Array = Buffer.from(body);
  for (const coding of codings) bytes = packers[coding](bytes);
  const encoding = codings.map((coding) => coding.replace('-raw', '')).join(', ');
  return serve(bytes, { 'content-encoding': encoding });
}

const packers: Readonly<Record<Coding, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: zlib.gzipSync,
  deflate: zlib.deflateSync,
  'deflate-raw': zlib.deflateRawSync,
  br: (bytes) =>
    zlib.brotliCompressSync(bytes, { params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 4 } }),
};

export function redirect(location: string | undefined, status = 302): Behaviour {
  return (_request, response) => {
    response.writeHead(status, location === undefined ? {} : { location });
    response.end('elsewhere');
  };
}

/** Takes the request and never answers. */
export const hang: Behaviour = () => {};

/** Sends the start at once, and then nothing more, without an end. */
export function stall(start: string): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    response.write(start);
  };
}

/** Sends a byte, waits, and so on; never ends. Times in milliseconds. */
export function drip(everyMs: number): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml' });
    const timer = setInterval(() => response.write('<'), everyMs);
    response.on('close', () => clearInterval(timer));
  };
}

/** Sends as fast as it is read, without an end. */
export function endless(headers: OutgoingHttpHeaders = {}): Behaviour {
  const block = Buffer.alloc(64 * 1024, '<item><title>more</title></item>');
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/xml', ...headers });
    const more = () => {
      while (!response.destroyed && response.write(block));
    };
    response.on('drain', more);
    more();
  };
}

/** Promises more bytes than it sends, and closes. */
export function cut(body: string): Behaviour {
  return (_request, response) => {
    response.writeHead(200, { 'content-length': Buffer.byteLength(body) + 1000 });
    response.write(body, () => response.socket?.end());
  };
}

/** Begins a body in chunks and resets the connection. */
export function reset(start = ''): Behaviour {
  return (_request, response) => {
    if (start === '') response.socket?.resetAndDestroy();
    else {
      response.writeHead(200);
      response.write(start, () => response.socket?.resetAndDestroy());
    }
  };
}

/** Writes bytes to the socket as they are, HTTP or not, and closes. */
export function raw(bytes: string): Behaviour {
  return (_request, response) => {
    response.socket?.end(bytes, 'latin1');
  };
}
