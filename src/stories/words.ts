/**
 * Text as numbers: words and runs of three words, hashed, so that two texts can be laid side by
 * side without keeping them. Works for scripts with and without spaces.
 */

/** Words of a text in order, folded so that spelling variants of one word meet. */
export function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  for (const run of fold(text).match(/[\p{L}\p{N}]+/gu) ?? []) {
    if (HAN.test(run)) words.push(...pairsOf(run));
    else words.push(stem(run));
  }
  return words;
}

/** Words that can tell one report from another: neither grammar nor the furniture of news. */
export function contentWords(text: string): readonly string[] {
  return wordsOf(text).filter(
    (word) =>
      !FURNITURE.has(word) && (word.length > 2 || HAN.test(word)) && !/^\p{N}+$/u.test(word),
  );
}

/**
 * Hashes of all runs of three words, each once, the smallest `limit` of them in ascending order.
 * Of two texts the smallest hashes are a fair sample of what they share (bottom-k sketch, Broder
 * 1997), whatever their length and wherever one of them was cut.
 */
export function shinglesOf(words: readonly string[], limit: number): readonly number[] {
  const hashes = new Set<number>();
  for (let at = 0; at + 2 < words.length; at++) {
    hashes.add(hashOf(`${words[at]} ${words[at + 1]} ${words[at + 2]}`));
  }
  return [...hashes].sort((a, b) => a - b).slice(0, limit);
}

/** Unsigned 32-bit FNV-1a with the finaliser of MurmurHash3, which spreads the low bits. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** How many numbers two ascending lists share, looking no further than `upTo`. */
export function sharedCount(a: readonly number[], b: readonly number[], upTo = Infinity): number {
  let shared = 0;
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const x = a[i] ?? 0;
    const y = b[j] ?? 0;
    if (x > upTo || y > upTo) break;
    if (x === y) shared++;
    if (x <= y) i++;
    if (y <= x) j++;
  }
  return shared;
}

const HAN = /\p{Script=Han}/u;

/** One form for look-alikes: compatibility forms, case, accents, vowel signs, Arabic letter twins. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/[\p{Mn}\u200b-\u200f]/gu, '')
    .replace(/(?<=\p{L})['’](?=\p{L})/gu, '')
    .toLowerCase()
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ة', 'ہ');
}

/** British and American spellings, plurals and tenses fall together; crude and fast. */
function stem(word: string): string {
  if (!/^[a-z]+$/.test(word) || word.length < 5) return word;
  return word
    .replace(/ie[sd]$/, 'y')
    .replace(/(?<=[^s])s$/, '')
    .replace(/(?:ing|ed)$/, '')
    .replace(/i[sz](?:e|ation)?$/, 'iz')
    .replace(/our$/, 'or')
    .replace(/ence$/, 'ense')
    .replace(/mme$/, 'm');
}

/** Chinese is written without spaces: neighbouring pairs of characters stand in for words. */
function pairsOf(run: string): readonly string[] {
  const characters = [...run];
  if (characters.length === 1) return [run];
  return characters.slice(1).map((character, at) => `${characters[at] ?? ''}${character}`);
}

/**
 * Words that stand in reports of anything. Fixed by hand, never counted from the articles at hand:
 * whether two articles are one story must not depend on which others are there.
 */
const FURNITURE: ReadonlySet<string> = new Set(
  wordsOf(`
    a an the and or but nor so yet for of in on at by to from with without within into onto over
    under about above below between among against amid during before after since until till while
    as than then that this these those there here it its he him his she her hers they them their
    we us our you your i me my who whom whose which what when where why how is are was were be been
    being am do does did done has have had having will would shall should can could may might must
    not no only also both either neither each every all any some such own same other others another
    more most less least many much few several very just even still again further too up down out
    off away back around across along per via one two three first second new last next former
    said say saying told tell telling added adding stated stating statement according reported
    report reports reporting news agency media quoted quoting asked spoke speaking speak called
    call talk talked talks met meet meeting meetings held hold holding visit visited visiting
    minister ministers ministry foreign affairs office official officials government president prime
    premier deputy vice spokesperson spokesman spokeswoman leader leaders leadership state
    country countries nation national nations people world international global regional region
    bilateral relations relation relationship ties cooperation cooperative cooperate friendship
    friendly friend friends brother brothers partnership partner strategic support supported supports
    development economic high level side sides both mutual importance important issues matters
    monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week weeks
    month months year years day days january february march april may june july august september
    october november december morning evening night time
    published updated ist pkt utc gmt min read photo image file afp reuters xinhua pti ani app ap
    le la les un une des du de et en au aux dans sur par pour avec que qui est a ont
    der die das und von zu mit il lo gli di da e del della dei con per che
    yang dan di ke dari untuk dengan
  `),
);
