import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { firstReport, independentPublishers } from '../../src/stories/publishers.ts';
import { storyRulesSchema } from '../../src/stories/rules.ts';
import type { Article } from '../../src/types.ts';
import { article } from './sample.ts';

const report = (id: string, more: Partial<Article> = {}) => ({
  article: { ...article(id, undefined, 'Text.'), ...more },
});
const publishers = { 'Elphberg Press': ['Strelsau Post', 'Zenda Mail'] };

describe('independentPublishers', () => {
  it('counts the outlets of one owner once, in the order of the reports', () => {
    const reports = ['Zenda Mail', 'Szohod Times', 'Strelsau Post', 'Szohod Times'].map(
      (outlet, at) => report(`${at}`, { outlet }),
    );
    expect(independentPublishers(reports, publishers)).toEqual(['Elphberg Press', 'Szohod Times']);
  });

  it('tells reports without an outlet apart by their host', () => {
    const reports = [
      report('a', { url: 'https://www.example.org/1' }),
      report('b', { url: 'https://example.org/2' }),
      report('c'),
    ];
    expect(independentPublishers(reports, publishers)).toEqual(['example.org']);
  });
});

describe('firstReport', () => {
  const at = (id: string, time: string) =>
    report(id, {
      published: {
        at: time,
        precision: time.length === 10 ? 'day' : time.length === 7 ? 'month' : 'instant',
        from: 'given',
      },
    });

  it('is the earliest', () => {
    const reports = [at('a', '2025-03-11T08:00:00Z'), at('b', '2025-03-11T07:59:00Z'), report('c')];
    expect(firstReport(reports)?.article.id).toBe('b');
  });

  it.each([
    ['a day that holds the earliest time', '2025-03-11'],
    ['the month of the earliest time', '2025-03'],
    ['the same time', '2025-03-11T08:00:00Z'],
  ])('is nobody where another is known by %s', (_, other) => {
    expect(firstReport([at('a', '2025-03-11T08:00:00Z'), at('b', other)])).toBeUndefined();
  });

  it('is nobody where no time is known', () => {
    expect(firstReport([report('a')])).toBeUndefined();
  });
});

it('gives no outlet two owners', async () => {
  const topic = parse(await readFile(new URL('../../sources/topic.yaml', import.meta.url), 'utf8'));
  expect(Object.keys(storyRulesSchema.parse(topic.stories).publishers).length).toBeGreaterThan(5);
  const twice = storyRulesSchema.safeParse({ acts: [], publishers: { A: ['Post'], B: ['Post'] } });
  expect(twice.error?.issues.map(({ message }) => message)).toEqual([
    '"Post" belongs to A already; an outlet has one publisher',
  ]);
});
