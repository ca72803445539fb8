import type { TitleOrigin } from '../../types.ts';

/** A title made because the text has none. */
export type MadeTitle = {
  readonly title: string;
  readonly from: TitleOrigin;
  readonly evidence: string;
};

/** Longer headlines break over three lines on a phone. In UTF-16 units. */
const LONGEST = 110;
/** The same in Han characters, which say more each. */
const LONGEST_HAN = 42;

/**
 * Makes a title: from the words of the address where they are a headline of this text, otherwise
 * from the first sentence without its attribution, weekday and side clauses.
 *
 * @param paragraphs the story; the first is the lede without its dateline.
 */
export function makeTitle(
  paragraphs: readonly string[],
  slug: readonly string[],
): MadeTitle | undefined {
  const lede = paragraphs[0];
  if (lede === undefined || lede === '') return undefined;
  const named = fromAddress(slug, paragraphs.join(' '));
  if (named !== undefined) return { title: named, from: 'address', evidence: slug.join('-') };
  const sentence = firstSentence(lede);
  const title = shorten(sentence);
  return title === '' ? undefined : { title, from: 'lede', evidence: sentence };
}

/** The words of an address that may be a headline; none where it has only numbers or sections. */
export function slugOf(address: string | undefined): readonly string[] {
  if (address === undefined) return [];
  let path: string;
  try {
    path = decodeURIComponent(new URL(address).pathname);
  } catch {
    // A broken percent sign or no address: then it names nothing.
    return [];
  }
  const slugs = path.split('/').map(wordsOfSlug);
  const longest = slugs.reduce((a, b) => (b.length > a.length ? b : a), []);
  return longest.length >= 4 ? longest : [];
}

