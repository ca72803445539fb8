import type { Gazetteer } from '../../topic/gazetteer.ts';
import { LOOSE_END } from './shorten.ts';
import { NAVIGATION } from './words.ts';

/** Longer headlines break over three lines on a phone. In UTF-16 units. */
const LONGEST = 110;

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
  while (words.length > 0 && isFiller(words.at(-1) ?? '')) words.pop();
  while (words.length > 0 && isFiller(words[0] ?? '')) words.shift();
  if (NAVIGATION.has(words.slice(0, 2).join(' ').toLowerCase())) words.splice(0, 2);
  return words.every((word) => /^[\p{L}\p{M}\p{N}'’.&%]+$/u.test(word)) ? words : [];
}

function isFiller(word: string): boolean {
  return (
    isNumber(word) ||
    /^(?:articleshow|article|story|report|news|amp|cid|watch|video|live)$/i.test(word)
  );
}

/** `1658862`, `a517`, `101728272272352`, `9f9my6d`: ids, not words. A year may be a word. */
function isNumber(word: string): boolean {
  return (
    /^\d+\.\d{4,}$|^\d{5,}$|^\d{1,2}$/.test(word) ||
    (/\d/.test(word) &&
      /[a-z]/i.test(word) &&
      word.length >= 4 &&
      !/^[A-Za-z]+\d{1,2}[A-Za-z]?$|^\d+(?:th|st|nd|rd|bn|m|mn)$/.test(word)) ||
    /^[a-z]\d{3}$/.test(word)
  );
}

/** Words of an address in the capitals in which the text writes them. */
export function titleFromAddress(
  slug: readonly string[],
  text: string,
  names: Spellings,
): string | undefined {
  if (slug.length < 4 || slug.length > 16) return undefined;
  const inText = spellings(text, names.words);
  const spelt = new Map([...names.words, ...inText]);
  const own = [...inText.keys()];
  const words = slug.map((word) => word.toLowerCase());
  const last = words.at(-1) ?? '';
  // Addresses are cut at a fixed length: `agree-to-deepen-bri-cooperati`.
  if (!spelt.has(last) && last.length > 1 && own.some((word) => word.startsWith(last))) words.pop();
  while (words.length > 0 && LOOSE_END.test(words.at(-1) ?? '')) words.pop();
  const long = words.filter((word) => word.length >= 4);
  const known = long.filter(
    (word) =>
      spelt.has(word) ||
      spelt.has(word.replace(/s$/, '')) ||
      own.some((other) => other.slice(0, 5) === word.slice(0, 5)),
  );
  if (words.length < 4 || long.length < 3 || known.length < long.length * 0.5) return undefined;
  if (!words.some((word) => LINKS.has(word))) return undefined;
  const joined = words
    .map((word, at) =>
      word === 's' && at > 0 ? '’s' : spell(word, spelt, at === words.length - 1),
    )
    .join(' ')
    .replaceAll(' ’s', '’s')
    .replace(/(?<!\d)(\d) (\d+(?:bn|m|mn)?)(?!\S)/g, '$1.$2');
  const named = withPeople(joined.charAt(0).toUpperCase() + joined.slice(1), names.people);
  const title = withStates(named, names.states);
  return title.length <= LONGEST ? title : undefined;
}

/** Addresses without any of these are search words in a row, not headlines. */
const LINKS = new Set(
  'to in of for on with as after at from by over against into amid amidst and says say is are will not during under between que de la le les en di il per con in sul dan di ke ke untuk mit und der die auf'.split(
    ' ',
  ),
);

const ABBREVIATIONS = new Set(
  'us uk un uae eu nato who ioc imf iaea g7 g20 sco brics asean saarc oic pm dpm cm fm vfm fo mfa nsa mou mous tv ai'.split(
    ' ',
  ),
);

/** How a gazetteer writes proper names. */
export type Spellings = {
  /** Words of people, states and places, and abbreviations, by their small letters. */
  readonly words: ReadonlyMap<string, string>;
  /** Names of states that are one word. */
  readonly states: ReadonlySet<string>;
  /** Names of people as they are written, by their small letters. */
  readonly people: ReadonlyMap<string, string>;
  /** Names that mean no name of the topic, outlets among them, in small letters. */
  readonly outlets: ReadonlySet<string>;
};

/** Compiled once for a gazetteer. */
const compiled = new WeakMap<Gazetteer, Spellings>();

export function spellingsOf(gazetteer: Gazetteer): Spellings {
  const before = compiled.get(gazetteer);
  if (before !== undefined) return before;
  const words = new Map<string, string>();
  const states = new Set<string>();
  const people = new Map<string, string>();
  const outlets = new Set<string>();
  for (const { kind, label, names } of gazetteer.entities.values()) {
    const spelt = kind === 'country' ? [label, ...(names.en ?? [])] : [];
    if (kind === 'person' || kind === 'place') spelt.push(label);
    if (kind === 'mask')
      for (const name of Object.values(names).flat()) outlets.add(name.toLowerCase());
    if (kind === 'person') people.set(label.toLowerCase(), label);
    for (const word of spelt.flatMap((name) => name.split(/[\s-]+/))) {
      if (/^\p{Lu}\p{L}+$/u.test(word)) words.set(word.toLowerCase(), word);
    }
    if (kind === 'country' && /^\p{Lu}\p{L}+$/u.test(label)) states.add(label);
    for (const name of names.en ?? []) {
      if (/^[A-Z][A-Z0-9]{1,7}$/.test(name)) words.set(name.toLowerCase(), name);
    }
  }
  const found = { words, states, people, outlets };
  compiled.set(gazetteer, found);
  return found;
}

/** What two states side by side share; anything else is what they do. */
const SHARED =
  /^(?:ties|relations|friendship|border|trade|tensions?|talks|conflict|dialogue|cooperation|partnership|rivalry|deal|pact|summit|corridor|row|war|clash\w*)$/;

/** `Pakistan China agree` → `Pakistan, China agree`; `China Pakistan ties` → `China-Pakistan ties`. */
function withStates(title: string, states: ReadonlySet<string>): string {
  const [first = '', second = '', third = '', ...rest] = title.split(' ');
  if (!states.has(first) || !states.has(second) || /^\p{Lu}/u.test(third) || third === 'and')
    return title;
  const mark = SHARED.test(third) ? '-' : ', ';
  return `${first}${mark}${[second, third, ...rest].join(' ')}`;
}

/** `he Lifeng` → `He Lifeng`. */
function withPeople(title: string, people: ReadonlyMap<string, string>): string {
  const words = title.split(' ');
  for (let at = 0; at < words.length; at += 1) {
    for (const count of [3, 2]) {
      const name = people.get(
        words
          .slice(at, at + count)
          .join(' ')
          .toLowerCase(),
      );
      if (name !== undefined) words.splice(at, count, ...name.split(' '));
    }
  }
  return words.join(' ');
}

function spell(word: string, spelt: ReadonlyMap<string, string>, last: boolean): string {
  const known = spelt.get(word);
  if (known !== undefined) return known;
  const base = word.endsWith('s') ? spelt.get(word.slice(0, -1)) : undefined;
  // `chinas` and `pakistans` are possessives, `missiles` is not.
  if (base !== undefined && /^\p{Lu}/u.test(base)) return last ? base : `${base}’s`;
  return ABBREVIATIONS.has(word) ? word.toUpperCase() : word;
}

/** How the text writes each word inside sentences; its first words are capitals by position. */
function spellings(text: string, names: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
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
    if (!found.has(key)) found.set(key, names.get(key) ?? (/^\p{Lu}{2,}/u.test(word) ? word : key));
  }
  return found;
}
