import { isWordUnit, lettersOf } from './concerns-text.ts';
import type { TopicWords } from './concerns-words.ts';

type Ending = { readonly spelling: string; readonly sets: readonly number[] };

/** All spellings in small letters. */
export type Trie = {
  /** For each node its edges: UTF-16 unit → node. The first is the root. */
  readonly nodes: readonly (ReadonlyMap<number, number> | undefined)[];
  readonly endings: ReadonlyMap<number, readonly Ending[]>;
  /** Units that a spelling may begin with: 1. */
  readonly starts: Uint8Array;
  /** For each two units below `ASCII`: 0 where no name begins with these letters. */
  readonly pairs: Uint8Array;
  /** By the hash of some first letters, `SIEVED` at most, whether a spelling goes on or ends there. */
  readonly sieve: Uint8Array;
  /** For each unit of a text what it is, worked out when first met; 0 before. */
  readonly kinds: Uint8Array;
  /** For each unit of a text what it is folded to, and that in small letters; 0 before. */
  readonly exact: Int32Array;
  readonly smalls: Int32Array;
};

/** The names of the sets sought for an outlet of this country, ready to be looked for. */
export function compile(
  { spellings, home, homes }: TopicWords,
  sought: ReadonlySet<number>,
  country: string | undefined,
): Trie {
  const atHome = new Map(Object.entries(homes)).get(country ?? '') ?? [];
  const nodes: (Map<number, number> | undefined)[] = [undefined];
  const endings = new Map<number, Ending[]>();
  const starts = new Uint8Array(0x10000);
  const pairs = new Uint8Array(ASCII * ASCII);
  // What a reference says shows when it is read.
  pairs.fill(1, AMPERSAND * ASCII, (AMPERSAND + 1) * ASCII);
  const sieve = new Uint8Array(2 ** (32 - SIEVE_SHIFT));
  for (const [name, numbers] of spellings) {
    const isMeant = numbers.includes(home) && (country !== undefined || /\P{ASCII}/u.test(name));
    const all = isMeant ? [...numbers, ...atHome] : numbers;
    const sets = all.filter((set) => sought.has(set));
    const spelling = lettersOf(name);
    if (sets.length === 0 || spelling === '') continue;
    for (const first of [spelling, spelling.toUpperCase()].map((text) => text.charCodeAt(0))) {
      starts[first] = 1;
      for (let second = 0; first < ASCII && second < ASCII; second += 1) {
        const isSecond = small(second) === small(spelling.charCodeAt(1));
        const isAside = spelling.length === 1 || !isWordUnit(second);
        if (isSecond || isAside) pairs[first * ASCII + second] = 1;
      }
      let hash = withLetter(0, first);
      for (let length = 1; length <= Math.min(spelling.length, SIEVED); length += 1) {
        if (length > 1) hash = withLetter(hash, small(spelling.charCodeAt(length - 1)));
        const place = hash >>> SIEVE_SHIFT;
        sieve[place] = (sieve[place] ?? 0) | (length === spelling.length ? ENDS : GOES_ON);
      }
    }
    let node = 0;
    for (let at = 0; at < spelling.length; at += 1) {
      const edges = nodes[node] ?? new Map<number, number>();
      nodes[node] = edges;
      const unit = small(spelling.charCodeAt(at));
      const next = edges.get(unit) ?? nodes.push(undefined) - 1;
      edges.set(unit, next);
      node = next;
    }
    endings.set(node, [...(endings.get(node) ?? []), { spelling, sets }]);
  }
  const trie = {
    nodes,
    endings,
    starts,
    pairs,
    sieve,
    kinds: new Uint8Array(0x10000),
    exact: new Int32Array(0x10000),
    smalls: new Int32Array(0x10000),
  };
  for (let unit = 0; unit < ASCII; unit += 1) learn(trie, unit);
  return trie;
}

export const ASCII = 128;
export const AMPERSAND = 0x26;

/** Kinds of units: in words of Latin letters no name begins after the first. */
export const WORD = 1;
export const WORD_START = 2;
const START = 3;
export const NO_START = 4;

/** What a unit is, kept for the next time. */
export function learn({ starts, kinds, exact, smalls }: Trie, unit: number): number {
  const char = String.fromCharCode(unit);
  const letters = lettersOf(char);
  const isUnclear = '&<]'.includes(char) || letters.length > 1 || isSurrogate(unit);
  const first = letters.charCodeAt(0);
  const mayStart = unit === AMPERSAND || isSurrogate(unit) || starts[first] === 1;
  exact[unit] = isUnclear ? UNCLEAR : letters === '' ? NOTHING : first;
  smalls[unit] = isUnclear || letters === '' ? exact[unit] : small(first);
  kinds[unit] = isWordUnit(unit) ? (mayStart ? WORD_START : WORD) : mayStart ? START : NO_START;
  return kinds[unit];
}

/** Space, a hyphen or what nobody sees. */
export const NOTHING = -1;
/** A tag, a reference, half of a pair or several letters. */
export const UNCLEAR = -2;

/** First letters of spellings that the sieve knows; hardly a word that goes so far is another. */
export const SIEVED = 16;

/** Hashes have 32 bits, places in the sieve 17: some five for each beginning of a name. */
export const SIEVE_SHIFT = 14;

export const GOES_ON = 1;
const ENDS = 2;

export function withLetter(hash: number, letter: number): number {
  return Math.imul((hash >>> 7) ^ hash ^ letter, 0x9e3779b1);
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

const smallUnits = new Uint16Array(0x10000);

export function small(unit: number): number {
  const known = smallUnits[unit];
  if (known !== undefined && known !== 0) return known;
  const lower = String.fromCharCode(unit).toLowerCase();
  const one = lower.length === 1 ? lower.charCodeAt(0) : unit;
  smallUnits[unit] = one;
  return one;
}
