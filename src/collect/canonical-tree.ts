import { Parser } from 'htmlparser2';
import {
  declareEntities,
  decodeReferences,
  type Entities,
  noEntities,
} from './canonical-entities.ts';
import { knownName, outermost, type Scope, scopeWithin } from './canonical-names.ts';

/** An element as the feed meant it: its name under our prefix, its base and language in force. */
export type Element = {
  readonly name: string;
  /** By known name; values decoded. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: (Element | string)[];
  readonly base: string;
  /** The feed says itself what its base is. */
  readonly hasBase: boolean;
  readonly language: string | undefined;
  /**
   * The first so many units of its text, all of it where it is shorter; there where that takes less
   * than reading `children`, `undefined` also of an element with elements within it.
   */
  opening?(units: number): string | undefined;
};

/**
 * Called for each `item` or `entry` wherever it stands, with its place in the order of opening tags
 * and where in the text it stands.
 */
export type OnEntry = (entry: Element, place: number, start: number, end: number) => void;

export type Tree = {
  /** Name of the first element, `undefined` in a text without any. */
  readonly root: string | undefined;
  /** The elements of the feed itself in document order, entries left out. */
  readonly head: Element;
  /** `rss`, `feed`, `rdf:RDF` or `channel` was seen. */
  readonly isFeed: boolean;
  readonly problems: readonly string[];
};

/** Elements within an entry below this depth lose their tags; their text stays. */
const deepest = 100;

/**
 * Open elements at which reading stops. Each new one costs time for all that are open, and no
 * feed nests so deep unless it was made to.
 */
const mostOpen = 3_000;

/** More complaints than these help nobody. */
const mostProblems = 3;

export const feedRoots = new Set(['rss', 'feed', 'rdf:rdf', 'channel']);
export const entryNames = new Set(['item', 'entry']);

/** Elements of HTML that are often left open; no complaint is due to them. */
const voids = new Set(['br', 'img', 'hr', 'input', 'meta', 'link', 'p', 'li']);

type Open = {
  readonly element: Element;
  readonly scope: Scope;
  readonly tag: string;
  /** Depth below the entry, 0 outside of entries. */
  readonly depth: number;
  readonly slot: number;
  /** Of its first tag in the text. */
  readonly start: number;
};

/** Reads XML of any quality. An entry within another is seen before the one around it. */
export function readTree(text: string, base: string, onEntry: OnEntry): Tree {
  const head: Element = {
    name: '',
    attributes: new Map(),
    children: [],
    base,
    hasBase: false,
    language: undefined,
  };
  const entities = noEntities();
  const problems: string[] = [];
  const open: Open[] = [{ element: head, scope: outermost, tag: '', depth: 0, slot: -1, start: 0 }];
  let root: string | undefined;
  let isFeed = false;
  let entries = 0;
  let verbatim = false;

  const complain = (words: string) => {
    if (problems.length >= mostProblems) return;
    problems.push(`Not well-formed near line ${lineAt(text, parser.startIndex)}: ${words}.`);
  };

  const parser: Parser = new Parser(
    {
      onopentag(tag, raw) {
        const parent = open.at(-1);
        if (parent === undefined) return;
        const scope = scopeWithin(parent.scope, raw);
        const name = knownName(tag, scope);
        root ??= name;
        if (feedRoots.has(name)) isFeed = true;
        const isEntry = entryNames.has(name) && !inContent(open);
        const depth = isEntry ? 1 : parent.depth === 0 ? 0 : parent.depth + 1;
        const element = elementOf(name, raw, scope, parent.element, entities);
        const slot = isEntry ? entries : -1;
        if (isEntry) entries += 1;
        else if (depth <= deepest) parent.element.children.push(element);
        // Too deep: the text goes to the nearest element that is kept.
        const kept = depth > deepest ? parent.element : element;
        open.push({ element: kept, scope, tag, depth, slot, start: parser.startIndex });
        if (open.length > mostOpen) {
          complain('elements are nested too deep, and reading stopped there');
          parser.pause();
        }
      },
      ontext(data) {
        const element = open.at(-1)?.element;
        if (element === undefined || element === head) return;
        const piece = verbatim ? data : decodeReferences(data, entities);
        addText(element, piece);
      },
      oncdatastart() {
        verbatim = true;
      },
      oncdataend() {
        verbatim = false;
      },
      onprocessinginstruction(_name, data) {
        if (data.startsWith('!')) declareEntities(data, entities);
      },
      onclosetag(tag, implied) {
        if (open.length === 1) return;
        const closed = open.pop();
        // A self-closing tag counts as implied too.
        const unclosed = implied && text[parser.endIndex - 1] !== '/';
        if (unclosed && !voids.has(tag)) complain(`<${tag.slice(0, 40)}> is not closed`);
        if (closed === undefined || closed.slot < 0) return;
        onEntry(closed.element, closed.slot, closed.start, parser.endIndex + 1);
      },
    },
    { xmlMode: true, decodeEntities: false, lowerCaseTags: true, lowerCaseAttributeNames: true },
  );
  parser.end(text);
  // Whatever is open when reading stops still holds what was read.
  for (const { element, slot, start } of open.reverse()) {
    if (slot >= 0) onEntry(element, slot, start, text.length);
  }
  return { root, head, isFeed, problems };
}

/** Inside a text of an entry `item` is markup or a word of another vocabulary, and no entry. */
function inContent(open: readonly Open[]): boolean {
  return open.some(({ depth, element: { name } }) => depth > 1 && contentNames.has(name));
}

const contentNames = new Set([
  'content',
  'content:encoded',
  'content:items',
  'summary',
  'description',
  'title',
  'xhtml:body',
]);

/** An element without its children, from its attributes as written, in the scope within it. */
export function elementOf(
  name: string,
  raw: Readonly<Record<string, string>>,
  scope: Scope,
  parent: Element,
  entities: Entities,
): Element {
  const names = Object.keys(raw);
  if (names.length === 0) {
    const { base, hasBase, language } = parent;
    return { name, attributes: none, children: [], base, hasBase, language };
  }
  const attributes = new Map<string, string>();
  for (const attribute of names) {
    const known = attribute.includes(':') ? knownName(attribute, scope) : attribute;
    attributes.set(known, decodeReferences(raw[attribute] ?? '', entities));
  }
  const own = attributes.get('xml:base');
  const hasOwn = own !== undefined && URL.canParse(own, parent.base);
  return {
    name,
    attributes,
    children: [],
    base: hasOwn ? new URL(own, parent.base).href : parent.base,
    hasBase: hasOwn || parent.hasBase,
    language: attributes.get('xml:lang') ?? parent.language,
  };
}

const none: ReadonlyMap<string, string> = new Map();

/** Text that an entry or a comment parts is one all the same. */
export function addText({ children }: Element, text: string): void {
  const last = children.length - 1;
  if (typeof children[last] === 'string') children[last] += text;
  else children.push(text);
}

/** From 1. */
function lineAt(text: string, index: number): number {
  let line = 1;
  for (let at = text.indexOf('\n'); at !== -1 && at < index; at = text.indexOf('\n', at + 1)) {
    line += 1;
  }
  return line;
}
