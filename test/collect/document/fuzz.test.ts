import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDocument, readDocument } from '../../../src/collect/document/document.ts';
import { compileGazetteer } from '../../../src/topic/gazetteer.ts';

const context = {
  gazetteer: compileGazetteer([
    {
      id: 'visit',
      label: 'Visit to Eastport',
      kind: 'event',
      names: { other: ['Premier … Eastport', '总理 … 东港'] },
      ambiguous: [],
      from: '2024-05-14',
      to: '2024-05-16',
    },
  ]),
  now: '2026-06-01T08:00:00Z',
};

/** Lines as stored pages have them, whole and damaged. */
const line = fc.oneof(
  fc.constantFrom(
    ' date 2025-05-21 Premier opens a bridge in Eastport',
    ' date 2025-05 ',
    'EASTPORT: The Premier on Tuesday opened the bridge, and said that work on the road would begin.',
    'EASTPORT, May 15 (Agency) -- Two ministers signed nine papers after talks of two hours.',
    'By: Jane Example Published June 08, 2024 | 06:10 PM',
    'The Premier in Eastport. — AFP',
    '(Photo by Jane Example/AFP via Getty Images)',
    'Read more: Other news of the day',
    'Home / World / Diplomacy',
    'KEY POINTS',
    '• The bridge is open',
    '总理14日访问东港，双方同意加强合作，并将于明年开工建设新的铁路。',
    'وزیر اعظم منگل کو مشرقی بندرگاہ پہنچے اور نئے پل کا افتتاح کیا۔',
    'प्रधानमंत्री ने मंगलवार को नए पुल का उद्घाटन किया और कहा कि काम जारी रहेगा।',
    '<p>The bridge &amp; the road</p>',
    '{"title": "A bridge", "text": "The bridge was opened."}',
    '',
    '   ',
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
);

const page = fc
  .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\n\n', '\r\n', ' '))
  .map(([lines, end]) => lines.join(end));

/** Lines of a page lose their ends, doubled spaces and invisible signs on the way. */
const plain = (text: string) => text.replace(/[\s\p{C}]+/gu, '').normalize('NFC');

describe('readDocument, of whatever is stored', () => {
  it('answers with an article that has a title, or with a sentence', () => {
    fc.assert(
      fc.property(page, (text) => {
        const read = readDocument(text, context);
        if (!isDocument(read)) return read.problem !== '';
        expect(read.title.trim()).not.toBe('');
        expect(read.title).not.toMatch(/\n/);
        expect([...read.excerpt].length).toBeLessThanOrEqual(300);
        if (read.published !== undefined)
          expect(read.published.at).toMatch(/^\d{4}-\d{2}(-\d{2})?$/);
        return true;
      }),
      { numRuns: 300 },
    );
  });

  it('takes a given title from the text word by word', () => {
    fc.assert(
      fc.property(page, (text) => {
        fc.pre(!/[<>{}&]/.test(text));
        const read = readDocument(text, context);
        if (isDocument(read) && read.titleFrom === 'given') {
          expect(plain(text)).toContain(plain(read.title));
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['one line', 'a '.repeat(500_000)],
    ['one word', 'a'.repeat(500_000)],
    ['lines', 'May 21\n'.repeat(5_000)],
    ['datelines', 'EASTPORT: '.repeat(50_000)],
    ['names of an event', 'Premier Eastport. '.repeat(30_000)],
    ['quotes and brackets', '("[“'.repeat(100_000)],
    ['full stops', '.'.repeat(500_000)],
    ['Chinese', '总理访问东港，'.repeat(50_000)],
    ['tags', '<p>'.repeat(100_000)],
    ['by-lines', 'By Jane Example and '.repeat(30_000)],
  ])('comes to an end on %s without number', (_, text) => {
    const read = readDocument(text, context);
    expect(isDocument(read) ? read.title : read.problem).not.toBe('');
  });
});
