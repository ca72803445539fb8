/** Every feed of one publication: path below `out/` → text. */
import type { LedgerEntry, Site, Story } from '../types.ts';
import { renderAtom } from './atom.ts';
import { ATOM } from './paths.ts';

/**
 * `stories` come by sequence, `tombstones` are those to be shown. The same arguments give the
 * same bytes.
 */
export function renderFeeds(
  site: Site,
  stories: readonly Story[],
  tombstones: readonly LedgerEntry[],
): Map<string, string> {
  const files = new Map<string, string>();
  files.set(ATOM, renderAtom(site, stories, tombstones));
  return files;
}
