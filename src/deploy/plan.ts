import type { Made } from '../publish/manifest.ts';
import { turnOf } from './kinds.ts';

/** What has to be done in the order in which to do it; paths are those below `out/`. */
export type Plan = {
  /** Each group is put up whole before the next one is begun. */
  readonly groups: readonly (readonly string[])[];
  /** Files of ours that are no longer wanted; last, for something may still point to them. */
  readonly removals: readonly string[];
};

/** From what should be there and what is there, by path; whatever is not ours is in neither. */
export function planDeploy(
  wanted: ReadonlyMap<string, Made>,
  there: ReadonlyMap<string, Made>,
): Plan {
  const groups = new Map<number, string[]>();
  for (const [path, { sha256 }] of wanted) {
    if (there.get(path)?.sha256 === sha256) continue;
    const turn = turnOf(path);
    groups.set(turn, [...(groups.get(turn) ?? []), path]);
  }
  return {
    groups: [...groups].toSorted(([a], [b]) => a - b).map(([, paths]) => paths.toSorted()),
    removals: [...there.keys()].filter((path) => !wanted.has(path)).toSorted(),
  };
}
