import * as zlib from 'node:zlib';
import { Trouble } from './failure.ts';
import type { Limits } from './limits.ts';

/** `Accept-Encoding`: what this Node can unpack; zstd came with 22.15. */
export const acceptedCodings = `gzip, deflate, br${'zstdDecompressSync' in zlib ? ', zstd' : ''}`;

/**
 * Undoes `Content-Encoding` (RFC 9110, section 8.4), never writing more than the limits allow.
 *
 * At once and not as a stream: the packed bytes are all here and few, and that is three times as
 * fast. A body that is not packed although its header says so is taken as it is, and a gzip file
 * served as such is unpacked, since neither can be a feed otherwise. Throws {@link Trouble}.
 */
export function decompress(
  bytes: Uint8Array,
  header: string | undefined,
  limits: Limits,
): Uint8Array {
  const codings = (header ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > limits.codings) throw new Trouble('codings', String(limits.codings));
  // Small answers may unpack well without being a bomb: a table of equal rows, say.
  const most = Math.min(limits.bodyBytes, Math.max(1024 * 1024, bytes.length * limits.ratio));
  let plain = bytes;
  for (const coding of codings.reverse()) plain = unpack(plain, coding, most);
  if (codings.length === 0 && isGzip(plain)) plain = unpack(plain, 'gzip', most);
  if (plain.length > limits.bodyBytes) {
    throw new Trouble('too-large-unpacked', String(limits.bodyBytes));
  }
  return plain;
}

function unpack(bytes: Uint8Array, coding: string, most: number): Uint8Array {
  const unpacker = unpackers.get(coding);
  if (unpacker === undefined) throw new Trouble('coding-unknown');
  try {
    return unpacker(bytes, { maxOutputLength: most });
  } catch (error) {
    if (error instanceof RangeError && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE') {
      throw new Trouble('too-large-unpacked', String(most));
    }
    if (isMarkup(bytes)) return bytes;
    throw new Trouble('coding-damaged', coding);
  }
}

type Unpacker = (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array;

const unpackers = new Map<string, Unpacker>([
  ['gzip', zlib.gunzipSync],
  ['x-gzip', zlib.gunzipSync],
  // Half of the servers that say deflate leave out the two bytes of zlib's header.
  [
    'deflate',
    (bytes, options) =>
      isZlib(bytes) ? zlib.inflateSync(bytes, options) : zlib.inflateRawSync(bytes, options),
  ],
  ['br', zlib.brotliDecompressSync],
  ...('zstdDecompressSync' in zlib
    ? ([['zstd', zlib.zstdDecompressSync as Unpacker]] as const)
    : []),
]);

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** RFC 1950: method 8, and the two bytes are a multiple of 31. */
function isZlib([first = 0, second = 0]: Uint8Array): boolean {
  return (first & 0x0f) === 8 && (first * 256 + second) % 31 === 0;
}

/** Begins with `<` or `{`, after a byte order mark and white space. */
function isMarkup(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  return /^(?:\xef\xbb\xbf)?\s*[<{]/.test(start);
}
