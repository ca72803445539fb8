/** What is written of a story and stands alike in many documents. */
import type { Piece } from '../store/publication.ts';
import type { Site, Story } from '../types.ts';
import { writeEntry } from './atom.ts';
import { lineOf, rowsOf } from './exports.ts';
import { itemOf } from './pages/list.ts';
import { foundOf } from './pages/search.ts';

type Kind = Piece['kind'];

/** How each piece is written, of nothing but the story and the site. */
const WRITERS: Readonly<Record<Kind, (story: Story, site: Site) => string>> = {
  item: itemOf,
  entry: writeEntry,
  found: foundOf,
  line: lineOf,
  rows: rowsOf,
};

/** Gives the piece of a story, as it was written before or as it is written now. */
export type Pieces = (kind: Kind, sequence: number) => string;

/**
 * Looks into `kept` first; for what is not there the story must be at hand. Every piece that is
 * written is handed over, once. What is kept must be of the stories as they are, of this site and
 * this program: whoever keeps it sees to that, since a comparison here would cost more than half of
 * the writing.
 */
export function piecesFrom(
  kept: readonly Piece[],
  storyAt: (sequence: number) => Story | undefined,
  site: Site,
  onWritten: (piece: Piece) => void,
): Pieces {
  const known = new Map(kept.map((piece) => [nameOf(piece), piece.text]));
  return (kind, sequence) => {
    const name = nameOf({ kind, sequence });
    const before = known.get(name);
    if (before !== undefined) return before;
    const story = storyAt(sequence);
    if (story === undefined) throw new Error(`story ${sequence} is asked for and not at hand`);
    const text = WRITERS[kind](story, site);
    known.set(name, text);
    onWritten({ kind, sequence, text });
    return text;
  };
}

function nameOf({ kind, sequence }: Pick<Piece, 'kind' | 'sequence'>): string {
  return `${kind} ${sequence}`;
}
