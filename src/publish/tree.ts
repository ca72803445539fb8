/**
 * XML as a small tree: read strictly, changed, written again.
 *
 * Namespaces are checked while reading and names keep their prefixes.
 */
import { SaxesParser } from 'saxes';
import { cleanText, escapeXml } from '../collect/html.ts';

export type XmlElement = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlNode[];
};
export type XmlNode = XmlElement | string;

/** An element; attributes whose value is `undefined` are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  children: readonly XmlNode[] = [],
): XmlElement {
  const given = Object.entries(attributes).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  return { name, attributes: Object.fromEntries(given), children };
}

/**
 * Reads a document with a parser that accepts nothing ill-formed, unbound prefixes included.
 * White space between elements is not kept. Throws an Error that names line and column.
 */
export function readXml(text: string): XmlElement {
  type Open = { name: string; attributes: Record<string, string>; children: XmlNode[] };
  const top: Open = { name: '', attributes: {}, children: [] };
  const open: Open[] = [top];
  const addText = (value: string): void => {
    if (value.trim() !== '') open.at(-1)?.children.push(value);
  };
  const parser = strictParser();
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('opentag', (tag) => {
    const attributes: Record<string, string> = Object.create(null);
    for (const [name, attribute] of Object.entries(tag.attributes)) {
      attributes[name] = attribute.value;
    }
    const child: Open = { name: tag.name, attributes, children: [] };
    open.at(-1)?.children.push(child);
    open.push(child);
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  const root = top.children.find((child) => typeof child !== 'string');
  if (root === undefined) throw new Error('the document has no element');
  return root;
}

/** As `readXml`, for a document of which nothing but that it is well-formed is asked. */
export function checkStrictly(text: string): void {
  const parser = strictParser();
  let elements = 0;
  parser.on('opentag', () => {
    elements += 1;
  });
  parser.write(text).close();
  if (elements === 0) throw new Error('the document has no element');
}

function strictParser(): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true });
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('doctype', () => {
    throw new Error('a document type is not expected here');
  });
  return parser;
}

/** The text directly inside an element. */
export function textIn(node: XmlElement): string {
  return node.children.filter((child) => typeof child === 'string').join('');
}

/** The child elements of that name, in order. */
export function childrenNamed(node: XmlElement, name: string): XmlElement[] {
  return node.children.filter(
    (child): child is XmlElement => typeof child !== 'string' && child.name === name,
  );
}

/**
 * Writes one element, an element to a line and indented by two spaces for each level. Elements
 * that hold text stay on one line, so that no white space is added to what a reader sees.
 */
export function writeXml(node: XmlElement, indent = ''): string {
  const attributes = Object.entries(node.attributes)
    .map(([name, value]) => ` ${name}="${escapeXml(value)}"`)
    .join('');
  if (node.children.length === 0) return `${indent}<${node.name}${attributes}/>`;
  if (node.children.some((child) => typeof child === 'string')) {
    const inside = node.children
      .map((child) => (typeof child === 'string' ? escapeText(child) : writeXml(child)))
      .join('');
    return `${indent}<${node.name}${attributes}>${inside}</${node.name}>`;
  }
  const inside = node.children
    .map((child) => (typeof child === 'string' ? '' : `${writeXml(child, `${indent}  `)}\n`))
    .join('');
  return `${indent}<${node.name}${attributes}>\n${inside}${indent}</${node.name}>`;
}

/** Text for an element, where quotes may stand as they are; `>` never ends a CDATA section. */
function escapeText(text: string): string {
  return cleanText(text).replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
