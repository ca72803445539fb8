import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { promisify } from 'node:util';

const call = promisify(execFile);

/** A disk of its own below a folder, where this user may mount one. */
export type SmallDisk = {
  readonly readOnly: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/**
 * Mounts a disk of so many bytes at a folder, which is made.
 *
 * @returns nothing where this user may not mount: the caller has to fill or close the place
 *   otherwise
 */
export async function mountSmallDisk(
  folder: string,
  bytes: number,
): Promise<SmallDisk | undefined> {
  await mkdir(folder, { recursive: true });
  try {
    await call('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=755`, 'tmpfs', folder]);
  } catch {
    return undefined;
  }
  return {
    readOnly: async () => {
      await call('mount', ['-o', 'remount,ro', folder]);
    },
    remove: async () => {
      await call('umount', ['-l', folder]);
    },
  };
}
