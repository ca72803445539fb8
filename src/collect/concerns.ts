import { isWordUnit, lettersOf, type Reader, readerOf } from './concerns-text.ts';
import type { TopicWords, Wanted } from './concerns-words.ts';

/**
 * Whether an entry could belong to the topic: `false` only where no reading of it can reach the
 * bar. It stands in a text, as a feed holds it, markup and all, from `start` up to `end`; that is
 * much faster than a piece cut out of it.
 */
export type Concerns = (text: string) => (start: number, end: number) => boolean;

/**
 * Makes the test for the words of a topic and an outlet of some country (ISO 3166-1), which takes
 * some milliseconds; a use takes far less than reading the entry does.
 */
export function concernsOf(words: TopicWords, country?: string): Concerns {
  const sets = words.spellings.flatMap(([, numbers]) => numbers);
  const all = new Uint8Array(1 + Math.max(-1, ...sets)).fill(1);
  const isNeeded = (set: number) => highestScore(words, all.with(set, 0)) < words.bar;
  const needed = [...all.keys()].filter(isNeeded);
  // Where nothing comes near the bar without some names, those are all there is to look for.
  const sought = new Set(needed.length > 0 ? needed : all.keys());
  const none = all.map((_, set) => (sought.has(set) ? 0 : 1));
  const reaches = remembered((met) => highestScore(words, met) >= words.bar);
  const trie = compile(words, sought, country);

  return (text) => {
    const reader = readerOf(text);
    const { kinds, pairs } = trie;
    return (start, end) => {
      const met = none.slice();
      if (reaches(met)) return true;
      let inWord = false;
      for (let at = start; at < end; at += 1) {
        const unit = text.charCodeAt(at);
        const kind = kinds[unit] || learnKind(trie, unit);
        const isCandidate = kind === WORD_START ? !inWord : kind > NO_START;
        inWord = kind <= WORD_START;
        if (!isCandidate) continue;
        const second = text.charCodeAt(at + 1);
        if (unit < ASCII && second < ASCII && pairs[unit * ASCII + second] === 0) continue;
        if (!beginsAt(trie, text, at)) continue;
        if (meet(trie, reader, at, met) && reaches(met)) return true;
      }
      return false;
    };
  };
}

type Ending = { readonly spelling: string; readonly sets: readonly number[] };

/** All spellings in small letters. */
type Trie = {
  /** For each node its edges: UTF-16 unit → node. The first is the root. */
  readonly nodes: readonly (ReadonlyMap<number, number> | undefined)[];
  readonly endings: ReadonlyMap<number, readonly Ending[]>;
  /** Units that a spelling may begin with: 1. */
  readonly starts: Uint8Array;
  /** For each two units below `ASCII`: 0 where no name begins with these letters. */
  readonly pairs: Uint8Array;
  /** For each unit of a text what it is, worked out when first met; 0 before. */
  readonly kinds: Uint8Array;
  /** For each unit of a text what it is folded to, in small letters; 0 before. */
  readonly units: Int32Array;
};

