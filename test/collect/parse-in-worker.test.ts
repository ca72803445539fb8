import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { readFeed } from '../../src/collect/parse.ts';
import { closeReader, readFeedWithin } from '../../src/collect/parse-in-worker.ts';

const base = 'https://gazette.example/feed';
const plain = readFileSync(new URL('../feeds/plain.rss', import.meta.url));

afterAll(closeReader);

it('reads the same as without a thread', async () => {
  expect(await readFeedWithin(plain, undefined, base, 8_000)).toEqual(
    await readFeed(plain, undefined, base),
  );
});

it('leaves the bytes to who asked', async () => {
  const own = Buffer.concat([plain, Buffer.alloc(Buffer.poolSize, ' ')]);
  await readFeedWithin(own, undefined, base, 8_000);
  expect(own.subarray(0, plain.length)).toEqual(plain);
});

it('says what is wrong as without a thread', async () => {
  const page = Buffer.from(
    '<html><link rel="alternate" type="application/rss+xml" href="/rss"></html>',
  );
  await expect(readFeedWithin(page, 'text/html', base, 8_000)).rejects.toMatchObject({
    name: 'NotAFeed',
    feedAddress: 'https://gazette.example/rss',
  });
});

it('gives up a feed that takes too long and reads the next one', async () => {
  const entry = '<item><title>x</title><description>a&lt;p b &amp; c</description></item>';
  const large = Buffer.from(`<rss><channel>${entry.repeat(200_000)}</channel></rss>`);
  const slow = readFeedWithin(large, undefined, base, 50);
  const next = readFeedWithin(plain, undefined, base, 8_000);
  await expect(slow).rejects.toThrow('Reading the feed took longer than 0.05 s and was given up.');
  expect((await next).items).toHaveLength(2);
});

it('starts again after it was closed', async () => {
  await closeReader();
  expect((await readFeedWithin(plain, undefined, base, 8_000)).items).toHaveLength(2);
});
