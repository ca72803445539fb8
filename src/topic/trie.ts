/**
 * Words by their units from the first on, so that all that begin at a place of a text are found in
 * one walk. Most nodes have one edge, which takes no map.
 */
export type Trie = {
  /** For each node the unit and the node of its first edge; 0 is no node that an edge leads to. */
  readonly units: readonly number[];
  readonly next: readonly number[];
  /** The other edges: node → unit → node. */
  readonly more: ReadonlyMap<number, ReadonlyMap<number, number>>;
};

/** The node of the first unit of every word. */
export const ROOT = 0;

/** A trie of some words, which grows as they are asked for, each as its units. */
export function growTrie(): {
  readonly trie: Trie;
  readonly nodeOf: (word: Uint16Array) => number;
} {
  const units = [0];
  const next = [0];
  const more = new Map<number, Map<number, number>>();
  const trie = { units, next, more };
  const add = (node: number, unit: number): number => {
    const fresh = next.length;
    units.push(0);
    next.push(0);
    if (next[node] === 0) {
      units[node] = unit;
      next[node] = fresh;
    } else {
      const edges = more.get(node) ?? new Map<number, number>();
      more.set(node, edges.set(unit, fresh));
    }
    return fresh;
  };
  return {
    trie,
    nodeOf: (word) => {
      let node = ROOT;
      for (const unit of word) node = stepFrom(trie, node, unit) ?? add(node, unit);
      return node;
    },
  };
}

/** The node that a unit leads to, if any word goes on so. */
export function stepFrom(
  { units, next, more }: Trie,
  node: number,
  unit: number,
): number | undefined {
  if (units[node] === unit && next[node] !== 0) return next[node];
  return more.get(node)?.get(unit);
}
