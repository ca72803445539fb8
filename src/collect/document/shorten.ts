import { findDates } from './dates.ts';

/** Longer headlines break over three lines on a phone. In UTF-16 units. */
const LONGEST = 110;
/** The same in Han characters, which say more each. */
const LONGEST_HAN = 42;

/** What is left after a cut should still say who did what. As shares of the longest. */
const ENOUGH = 0.42;
const ENOUGH_BESIDE_PHRASE = 0.55;
const ENOUGH_BESIDE_NAME = 0.36;

/**
 * A sentence as a headline of at most 110 characters: without attribution, weekday, brackets and
 * parentheses; where it is still too long, with the usual abbreviations, and cut where a clause or a
 * phrase ends.
 */
export function shorten(sentence: string): string {
  const plain = withoutDay(withoutAside(withoutAttribution(sentence)))
    .replace(/\s+/g, ' ')
    .trim();
  const short = [withoutBrackets, mainClause, abbreviated, cutToLength].reduce(
    (text, step, at) =>
      at > 0 && text.length <= LONGEST && !isHan(text) ? text : step(text, plain),
    plain,
  );
  const text = balanced(short.replace(/[.。۔।]+$/u, '')).replace(/[\s,;:،、，–—-]+$/u, '');
  return text === '' ? '' : text.charAt(0).toUpperCase() + text.slice(1);
}

const DAY = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const TIME = '(?: (?:night|morning|evening|afternoon))?';
const SAID =
  '(?:said|says|reported|reports|stated|announced|confirmed|read|added|noted|writes|wrote|told|tweeted|shows?|showed)';

const OPENING_DAY = new RegExp(`^(?:Late |Early )?On ${DAY}${TIME},? (?=\\S)`);
const INNER_DAY = new RegExp(
  ` (?:late |early )?on ${DAY}${TIME}(?: \\(\\d{1,2}\\))?(?=[ ,.;]|$)(?!,? (?:\\p{Lu}\\p{L}+ \\d|\\d))`,
  'gu',
);
const BARE_DAY = new RegExp(
  `(?<=\\p{L}) ${DAY}(?= (?:that|said|told|urged|called|reaffirmed|put|announced))`,
  'gu',
);

/** Six Han characters in front of a day are not `On`, but who did something on it. */
const NAMED = /\p{Script=Han}{2}/u;

function withoutDay(text: string): string {
  const plain = text.replace(OPENING_DAY, '').replace(INNER_DAY, '').replace(BARE_DAY, '');
  const date = findDates(plain.slice(0, 40)).find(
    ({ start, day }) => start <= 6 && day !== undefined && !NAMED.test(plain.slice(0, start)),
  );
  const rest = date === undefined ? '' : plain.slice(date.end).replace(/^[,，、\s]+/, '');
  return /^[\p{Lu}\p{Script=Han}]/u.test(rest) ? rest : plain;
}

const CLOSING_SOURCE = new RegExp(
  `, (?:the |a |an |his |her )?[^,]{2,70} ${SAID}(?: (?:in|at|to|on) [^,]{2,60}| here)?[.]?$`,
);
const CLOSING_SAID = new RegExp(`, (?:according to|${SAID}) [^,]{2,90}[.]?$`);

function withoutAttribution(text: string): string {
  return text.replace(CLOSING_SOURCE, '').replace(CLOSING_SAID, '');
}

/** `[1]`, `(Web Desk) –` in front, `— a member of the board —`. */
function withoutAside(text: string): string {
  return text
    .replace(/\s?\[\d[\d, ]*\]/g, '')
    .replace(/^(?:\([^()]{2,60}\)|\[[^\][]{2,60}\])\s?(?:[-–—:]\s?)?/, '')
    .replace(/\s[—–]\s[^—–]{3,140}\s[—–]\s/, ' ');
}

function withoutBrackets(text: string): string {
  return text.replace(/\s?\((?:[A-Z][A-Za-z0-9.-]{1,11}|\d{1,2})\)/g, '');
}

const SIDE_START =
  /^(?:with|while|after|as|amid|amidst|when|following|in|at|during|despite|since|although|though|to|by|against|speaking|addressing|according to|under|invited by|ahead of|before)\s/i;
const FINITE =
  /\s(?:will|would|has|have|had|is|are|was|were|said|says|met|held|told|left|came|went|goes|began|spoke|took|gave|made|sent|saw|won|put|set|led|paid|sought|\p{Ll}{3,}ed)\s/u;

/** `While tension grew, the minister called …` → `The minister called …`. */
function mainClause(text: string): string {
  if (!SIDE_START.test(text)) return text;
  const parts = text.split(', ');
  for (let at = 1; at < parts.length; at += 1) {
    const main = parts.slice(at).join(', ');
    if (main.length < LONGEST * ENOUGH) break;
    if (FINITE.test(`${parts[at] ?? ''} `)) return main.charAt(0).toUpperCase() + main.slice(1);
  }
  return text;
}

const OFFICES: readonly (readonly [RegExp, string])[] = [
  [/\bDeputy Prime Minister (?:and|\/) Foreign Minister\b/g, 'Deputy PM'],
  [/\b(?:Prime Minister)\b/g, 'PM'],
  [/\b(?:Foreign Minister)\b/g, 'FM'],
  [/\b(?:Senator|H\.E\.|Mr\.?|Ms\.?|Dr\.?) (?=\p{Lu})/gu, ''],
];

/** Names by their abbreviations where the sentence gives them, offices as headlines write them. */
function abbreviated(text: string, sentence: string): string {
  let short = text;
  for (const match of sentence.matchAll(/\((?<short>[A-Z]{2,8})\)/g)) {
    const name = nameOf(match.groups?.short ?? '', sentence.slice(0, match.index));
    if (name !== undefined) short = short.replace(name, match.groups?.short ?? '');
  }
  return OFFICES.reduce((now, [long, office]) => now.replace(long, office), short);
}

