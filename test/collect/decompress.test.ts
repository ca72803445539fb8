import * as zlib from 'node:zlib';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { acceptedCodings, decompress } from '../../src/collect/decompress.ts';
import { Trouble } from '../../src/collect/failure.ts';
import { defaultLimits } from '../../src/collect/limits.ts';

const text = '<rss><channel><title>\u8df0 中巴</title></channel></rss>'.repeat(50);
const bytes = Buffer.from(text);

function unpacked(packed: Uint8Array, header?: string, limits = {}): string {
  return Buffer.from(decompress(packed, header, { ...defaultLimits, ...limits })).toString();
}

function troubleWith(packed: Uint8Array, header?: string, limits = {}): string {
  try {
    return unpacked(packed, header, limits).slice(0, 10);
  } catch (error) {
    return error instanceof Trouble ? error.kind : String(error);
  }
}

describe('decompress', () => {
  it('undoes the codings from the last to the first, in any case of letters', () => {
    expect(unpacked(brotliCompressSync(gzipSync(bytes)), ' GZIP , BR')).toBe(text);
    expect(unpacked(gzipSync(bytes), 'x-gzip')).toBe(text);
    expect(unpacked(deflateSync(bytes), 'deflate')).toBe(text);
    expect(unpacked(deflateRawSync(bytes), 'deflate')).toBe(text);
    expect(unpacked(bytes, 'identity')).toBe(text);
    expect(unpacked(bytes)).toBe(text);
  });

  it('unpacks a gzip file that no header announces', () => {
    expect(unpacked(gzipSync(bytes))).toBe(text);
  });

  it('takes markup as it is whatever the header says, but not damaged bytes', () => {
    expect(unpacked(bytes, 'br')).toBe(text);
    expect(unpacked(Buffer.from('\ufeff \n{"version": 1}'), 'gzip')).toBe(
      '\ufeff \n{"version": 1}',
    );
    expect(troubleWith(Buffer.from('no packing'), 'gzip')).toBe('coding-damaged');
    expect(troubleWith(gzipSync(bytes).subarray(0, 60), 'gzip')).toBe('coding-damaged');
  });

  it('stops at the limit of bytes, packed or not', () => {
    const limits = { bodyBytes: 1000 };
    expect(troubleWith(gzipSync(bytes), 'gzip', limits)).toBe('too-large-unpacked');
    expect(troubleWith(bytes, undefined, limits)).toBe('too-large-unpacked');
  });

  it('stops a bomb by how much it unpacks, long before the limit of bytes', () => {
    const bomb = gzipSync(Buffer.alloc(8 << 20));
    expect(troubleWith(bomb, 'gzip')).toBe('too-large-unpacked');
    expect(unpacked(gzipSync(Buffer.alloc(1 << 20)), 'gzip')).toHaveLength(1 << 20);
  });

  it('stops at three codings, however small', () => {
    expect(troubleWith(gzipSync(gzipSync(gzipSync(bytes))), 'gzip, gzip, gzip')).toBe('codings');
    expect(troubleWith(bytes, Array(1000).fill('br').join())).toBe('codings');
  });

  it('works through many empty members in bounded time', () => {
    const members = Buffer.concat(Array(200_000).fill(gzipSync('')));
    expect(unpacked(members, 'gzip')).toBe('');
  });

  it('asks for zstd and undoes it where this Node can, and else says what it lacks', () => {
    const short = Buffer.from('<rss><channel/></rss>');
    // RFC 8878: one frame of one segment with one raw block, the last.
    const header = [0x28, 0xb5, 0x2f, 0xfd, 0x20, short.length, (short.length << 3) | 1, 0, 0];
    const packed = Buffer.concat([Buffer.from(header), short]);
    const isHere = 'zstdDecompressSync' in zlib;
    expect(acceptedCodings.includes('zstd')).toBe(isHere);
    expect(troubleWith(packed, 'zstd')).toBe(isHere ? '<rss><chan' : 'coding-unknown');
  });
});
