import { hashOf } from './words.ts';

/**
 * How words sound, so that "Muzammil", مزمل and मुज़म्मिल meet: hashes of their consonants in
 * classes that Latin, Arabic and Devanagari letters share, without vowels and the letters that
 * stand for them (w, y, h), ascending. Words with at least four consonants, and pairs of neighbours
 * with five, since what is shorter sounds like too much else. Other scripts have none.
 */
export function soundsOf(text: string): readonly number[] {
  const hashes = new Set<number>();
  let before = '';
  for (const [word] of text.normalize('NFKC').toLowerCase().matchAll(WORD)) {
    const sound = soundOf(word);
    if (sound.length >= FEWEST) hashes.add(hashOf(sound));
    if (before.length > 1 && sound.length > 1 && before.length + sound.length > FEWEST) {
      hashes.add(hashOf(`${before} ${sound}`));
    }
    before = sound;
  }
  return [...hashes].sort((a, b) => a - b);
}

/** The consonants of a word, a letter a class, no two alike in a row. */
export function soundOf(word: string): string {
  const latin = word.replace(DIGRAPH, (pair) => DIGRAPHS.get(pair) ?? pair);
  let sound = '';
  for (const letter of latin) {
    const one = LETTERS.get(letter);
    if (one === undefined || one === sound.at(-1)) continue;
    // "ng" is one sound in Chinese names.
    if (one === 'g' && sound.at(-1) === 'n') continue;
    sound += one;
  }
  return sound;
}

/** Consonants; names of two syllables and everyday words have fewer. */
const FEWEST = 4;

const WORD = /[\p{Script=Latin}\p{Script=Arabic}\p{Script=Devanagari}\p{M}]{3,24}/gu;

const DIGRAPHS: ReadonlyMap<string, string> = new Map([
  ['ch', 'j'],
  ['zh', 'j'],
  ['sh', 's'],
  ['kh', 'k'],
  ['gh', 'g'],
  ['ph', 'f'],
  ['th', 't'],
  ['ck', 'k'],
  ['ce', 'se'],
  ['ci', 'si'],
  ['tion', 'sn'],
  ['ज़', 'z'],
  ['फ़', 'f'],
  ['ड़', 'r'],
  ['ढ़', 'r'],
]);
const DIGRAPH = new RegExp([...DIGRAPHS.keys()].join('|'), 'gu');

const LETTERS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    b: 'bpبپبबभप',
    f: 'fفफ',
    t: 'tتٹطटठतथ',
    d: 'dدڈडढदध',
    k: 'kcqکكقخकख',
    g: 'gگغगघ',
    j: 'jجچژजझचछ',
    s: 'sxzسشصثزذظضशषस',
    l: 'lل' + 'ल',
    r: 'rرڑरऱ',
    m: 'mمम',
    n: 'nنںणनञङ',
  }).flatMap(([sound, letters]) => [...letters].map((letter) => [letter, sound] as const)),
);
