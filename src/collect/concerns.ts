import { type Form, foldedText, isWordUnit, type Letters, lettersOf } from './concerns-text.ts';
import type { TopicWords, Wanted } from './concerns-words.ts';

/**
 * Whether an entry could belong to the topic, by its text as a feed holds it: `false` only where
 * no reading of it can reach the bar.
 */
export type Concerns = (text: string, form: Form) => boolean;

/** Makes the test for the words of a topic, which takes some milliseconds; each use takes few. */
export function concernsOf(words: TopicWords): Concerns {
  const { nodes, endings, starts, pairs } = compile(words);
  const reaches = remembered((met) => highestScore(words, met) >= words.bar);
  const most = words.spellings.reduce((top, [, sets]) => Math.max(top, ...sets), 0);
  let room: Letters = { units: new Uint16Array(), gaps: new Uint8Array(), length: 0 };

  return (text, form) => {
    const met = new Uint8Array(most + 1);
    if (reaches(met)) return true;
    room = lettersOf(text, form, room);
    const { units, gaps, length } = room;
    for (let start = 0; start < length; start += 1) {
      const first = units[start] ?? 0;
      if (starts[first] === 0 || isInWord(units, gaps, start)) continue;
      if (starts[first] === 1 && pairs[pairOf(first, units[start + 1] ?? 0)] === 0) continue;
      let node = 0;
      let isNews = false;
      for (let at = start; at < length; at += 1) {
        const next = nodes[node]?.get(small(units[at] ?? 0));
        if (next === undefined) break;
        node = next;
        const ending = endings.get(node);
        if (ending === undefined || (at + 1 < length && isInWord(units, gaps, at + 1))) continue;
        for (const { spelling, sets } of ending) {
          if (!capitalsFit(spelling, units, start)) continue;
          for (const set of sets) {
            if (met[set] === 1) continue;
            met[set] = 1;
            isNews = true;
          }
        }
      }
      if (isNews && reaches(met)) return true;
    }
    return false;
  };
}

type Ending = { readonly spelling: readonly number[]; readonly sets: readonly number[] };

function compile({ spellings }: TopicWords) {
  const nodes: (Map<number, number> | undefined)[] = [undefined];
  const endings = new Map<number, Ending[]>();
  /** By first unit: 1 where some spelling begins so, 2 where it may be all of it. */
  const starts = new Uint8Array(0x10000);
  /** By the first two units, mixed to 16 bits: 0 where no spelling begins so. */
  const pairs = new Uint8Array(0x10000);
  for (const [name, sets] of spellings) {
    const spelling = lettersIn(name);
    const [first, second] = spelling;
    if (first === undefined) continue;
    const capital = String.fromCharCode(first).toUpperCase();
    for (const start of [first, capital.length === 1 ? capital.charCodeAt(0) : first]) {
      starts[start] = second === undefined ? 2 : Math.max(starts[start] ?? 0, 1);
    }
    if (second !== undefined) pairs[pairOf(first, second)] = 1;
    let node = 0;
    for (const unit of spelling) {
      const edges = nodes[node] ?? new Map<number, number>();
      nodes[node] = edges;
      const lower = small(unit);
      const next = edges.get(lower) ?? nodes.push(undefined) - 1;
      edges.set(lower, next);
      node = next;
    }
    endings.set(node, [...(endings.get(node) ?? []), { spelling, sets }]);
  }
  return { nodes, endings, starts, pairs };
}

function lettersIn(name: string): number[] {
  const text = foldedText(name).replaceAll(' ', '');
  return Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));
}

function pairOf(first: number, second: number): number {
  return (small(first) * 131 + small(second)) & 0xffff;
}

/** Inside a word of Latin letters, where no name begins or ends; other scripts write more onto it. */
function isInWord(units: Uint16Array, gaps: Uint8Array, at: number): boolean {
  return at > 0 && gaps[at] === 0 && isWordUnit(units[at] ?? 0) && isWordUnit(units[at - 1] ?? 0);
}

/** As in the gazetteer: a capital must be one, and two letters must be written exactly so. */
function capitalsFit(spelling: readonly number[], units: Uint16Array, start: number): boolean {
  for (let at = 0; at < spelling.length; at += 1) {
    const wanted = spelling[at] ?? 0;
    if (wanted === units[start + at]) continue;
    if (spelling.length < 3 || small(wanted) !== wanted) return false;
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