function compile(
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
  for (const [name, numbers] of spellings) {
    const isMeant = numbers.includes(home) && (country !== undefined || /\P{ASCII}/u.test(name));
    const all = isMeant ? [...numbers, ...atHome] : numbers;
    const sets = all.filter((set) => sought.has(set));
    const spelling = lettersOf(name);
    if (sets.length === 0 || spelling === '') continue;
    const upper = spelling.toUpperCase();
    for (const first of [spelling, upper].map((text) => text.charCodeAt(0))) {
      starts[first] = 1;
      if (first >= ASCII) continue;
      for (let second = 0; second < ASCII; second += 1) {
        const char = String.fromCharCode(second);
        const fits = spelling.length === 1 || upper[1] === char.toUpperCase();
        if (fits || !isWordUnit(second)) pairs[first * ASCII + second] = 1;
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
  return {
    nodes,
    endings,
    starts,
    pairs,
    kinds: new Uint8Array(0x10000),
    units: new Int32Array(0x10000),
  };
}

const ASCII = 128;

/** Kinds of units: in words of Latin letters no name begins after the first. */
const WORD = 1;
const WORD_START = 2;
const NO_START = 3;
const START = 4;

function learnKind({ starts, kinds }: Trie, unit: number): number {
  const char = String.fromCharCode(unit);
  const letters = lettersOf(char);
  const isUnclear = char === '&' || letters.length > 1 || isSurrogate(unit);
  const mayStart = isUnclear || starts[letters.charCodeAt(0)] === 1;
  const kind = isWordUnit(unit) ? (mayStart ? WORD_START : WORD) : mayStart ? START : NO_START;
  kinds[unit] = kind;
  return kind;
}

/** A quick look, as far as the letters are plain, which most places of a text do not pass. */
function beginsAt({ nodes, endings, units }: Trie, text: string, start: number): boolean {
  if (text.charCodeAt(start) === AMPERSAND) return isLetter(text, start);
  let node = 0;
  for (let at = start; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const small = units[unit] || learnSmall(units, unit);
    if (small === UNCLEAR) return true;
    if (small === NOTHING) continue;
    const next = nodes[node]?.get(small);
    if (next === undefined) return false;
    if (endings.has(next)) return true;
    node = next;
  }
  return false;
}

const AMPERSAND = 0x26;
const reference = /&(?:amp;)?(?!(?:lt|gt|quot|nbsp|apos|amp);)(?:#|[a-z][a-z\d]{1,30};)/iy;

/** A reference, written once or twice, that may be a letter. */
function isLetter(text: string, at: number): boolean {
  reference.lastIndex = at;
  return reference.test(text);
}

/** Space, a hyphen or what nobody sees. */
const NOTHING = -1;
/** A tag, a reference, half of a pair or several letters. */
const UNCLEAR = -2;

function learnSmall(units: Int32Array, unit: number): number {
  const char = String.fromCharCode(unit);
  const letters = lettersOf(char);
  const isUnclear = '&<]'.includes(char) || letters.length > 1 || isSurrogate(unit);
  units[unit] = isUnclear ? UNCLEAR : letters === '' ? NOTHING : small(letters.charCodeAt(0));
  return units[unit];
}

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Marks the sets of all names that begin at `start`; whether there was a new one. */
function meet(
  { nodes, endings, starts }: Trie,
  { text, pieceAt }: Reader,
  start: number,
  met: Uint8Array,
): boolean {
  let isNews = false;
  let node: number | undefined = 0;
  let read = '';
  for (let piece = pieceAt(start); piece !== undefined; piece = pieceAt(piece.next)) {
    for (let at = 0; at < piece.letters.length; at += 1) {
      const unit = piece.letters.charCodeAt(at);
      if (read === '' && !starts[unit]) return false;
      node = nodes[node]?.get(small(unit));
      if (node === undefined) return isNews;
      read += piece.letters.charAt(at);
      const ending = endings.get(node);
      const goesOn = isWordUnit(unit) && isWordUnit(text.charCodeAt(piece.next));
      if (ending === undefined || goesOn) continue;
      for (const { spelling, sets } of ending) {
        if (!capitalsFit(spelling, read)) continue;
        for (const set of sets) {
          isNews ||= met[set] === 0;
          met[set] = 1;
        }
      }
    }
    if (read === '') return false;
  }
  return isNews;
}

/** As in the gazetteer: a capital must be one, and two letters must be written exactly so. */
function capitalsFit(spelling: string, read: string): boolean {
  if (spelling === read) return true;
  if (spelling.length < 3) return false;
  for (let at = 0; at < spelling.length; at += 1) {
    const wanted = spelling.charCodeAt(at);
    if (wanted !== read.charCodeAt(at) && small(wanted) !== wanted) return false;
  }
  return true;
}

const smallUnits = new Uint16Array(0x10000);

function small(unit: number): number {
  const known = smallUnits[unit];
  if (known !== undefined && known !== 0) return known;
  const lower = String.fromCharCode(unit).toLowerCase();
  const one = lower.length === 1 ? lower.charCodeAt(0) : unit;
  smallUnits[unit] = one;
  return one;
}

/**
 * The highest score of any text in which names of the sets in `met` may stand, and no others. What
 * a text says of a side that it does not name counts for nothing, so each choice of named sides is
 * looked at by itself.
 */
function highestScore({ sides, lifts, drops }: TopicWords, met: Uint8Array): number {
  let highest = 0;
  for (let named = 0; named < 1 << sides.length; named += 1) {
    if (sides.some((set, side) => (named >> side) % 2 === 1 && met[set] !== 1)) continue;
    const can = (wanted: Wanted) =>
      (wanted.sides & ~named) === 0 && (wanted.set === undefined || met[wanted.set] === 1);
    const up = lifts.filter(({ needs }) => needs.every(can));
    const down = drops.filter((rule) => (rule.named & ~named) === 0 && !rule.lacks.some(can));
    const score = [...up, ...down].reduce((sum, { weight }) => sum + weight, 0);
    highest = Math.max(highest, score);
  }
  return highest;
}

/** Texts of a feed name few combinations of things. */
function remembered(test: (met: Uint8Array) => boolean): (met: Uint8Array) => boolean {
  const known = new Map<string, boolean>();
  return (met) => {
    const key = met.join('');
    const before = known.get(key);
    if (before !== undefined) return before;
    const now = test(met);
    if (known.size < 10_000) known.set(key, now);
    return now;
  };
}
