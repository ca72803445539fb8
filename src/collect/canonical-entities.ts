import { decodeHTMLStrict } from 'entities';

/** Declared entities beyond this number, or longer, are an attack and no shorthand. */
const mostEntities = 200;
const longestEntity = 500;

/** Entities that a document declares for itself; values are taken as they are, never expanded. */
export type Entities = ReadonlyMap<string, string>;

const declaration = /<?!ENTITY\s+([\w.-]{1,60})\s+(?:"([^"]*)"|'([^']*)')/gi;

/** Reads `<!ENTITY name "value">` out of a piece of a document type into `entities`. */
export function declareEntities(piece: string, entities: Map<string, string>): void {
  for (const [, name, double, single] of piece.matchAll(declaration)) {
    const value = double ?? single ?? '';
    if (name === undefined || entities.size >= mostEntities || value.length > longestEntity)
      continue;
    // A value that calls other entities is how a kilobyte becomes a gigabyte.
    if (!entities.has(name) && !/&[^#]/.test(value)) entities.set(name, decodeHTMLStrict(value));
  }
}

/**
 * References of XML and HTML, and those a document declares, as characters. What is no known
 * reference stays as written, such as the `&` of an address.
 */
export function decodeReferences(text: string, entities: Entities): string {
  if (!text.includes('&')) return text;
  const own =
    entities.size === 0
      ? text
      : text.replace(/&([\w.-]{1,60});/g, (whole, name: string) => {
          const value = entities.get(name);
          return value === undefined ? whole : value.replace(/&/g, '&amp;');
        });
  return decodeHTMLStrict(own);
}
