import { defineConfig } from 'vitest/config';
import { closingLine } from './closing-line.ts';
import { packedThreads } from './packed-threads.ts';

/**
 * Tests of functions of their arguments alone. They share what is loaded: loading the program and
 * the shipped topic anew for each file took longer than testing it.
 */
const pure = ['config', 'publish', 'stories', 'topic', 'collect/document'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

export default defineConfig({
  plugins: [packedThreads],
  test: {
    root: new URL('..', import.meta.url).pathname,
    // Many tests wait for a server of their own, so every core takes its share.
    maxWorkers: '100%',
    // Generous: a loaded machine is slow, and a test that hangs is still ended.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    reporters: ['default', closingLine],
    // A zone far from UTC, so that a date read in the machine's local time shows as a wrong day.
    // And without what a client says of later versions of itself on Node 20.
    env: {
      TZ: 'Pacific/Kiritimati',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    },
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'world', include: ['test/**/*.test.ts'], exclude: pure } },
    ],
  },
});
