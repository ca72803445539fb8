/**
 * Namespaces and the prefix under which we know them, whatever prefix a feed chose. Core words of
 * RSS and Atom, in all their versions and homes, have none: `title` is `title`.
 */
const prefixes: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2005/atom', ''],
  ['http://purl.org/atom/ns#', ''],
  ['http://purl.org/echo/', ''],
  ['http://purl.org/pie/', ''],
  ['http://example.com/newformat#', ''],
  ['http://example.com/necho', ''],
  ['uri/of/echo/namespace#', ''],
  ['http://purl.org/rss/1.0/', ''],
  ['http://purl.org/rss/1.0/modules/rss091#', ''],
  ['http://purl.org/net/rss1.1#', ''],
  ['http://my.netscape.com/rdf/simple/0.9/', ''],
  ['http://channel.netscape.com/rdf/simple/0.9/', ''],
  ['http://backend.userland.com/rss', ''],
  ['http://blogs.law.harvard.edu/tech/rss', ''],
  ['http://cyber.law.harvard.edu/rss/rss.html', ''],
  ['http://www.rssboard.org/rss-specification', ''],
  ['http://www.w3.org/1999/02/22-rdf-syntax-ns#', 'rdf'],
  ['http://purl.org/dc/elements/1.1/', 'dc'],
  ['http://purl.org/dc/elements/1.0/', 'dc'],
  ['http://purl.org/dc/terms/', 'dcterms'],
  ['http://purl.org/rss/1.0/modules/content/', 'content'],
  ['http://purl.org/rss/1.0/modules/syndication/', 'sy'],
  ['http://search.yahoo.com/mrss', 'media'],
  ['http://search.yahoo.com/mrss/', 'media'],
  ['http://www.itunes.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://example.com/dtds/podcast-1.0.dtd', 'itunes'],
  ['http://rssnamespace.org/feedburner/ext/1.0', 'feedburner'],
  ['http://www.pheedo.com/namespace/pheedo', 'pheedo'],
  ['http://www.w3.org/1999/xhtml', 'xhtml'],
  ['http://www.w3.org/xml/1998/namespace', 'xml'],
]);

/** Prefixes that mean the core words where a feed forgot to declare them. */
const undeclared: ReadonlyMap<string, string> = new Map([
  ['atom', ''],
  ['atom10', ''],
  ['a10', ''],
  ['rss', ''],
]);

/** The prefixes that a document declares at one point; `''` is its default namespace. */
export type Scope = ReadonlyMap<string, string>;

export const outermost: Scope = new Map();

/** Prefixes in force at one point; what is declared beyond is ignored. */
const mostPrefixes = 100;

type Attributes = Readonly<Record<string, string>>;

/** The scope inside an element with these attributes. */
export function scopeWithin(scope: Scope, attributes: Attributes): Scope {
  let inner: Map<string, string> | undefined;
  for (const name of Object.keys(attributes)) {
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
    inner ??= new Map(scope);
    if (inner.size >= mostPrefixes) break;
    inner.set(name.slice(6), knownPrefix(attributes[name] ?? '', name.slice(6)));
  }
  return inner ?? scope;
}

function knownPrefix(uri: string, prefix: string): string {
  const lower = uri.trim().toLowerCase();
  if (lower.startsWith('http://backend.userland.com/rss')) return '';
  // An unknown default namespace is some author's name for RSS; an unknown prefix stays itself.
  return prefixes.get(lower) ?? prefixes.get(`${lower}/`) ?? prefix;
}

/** The name of an element or attribute, in lower case, under the prefix by which we know it. */
export function knownName(name: string, scope: Scope): string {
  const colon = name.indexOf(':');
  const prefix = colon === -1 ? '' : name.slice(0, colon);
  const local = colon === -1 ? name : name.slice(colon + 1);
  const known = scope.get(prefix) ?? undeclared.get(prefix) ?? prefix;
  return known === '' ? local : `${known}:${local}`;
}
