import type { Piece } from '../store/publication.ts';
import type { Site, Story } from '../types.ts';
import { madeOf } from './made.ts';

/**
 * Gives the text of a piece: as it was written before, where nothing that it is made from has
 * changed since, or else as `write` writes it.
 */
export type Pieces = (kind: Piece['kind'], story: Story, write: () => string) => string;

/** Looks into `kept` first, and hands over every piece that is written for want of it, once. */
export function piecesFrom(
  kept: readonly Piece[],
  site: Site,
  onWritten: (piece: Piece) => void,
): Pieces {
  const known = new Map(kept.map((piece) => [nameOf(piece), piece]));
  const bySite = madeOf([site], []);
  return (kind, story, write) => {
    const { sequence } = story.ledger;
    const of = madeOf(bySite, [story]);
    const before = known.get(nameOf({ kind, sequence }));
    if (before?.of === of) return before.text;
    const piece = { kind, sequence, of, text: write() };
    known.set(nameOf(piece), piece);
    onWritten(piece);
    return piece.text;
  };
}

function nameOf({ kind, sequence }: Pick<Piece, 'kind' | 'sequence'>): string {
  return `${kind} ${sequence}`;
}
