import { decodeHTMLStrict } from 'entities';

/** Declared entities beyond this number, or longer, are an attack and no shorthand. */
const mostEntities = 200;
const longestEntity = 500;

/** What all references to declared entities may come to in one document. In UTF-16 units. */
const mostExpanded = 1_000_000;

/** Entities that a document declares for itself; values are taken as they are, never expanded. */
export type Entities = {
  readonly values: Map<string, string>;
  /** How much they may still come to. */
  left: number;
};

export function noEntities(): Entities {
  return { values: new Map(), left: mostExpanded };
}

const declaration = /<?!ENTITY\s+([\w.-]{1,60})\s+(?:"([^"]*)"|'([^']*)')/gi;

/** Reads `<!ENTITY name "value">` out of a piece of a document type into `entities`. */
export function declareEntities(piece: string, { values }: Entities): void {
  for (const [, name, double, single] of piece.matchAll(declaration)) {
    const value = double ?? single ?? '';
    const isTooMuch = values.size >= mostEntities || value.length > longestEntity;
    // A value that calls other entities is how a kilobyte becomes a gigabyte.
    if (name === undefined || isTooMuch || values.has(name) || /&[^#]/.test(value)) continue;
    values.set(name, decodeHTMLStrict(value));
  }
}

/**
 * References of XML and HTML, and those a document declares, as characters. What is no known
 * reference stays as written, such as the `&` of an address.
 */
export function decodeReferences(text: string, entities: Entities): string {
  if (!text.includes('&')) return text;
  const own =
    entities.values.size === 0
      ? text
      : text.replace(/&([\w.-]{1,60});/g, (whole, name: string) => {
          const value = entities.values.get(name);
          if (value === undefined || value.length > entities.left) return whole;
          entities.left -= value.length;
          return value.replace(/&/g, '&amp;');
        });
  return decodeHTMLStrict(own);
}
