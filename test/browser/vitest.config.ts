import { defineConfig } from 'vitest/config';
import { closingLine } from '../closing-line.ts';

/** Needs a Chromium of the system, so these tests are not part of the plain test command. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/browser/**/*.browser.ts'],
    testTimeout: 600_000,
    hookTimeout: 60_000,
    reporters: ['default', closingLine],
    env: { TZ: 'Pacific/Kiritimati' },
  },
});
