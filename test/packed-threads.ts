import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vitest/config';
import { packProgram } from './program.ts';

/**
 * Starts the threads of the program from the pack and not module by module from its source, which
 * took a second and a half each time. The code is the same; `thread.test.ts` starts one from source.
 */
export const packedThreads: Plugin = {
  name: 'packed-threads',
  enforce: 'pre',
  async transform(code, id) {
    if (!id.endsWith('/src/collect/thread.ts')) return undefined;
    const { folder } = await packProgram();
    const beside = JSON.stringify(pathToFileURL(join(folder, 'thread.js')).href);
    return { code: code.replaceAll('import.meta.url', beside), map: null };
  },
};
