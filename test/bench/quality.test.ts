import { describe, expect, it } from 'vitest';
import type { Case, Row } from '../../bench/cases.ts';
import { qualityText } from '../../bench/quality.ts';
import { qualitySchema } from '../../src/config/quality.ts';
import { checkYaml } from '../../src/config/yaml.ts';

const one = (relevant: 'yes' | 'no'): Case => ({
  id: relevant,
  url: '',
  text: '',
  label: { date: '', lang: 'en', relevant, event: '', kind: '', tags: [], titleInText: true },
});

const rows: readonly Row[] = [
  { name: 'relevant, whole article: recall', value: '0.986 (218 of 221)' },
  { name: 'relevant, whole article: off topic but accepted', value: '1 of 43' },
  { name: 'relevant, title and first sentence: recall', value: '0.982 (217 of 221)' },
  { name: 'stories, relevant articles: BCubed F1', value: '0.936 (precision 0.939, recall 0.932)' },
  { name: 'stories, relevant articles: pairs joined across languages', value: '45 of 59' },
  { name: 'tags by story: micro-F1', value: '0.821 (precision 0.891, recall 0.761)' },
  { name: 'dates given: exact, with the address', value: '100.0 % (192 of 192)' },
  { name: 'dates to be inferred: exact, with the address', value: '87.7 % (57 of 65)' },
  {
    name: 'dates to be inferred: wrong by over a week, with the address',
    value: '0.0 % (0 of 65)',
  },
];

const written = (before: Parameters<typeof qualityText>[0]) => {
  const text = qualityText(before, rows, [one('yes'), one('yes'), one('no')]);
  const { value, complaints } = checkYaml('quality.yaml', text, qualitySchema);
  expect(complaints).toEqual([]);
  return value?.figures ?? [];
};

describe('qualityText', () => {
  it('tells readers of size, recall as a share, and counts', () => {
    expect(written([])).toMatchObject([
      { name: 'Labelled reports', value: '3' },
      { value: '99 %', meaning: 'reports that belong here: 218 of 221' },
      { value: '1 of 43' },
      { value: '98 %' },
      { value: '0.936' },
      { value: '45 of 59' },
      { value: '0.821' },
      { value: '100.0 %' },
      { value: '87.7 %' },
      { value: '0.0 %' },
    ]);
  });

  it('keeps figures that no run gives, at the end, and replaces its own', () => {
    const first = { name: 'First look', value: '93 %', meaning: 'once' };
    const old = { name: 'Tags', value: '0.1', meaning: 'old' };
    const figures = written([old, first]);
    expect(figures.at(-1)).toEqual(first);
    expect(figures.filter(({ name }) => name === 'Tags')).toHaveLength(1);
    expect(figures).not.toContainEqual(old);
  });

  it('refuses a run without a row that readers are told of', () => {
    expect(() => qualityText([], rows.slice(1), [])).toThrow(
      'The run has no row "relevant, whole article: recall".',
    );
  });
});
