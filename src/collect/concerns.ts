import { isWordUnit, lettersOf, type Reader, readerOf, referenceAt } from './concerns-text.ts';
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
  const isEasy = reaches(none);
  const trie = compile(words, sought, country);

  return (text) => {
    const reader = readerOf(text);
    return (start, end) => {
      if (isEasy) return true;
      const met = none.slice();
      for (let at = nextStart(trie, text, start, end); at < end; ) {
        if (meet(trie, reader, at, met) && reaches(met)) return true;
        const isInWord = isWordUnit(text.charCodeAt(at));
        at = nextStart(trie, text, isInWord ? endOfWord(trie.kinds, text, at, end) : at + 1, end);
      }
      return false;
    };
  };
}

/**
 * The first place from `from`, which is not within a word, up to `end` where a name may begin, by
 * what its first letters say; `end` where there is none.
 */
function nextStart(trie: Trie, text: string, from: number, end: number): number {
  const { kinds, pairs } = trie;
  let at = from;
  while (at < end) {
    const unit = text.charCodeAt(at);
    const kind = kinds[unit] || learn(trie, unit);
    if (kind !== WORD && kind !== NO_START) {
      const next = text.charCodeAt(at + 1);
      const isOther = unit < ASCII && next < ASCII && pairs[unit * ASCII + next] === 0;
      if (!isOther && mayBegin(trie, text, at)) return at;
    }
    at += 1;
    // In words of Latin letters no name begins after the first.
    if (kind <= WORD_START) at = endOfWord(kinds, text, at, end);
  }
  return end;
}

function endOfWord(kinds: Uint8Array, text: string, from: number, end: number): number {
  let at = from;
  // All units of words were learnt at the start, so that none is 0.
  while (at < end && ((kinds[text.charCodeAt(at)] ?? 0) - 1) >>> 0 < WORD_START) at += 1;
  return at;
}

/** A quick look, as far as the letters are plain, which hardly a place of a text passes. */
function mayBegin(trie: Trie, text: string, start: number): boolean {
  const { kinds, exact, smalls, sieve } = trie;
  let hash = 0;
  let length = 0;
  for (let at = start; at < text.length; ) {
    const unit = text.charCodeAt(at);
    if (kinds[unit] === 0) learn(trie, unit);
    let letter = (length === 0 ? exact : smalls)[unit] ?? 0;
    at += 1;
    if (unit === AMPERSAND) {
      if (length === 0 && !isReference(text, at - 1)) return false;
      const { decoded, next } = referenceAt(text, at - 1);
      const letters = lettersOf(decoded);
      if (decoded === '<' || letters.length > 1) return true;
      const code = letters.charCodeAt(0);
      letter = letters === '' ? NOTHING : length === 0 ? code : small(code);
      at = next;
    }
    if (letter === UNCLEAR) return true;
    if (letter === NOTHING) {
      if (length === 0) return false;
      continue;
    }
    hash = withLetter(hash, letter);
    const known = sieve[hash >>> SIEVE_SHIFT] ?? 0;
    length += 1;
    if (known !== GOES_ON) return known !== 0;
    if (length === SIEVED) return true;
  }
  return false;
}

/** First letters of spellings that the sieve knows; hardly a word that goes so far is another. */
const SIEVED = 16;

/** Hashes have 32 bits, places in the sieve 17: some five for each beginning of a name. */
const SIEVE_SHIFT = 14;

const GOES_ON = 1;
const ENDS = 2;

function withLetter(hash: number, letter: number): number {
  return Math.imul((hash >>> 7) ^ hash ^ letter, 0x9e3779b1);
}

const AMPERSAND = 0x26;
const reference = /&(?:amp;)?(?!(?:lt|gt|quot|nbsp|apos|amp);)(?:#|[a-z][a-z\d]{1,30};)/iy;

/** A reference, written once or twice, that may be a letter. */
function isReference(text: string, at: number): boolean {
  reference.lastIndex = at;
  return reference.test(text);
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
  /** By the hash of some first letters, `SIEVED` at most, whether a spelling goes on or ends there. */
  readonly sieve: Uint8Array;
  /** For each unit of a text what it is, worked out when first met; 0 before. */
  readonly kinds: Uint8Array;
  /** For each unit of a text what it is folded to, and that in small letters; 0 before. */
  readonly exact: Int32Array;
  readonly smalls: Int32Array;
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

const ASCII = 128;

/** Kinds of units: in words of Latin letters no name begins after the first. */
const WORD = 1;
const WORD_START = 2;
const START = 3;
const NO_START = 4;

/** What a unit is, kept for the next time. */
function learn({ starts, kinds, exact, smalls }: Trie, unit: number): number {
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
const NOTHING = -1;
/** A tag, a reference, half of a pair or several letters. */
const UNCLEAR = -2;

function isSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff;
}

/** Marks the sets of all names that begin at `start`; whether there was a new one. */
function meet(trie: Trie, { text, pieceAt }: Reader, start: number, met: Uint8Array): boolean {
  const { kinds, exact } = trie;
  const name: Name = { node: 0, read: [] };
  let isNews = false;
  for (let at = start; at < text.length; ) {
    const unit = text.charCodeAt(at);
    if (kinds[unit] === 0) learn(trie, unit);
    const letter = exact[unit] ?? 0;
    if (letter > 0) {
      at += 1;
      if (!goOn(trie, name, letter)) return isNews;
      isNews = markEnded(trie, name, text.charCodeAt(at), met) || isNews;
    } else if (letter === NOTHING) {
      at += 1;
    } else {
      const piece = pieceAt(at);
      if (piece === undefined) return isNews;
      at = piece.next;
      for (let index = 0; index < piece.letters.length; index += 1) {
        if (!goOn(trie, name, piece.letters.charCodeAt(index))) return isNews;
        isNews = markEnded(trie, name, text.charCodeAt(at), met) || isNews;
      }
    }
    if (name.read.length === 0) return false;
  }
  return isNews;
}

/** What has been read of a name, letter by letter, and where in the trie that leads. */
type Name = { node: number; readonly read: number[] };

/** Reads one more letter; `false` where no name goes on so. */
function goOn({ nodes, starts }: Trie, name: Name, letter: number): boolean {
  if (name.read.length === 0 && !starts[letter]) return false;
  const next = nodes[name.node]?.get(small(letter));
  if (next === undefined) return false;
  name.node = next;
  name.read.push(letter);
  return true;
}

/** Marks the sets of the names that end here, before the unit `next`; whether one is new. */
function markEnded(
  { endings }: Trie,
  { node, read }: Name,
  next: number,
  met: Uint8Array,
): boolean {
  const ending = endings.get(node);
  if (ending === undefined) return false;
  if (isWordUnit(read.at(-1) ?? 0) && isWordUnit(next)) return false;
  let isNews = false;
  for (const { spelling, sets } of ending) {
    if (!sets.some((set) => met[set] === 0) || !capitalsFit(spelling, read)) continue;
    for (const set of sets) met[set] = 1;
    isNews = true;
  }
  return isNews;
}

/** As in the gazetteer: a capital must be one, and two letters must be written exactly so. */
function capitalsFit(spelling: string, read: readonly number[]): boolean {
  const isShort = spelling.length < 3;
  for (let at = 0; at < spelling.length; at += 1) {
    const wanted = spelling.charCodeAt(at);
    if (wanted !== read[at] && (isShort || small(wanted) !== wanted)) return false;
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
