import { decodeHTML, decodeHTMLAttribute } from 'entities';
import type { Element } from './canonical-tree.ts';
import { excerptOf, onOneLine } from './excerpt.ts';
import { cleanText, escapeXml, isInline, textOf, unread } from './html.ts';
import { webAddress } from './url.ts';

/** All text within an element, tags left out, trimmed. */
export function plainText(element: Element): string {
  const [only, another] = element.children;
  if (typeof only === 'string' && another === undefined) return only.trim();
  return pieces(element).join('').trim();
}

function pieces(element: Element): string[] {
  return element.children.flatMap((child) => (typeof child === 'string' ? [child] : pieces(child)));
}

/**
 * The content of an element as HTML: escaped markup as it is, inline markup written out in order,
 * plain text (Atom's `text`) escaped, base64 of Atom 0.3 decoded; `''` where there is nothing to
 * read, such as a picture. Addresses are absolute where the feed gives a base for them.
 */
export function markupOf(element: Element): string {
  const markup = writtenMarkup(element);
  return element.hasBase ? markup.replace(addresses, absoluteIn(element)) : markup;
}

const addresses = /\b(href|src|cite)(\s{0,9}=\s{0,9})(["'])([^"'<>]{1,2000})\3/gi;

function absoluteIn({ base }: Element) {
  return (written: string, name: string, equals: string, quote: string, address: string) => {
    const found = webAddress(decodeHTMLAttribute(address), base);
    return found === undefined ? written : `${name}${equals}${quote}${escapeXml(found)}${quote}`;
  };
}

function writtenMarkup(element: Element): string {
  const type = element.attributes.get('type')?.trim().toLowerCase() ?? '';
  const mode = element.attributes.get('mode')?.trim().toLowerCase() ?? '';
  if (mode === 'base64') return fromBase64(plainText(element));
  const nested = element.children.some((child) => typeof child !== 'string');
  if (nested) return inlineMarkup(element);
  const text = withoutCdataEnd(plainText(element));
  if (!isText.has(type)) return readable(type) ? text : readableBase64(text, type);
  return type !== 'text' && looksLikeMarkup(text) ? text : escapeXml(text);
}

/** How much of a text is looked at for its first words, more only where tags leave too few. */
const startLengths = [800, 6_000, 48_000];

/** An excerpt of so many units is the same whatever comes after them. */
const enough = 400;

/**
 * The first words of an element, 300 characters at most, those that an excerpt of all its text
 * would have; `''` where there is nothing to read.
 */
export function startOf(element: Element): string {
  let words = '';
  for (const length of startLengths) {
    const opening = element.opening?.(length);
    const markup = markupOf(opening === undefined ? element : withText(element, opening));
    const isCut = (opening ?? markup).length >= length;
    words = isCut ? plainly(withoutCutTag(markup.slice(0, length))) : plainly(markup);
    if (!isCut || words.length > enough) break;
  }
  return excerptOf([words]);
}

function withText({ name, attributes, base, language }: Element, text: string): Element {
  return { name, attributes, children: [text], base, hasBase: false, language };
}

function withoutCutTag(markup: string): string {
  const start = markup.lastIndexOf('<');
  return start > markup.lastIndexOf('>') ? markup.slice(0, start) : markup;
}

/** Plain markup as text, as `textOf` gives it but much faster; any other by `textOf`. */
function plainly(markup: string): string {
  if (unread.test(markup)) return textOf(markup);
  const words = markup.replace(plainTag, (_, name: string) =>
    isInline(name.toLowerCase()) ? '' : ' ',
  );
  if (words.includes('<')) return textOf(markup);
  return words.includes('&') ? decodeHTML(words) : words;
}

const plainTag = /<\/?([a-z][a-z0-9]*)(?:[\s/][^<>"']*(?:"[^"<]*"[^<>"']*|'[^'<]*'[^<>"']*)*)?>/gi;

/** Feeds that end a CDATA section twice leave its mark behind. */
function withoutCdataEnd(text: string): string {
  return text.endsWith(']]>') ? text.slice(0, -3).trimEnd() : text;
}

/** The content of an element as one line of plain text, whatever markup it uses. */
export function titleOf(element: Element): string {
  const type = element.attributes.get('type')?.trim().toLowerCase() ?? '';
  const markup = markupOf(element);
  if (type === '' && !looksLikeMarkup(markup)) return onOneLine(cleanText(markup));
  return textOf(markup);
}

const isText = new Set(['text', 'text/plain', 'plain']);

function readable(type: string): boolean {
  return type === '' || type.includes('html') || type.includes('xml') || type.startsWith('text/');
}

/** RFC 4287, section 4.1.3.3: any other media type comes as base64, and is rarely words. */
function readableBase64(text: string, type: string): string {
  return /^(?:image|audio|video|application)\//.test(type) ? '' : text;
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString('utf8');
}

/** A closing tag or a reference: words alone hardly ever have one. */
export function looksLikeMarkup(text: string): boolean {
  return /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|&#?\w+;/i.test(text);
}

function inlineMarkup(element: Element): string {
  const children = element.children.filter(
    (child) => typeof child !== 'string' || child.trim() !== '',
  );
  const [only] = children;
  // The div that Atom's XHTML wants around the content is not part of it.
  if (children.length === 1 && only !== undefined && typeof only !== 'string') {
    if (localName(only) === 'div') return element.children.length > 0 ? inner(only).trim() : '';
  }
  return inner(element).trim();
}

function inner(element: Element): string {
  return element.children
    .map((child) => (typeof child === 'string' ? escapeXml(child) : outer(child)))
    .join('');
}

const empties = new Set(['br', 'hr', 'img', 'wbr', 'col', 'input', 'area', 'source', 'track']);

function outer(element: Element): string {
  const name = localName(element).replace(/[^a-z0-9-]/g, '');
  const attributes = [...element.attributes]
    .filter(([key]) => /^[a-z][a-z0-9-]*$/.test(key) && key !== 'xmlns')
    .map(([key, value]) => ` ${key}="${escapeXml(resolved(key, value, element))}"`)
    .join('');
  if (name === '') return inner(element);
  return empties.has(name)
    ? `<${name}${attributes}>`
    : `<${name}${attributes}>${inner(element)}</${name}>`;
}

const addressNames = new Set(['href', 'src', 'cite']);

/** By the base in force where it stands, which may be another than around it. */
function resolved(name: string, value: string, { base, hasBase }: Element): string {
  return (hasBase && addressNames.has(name) ? webAddress(value, base) : undefined) ?? value;
}

function localName({ name }: Element): string {
  return name.slice(name.indexOf(':') + 1);
}
