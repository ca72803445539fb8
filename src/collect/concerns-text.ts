import { decodeHTMLStrict } from 'entities';
import { fold } from '../topic/fold.ts';
import { cleanText } from './html.ts';

/**
 * A piece of a feed as letters alone: what a reader sees and a little more, folded as the names of
 * the gazetteer are, without spaces and hyphens.
 */
export type Letters = {
  /** UTF-16 units, capitals kept. */
  units: Uint16Array;
  /** 1 where space, a hyphen or a tag stood in front of a unit. */
  gaps: Uint8Array;
  length: number;
};

/** `xml`: a piece of a feed as it came; `html`: the text of a field, its own escaping undone. */
export type Form = 'xml' | 'html';

const LESS = 0x3c;
const GREATER = 0x3e;
const AMPERSAND = 0x26;

/** Where a tag of escaped markup begins among the letters; -1 where none is open. */
type Reader = Letters & { gap: boolean; tag: number; aside: number[] };

/**
 * Reads all letters of a text: references decoded as often as a reader would, text that tags
 * split put together again. What stands inside tags of escaped markup comes after the rest, since
 * it may have been no tag.
 */
export function lettersOf(text: string, form: Form, room: Letters): Letters {
  const reader: Reader = { ...room, length: 0, gap: false, tag: -1, aside: [] };
  grow(reader, text.length + 64);
  let cdataEnd = form === 'html' ? text.length : -1;
  let at = 0;
  while (at < text.length) {
    if (at === cdataEnd) {
      reader.tag = -1;
      cdataEnd = -1;
      at += 3;
      continue;
    }
    const code = text.charCodeAt(at);
    if (code === AMPERSAND) at = readReference(text, at, cdataEnd === -1 ? 0 : 1, reader);
    else if (code === LESS && cdataEnd === -1 && text.charCodeAt(at + 1) > 0x20) {
      reader.tag = -1;
      reader.gap = true;
      if (text.startsWith('<![CDATA[', at)) {
        at += 9;
        const end = text.indexOf(']]>', at);
        cdataEnd = end === -1 ? text.length : end;
      } else at = after(text, text.startsWith('<!--', at) ? '-->' : '>', at);
    } else {
      at += 1;
      if (code === LESS) startTag(text, at, reader);
      else if (code === GREATER) endTag(reader);
      else if (code < 0xd800 || code > 0xdfff) write(code, reader);
      else at = readPair(text, at - 1, reader);
    }
  }
  grow(reader, reader.length + reader.aside.length + 1);
  reader.units[reader.length++] = 0;
  for (const unit of reader.aside) reader.units[reader.length++] = unit;
  reader.gaps.fill(1, reader.length - reader.aside.length - 1, reader.length);
  return reader;
}

function after(text: string, end: string, at: number): number {
  const found = text.indexOf(end, at);
  return found === -1 ? text.length : found + end.length;
}

/** `/`, `!` and `?`. */
const tagStarts = new Set([0x2f, 0x21, 0x3f]);

/** `<` of escaped markup; `at` is behind it. */
function startTag(text: string, at: number, reader: Reader): void {
  const next = text.charCodeAt(at);
  if (tagStarts.has(next) || (isWordUnit(next) && next > 0x39)) reader.tag = reader.length;
  reader.gap = true;
}

function endTag(reader: Reader): void {
  if (reader.tag !== -1) {
    reader.aside.push(
      0,
      ...reader.units.subarray(reader.tag, reader.length).subarray(0, mostAside),
    );
    reader.length = reader.tag;
    reader.tag = -1;
  }
  reader.gap = true;
}

/** Letters kept of one tag: names stand near its beginning if it was none. */
const mostAside = 1_000;

/** Decodes once, or twice where the first gave `&`; returns where to go on. */
function readReference(text: string, start: number, depth: number, reader: Reader): number {
  let at = start + 1;
  for (let times = depth + 1; ; times += 1) {
    const end = endOfReference(text, at);
    const decoded = end === at ? undefined : referenceText(text.slice(at, end));
    if (decoded === undefined) {
      write(AMPERSAND, reader);
      return at;
    }
    const next = text[end] === ';' ? end + 1 : end;
    if (decoded === '&' && times < 2) {
      at = next;
      continue;
    }
    if (decoded === '<' && times === 1) startTag(text, next, reader);
    else if (decoded === '>' && times === 1) endTag(reader);
    else for (const char of decoded) writeText(char, reader);
    return next;
  }
}

/** Behind a name with its `;`, or a number with or without; `at` itself where there is neither. */
function endOfReference(text: string, at: number): number {
  const isNumber = text[at] === '#';
  let end = isNumber ? at + 1 : at;
  while (end < at + 32 && isWordUnit(text.charCodeAt(end))) end += 1;
  if (!isNumber) return text[end] === ';' ? end : at;
  if (text[end] === ';') return end;
  const digits = /^#(?:\d{1,7}|x[\da-f]{1,6})/i.exec(text.slice(at, end));
  return digits === null ? at : at + digits[0].length;
}

export function isWordUnit(unit: number): boolean {
  return (
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39)
  );
}

const references = new Map<string, string | undefined>();

/** Remembered, since feeds use few. */
function referenceText(body: string): string | undefined {
  if (references.has(body)) return references.get(body);
  const written = `&${body};`;
  const decoded = decodeHTMLStrict(written);
  const text = decoded === written ? undefined : decoded;
  if (references.size < 10_000) references.set(body, text);
  return text;
}

function readPair(text: string, at: number, reader: Reader): number {
  const pair = String.fromCodePoint(text.codePointAt(at) ?? 0);
  if (pair.length === 2) writeText(pair, reader);
  return at + pair.length;
}

const DROPPED = -1;
const GAP = -2;
const SEVERAL = -3;

/** For each unit what it is folded to, worked out when first met; 0 before. */
const folded = new Int32Array(0x10000);
const several = new Map<number, string>();

function write(unit: number, reader: Reader): void {
  const plain = folded[unit] || learn(unit);
  if (plain > 0) put(plain, reader);
  else if (plain === GAP) reader.gap = true;
  else if (plain === SEVERAL) writeUnits(several.get(unit) ?? '', reader);
}

function learn(unit: number): number {
  const text = foldedText(String.fromCharCode(unit));
  if (text.length > 1) several.set(unit, text);
  folded[unit] =
    text === '' ? DROPPED : text === ' ' ? GAP : text.length > 1 ? SEVERAL : unitOf(text);
  return folded[unit];
}

function unitOf(text: string): number {
  return text.charCodeAt(0) || DROPPED;
}

function writeText(char: string, reader: Reader): void {
  if (char.length === 1) write(char.charCodeAt(0), reader);
  else writeUnits(foldedText(char), reader);
}

function writeUnits(text: string, reader: Reader): void {
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === ' ') reader.gap = true;
    else put(text.charCodeAt(at), reader);
  }
}

function put(unit: number, reader: Reader): void {
  if (reader.length === reader.units.length) grow(reader, reader.length * 2);
  reader.units[reader.length] = unit;
  reader.gaps[reader.length] = reader.gap ? 1 : 0;
  reader.length += 1;
  reader.gap = false;
}

/** Text as names are compared, with a space for each gap. */
export function foldedText(text: string): string {
  return String.fromCharCode(...fold(cleanText(text)).units).replaceAll('\n', ' ');
}

function grow(letters: Letters, length: number): void {
  if (letters.units.length >= length) return;
  const units = new Uint16Array(length);
  const gaps = new Uint8Array(length);
  units.set(letters.units);
  gaps.set(letters.gaps);
  letters.units = units;
  letters.gaps = gaps;
}
