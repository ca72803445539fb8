import traditionalPairs from 'opencc-js/dict/TSCharacters';

/**
 * Text as the gazetteer compares it, with the way back to the original offsets.
 *
 * Compatibility forms, accents, Arabic vowel signs and invisible characters go; the Arabic ي and ك
 * become the Urdu ی and ک; traditional Chinese characters become simplified ones; hyphens and
 * white space of any length become one space, an empty line one line feed, which no name crosses.
 * Capitals stay.
 */
export type Folded = {
  /** UTF-16 units. */
  readonly units: Uint16Array;
  /** The same in small letters, unit for unit. */
  readonly lower: Uint16Array;
  /** For each unit: where it starts and ends in the original. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
};

const SPACE = 0x20;
const LINE_FEED = 0x0a;

export function fold(text: string): Folded {
  const length = foldInto(text);
  const units = room.units.slice(0, length);
  const [starts, ends] = [room.starts.slice(0, length), room.ends.slice(0, length)];
  return { units, lower: units.map(small), starts, ends };
}

/** As `fold`, for names, of which nothing has to be found again in the original. */
export function foldName(name: string): Pick<Folded, 'units' | 'lower'> {
  const units = room.units.slice(0, foldInto(name));
  return { units, lower: units.map(small) };
}

/** Used by each text in turn: there are thousands of names, and making room took most of the time. */
const room = {
  units: new Uint16Array(4096),
  starts: new Uint32Array(4096),
  ends: new Uint32Array(4096),
};

function makeRoom(size: number): void {
  if (size <= room.units.length) return;
  room.units = widened(room.units, new Uint16Array(2 * size));
  room.starts = widened(room.starts, new Uint32Array(2 * size));
  room.ends = widened(room.ends, new Uint32Array(2 * size));
}

function widened<T extends Uint16Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Fills the room and gives the number of units. */
function foldInto(text: string): number {
  makeRoom(text.length);
  let length = 0;
  let feeds = 0; // in the present run of white space and hyphens
  for (let at = 0; at < text.length; ) {
    const start = at;
    const code = text.charCodeAt(at);
    const paired = code >= 0xd800 && code <= 0xdbff;
    at += paired ? ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1) : 1;
    const single = paired ? MANY : singleUnit(code);
    const plain =
      single !== MANY ? '' : paired ? plainForm(text.slice(start, at)) : plainUnit(code);
    if (single === SPACE || plain === ' ') {
      const before = length > 0 ? room.units[length - 1] : undefined;
      const running = before === SPACE || before === LINE_FEED;
      feeds = (running ? feeds : 0) + (code === LINE_FEED ? 1 : 0);
      if (running) {
        room.ends[length - 1] = at;
        if (feeds > 1) room.units[length - 1] = LINE_FEED;
        continue;
      }
    }
    const count = single !== MANY ? 1 : plain.length;
    // Few characters become more than one unit.
    makeRoom(length + count);
    for (let unit = 0; unit < count; unit += 1) {
      room.units[length] = single !== MANY ? single : plain.charCodeAt(unit);
      room.starts[length] = start;
      room.ends[length] = at;
      length += 1;
    }
  }
  return length;
}

/** Stands for what becomes no unit or several; no character itself (U+FFFF). */
const MANY = 0xffff;

/** By unit what it becomes, plus one, where that is a single unit; 0 is not worked out yet. */
const singles = new Uint32Array(0x10000);

function singleUnit(code: number): number {
  const known = singles[code] ?? 0;
  if (known !== 0) return known - 1;
  const plain = plainUnit(code);
  const single = plain.length === 1 ? plain.charCodeAt(0) : MANY;
  singles[code] = single + 1;
  return single;
}

/** Worked out once a unit: at most 65,536 short strings. */
const plainUnits: (string | undefined)[] = [];

function plainUnit(code: number): string {
  const known = plainUnits[code];
  if (known !== undefined) return known;
  const plain = plainForm(String.fromCharCode(code));
  plainUnits[code] = plain;
  return plain;
}

const DROPPED =
  /\p{Cf}|\p{Variation_Selector}|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed\u093c"\u201c-\u201f\u00ab\u00bb\u300a-\u300f\u00b7\u2022\u2027\u2219\u30fb]/gu;
const GAP = /^[\s\u200c\u2010-\u2015\u2212\u02d7\u06d4-]$/u;

/** Only pairs of one unit each, so that offsets hold. */
const simplified: ReadonlyMap<string, string> = new Map(
  traditionalPairs
    .split('|')
    .map((pair) => pair.split(' '))
    .flatMap(([from = '', to = '']) => (from.length === 1 && to.length === 1 ? [[from, to]] : [])),
);

const LETTERS: Readonly<Record<string, string>> = {
  ي: 'ی',
  ى: 'ی',
  ې: 'ی',
  ك: 'ک',
  ڪ: 'ک',
  ە: 'ہ',
  ه: 'ہ',
  ھ: 'ہ',
  ة: 'ہ',
  ۃ: 'ہ',
  '\u2018': "'",
  '\u2019': "'",
  '\u02bc': "'",
  '`': "'",
  '\u00b4': "'",
  ı: 'i',
  ø: 'o',
  ł: 'l',
};

function plainForm(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code > 0x2f && code < 0x7f && code !== 0x60) return char;
  if (code >= 0x4e00 && code <= 0x9fff) return simplified.get(char) ?? char;
  if (GAP.test(char)) return ' ';
  const mapped = LETTERS[char];
  if (mapped !== undefined) return mapped;
  const decomposed = char.normalize('NFKD').replace(DROPPED, '');
  if (decomposed === ' ' || GAP.test(decomposed)) return ' ';
  return decomposed.length === 1 ? (LETTERS[decomposed] ?? decomposed) : decomposed;
}

const smallUnits = new Uint16Array(0x10000);

function small(unit: number): number {
  if (smallUnits[unit] === 0) {
    const lower = String.fromCharCode(unit).toLowerCase();
    smallUnits[unit] = lower.length === 1 ? lower.charCodeAt(0) : unit;
  }
  return smallUnits[unit] ?? unit;
}
