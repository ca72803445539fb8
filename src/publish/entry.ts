/** A story as one entry of a feed: the same for Atom, RSS and JSON Feed. */
import { excerptOf } from '../collect/excerpt.ts';
import { cleanText, escapeXml, sanitise } from '../collect/html.ts';
import type { Article, Report, Site, Story, Tag } from '../types.ts';
import { type Step, stepOf } from './pages/neighbours.ts';
import { storyPath } from './paths.ts';
import { nameUuid } from './uuid.ts';
import {
  directionOf,
  outletName,
  sayOutlet,
  sayOutlets,
  sayReported,
  sayWhen,
  sayWhy,
} from './wording.ts';

export type Entry = {
  readonly id: string;
  /** Plain text, one line. */
  readonly title: string;
  /** BCP-47 of title and excerpt; `und` where it cannot be told. */
  readonly language: string;
  /** The lead's address, else the story page; absent when neither is known. */
  readonly link?: string;
  /** The story page, where it is not `link` itself. */
  readonly page?: string;
  /** What the other outlets wrote. */
  readonly via: readonly { readonly href: string; readonly title: string; language: string }[];
  readonly published?: string;
  readonly updated: string;
  /** People where the report names them, else the outlet. */
  readonly authors: readonly string[];
  /** Where the lead comes from. */
  readonly source: { readonly id: string; readonly title: string; readonly updated: string };
  readonly categories: readonly {
    readonly term: string;
    readonly scheme: string;
    readonly label: string;
  }[];
  /** Well-formed markup, safe to show. */
  readonly html: string;
  /** What links it to other steps of the same matter; absent where its day is not known. */
  readonly step?: Step;
};

/** More outlets than this are on the story page; the list is there to be read. */
const OTHERS_LISTED = 20;
const AUTHORS_LISTED = 5;

/**
 * Puts a story into the fields of a feed. Reports first seen after `until` are left out, so that
 * a closed archive document stays as it is when more outlets join.
 */
export function entryOf(site: Site, story: Story, until?: string): Entry {
  const { ledger, lead } = story;
  const { article } = lead;
  const others = story.reports.filter((report) => {
    return report !== lead && (until === undefined || report.article.firstSeen <= until);
  });
  const page = site.base === undefined ? undefined : site.base + storyPath(ledger.storyId);
  const link = feedAddress(ledger.link);
  const outlet = outletName(article);
  return {
    id: ledger.storyId,
    title: oneLine(ledger.headline) || 'Untitled',
    language: article.language,
    ...optional('link', link ?? page),
    ...optional('page', link === undefined ? undefined : page),
    via: viaOf(others, link),
    ...optional('published', ledger.published),
    updated: ledger.updated,
    authors: namesOf(article.authors.length > 0 ? article.authors : [outlet], site.author),
    source: {
      id: `urn:uuid:${nameUuid(site.id, `source\n${article.sourceId}\n${outlet}`)}`,
      title: oneLine(outlet) || site.author,
      updated: ledger.published ?? ledger.firstPublished,
    },
    categories: story.tags
      .map((tag) => ({
        term: oneLine(tag.id),
        scheme: schemeOf(site, tag),
        label: oneLine(tag.label) || oneLine(tag.id),
      }))
      .filter(({ term }) => term !== ''),
    html: contentOf(site, story, others, page),
    ...optional('step', stepOf(story, site.timeZone)),
  };
}

/**
 * The absolute address that names a scheme of tags. It moves with the site's address; without one
 * it derives from the id of the site.
 */
export function schemeOf(site: Site, tag: Pick<Tag, 'scheme'>): string {
  if (site.base === undefined) return `urn:uuid:${nameUuid(site.id, `scheme\n${tag.scheme}`)}`;
  return `${site.base}tags/${encodeURIComponent(oneLine(tag.scheme))}#`;
}

/**
 * An absolute http(s) address as RFC 3986 wants it, or undefined. Browsers take more characters
 * than feeds may hold.
 */
