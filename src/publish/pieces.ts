import type { Piece } from '../store/publication.ts';
import type { Story } from '../types.ts';

/** Gives the text of a piece: as it was written before, or else as `write` writes it. */
export type Pieces = (kind: Piece['kind'], story: Story, write: () => string) => string;

/**
 * Looks into `kept` first, and hands over every piece that is written for want of it, once. What is
 * kept must be of the stories as they are, of this site and this program: whoever keeps it sees to
 * that, since a comparison here would cost more than half of the writing.
 */
export function piecesFrom(kept: readonly Piece[], onWritten: (piece: Piece) => void): Pieces {
  const known = new Map(kept.map((piece) => [nameOf(piece), piece.text]));
  return (kind, story, write) => {
    const { sequence } = story.ledger;
    const name = nameOf({ kind, sequence });
    const before = known.get(name);
    if (before !== undefined) return before;
    const text = write();
    known.set(name, text);
    onWritten({ kind, sequence, text });
    return text;
  };
}

function nameOf({ kind, sequence }: Pick<Piece, 'kind' | 'sequence'>): string {
  return `${kind} ${sequence}`;
}
