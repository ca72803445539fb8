/** Who speaks, in which language and direction, in words for a reader. */

import type { Article } from '../../types.ts';
import { directionOf } from '../wording.ts';
import { html, type Markup } from './html.ts';

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
  return sentence(scheme.replaceAll('-', ' '));
}

/** With a capital, as a line begins. */
export function sentence(words: string): string {
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
