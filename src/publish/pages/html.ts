/** Writes HTML in which everything that is not ours is escaped, without anyone having to ask. */

/**
 * Text that is HTML already. A class with a private field, so that no object that came from a feed
 * or out of the store can pass for one.
 */
export class Markup {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

export type Content = string | number | Markup | undefined | false | readonly Content[];

/**
 * A template tag: `` html`<p lang="${language}">${title}</p>` ``. Strings and numbers are escaped for
 * text and for quoted attributes alike, so attributes must stand in double quotes. Markup passes as
 * it is, lists are joined, `undefined` and `false` leave nothing.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  let text = strings[0] ?? '';
  values.forEach((value, index) => {
    text += write(value) + (strings[index + 1] ?? '');
  });
  return new Markup(text);
}

/** `href` and a value for a link outwards; nothing where the address is no web address. */
export function href(address: string | undefined): Markup | undefined {
  if (address === undefined || !/^https?:\/\//i.test(address)) return undefined;
  return html` href="${address}"`;
}

/** Stands between the parts of a line; where the line breaks, at its end and not at the next start. */
export const DOT = '\u00a0· ';

/** Puts markup between parts, as in "a · b · c". Absent parts leave no gap. */
export function joined(parts: readonly Content[], between: string): Markup {
  const present = parts.map(write).filter((part) => part !== '');
  return new Markup(present.join(escaped(between)));
}

function write(value: Content): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'string') return escaped(value);
  if (typeof value === 'number') return String(value);
  if (value instanceof Markup) return value.toString();
  return value.map(write).join('');
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

// Controls, halves of surrogate pairs and noncharacters are not allowed in HTML, escaped or not.
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]|\p{Surrogate}/gu;
/** Most text has nothing to escape, and asking once is faster than replacing twice. */
const SUSPECT = /[&<>"'\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]/;

function escaped(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (sign) => ESCAPES.get(sign) ?? '');
}
