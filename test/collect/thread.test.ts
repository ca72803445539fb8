import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { rssFeed } from '../server/feeds.ts';

it('starts from source, as `npm start` does', async () => {
  const read = `
    import { closeReader, readFeedWithin } from './src/collect/parse-in-worker.ts';
    const bytes = Buffer.from(process.env.FEED);
    const { items } = await readFeedWithin(bytes, 'text/xml', 'https://x.example/', 600_000);
    await closeReader();
    console.log(items.length);`;
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', read],
    {
      cwd: new URL('../..', import.meta.url).pathname,
      env: { ...process.env, FEED: rssFeed('Rain', 3) },
    },
  );
  expect(stderr).toBe('');
  expect(stdout).toBe('3\n');
});
