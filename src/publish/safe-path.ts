import { MANIFEST, SINCE } from './paths.ts';

/** A file that is being written has this ending; what a killed run leaves of it the next removes. */
export const TEMPORARY = '.karakoram-new';

/** Lists beside the documents, and no documents. */
const LISTS: ReadonlySet<string> = new Set([MANIFEST, SINCE]);

/** Whether this is plainly the path of a document below the output folder, on any system. */
export function isSafe(path: string): boolean {
  if (LISTS.has(path)) return false;
  // Nearly all are of this kind, and there may be a hundred thousand.
  if (path.length < 200 && PLAIN.test(path) && !path.includes(TEMPORARY)) return true;
  return path.split('/').every(isPlain);
}

const PLAIN = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/;

function isPlain(segment: string): boolean {
  return (
    segment !== '' &&
    segment !== '.' &&
    segment !== '..' &&
    Buffer.byteLength(segment) + TEMPORARY.length <= 255 &&
    !segment.endsWith(TEMPORARY) &&
    !/[\0-\x1f\x7f\\:*?"<>|]/.test(segment)
  );
}
