/** Who speaks, in which language and direction, in words for a reader. */

import type { Article, OutletKind } from '../../types.ts';
import { countryName, directionOf } from '../wording.ts';
import { html, type Markup } from './html.ts';

/** What readers should know of an outlet; nothing is said of an ordinary newspaper. */
const KINDS: Readonly<Record<OutletKind, string | undefined>> = {
  official: 'official',
  'state-media': 'state media',
  'public-media': 'public broadcaster',
  'private-media': undefined,
  'think-tank': 'think tank',
  aggregator: 'aggregator',
};

/** The outlet by name; else the host that it was found at. */
export function outletName(article: Article): string {
  if (article.outlet !== undefined) return article.outlet;
  const host = /^https?:\/\/([^/?#@]+)/i.exec(article.url ?? '')?.[1];
  return host?.replace(/^www\./i, '') ?? 'Outlet not known';
}

/** `Pakistan, state media`, as far as it is known. */
export function outletNote(article: Pick<Article, 'country' | 'kind'>): string | undefined {
  const country = article.country === undefined ? undefined : countryName(article.country);
  const kind = article.kind === undefined ? undefined : KINDS[article.kind];
  const known = [country, kind].filter((part) => part !== undefined);
  return known.length === 0 ? undefined : known.join(', ');
}

export function kindWords(kind: OutletKind): string {
  return KINDS[kind] ?? 'private media';
}

/** A government or what it owns speaks. */
export function isState(article: Pick<Article, 'kind'>): boolean {
  return article.kind === 'official' || article.kind === 'state-media';
}

const languages = new Intl.DisplayNames(['en'], { type: 'language' });

/** The English name of a BCP-47 language: `Urdu`, `Chinese`. */
export function languageName(language: string): string {
  const primary = primaryLanguage(language);
  return primary === undefined ? 'Language not known' : (languages.of(primary) ?? primary);
}

/** `zh` of `zh-Hans-CN`; nothing for `und` and for what is no language. */
export function primaryLanguage(language: string): string | undefined {
  const primary = /^([a-z]{2,3})(?:-[a-z0-9]{2,8})*$/i.exec(language)?.[1]?.toLowerCase();
  return primary === 'und' || primary === 'mul' ? undefined : primary;
}

/**
 * ` lang="ur" dir="rtl"` for a text beside ones of the site's own language. Where the language is not
 * known the browser finds the direction from the first letters.
 */
export function inLanguage(language: string, siteLanguage: string): Markup {
  const primary = primaryLanguage(language);
  if (primary === undefined) return html` dir="auto"`;
  if (language === siteLanguage) return html``;
  return html` lang="${language}" dir="${directionOf(language)}"`;
}

/** `1 outlet`, `4 outlets`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** `Outlet country` of the scheme `outlet-country`. */
export function schemeName(scheme: string): string {
  const words = scheme.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Order by code units: the same on every machine, which no locale's order is. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The known values, each once, in a fixed order. */
export function unique(values: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(values.filter((value) => value !== undefined))].sort(compare);
}
