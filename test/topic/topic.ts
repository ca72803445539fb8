import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { compileGazetteer } from '../../src/topic/gazetteer.ts';
import { gazetteerSchema, matchRulesSchema, tagRulesSchema } from '../../src/topic/rules.ts';
import type { Article } from '../../src/types.ts';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../../sources/${name}`, import.meta.url), 'utf8'));

const topic = read('topic.yaml') as { readonly match: unknown; readonly tags: unknown };

/** The topic that ships with the project. */
export const gazetteer = compileGazetteer(gazetteerSchema.parse(read('gazetteer.yaml')));
export const matchRules = matchRulesSchema.parse(topic.match);
export const tagRules = tagRulesSchema.parse(topic.tags);

export function article(title: string, ...paragraphs: readonly string[]): Article {
  return {
    id: 'a',
    sourceId: 's',
    language: 'en',
    title,
    titleFrom: 'given',
    authors: [],
    paragraphs,
    excerpt: '',
    categories: [],
    republish: 'excerpt',
    firstSeen: '2026-01-01T00:00:00Z',
    hash: '',
  };
}
