import { Parser } from 'htmlparser2';
import { readDate } from '../date.ts';
import { cleanText, paragraphsOf } from '../html.ts';
import { webAddress } from '../url.ts';
import type { Fields } from './record.ts';

/**
 * A saved web page as fields and text. The fields are those that the page states in JSON-LD, Open
 * Graph and other meta tags; the text is that of its article, one paragraph a line.
 */
export function readPage(html: string): { readonly fields: Fields; readonly text: string } {
  const page = scan(html);
  const data = linkedData(page.scripts);
  const outlet = lineOf(nameOf(data.get('publisher'))) ?? lineOf(page.meta.get('og:site_name'));
  const titles = [data.get('headline'), page.meta.get('og:title'), page.heading, page.title];
  const title = titles.map(lineOf).find((text) => text !== undefined);
  const published = [data.get('datePublished'), ...DATE_TAGS.map((name) => page.meta.get(name))]
    .map(lineOf)
    .find((text) => text !== undefined && readDate(text) !== undefined);
  const url = [page.canonical, page.meta.get('og:url'), data.get('url')]
    .map(lineOf)
    .find((text) => webAddress(text) !== undefined);
  const authors = authorsOf(data.get('author'), page.meta.get('author'));
  const { language } = page;
  return {
    fields: {
      ...(title === undefined ? {} : { title: withoutSite(title, outlet) }),
      ...(published === undefined ? {} : { published }),
      ...(outlet === undefined ? {} : { outlet }),
      ...(url === undefined ? {} : { url }),
      ...(authors.length === 0 ? {} : { authors }),
      ...(language === undefined ? {} : { language }),
    },
    text: storyText(html, page.parts, data),
  };
}

const DATE_TAGS = ['article:published_time', 'datepublished', 'date', 'dc.date', 'pubdate'];

/** Parts of a page that hold no story, and those that hold it, the closest first. */
const ASIDE = new Set('script style noscript template nav aside footer form figure svg'.split(' '));
const HOLDERS = ['article', 'main', 'body'];

type Part = { readonly name: string; readonly start: number; end: number };

type Page = {
  readonly meta: Map<string, string>;
  readonly scripts: string[];
  readonly parts: Part[];
  title?: string;
  heading?: string;
  canonical?: string;
  language?: string;
};

/** One pass over the markup, without a tree: saved pages may be nested without end. */
function scan(html: string): Page {
  const page: Page = { meta: new Map(), scripts: [], parts: [] };
  const open: Part[] = [];
  let pieces: string[] | undefined;
  const parser: Parser = new Parser({
    onopentag(name, attributes) {
      if (name === 'meta') keepMeta(page.meta, attributes);
      if (name === 'link' && attributes.rel === 'canonical')
        page.canonical ??= attributes.href ?? '';
      if (name === 'html' && LANGUAGE.test(attributes.lang ?? ''))
        page.language ??= attributes.lang ?? '';
      if (ASIDE.has(name) || HOLDERS.includes(name)) {
        const part = { name, start: parser.startIndex, end: html.length };
        page.parts.push(part);
        open.push(part);
      }
      if (name === 'title' || name === 'h1') pieces = [];
      if (name === 'script') pieces = /ld\+json/i.test(attributes.type ?? '') ? [] : undefined;
    },
    ontext(text) {
      pieces?.push(text);
    },
    onclosetag(name) {
      if (open.at(-1)?.name === name) {
        const part = open.pop();
        if (part !== undefined) part.end = parser.endIndex + 1;
      }
      if (pieces === undefined) return;
      const text = pieces.join('');
      if (name === 'title') page.title ??= text;
      else if (name === 'h1') page.heading ??= text;
      else if (name === 'script') page.scripts.push(text);
      else return;
      pieces = undefined;
    },
  });
  parser.end(html);
  return page;
}

const LANGUAGE = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;

function keepMeta(meta: Map<string, string>, attributes: Record<string, string>): void {
  const name = (attributes.property ?? attributes.name ?? attributes.itemprop ?? '').toLowerCase();
  if (name !== '' && attributes.content !== undefined && !meta.has(name)) {
    meta.set(name, attributes.content);
  }
}

/** The paragraphs of the article element, else of the main one, else of the whole page. */
function storyText(
  html: string,
  parts: readonly Part[],
  data: ReadonlyMap<string, unknown>,
): string {
  const holder = HOLDERS.map((name) => parts.find((part) => part.name === name)).find(
    (part) => part !== undefined,
  ) ?? { name: '', start: 0, end: html.length };
  const kept: string[] = [];
  let at = holder.start;
  for (const part of parts) {
    if (!ASIDE.has(part.name) || part.start < at || part.start >= holder.end) continue;
    kept.push(html.slice(at, part.start));
    at = part.end;
  }
  kept.push(html.slice(at, Math.max(at, holder.end)));
  const text = paragraphsOf(`<div>${kept.join(' ')}</div>`).join('\n\n');
  const stated = data.get('articleBody');
  return typeof stated === 'string' && stated.length > text.length ? cleanText(stated) : text;
}

const articleType = /article|posting|report/i;

/** The first record of an article in the page's JSON-LD; empty where there is none or it is broken. */
function linkedData(scripts: readonly string[]): ReadonlyMap<string, unknown> {
  for (const script of scripts) {
    const found = articleIn(parsed(script), 0);
    if (found !== undefined) return found;
  }
  return new Map();
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Pages write broken JSON-LD often; then their meta tags have to do.
    return undefined;
  }
}

function articleIn(value: unknown, depth: number): ReadonlyMap<string, unknown> | undefined {
  if (typeof value !== 'object' || value === null || depth > 4) return undefined;
  const inner = Array.isArray(value) ? value : [];
  const record = new Map<string, unknown>(Array.isArray(value) ? [] : Object.entries(value));
  const types = [record.get('@type')].flat();
  if (types.some((type) => typeof type === 'string' && articleType.test(type))) return record;
  for (const child of [...inner, record.get('@graph'), record.get('mainEntity')]) {
    const found = articleIn(child, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function nameOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return nameOf(value[0]);
  return new Map<string, unknown>(Object.entries(value)).get('name');
}

function authorsOf(value: unknown, fallback: string | undefined): string[] {
  const stated = (Array.isArray(value) ? value : [value]).map(nameOf).map(lineOf);
  const names = stated.some((name) => name !== undefined) ? stated : [lineOf(fallback)];
  return names.flatMap((name) => (name === undefined || /^https?:/.test(name) ? [] : [name]));
}

/** `A headline - The Paper` → `A headline`. */
function withoutSite(title: string, outlet: string | undefined): string {
  const at = Math.max(...[' - ', ' | ', ' – ', ' — '].map((mark) => title.lastIndexOf(mark)));
  const site = title.slice(at + 3).toLowerCase();
  return at > 0 && site === outlet?.toLowerCase() ? title.slice(0, at).trim() : title;
}

/** Longer fields are not titles, names or dates. */
const LONGEST = 1_000;

function lineOf(text: unknown): string | undefined {
  if (typeof text !== 'string') return undefined;
  const line = cleanText(text).replace(/\s+/g, ' ').trim().slice(0, LONGEST);
  return line === '' ? undefined : line;
}
