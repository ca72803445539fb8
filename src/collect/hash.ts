import { createHash } from 'node:crypto';
import type { Article } from '../types.ts';

/**
 * Tells whether an article changed: SHA-256 (hex) over all fields but `firstSeen` and `hash`.
 * The order of keys does not matter and an absent field equals one that is `undefined`.
 */
export function articleHash(article: Omit<Article, 'firstSeen' | 'hash'>): string {
  const { firstSeen: _, hash: __, ...rest } = article as Partial<Article>;
  return createHash('sha256').update(JSON.stringify(rest, sortKeys)).digest('hex');
}

/**
 * The id of an article from the parts that identify it, such as source id and guid: the first 20
 * hex digits (80 bits) of their SHA-256. Two different articles share one by chance only beyond
 * some 10¹¹ articles.
 */
export function articleId(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 20);
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
