import { expect, it } from 'vitest';
import { keepLedger } from '../../src/publish/ledger.ts';
import { piecesFrom } from '../../src/publish/pieces.ts';
import type { Piece } from '../../src/store/publication.ts';
import type { Story } from '../../src/types.ts';
import { article, draft, NOW, SITE } from './sample.ts';

const { stories } = keepLedger([], [draft(article('a')), draft(article('b'))], SITE, NOW);
const [first, second] = stories.map(({ ledger }) => ledger.sequence) as [number, number];
const kinds = ['item', 'entry', 'found', 'line', 'rows'] as const;

function open(kept: readonly Piece[], atHand: readonly Story[] = stories) {
  const written: Piece[] = [];
  const storyAt = (sequence: number) => atHand.find(({ ledger }) => ledger.sequence === sequence);
  return { written, piece: piecesFrom(kept, storyAt, SITE, (one) => written.push(one)) };
}

it('writes each piece once, and hands it over', () => {
  const { piece, written } = open([]);
  const texts = [...kinds, ...kinds].map((kind) => piece(kind, first));
  expect(new Set(texts).size).toBe(kinds.length);
  expect(written).toEqual(
    kinds.map((kind, at) => ({ kind, sequence: first, text: texts[at] ?? '' })),
  );
});

it('takes what was kept, of the same kind and story only', () => {
  const { piece, written } = open([{ kind: 'item', sequence: first, text: 'kept' }]);
  expect(piece('item', first)).toBe('kept');
  expect(piece('item', second)).not.toBe('kept');
  expect(piece('entry', first)).not.toBe('kept');
  expect(written.map(({ kind, sequence }) => [kind, sequence])).toEqual([
    ['item', second],
    ['entry', first],
  ]);
});

it('needs no story for what was kept, and says which it lacks for what was not', () => {
  const { piece } = open([{ kind: 'item', sequence: first, text: 'kept' }], []);
  expect(piece('item', first)).toBe('kept');
  expect(() => piece('item', second)).toThrow(`story ${second} is asked for and not at hand`);
});
