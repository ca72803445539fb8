import { expect, it } from 'vitest';
import { keepLedger } from '../../src/publish/ledger.ts';
import { piecesFrom } from '../../src/publish/pieces.ts';
import type { Piece } from '../../src/store/publication.ts';
import type { Story } from '../../src/types.ts';
import { article, draft, NOW, SITE } from './sample.ts';

const { stories } = keepLedger([], [draft(article('a')), draft(article('b'))], SITE, NOW);
const [first, second] = stories as [Story, Story];

const told = ({ ledger }: Story) => `story ${ledger.sequence}`;

it('writes each piece once, and hands it over', () => {
  const written: Piece[] = [];
  const pieces = piecesFrom([], (piece) => written.push(piece));
  const texts = [first, second, first].map((story) => pieces('item', story, () => told(story)));
  expect(texts).toEqual([told(first), told(second), told(first)]);
  expect(written).toEqual([
    { kind: 'item', sequence: first.ledger.sequence, text: told(first) },
    { kind: 'item', sequence: second.ledger.sequence, text: told(second) },
  ]);
});

it('takes what was kept, of the same kind only', () => {
  const written: Piece[] = [];
  const kept: Piece = { kind: 'item', sequence: first.ledger.sequence, text: 'kept' };
  const pieces = piecesFrom([kept], (piece) => written.push(piece));
  expect(pieces('item', first, () => 'anew')).toBe('kept');
  expect(pieces('entry', first, () => 'an entry')).toBe('an entry');
  expect(pieces('item', second, () => 'another')).toBe('another');
  expect(written.map(({ text }) => text)).toEqual(['an entry', 'another']);
});