export function feedAddress(address: string | undefined): string | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  // No outlet is at a bare IPv6 address, and not every reader takes brackets in a host.
  if (url.hostname.startsWith('[')) return undefined;
  const rest = `${url.pathname}${url.search}${url.hash}`
    .replace(/%(?![0-9A-Fa-f]{2})/g, '%25')
    .replace(/[^\w\-.~:/?#@!$&'()*+,;=%]/gu, encodeURIComponent);
  const [path, ...fragment] = rest.split('#');
  return url.origin + path + (fragment.length > 0 ? `#${fragment.join('%23')}` : '');
}

/** Configuration may hold addresses that browsers take but feeds may not. */
export function withCheckedAddresses(site: Site): Site {
  const { base: givenBase, hub: givenHub, ...rest } = site;
  const base = feedAddress(givenBase);
  const hub = feedAddress(givenHub);
  return {
    ...rest,
    ...(base === undefined ? {} : { base }),
    ...(hub === undefined ? {} : { hub }),
  };
}

/** The text of an entry: excerpt, other outlets, and why it is here. */
function contentOf(
  site: Site,
  story: Story,
  others: readonly Report[],
  page: string | undefined,
): string {
  const { lead } = story;
  const { article } = lead;
  const parts = [textOf(article), `<p>${escapeXml(oneLine(sayReported(article, site)))}</p>`];
  if (others.length > 0) {
    const items = others.slice(0, OTHERS_LISTED).map((report) => itemOf(site, report.article));
    const more = others.length - items.length;
    if (more > 0) {
      const words = `and ${more} more`;
      items.push(page === undefined ? `<li>${words}</li>` : `<li>${anchor(page, words)}</li>`);
    }
    const all = sayOutlets([story.lead, ...others], site);
    const owned = all.includes(' of ') ? ` (with the above, ${all})` : '';
    parts.push(`<p>Also reported by${owned}:</p><ul>${items.join('')}</ul>`);
  }
  parts.push(`<p><small>Why it is here: ${escapeXml(oneLine(sayWhy(lead.match)))}</small></p>`);
  return parts.filter((part) => part !== '').join('\n');
}

/** Full text only where the source allows it; else at most an excerpt. */
function textOf(article: Article): string {
  const own = `lang="${escapeXml(article.language)}" dir="${directionOf(article.language)}"`;
  if (article.republish === 'full' && article.html !== undefined) {
    // Sanitising is about markup: characters that XML cannot hold pass through it.
    return `<div ${own}>${cleanText(sanitise(article.html, article.url))}</div>`;
  }
  const paragraphs =
    article.republish === 'full' ? article.paragraphs : [excerptOf([article.excerpt])];
  return paragraphs
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => `<p ${own}>${escapeXml(paragraph)}</p>`)
    .join('\n');
}

/** One line of "Also reported by". */
function itemOf(site: Site, article: Article): string {
  const name = oneLine(sayOutlet(article));
  const href = feedAddress(article.url);
  const when = sayWhen(article.published, site.timeZone);
  const said = href === undefined ? escapeXml(name) : anchor(href, name);
  return `<li>${said}${when === undefined ? '' : `, ${escapeXml(when)}`}</li>`;
}

function anchor(href: string, text: string): string {
  return `<a href="${escapeXml(href)}">${escapeXml(text)}</a>`;
}

/** Each other address once, without the lead's own. */
function viaOf(others: readonly Report[], link: string | undefined): Entry['via'] {
  const links = new Map<string, Entry['via'][number]>();
  for (const { article } of others) {
    const href = feedAddress(article.url);
    if (href === undefined || href === link || links.has(href)) continue;
    const title = oneLine(outletName(article));
    links.set(href, { href, title, language: article.language });
  }
  return [...links.values()];
}

function namesOf(names: readonly string[], otherwise: string): string[] {
  const clean = [...new Set(names.map(oneLine))].filter((name) => name !== '');
  return clean.length > 0 ? clean.slice(0, AUTHORS_LISTED) : [otherwise];
}

/** Text as it may stand in one element: legal characters, no line breaks, no outer blanks. */
export function oneLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim();
}

function optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
}