/** The words right before a bracket whose capitals are those in it. */
function nameOf(letters: string, before: string): string | undefined {
  const words = [...before.trimEnd().matchAll(/[\p{L}\p{N}’']+/gu)];
  let left = letters.length;
  for (const word of words.reverse().slice(0, letters.length * 2)) {
    const initial = word[0].charAt(0);
    if (initial === letters.charAt(left - 1)) left -= 1;
    else if (/^\p{Lu}/u.test(initial)) return undefined;
    if (left === 0) return before.slice(word.index).trimEnd();
  }
  return undefined;
}

function isHan(text: string): boolean {
  return (text.match(/\p{Script=Han}/gu)?.length ?? 0) > text.length / 3;
}

/** A clause ends before these. */
const CLAUSE =
  /(?:[;:،、，；]|,(?!\s?(?:19|20)\d{2}))\s?| (?:–|—|--) | (?=(?:while|even as|as|after|amid|amidst|following|when|where|which|who|during|since|because|but|saying|including|ahead of|in order to|according to|in the wake of|so that|pendant|alors que|mentre|जबकि|تاکہ|جبکہ)\s)/gu;
/** A phrase ends before these; what is left is whole though it says less. */
const PHRASE =
  / (?=(?:and|or|for|in|on|at|by|from|into|with|under|over|against|through|between|without|within|via|toward|towards|to|of|that|اور|۽|और)\s)/g;

function cutToLength(text: string): string {
  const han = isHan(text);
  const longest = han ? LONGEST_HAN : LONGEST;
  if (text.length <= longest) return text;
  const room = text.slice(0, longest + 1);
  const clause = lastPlace(room, CLAUSE);
  const phrase = lastPlace(room, PHRASE);
  if (clause >= longest * ENOUGH && saysEnough(room.slice(0, clause)))
    return withoutLooseEnd(room.slice(0, clause));
  if (phrase >= longest * ENOUGH_BESIDE_PHRASE) return withoutLooseEnd(room.slice(0, phrase));
  // Not inside a name: `… the Foreign Ministers' Strategic`.
  if (phrase >= longest * ENOUGH_BESIDE_NAME && isInName(text, room.lastIndexOf(' ')))
    return withoutLooseEnd(room.slice(0, phrase));
  if (han) return `${text.slice(0, longest - 1)}…`;
  return withoutLooseEnd(room.slice(0, room.lastIndexOf(' ')));
}

function isInName(text: string, at: number): boolean {
  const last = text.slice(0, at).split(' ').at(-1) ?? '';
  return /^\p{Lu}/u.test(last) && /^\s\p{Lu}/u.test(text.slice(at));
}

/** Names and offices alone are no headline: something in small letters beside the link words. */
function saysEnough(text: string): boolean {
  if (!/^[\p{Script=Latin}\P{L}]+$/u.test(text)) return true;
  const small = text
    .split(' ')
    .filter((word) => /^\p{Ll}{3,}/u.test(word) && !LOOSE_END.test(word));
  return small.length >= 1;
}

function lastPlace(text: string, pattern: RegExp): number {
  let at = -1;
  for (const match of text.matchAll(pattern)) {
    if (match.index > 0) at = match.index;
  }
  return at;
}

/** Words after which a reader expects more. */
export const LOOSE_END =
  /^(?:the|a|an|and|or|of|in|on|at|to|for|with|by|from|as|so|that|which|who|its|their|his|her|is|are|was|were|has|have|had|will|be|been|being|into|over|under|after|before|between|amid|amidst|during|while|even|it|he|she|they|than|not|both|this|these|also|said|says|le|la|les|de|du|des|et|il|di|e|del|della|un|une|una|au|aux|pour|par|avec|sur|dans|que|qui|con|per|che|da|al|gli|ke|dan|yang|dengan|untuk|pada|dari|oleh|کے|کی|کا|میں|سے|اور|نے|پر|کو|کہ|تک|و|بر|به|از|که|در|را|با|برای|۽|جي|جو|جا|کي|تي|۾|سان|في|من|على|إلى|أن|مع|عن|के|की|का|में|से|और|ने|पर|को|कि|तक)$/iu;

function withoutLooseEnd(text: string): string {
  const words = text.replace(/[\s,;:،、，–—-]+$/u, '').split(' ');
  while (words.length > 3 && isLooseEnd(words.at(-1) ?? '')) words.pop();
  // `… between the two and wanted`, `… and stressed the need`: a verb whose object was cut off.
  return words
    .join(' ')
    .replace(/\s(?:and|or) \p{Ll}+ed(?: (?:the )?[\p{L}-]+)?$/u, '')
    .replace(/\sbetween (?:the )?[\p{L}-]+$/u, '');
}

function isLooseEnd(word: string): boolean {
  return LOOSE_END.test(word.replace(/[^\p{L}\p{M}]/gu, '')) || /\p{L}(?:['’]s|s['’])$/u.test(word);
}

const PAIRS = ['()', '[]', '“”', '«»', '「」', '『』'] as const;

/** Drops the quote or bracket whose other half was cut off. */
function balanced(text: string): string {
  let result = text;
  for (const [open = '', close = ''] of PAIRS) {
    const opened = result.split(open).length;
    const closed = result.split(close).length;
    if (opened > closed) result = without(result, result.lastIndexOf(open));
    if (closed > opened) result = without(result, result.indexOf(close));
  }
  return result.split('"').length % 2 === 0 ? without(result, result.lastIndexOf('"')) : result;
}

function without(text: string, at: number): string {
  return text.slice(0, at) + text.slice(at + 1);
}
