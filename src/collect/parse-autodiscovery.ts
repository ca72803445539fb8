import { Parser } from 'htmlparser2';
import { webAddress } from './url.ts';

const feedTypes = new Set([
  'application/rss+xml',
  'application/atom+xml',
  'application/rdf+xml',
  'application/feed+json',
]);

/** Autodiscovery links stand in the head of a page. In UTF-16 units. */
const headLength = 300_000;

/** The first feed that a web page names with `<link rel="alternate">`, as an absolute address. */
export function feedAddressIn(html: string, base: string): string | undefined {
  let found: string | undefined;
  let from = base;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'base') from = webAddress(attributes.href, base) ?? from;
      if (name !== 'link' || found !== undefined) return;
      const rel = (attributes.rel ?? '').toLowerCase().split(/\s+/);
      const type = (attributes.type ?? '').toLowerCase().trim();
      if (rel.includes('alternate') && feedTypes.has(type))
        found = webAddress(attributes.href, from);
    },
  });
  parser.end(html.slice(0, headLength));
  return found;
}
