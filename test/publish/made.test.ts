import { describe, expect, it } from 'vitest';
import { keepLedger } from '../../src/publish/ledger.ts';
import { madeOf } from '../../src/publish/made.ts';
import type { Story } from '../../src/types.ts';
import { article, draft, NOW, SITE } from './sample.ts';

const { stories } = keepLedger([], [draft(article('a'), article('b'))], SITE, NOW);
const [story] = stories as [Story];

describe('madeOf', () => {
  const of = madeOf([SITE], [story]);

  it('is the same for the same', () => {
    expect(madeOf([{ ...SITE }], [{ ...story }])).toBe(of);
  });

  it.each<[string, unknown, readonly Story[]]>([
    ['the site', [{ ...SITE, title: 'Other' }], [story]],
    ['the ledger', [SITE], [{ ...story, ledger: { ...story.ledger, updated: NOW } }]],
    ['the tags', [SITE], [{ ...story, tags: story.tags.slice(1) }]],
    ['the reports', [SITE], [{ ...story, reports: story.reports.slice(1) }]],
    ['an article', [SITE], [withArticle({ hash: 'other' })]],
    ['when it was first seen', [SITE], [withArticle({ firstSeen: '2026-01-01T00:00:00Z' })]],
    ['the number of stories', [SITE], [story, story]],
  ])('changes with %s', (_, settings, some) => {
    expect(madeOf(settings, some)).not.toBe(of);
  });

  it('changes with why a story is in', () => {
    const rest = story.reports.slice(1);
    const match = { ...story.lead.match, decision: 'asked for' };
    const decided = { ...story, reports: [{ article: story.lead.article, match }, ...rest] };
    expect(madeOf([SITE], [decided])).not.toBe(of);
  });
});

function withArticle(change: { hash?: string; firstSeen?: string }): Story {
  const reports = story.reports.map((one) => ({ ...one, article: { ...one.article, ...change } }));
  return { ...story, reports };
}
