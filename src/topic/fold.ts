/**
 * Text as the gazetteer compares it, with the way back to the original offsets.
 *
 * Compatibility forms, accents, Arabic vowel signs and invisible characters go; the Arabic ي and ك
 * become the Urdu ی and ک; hyphens and white space of any length become one space, an empty line
 * one line feed, which no name crosses. Capitals stay.
 */
export type Folded = {
  readonly text: string;
  /** The same in small letters, unit for unit. */
  readonly lower: string;
  /** For each unit of `text`: where it starts and ends in the original. */
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
};

export function fold(text: string): Folded {
  const units: string[] = [];
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  let gap = 0; // line feeds in the present run of white space and hyphens
  for (const char of text) {
    const start = at;
    at += char.length;
    const plain = plainForm(char);
    if (plain === ' ') {
      gap = units.at(-1) === ' ' ? gap : 0;
      if (char === '\n') gap += 1;
      if (units.at(-1) === ' ' || units.at(-1) === '\n') {
        ends[ends.length - 1] = at;
        if (gap > 1) units[units.length - 1] = '\n';
        continue;
      }
    }
    for (let unit = 0; unit < plain.length; unit += 1) {
      units.push(plain.charAt(unit));
      starts.push(start);
      ends.push(at);
    }
  }
  return {
    text: units.join(''),
    lower: units.map(small).join(''),
    starts: Uint32Array.from(starts),
    ends: Uint32Array.from(ends),
  };
}

const DROPPED =
  /\p{Cf}|\p{Variation_Selector}|[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06ed\u093c"\u201c-\u201f\u00ab\u00bb\u300a-\u300f\u00b7\u2022\u2027\u2219\u30fb]/gu;
const GAP = /^[\s\u200c\u2010-\u2015\u2212\u02d7\u06d4-]$/u;

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
  if (code >= 0x4e00 && code <= 0x9fff) return char;
  if (GAP.test(char)) return ' ';
  const mapped = LETTERS[char];
  if (mapped !== undefined) return mapped;
  const decomposed = char.normalize('NFKD').replace(DROPPED, '');
  if (decomposed === ' ' || GAP.test(decomposed)) return ' ';
  return decomposed.length === 1 ? (LETTERS[decomposed] ?? decomposed) : decomposed;
}

function small(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 ? lower : unit;
}
