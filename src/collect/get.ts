import { isUtf8 } from 'node:buffer';
import { type Dispatcher, request } from 'undici';
import type { Connections } from './connections.ts';
import { decompress } from './decompress.ts';
import { AfterRedirect, Trouble } from './failure.ts';
import type { Limits } from './limits.ts';
import { nextHop, permanentStatuses, redirectStatuses } from './redirect.ts';

/** The last answer of a chain of redirects. */
export type Answer = {
  readonly status: number;
  /** The first value of a header, by its name in small letters. */
  readonly header: (name: string) => string | undefined;
  /** Unpacked; empty unless the status is 200 or 203. */
  readonly bytes: Uint8Array;
  /** Where it came from, without user name and password. */
  readonly url: string;
  /** Where the permanent redirects at the start of the chain led. */
  readonly movedTo?: string;
};

export type GetOptions = {
  readonly connections: Connections;
  readonly limits: Limits;
  /** Sent at every hop. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sent only to this origin. */
  readonly authorization?: { readonly origin: string; readonly value: string };
  readonly signal?: AbortSignal;
  /** Asked before each hop, the first too; throws for an address that we must keep away from. */
  readonly beforeHop?: (url: URL) => Promise<void>;
  /** Whether a whole answer of this `Content-Type` is wanted: a film is not worth receiving. */
  readonly accepts?: (contentType: string | undefined) => boolean;
};

/**
 * One GET over its redirects under one deadline, from the name to the last byte. Never sends a
 * cookie. Throws {@link Trouble} or what undici, TLS or the network throw.
 */
export async function get(address: string, options: GetOptions): Promise<Answer> {
  const deadline = new AbortController();
  const progress: Progress = { hop: 0, host: '', phase: '' };
  const end = () => deadline.abort(new Trouble('total-timeout', progress.phase));
  const timer = setTimeout(end, options.limits.totalMs);
  const stop = () => deadline.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();
  try {
    return await follow(withoutUser(address), options, deadline.signal, progress);
  } catch (error) {
    if (error instanceof Trouble && error.kind === 'private-address' && progress.hop > 0) {
      throw new Trouble('redirect-private');
    }
    throw progress.hop > 0 ? new AfterRedirect(progress.host, error) : error;
  } finally {
    clearTimeout(timer);
    options.signal?.removeEventListener('abort', stop);
  }
}

type Progress = { hop: number; host: string; phase: string };

function withoutUser(address: string): URL {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url;
}

async function follow(
  start: URL,
  options: GetOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<Answer> {
  const { connections, limits } = options;
  let url = start;
  let movedTo: URL | undefined;
  let permanent = true;
  for (; progress.hop <= limits.redirects; progress.hop += 1) {
    progress.host = url.hostname;
    progress.phase = 'still connecting or waiting for an answer';
    await options.beforeHop?.(url);
    const response = await ask(url, options, signal);
    const { statusCode: status } = response;
    if (!redirectStatuses.has(status)) {
      progress.phase = 'still sending';
      return {
        status,
        header: (name) => first(response.headers[name]),
        bytes: await bodyOf(response, options, signal),
        url: url.href,
        ...(movedTo === undefined ? {} : { movedTo: movedTo.href }),
      };
    }
    letGo(response);
    url = nextHop(url, asUtf8(first(response.headers.location)), connections.allowed);
    permanent = permanent && permanentStatuses.has(status);
    if (permanent) movedTo = url;
  }
  throw new Trouble('redirects', String(limits.redirects));
}

async function ask(
  url: URL,
  options: GetOptions,
  signal: AbortSignal,
  isRepeat = false,
): Promise<Dispatcher.ResponseData> {
  const { connections, headers, authorization, limits } = options;
  const ours = authorization?.origin === url.origin ? authorization : undefined;
  try {
    return await request(url, {
      dispatcher: connections.dispatcherFor(url),
      headers: ours === undefined ? headers : { ...headers, authorization: ours.value },
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.idleMs,
      signal,
    });
  } catch (error) {
    // A server may close an idle connection in the moment when we use it: RFC 9112, section 9.3.1.
    if (isBrokenOff(error) && !isRepeat && !signal.aborted) return ask(url, options, signal, true);
    if (!connections.viaProxy(url) || signal.aborted || error instanceof Trouble) throw error;
    throw new Trouble('proxy');
  }
}

function isBrokenOff(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

/** Header bytes come as Latin-1, but servers write addresses in UTF-8 all the same. */
function asUtf8(text: string | undefined): string | undefined {
  const bytes = Buffer.from(text ?? '', 'latin1');
  return text !== undefined && isUtf8(bytes) ? bytes.toString() : text;
}

/** Some headers come twice; the first is as good as any. */
function first(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

/** A body that nobody reads: ends its connection, since it might be endless. */
function letGo({ body }: Dispatcher.ResponseData): void {
  body.on('error', () => {});
  body.destroy();
}

async function bodyOf(
  response: Dispatcher.ResponseData,
  { limits, accepts }: GetOptions,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { statusCode, headers, body } = response;
  if (statusCode === 304) {
    // Read to its end, which is at once, so that the connection can be used again.
    await body.dump({ limit: 1024, signal });
    return new Uint8Array();
  }
  if (statusCode !== 200 && statusCode !== 203) {
    letGo(response);
    return new Uint8Array();
  }
  if (accepts?.(first(headers['content-type'])) === false) {
    letGo(response);
    throw new Trouble('unwanted-type');
  }
  if (Number(first(headers['content-length'])) > limits.wireBytes) {
    letGo(response);
    throw new Trouble('too-large');
  }
  const bytes = await receive(body, limits);
  return decompress(bytes, joined(headers['content-encoding']), limits);
}

async function receive(body: AsyncIterable<Uint8Array>, limits: Limits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      size += chunk.length;
      if (size > limits.wireBytes) throw new Trouble('too-large');
      chunks.push(chunk);
    }
  } catch (error) {
    // How a connection breaks off is told in several ways, by versions of Node too.
    throw isBrokenOff(error) ? new Trouble('cut') : error;
  }
  return Buffer.concat(chunks);
}

function joined(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}
