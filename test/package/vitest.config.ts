import { defineConfig } from 'vitest/config';
import { closingLine } from '../closing-line.ts';

/** Builds, packs and installs the program, so these tests are not part of the plain test command. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/package/**/*.package.ts'],
    testTimeout: 300_000,
    hookTimeout: 600_000,
    reporters: ['default', closingLine],
    env: { TZ: 'Pacific/Kiritimati' },
  },
});
