import { statSync } from 'node:fs';
import { readManifest } from '../publish/manifest.ts';
import { recall } from '../store/recall.ts';
import { StateError } from '../store/state-error.ts';
import type { Site } from '../types.ts';

/**
 * Refuses a run that begins without a state though `out` holds stories that feeds brought: it would
 * take away all that the feeds list no more. Stories with a stored article come again by themselves.
 *
 * Call it before the state is made, so that it can still be made from what was published.
 *
 * @param file path of the database
 * @throws StateError with what to do
 */
export async function refuseToForget(
  file: string,
  out: string,
  site: Pick<Site, 'id'>,
): Promise<void> {
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > 0) return;
  const pages = [...readManifest(out).all().keys()].filter((path) => path.startsWith('stories/'));
  if (pages.length === 0) return;
  // What cannot be read back, or is of another topic, would be taken away whole.
  const lost = await lostOf(out, site).catch(() => pages.length);
  if (lost === 0) return;
  throw new StateError(
    `There is no state at ${file}, and ${out} holds ${lost} stories of an earlier one, which a run would take away. Nothing was done. Is the state elsewhere, name it with --state; is it lost, put a copy back with \`karakoram state restore\`, or make it anew from what was published with \`karakoram state rebuild\`. To begin without those stories, empty ${out} first.`,
  );
}

/** How many of the published stories no stored article tells. */
async function lostOf(out: string, site: Pick<Site, 'id'>): Promise<number> {
  const { stories } = await recall(out, site);
  return stories.filter(
    ({ closed }) => !closed.reports.some(({ article }) => article.sourceId === 'stored'),
  ).length;
}
