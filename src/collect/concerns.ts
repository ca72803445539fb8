import { isWordUnit, lettersOf, type Reader, readerOf, referenceAt } from './concerns-text.ts';
import {
  AMPERSAND,
  ASCII,
  compile,
  GOES_ON,
  learn,
  NO_START,
  NOTHING,
  SIEVE_SHIFT,
  SIEVED,
  small,
  type Trie,
  UNCLEAR,
  WORD,
  WORD_START,
  withLetter,
} from './concerns-trie.ts';
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

const reference = /&(?:amp;)?(?!(?:lt|gt|quot|nbsp|apos|amp);)(?:#|[a-z][a-z\d]{1,30};)/iy;

/** A reference, written once or twice, that may be a letter. */
function isReference(text: string, at: number): boolean {
  reference.lastIndex = at;
  return reference.test(text);
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
