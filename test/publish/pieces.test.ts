import { expect, it } from 'vitest';
import { keepLedger } from '../../src/publish/ledger.ts';
import { piecesFrom } from '../../src/publish/pieces.ts';
import type { Piece } from '../../src/store/publication.ts';
import type { Site, Story } from '../../src/types.ts';
import { article, draft, LATER, NOW, SITE } from './sample.ts';

const { stories } = keepLedger([], [draft(article('a')), draft(article('b'))], SITE, NOW);
const [first, second] = stories as [Story, Story];

const told = ({ ledger }: Story) => `story ${ledger.sequence}, ${ledger.updated}`;

/** Writes items and says which were written. */
function write(kept: readonly Piece[], some: readonly Story[], site: Site = SITE) {
  const written: Piece[] = [];
  const pieces = piecesFrom(kept, site, (piece) => written.push(piece));
  const texts = some.map((story) => pieces('item', story, () => told(story)));
  return { texts, written };
}

it('writes each piece once', () => {
  const { texts, written } = write([], [first, second, first]);
  expect(texts).toEqual([told(first), told(second), told(first)]);
  expect(written.map(({ kind, sequence }) => [kind, sequence])).toEqual([
    ['item', first.ledger.sequence],
    ['item', second.ledger.sequence],
  ]);
});

it('takes what was kept while story and site are the same', () => {
  const kept = write([], [first, second]).written.map((one) => ({ ...one, text: 'kept' }));
  expect(write(kept, [first, second])).toEqual({ texts: ['kept', 'kept'], written: [] });
  const changed = { ...first, ledger: { ...first.ledger, updated: LATER } };
  const after = write(kept, [changed, second]);
  expect(after.texts).toEqual([told(changed), 'kept']);
  expect(after.written).toHaveLength(1);
  expect(write(kept, [first], { ...SITE, title: 'Another' }).texts).toEqual([told(first)]);
});

it('does not take a piece of one kind for another', () => {
  const kept = write([], [first]).written;
  const pieces = piecesFrom(kept, SITE, () => {});
  expect(pieces('entry', first, () => 'an entry')).toBe('an entry');
  expect(pieces('item', first, () => 'another')).toBe(told(first));
});
