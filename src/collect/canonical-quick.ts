import { decodeReferences, noEntities } from './canonical-entities.ts';
import { knownName, outermost, type Scope, scopeWithin } from './canonical-names.ts';
import {
  attributesOf,
  END,
  endOfAside,
  INSIDE,
  INSIDE_END,
  NAME_END,
  NEXT,
  SIZE,
  START,
  type Tags,
  tagsOf,
} from './canonical-tags.ts';
import {
  addText,
  type Element,
  elementOf,
  entryNames,
  feedRoots,
  type OnEntry,
  type Tree,
} from './canonical-tree.ts';

/**
 * Reads well-formed XML as `readTree` does, only faster: one pass finds where each element begins
 * and ends, and what an entry holds is read when somebody asks for it, which for most entries of
 * most feeds nobody does. `undefined` for a text in which anything is amiss or unusual; then
 * `onEntry` was not called.
 */
export function readTreeQuickly(text: string, base: string, onEntry: OnEntry): Tree | undefined {
  const tags = tagsOf(text);
  if (tags === undefined) return undefined;
  const document = { text, tags };
  const around = { base, hasBase: false, language: undefined };
  const head: Element = { name: '', attributes: new Map(), children: [], ...around };
  let root: string | undefined;
  let isFeed = false;
  let entries = 0;
  const readHead = (tag: number, parent: Element, names: Names) => {
    const { element, names: within } = opened(document, tag, parent, names);
    const { name } = element;
    root ??= name;
    if (feedRoots.has(name)) isFeed = true;
    if (entryNames.has(name)) {
      const entry = new Unread(document, tag, element, within);
      onEntry(entry, entries, numberAt(tags, tag + START), numberAt(tags, tag + END));
      entries += 1;
      return;
    }
    parent.children.push(element);
    eachChild(document, tag, (child) => {
      if (typeof child === 'string') addText(element, child);
      else readHead(child, element, within);
    });
  };
  for (let tag = 0; tag < tags.length; tag = numberAt(tags, tag + NEXT)) {
    readHead(tag, head, { scope: outermost, known: new Map() });
  }
  return { root, head, isFeed, problems: [] };
}

type Document = { readonly text: string; readonly tags: Tags };

/** Prefixes in force, and the names that were looked up under them. */
type Names = { readonly scope: Scope; readonly known: Map<string, string> };

/** An element whose children are read when they are first asked for. */
class Unread implements Element {
  readonly name: string;
  readonly attributes: Element['attributes'];
  readonly base: string;
  readonly hasBase: boolean;
  readonly language: string | undefined;
  private readonly document: Document;
  private readonly tag: number;
  private readonly names: Names;
  private read: (Element | string)[] | undefined;

  constructor(document: Document, tag: number, element: Element, names: Names) {
    this.name = element.name;
    this.attributes = element.attributes;
    this.base = element.base;
    this.hasBase = element.hasBase;
    this.language = element.language;
    this.document = document;
    this.tag = tag;
    this.names = names;
    this.read = undefined;
  }

  get children(): (Element | string)[] {
    if (this.read !== undefined) return this.read;
    const children: (Element | string)[] = [];
    eachChild(this.document, this.tag, (child) => {
      if (typeof child === 'string') {
        children.push(child);
        return;
      }
      const { element, names } = opened(this.document, child, this, this.names);
      children.push(new Unread(this.document, child, element, names));
    });
    this.read = children;
    return children;
  }

  opening(units: number): string | undefined {
    const { text, tags } = this.document;
    if (numberAt(tags, this.tag + NEXT) > this.tag + SIZE) return undefined;
    const from = numberAt(tags, this.tag + INSIDE);
    const to = numberAt(tags, this.tag + INSIDE_END);
    for (let end = from + rawUnits * units; end < to; end += end - from) {
      const start = textBetween(text, from, end);
      if (start.length >= units) return start.slice(0, units);
    }
    return textBetween(text, from, to).slice(0, units);
  }
}

/**
 * Raw text read for each unit of an opening: that of markup in references is about half as long
 * once they are read.
 */
const rawUnits = 2;

/** The element that begins at `tag`, without its children, and what holds within it. */
function opened(
  { text, tags }: Document,
  tag: number,
  parent: Element,
  names: Names,
): { readonly element: Element; readonly names: Names } {
  const nameEnd = numberAt(tags, tag + NAME_END);
  const written = text.slice(numberAt(tags, tag + START) + 1, nameEnd).toLowerCase();
  const isBare = nameEnd + 1 === numberAt(tags, tag + INSIDE);
  const raw = isBare ? noAttributes : attributesOf(text, nameEnd);
  const scope = scopeWithin(names.scope, raw);
  const within = scope === names.scope ? names : { scope, known: new Map() };
  const known = within.known.get(written) ?? knownName(written, scope);
  within.known.set(written, known);
  return { element: elementOf(known, raw, scope, parent, entities), names: within };
}

const noAttributes: Readonly<Record<string, string>> = {};

/** Calls `see` with the texts and elements within an element, texts decoded, in their order. */
function eachChild(
  { text, tags }: Document,
  parent: number,
  see: (child: number | string) => void,
): void {
  let from = numberAt(tags, parent + INSIDE);
  const last = numberAt(tags, parent + NEXT);
  for (let tag = parent + SIZE; tag < last; tag = numberAt(tags, tag + NEXT)) {
    const words = textBetween(text, from, numberAt(tags, tag + START));
    if (words !== '') see(words);
    see(tag);
    from = numberAt(tags, tag + END);
  }
  const words = textBetween(text, from, numberAt(tags, parent + INSIDE_END));
  if (words !== '') see(words);
}

/** The text of a piece without elements: references decoded, CDATA as it is, comments left out. */
function textBetween(text: string, from: number, to: number): string {
  let words = '';
  let at = from;
  while (at < to) {
    const aside = text.indexOf('<', at);
    const end = aside === -1 || aside > to ? to : aside;
    if (end > at) words += decodeReferences(text.slice(at, end), entities);
    if (end === to) break;
    at = endOfAside(text, end) ?? to;
    if (text.startsWith('<![', end)) words += text.slice(end + 9, Math.min(at - 3, to));
  }
  return words;
}

/** None: a document that declares some is read otherwise. */
const entities = noEntities();

function numberAt(tags: Tags, place: number): number {
  return tags[place] ?? 0;
}
