import iconv from 'iconv-lite';

/**
 * The commonest characters of what is written in an encoding. Bytes read in the wrong one give
 * characters too, but hardly ever these. Where two fit as well, the first is taken.
 */
const common: readonly (readonly [encoding: string, characters: RegExp])[] = [
  ['windows-1252', /[éèàêçâîôûëïùäöüßñóíáúãõåøæ’‘“”–—…«»°©®£€·]/g],
  [
    'gb18030',
    /[，。、的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经]/g,
  ],
  [
    'big5-hkscs',
    /[，。、的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經]/g,
  ],
  ['euc-jp', /[\u3041-\u3096\u30A1-\u30FC、。]/g],
  ['shift_jis', /[\u3041-\u3096\u30A1-\u30FC、。]/g],
  ['euc-kr', /[이다는의을에가를은도고한지하로서기사자있어그나아대니수]/g],
  ['windows-1256', /[الينمورتبةعدسفهكقحأجشصطخضإء]/g],
  ['windows-1251', /[оеаинтсрвлкмдпуяыьгзбчйхжшю]/g],
];

/** Enough to tell. In bytes. */
const sampleBytes = 60_000;

/**
 * The encoding in which bytes that nobody labels, and that are no UTF-8, read most like a
 * language; windows-1252 where none does.
 */
export function guessEncoding(buffer: Buffer): string {
  const sample = buffer.subarray(0, sampleBytes);
  let best = { encoding: 'windows-1252', score: 0 };
  for (const [encoding, characters] of common) {
    const text = iconv.decode(sample, encoding);
    const foreign = count(text, /[^\0-\x7F]/g);
    const score = (count(text, characters) - 5 * count(text, /[\uFFFD\x80-\x9F]/g)) / foreign;
    if (score > best.score) best = { encoding, score };
  }
  return best.encoding;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
