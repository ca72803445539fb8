import { decodeHTMLStrict } from 'entities';
import { fold } from '../topic/fold.ts';
import { cleanText } from './html.ts';

/** What stands at one place of a text; `letters` is empty for space and tags. */
export type Piece = { readonly letters: string; readonly next: number };

const LESS = 0x3c;
const AMPERSAND = 0x26;
const BRACKET = 0x5d;

/** Reads a text letter by letter, as a reader of the entry would see it. */
export type Reader = { readonly text: string; readonly pieceAt: (at: number) => Piece | undefined };

/**
 * Reads the text of an entry, markup and all, in whatever way it is escaped: references decoded
 * once or twice, tags passed over (escaped ones too), letters folded as the names of the gazetteer
 * are. `undefined` at the end, and where nothing that goes on can stand.
 */
export function readerOf(text: string): Reader {
  // Looked for once and not for each tag, so that a text of nothing but `<` takes no longer.
  const raw = finder(text, '>');
  const escaped = finder(text, '&gt;');
  const comment = finder(text, '-->');
  const afterTag = (at: number): number | undefined => {
    if (text.startsWith('<![CDATA[', at)) return at + 9;
    if (text.startsWith('<!--', at)) return comment(at);
    const next = [raw(at), escaped(at)].flatMap((end) => end ?? []);
    return next.length === 0 ? undefined : Math.min(...next);
  };
  const pieceAt = (at: number): Piece | undefined => {
    const code = text.charCodeAt(at);
    if (Number.isNaN(code)) return undefined;
    const isTag = code === LESS;
    if (isTag || (code === BRACKET && text.startsWith(']]>', at))) {
      const next = isTag ? afterTag(at) : at + 3;
      return next === undefined ? undefined : { letters: '', next };
    }
    if (code !== AMPERSAND) {
      const next = at + (code >= 0xd800 && code <= 0xdbff ? 2 : 1);
      return { letters: lettersOf(text.slice(at, next)), next };
    }
    const { decoded, next } = referenceAt(text, at);
    if (decoded !== '<') return { letters: lettersOf(decoded), next };
    const end = afterTag(next);
    return end === undefined ? undefined : { letters: '', next: end };
  };
  return { text, pieceAt };
}

/** Finds the place behind the next `sought`. */
function finder(text: string, sought: string): (at: number) => number | undefined {
  let from = 0;
  let found = -1;
  return (at) => {
    if (at < from || at > found) {
      from = at;
      const next = text.indexOf(sought, at);
      found = next === -1 ? text.length : next;
    }
    return found === text.length ? undefined : found + sought.length;
  };
}

/** A reference decoded, and once more where that gave `&`; `&` itself where it is none. */
export function referenceAt(text: string, start: number): { decoded: string; next: number } {
  let at = start + 1;
  for (let times = 1; ; times += 1) {
    const end = endOfReference(text, at);
    const decoded = end === at ? undefined : referenceText(text.slice(at, end));
    if (decoded === undefined) return { decoded: '&', next: at };
    at = text.charCodeAt(end) === SEMICOLON ? end + 1 : end;
    if (decoded !== '&' || times === 2) return { decoded, next: at };
  }
}

const SEMICOLON = 0x3b;
const NUMBER_SIGN = 0x23;

/** Behind a name with its `;`, or a number with or without; `at` itself where there is neither. */
function endOfReference(text: string, at: number): number {
  const isNumber = text.charCodeAt(at) === NUMBER_SIGN;
  let end = isNumber ? at + 1 : at;
  while (end < at + 32 && isWordUnit(text.charCodeAt(end))) end += 1;
  if (text.charCodeAt(end) === SEMICOLON) return end;
  if (!isNumber) return at;
  const digits = /^#(?:\d{1,7}|x[\da-f]{1,6})/i.exec(text.slice(at, end));
  return digits === null ? at : at + digits[0].length;
}

/** Latin letters and digits, which stand in words with space around them. */
export function isWordUnit(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39)
  );
}

const references = new Map<string, string>();

/** Remembered, since feeds use few. */
function referenceText(body: string): string | undefined {
  const known = references.get(body);
  if (known !== undefined) return known;
  const written = `&${body};`;
  const decoded = decodeHTMLStrict(written);
  if (decoded === written) return undefined;
  if (references.size < 10_000) references.set(body, decoded);
  return decoded;
}

const folded = new Map<string, string>();

/** Text as names are compared, without the space between its words. */
export function lettersOf(text: string): string {
  const known = folded.get(text);
  if (known !== undefined) return known;
  const letters = String.fromCharCode(...fold(cleanText(text)).units).replace(/[ \n]/g, '');
  if (text.length <= 2 && folded.size < 70_000) folded.set(text, letters);
  return letters;
}
