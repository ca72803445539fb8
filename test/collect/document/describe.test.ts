import { describe, expect, it } from 'vitest';
import { describeDocument } from '../../../src/collect/document/describe.ts';

describe('describeDocument', () => {
  it('tells each field, its evidence and what was left out', () => {
    const lines = describeDocument({
      title: 'Ministers agree on railway',
      titleFrom: 'lede',
      titleEvidence: 'The ministers agreed on a railway.',
      published: {
        at: '2025-05-21',
        precision: 'day',
        from: 'events',
        evidence: 'May 21; the year from the blast, 2025-04-22',
      },
      authors: ['Jane Example'],
      paragraphs: ['The ministers agreed on a railway.'],
      excerpt: 'The ministers agreed on a railway.',
      language: 'en',
      cut: [{ line: 1, text: 'Share:', why: 'navigation' }],
    });
    expect(lines).toContain('title      Ministers agree on railway');
    expect(lines).toContain(
      'published  2025-05-21, worked out from dated events: May 21; the year from the blast, 2025-04-22',
    );
    expect(lines.at(-1)).toBe('           line 1, navigation: Share:');
  });

  it('says that a date is unknown', () => {
    const lines = describeDocument({
      title: 'A railway',
      titleFrom: 'given',
      authors: [],
      paragraphs: [],
      excerpt: '',
      language: 'und',
      cut: [],
    });
    expect(lines).toContain('published  unknown: the text names no day that can be placed');
    expect(lines.at(-1)).toBe('left out   nothing');
  });
});
