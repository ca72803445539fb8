/**
 * The elements of a text in the order in which they begin, six numbers each: see the names below.
 * An element is spoken of by the place of its first number.
 */
export type Tags = readonly number[];

/** Where its first tag begins. */
export const START = 0;
/** Where the name in that tag ends. */
export const NAME_END = 1;
/** Where what it holds begins and ends; the same for `<br/>`. */
export const INSIDE = 2;
export const INSIDE_END = 3;
/** Behind its last tag. */
export const END = 4;
/** The first element that begins after its end. */
export const NEXT = 5;

/** Numbers of an element. */
export const SIZE = 6;

/** Deeper documents are left to those who stand everything. */
const deepest = 100;

/**
 * Finds the elements of well-formed XML in one pass, by leaps from tag to tag. `undefined` for a
 * text in which anything is amiss, and for what is allowed but rare in feeds and easily
 * misunderstood: declarations in a document type, an entry within an entry, names beyond ASCII.
 * Takes time in proportion to the text, whatever it is.
 */
export function tagsOf(text: string): Tags | undefined {
  const tags: number[] = [];
  const open: { readonly tag: number; readonly name: string }[] = [];
  let entry: number | undefined;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at)) {
    const next = text.charCodeAt(at + 1);
    if (next === EXCLAMATION_MARK || next === QUESTION_MARK) {
      const end = endOfAside(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (next === SLASH) {
      const closed = open.pop();
      if (closed === undefined || !text.startsWith(closed.name, at + 2)) return undefined;
      const end = at + 2 + closed.name.length;
      if (text.charCodeAt(end) !== GREATER) return undefined;
      if (closed.tag === entry) entry = undefined;
      tags[closed.tag + INSIDE_END] = at;
      at = end + 1;
      tags[closed.tag + END] = at;
      tags[closed.tag + NEXT] = tags.length;
    } else {
      const nameEnd = endOfName(text, at + 1);
      const end = nameEnd === undefined ? undefined : endOfTag(text, nameEnd);
      if (nameEnd === undefined || end === undefined) return undefined;
      const tag = tags.push(at, nameEnd, end, end, end, tags.length + SIZE) - SIZE;
      const name = text.slice(at + 1, nameEnd);
      const isEmpty = text.charCodeAt(end - 2) === SLASH;
      at = end;
      if (entryName.test(name)) {
        if (entry !== undefined) return undefined;
        if (!isEmpty) entry = tag;
      }
      if (!isEmpty && open.push({ tag, name }) > deepest) return undefined;
    }
  }
  return open.length === 0 ? tags : undefined;
}

const SLASH = 0x2f;
const GREATER = 0x3e;
const EXCLAMATION_MARK = 0x21;
const QUESTION_MARK = 0x3f;

const entryName = /^(?:[^:]*:)?(?:item|entry)$/i;

/** Behind a CDATA section, comment, instruction or plain document type that begins at `at`. */
export function endOfAside(text: string, at: number): number | undefined {
  if (text.startsWith('<![CDATA[', at)) return behind(text, ']]>', at + 9);
  if (text.startsWith('<!--', at)) {
    const end = behind(text, '-->', at + 4);
    // Some readers end a comment at `--!>`, and those who write it mean so.
    return end === undefined || text.slice(at, end).includes('--!') ? undefined : end;
  }
  const end = behind(text, '>', at + 2);
  if (end === undefined) return undefined;
  const whole = text.slice(at, end);
  if (whole.startsWith('<?')) return whole.endsWith('?>') ? end : undefined;
  return /^<!doctype\s[^[\]<]*$/i.test(whole) ? end : undefined;
}

function behind(text: string, sought: string, from: number): number | undefined {
  const at = text.indexOf(sought, from);
  return at === -1 ? undefined : at + sought.length;
}

const plainName = /[a-z_][\w:.-]*/iy;

function endOfName(text: string, at: number): number | undefined {
  plainName.lastIndex = at;
  return plainName.test(text) ? plainName.lastIndex : undefined;
}

const attribute = /[ \t\r\n]+([a-z_:][\w:.-]*)[ \t\r\n]*=[ \t\r\n]*(?:"([^"<]*)"|'([^'<]*)')/iy;
const tagEnd = /[ \t\r\n]*\/?>/y;

/** Behind the `>` of a tag with attributes as they should be, none twice. */
function endOfTag(text: string, nameEnd: number): number | undefined {
  if (text.charCodeAt(nameEnd) === GREATER) return nameEnd + 1;
  let at = nameEnd;
  for (attribute.lastIndex = at; attribute.test(text); ) at = attribute.lastIndex;
  tagEnd.lastIndex = at;
  return tagEnd.test(text) ? tagEnd.lastIndex : undefined;
}

/** The attributes of a tag whose name ends at `nameEnd`, names in small letters, values as written. */
export function attributesOf(text: string, nameEnd: number): Readonly<Record<string, string>> {
  const found: Record<string, string> = Object.create(null);
  attribute.lastIndex = nameEnd;
  for (let one = attribute.exec(text); one !== null; one = attribute.exec(text)) {
    const name = (one[1] ?? '').toLowerCase();
    found[name] ??= one[2] ?? one[3] ?? '';
  }
  return found;
}
