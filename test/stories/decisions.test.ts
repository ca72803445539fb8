import { expect, it } from 'vitest';
import { decisionsSchema } from '../../src/config/decisions.ts';
import { checkYaml } from '../../src/config/yaml.ts';
import type { Copies } from '../../src/stories/addresses.ts';
import { applyDecisions } from '../../src/stories/decisions.ts';
import type { Article } from '../../src/types.ts';
import { article } from './sample.ts';

const report = (id: string, more: Partial<Article> = {}): Copies => ({
  article: { ...article(id, undefined), ...more },
  ids: [id, `${id}-copy`],
});

const reports = [
  report('a', { canonicalUrl: 'https://dawn.com/news/1' }),
  report('b', { file: 'kept/b.txt' }),
  report('c'),
];

const decided = (text: string) => {
  const checked = checkYaml('decisions.yaml', `version: 1\ndecisions:\n${text}`, decisionsSchema);
  expect(checked.complaints).toEqual([]);
  return applyDecisions(checked.value?.decisions ?? [], reports);
};

const because = 'because: it is so, on: 2026-05-21';

it('finds an article by address however written, by file, by id and by the id of a copy', () => {
  const { match, leads } = decided(
    `  - { accept: 'https://www.dawn.com/news/1?utm_source=x', ${because} }
  - { reject: kept/b.txt, ${because} }
  - { lead: c-copy, ${because} }\n`,
  );
  expect(match.get('a')).toEqual({ in: true, because: 'it is so' });
  expect(match.get('b')).toEqual({ in: false, because: 'it is so' });
  expect([...leads]).toEqual(['c']);
});

it('takes merges, splits and tags', () => {
  const { merge, split, tags } = decided(
    `  - { merge: [a, b], ${because} }
  - { split: [b, c], ${because} }
  - { tag: a, add: [cpec], ${because} }\n`,
  );
  expect(merge).toEqual([['a', 'b']]);
  expect(split).toEqual([['b', 'c']]);
  expect(tags.get('a')).toEqual({ add: ['cpec'], remove: [] });
});

it('says which decision is about nothing that is stored, and keeps to the others', () => {
  const { merge, match, notices } = decided(
    `  - { merge: [a, nowhere], ${because} }
  - { accept: a, ${because} }\n`,
  );
  expect(merge).toEqual([]);
  expect(match.size).toBe(1);
  expect(notices.map(({ problem }) => problem)).toEqual([
    'decisions.0 names nowhere, which is not stored; correct it or remove the decision.',
  ]);
});

it('refuses a decision without a reason', () => {
  const text = 'version: 1\ndecisions:\n  - accept: a\n    on: 2026-05-21\n';
  const [complaint] = checkYaml('decisions.yaml', text, decisionsSchema).complaints;
  expect(complaint).toMatchObject({ line: 3, field: 'decisions.0' });
});