function wordsOfSlug(segment: string): readonly string[] {
  const words = segment
    .replace(/\.(?:html?|php|aspx?|ece|cms|shtml|amp)$/i, '')
    .split(/[-_+\s,]+/)
    .filter((word) => word !== '');
  while (words.length > 0 && isNumber(words.at(-1) ?? '')) words.pop();
  while (words.length > 0 && isNumber(words[0] ?? '')) words.shift();
  if (/^(?:articleshow|article|story|report|news|amp|cid)$/i.test(words.at(-1) ?? '')) words.pop();
  return words.every((word) => /^[\p{L}\p{M}\p{N}'’.&%]+$/u.test(word)) ? words : [];
}

/** `1658862`, `a517`, `101728272272352`, `9f9my6d`: ids, not words. A year may be a word. */
function isNumber(word: string): boolean {
  return (
    /^\d{5,}$|^\d{1,2}$/.test(word) ||
    (/\d/.test(word) &&
      /[a-z]/i.test(word) &&
      word.length >= 4 &&
      !/^[A-Za-z]+\d{1,2}[A-Za-z]?$|^\d+(?:th|st|nd|rd|bn|m|mn)$/.test(word)) ||
    /^[a-z]\d{3}$/.test(word)
  );
}

/** Words of an address in the capitals in which the text writes them. */
function fromAddress(slug: readonly string[], text: string): string | undefined {
  if (slug.length < 4 || slug.length > 16) return undefined;
  const spelt = spellings(text);
  const words = slug.map((word) => word.toLowerCase());
  const last = words.at(-1) ?? '';
  // Addresses are cut at a fixed length: `agree-to-deepen-bri-cooperati`.
  if (
    !spelt.has(last) &&
    last.length > 1 &&
    [...spelt.keys()].some((word) => word.startsWith(last))
  )
    words.pop();
  while (words.length > 0 && LOOSE_END.test(words.at(-1) ?? '')) words.pop();
  const long = words.filter((word) => word.length >= 4);
  const known = long.filter(
    (word) =>
      spelt.has(word) ||
      spelt.has(word.replace(/s$/, '')) ||
      [...spelt.keys()].some((other) => other.slice(0, 5) === word.slice(0, 5)),
  );
  if (words.length < 4 || long.length < 3 || known.length < long.length * 0.5) return undefined;
  const joined = words
    .map((word, at) => (word === 's' && at > 0 ? '’s' : spell(word, spelt)))
    .join(' ')
    .replaceAll(' ’s', '’s');
  const title = joined.charAt(0).toUpperCase() + joined.slice(1);
  return title.length <= LONGEST ? title : undefined;
}

const ABBREVIATIONS = new Set(
  'us uk un uae eu sco cpec bri fm fo pm dpm cm vfm nsa fatf imf unsc ispr paf pla mou mous jcc loc ioc who nato g20 tv ai iaea nsg psx pti'.split(
    ' ',
  ),
);
const NAMES = new Set(
  'china chinas chinese pakistan pakistans pakistani india indias indian iran irans iranian afghanistan kabul beijing islamabad xi sharif'.split(
    ' ',
  ),
);

function spell(word: string, spelt: ReadonlyMap<string, string>): string {
  const known = spelt.get(word);
  if (known !== undefined) return known;
  const base = word.endsWith('s') ? spelt.get(word.slice(0, -1)) : undefined;
  // `chinas` and `pakistans` are possessives, `missiles` is not.
  if (base !== undefined && /^\p{Lu}/u.test(base)) return `${base}’s`;
  if (ABBREVIATIONS.has(word)) return word.toUpperCase();
  return NAMES.has(word) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

/** How the text writes each word inside sentences; its first words are capitals by position. */
function spellings(text: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const starts = new Map<string, string>();
  for (const match of text.slice(0, 8000).matchAll(/[\p{L}\p{N}]+(?:['’](?!s\b)\p{L}+)?/gu)) {
    const word = match[0];
    const key = word.toLowerCase();
    const start =
      match.index === 0 ||
      /[.!?:"“]\s?$/.test(text.slice(Math.max(0, match.index - 2), match.index));
    const into = start ? starts : found;
    // A small spelling anywhere says that the capital came from a name or a heading.
    if (!into.has(key) || word === key) into.set(key, word);
  }
  for (const [key, word] of starts) {
    if (!found.has(key)) found.set(key, NAMES.has(key) || word === word.toUpperCase() ? word : key);
  }
  return found;
}

function firstSentence(paragraph: string): string {
  const segments = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(paragraph);
  let sentence = '';
  for (const { segment } of segments) {
    sentence += segment;
    const text = sentence.trimEnd();
    // `H.E. He Lifeng`, `Jan. 4`, `U.S. envoy`: the full stop of an abbreviation ends nothing.
    if (
      !/(?:\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Sen|St|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|vs|Prof))\.$/u.test(
        text,
      ) &&
      text.length > 24
    )
      break;
  }
  return sentence.replace(/(?<=[。！？۔؟।]).*$/su, '').trim();
}

const DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const SAID =
  '(?:said|says|reported|reports|stated|announced|confirmed|read|added|noted|writes|wrote|told|tweeted|showed?|shows)';

/** A sentence as a headline: without attribution, day, brackets; cut at a clause or a word. */
export function shorten(sentence: string): string {
  let text = sentence
    .replace(/\s?\[\d[\d, ]*\]/g, '')
    .replace(/^(?:\([^()]{2,60}\)|\[[^\][]{2,60}\])\s?(?:[-–—:]\s?)?/, '')
    .replace(/\s?\((?:[A-Z][A-Za-z0-9.-]{1,11}|\d{1,2})\)/g, '')
    .replace(
      new RegExp(
        `^(?:Late |Early )?[Oo]n ${DAY}(?: (?:night|morning|evening|afternoon))?,? (?=\\S)`,
      ),
      '',
    )
    .replace(
      new RegExp(
        `,? (?:late |early )?on ${DAY}(?: (?:night|morning|evening|afternoon))?(?=[ ,.;]|$)(?!,? (?:\\p{Lu}\\p{L}+ \\d|\\d))`,
        'gu',
      ),
      '',
    )
    .replace(
      new RegExp(
        `(?<=\\p{L}) ${DAY}(?= (?:said|told|urged|called|reaffirmed|put|announced))`,
        'gu',
      ),
      '',
    )
    .replace(
      new RegExp(
        `, (?:the |a |an |Pakistan'?s? |China'?s? )?[^,]{2,70} ${SAID}(?: (?:in|at|to|on) [^,]{2,60}| here)?[.]?$`,
      ),
      '',
    )
    .replace(new RegExp(`, (?:according to|${SAID}) [^,]{2,90}[.]?$`), '')
    .replace(/[.。۔।]+$/u, '')
    .replace(/\s+/g, ' ')
    .trim();
  text = cutToLength(text);
  text = balance(text).replace(/[\s,;:،、，–—-]+$/u, '');
  return text === '' ? '' : text.charAt(0).toUpperCase() + text.slice(1);
}

function cutToLength(text: string): string {
  const han = (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length / 3;
  const limit = han ? LONGEST_HAN : LONGEST;
  if (text.length <= limit) return text;
  const room = text.slice(0, limit + 1);
  const clause = lastMatch(
    room,
    /[,;:،，、；]\s?| (?:–|—|--) | (?=(?:while|even as|as|after|amid|amidst|following|when|where|which|who|that|during|with|since|because|but|saying|including|ahead of|in order to|according to|in the wake of|so that|pendant|alors que|mentre|जबकि|تاکہ|جبکہ|اور)\s)/gu,
  );
  if (clause >= limit * 0.4) return withoutLooseEnd(room.slice(0, clause));
  if (han) return text.slice(0, limit - 1) + '…';
  return withoutLooseEnd(room.slice(0, room.lastIndexOf(' ')));
}

function lastMatch(text: string, pattern: RegExp): number {
  let at = -1;
  for (const match of text.matchAll(pattern)) {
    if (match.index > 0) at = match.index;
  }
  return at;
}

/** Words after which a reader expects more. */
const LOOSE_END =
  /^(?:the|a|an|and|or|of|in|on|at|to|for|with|by|from|as|that|which|who|its|their|his|her|is|are|was|were|has|have|had|will|be|been|being|into|over|under|after|before|between|amid|during|it|he|she|they|than|not|both|this|these|said|says|even|while|amid|amidst|le|la|les|de|du|des|et|il|di|e|del|della|un|une|una|ke|dan|di|yang|کے|کی|کا|میں|سے|اور|نے|پر|کو|के|की|का|में|से|और|ने|पर|को)$/iu;

function withoutLooseEnd(text: string): string {
  const words = text.replace(/[\s,;:،，、–—-]+$/u, '').split(' ');
  while (words.length > 3 && isLooseEnd(words.at(-1) ?? '')) words.pop();
  return words.join(' ');
}

function isLooseEnd(word: string): boolean {
  return LOOSE_END.test(word.replace(/[^\p{L}\p{M}]/gu, '')) || /\p{L}(?:['’]s|s['’])$/u.test(word);
}

/** Drops the quote or bracket whose other half was cut off. */
function balance(text: string): string {
  let result = text;
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
    ['“', '”'],
    ['«', '»'],
    ['「', '」'],
  ] as const) {
    const opened = result.split(open).length;
    const closed = result.split(close).length;
    if (opened > closed)
      result =
        result.slice(0, result.lastIndexOf(open)) + result.slice(result.lastIndexOf(open) + 1);
    if (closed > opened) result = result.replace(close, '');
  }
  if (result.split('"').length % 2 === 0) {
    const at = result.lastIndexOf('"');
    result = result.slice(0, at) + result.slice(at + 1);
  }
  return result;
}
