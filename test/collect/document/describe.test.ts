import { describe, expect, it } from 'vitest';
import { describeDocument } from '../../../src/collect/document/describe.ts';
import type { Document } from '../../../src/collect/document/document.ts';

describe('describeDocument', () => {
  it('tells each field, its evidence and what was left out', () => {
    const document: Document = {
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
    };
    const lines = describeDocument(document, document, {});
    expect(lines).toContain('title      Ministers agree on railway');
    expect(lines).toContain(
      'published  2025-05-21, worked out from dated events: May 21; the year from the blast, 2025-04-22',
    );
    expect(lines.at(-1)).toBe('           line 1, navigation: Share:');
  });

  it('says that a date is unknown', () => {
    const document: Document = {
      title: 'A railway',
      titleFrom: 'given',
      authors: [],
      paragraphs: [],
      excerpt: '',
      language: 'und',
      cut: [],
    };
    const lines = describeDocument(document, document, {});
    expect(lines).toContain('published  unknown: the text names no day that can be placed');
    expect(lines.at(-1)).toBe('left out   nothing');
  });

  it('tells what was stated beside the text from what the text says', () => {
    const document: Document = {
      title: 'A railway',
      titleFrom: 'lede',
      authors: [],
      paragraphs: [],
      excerpt: '',
      language: 'en',
      cut: [],
    };
    const published = { at: '2025-05-21', precision: 'day', from: 'given' } as const;
    const article = {
      ...document,
      title: 'By hand',
      outlet: 'The Paper',
      country: 'PK',
      published,
    };
    expect(
      describeDocument(document, article, { title: 'By hand', published: '2025-05-21' }),
    ).toEqual(
      expect.arrayContaining([
        'title      By hand',
        '           stated beside the text',
        'published  2025-05-21, stated beside the text',
        'outlet     The Paper, PK',
      ]),
    );
  });
});
