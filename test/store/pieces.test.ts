import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FiledStory, noChange, type Piece } from '../../src/store/publication.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-pieces-'));
  store = openSqlite(join(folder, 'state.db'));
});

afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const piece = (sequence: number, kind: Piece['kind'], text: string): Piece => ({
  sequence,
  kind,
  text,
});

it('keeps the last piece of a kind and a story, and gives those asked for', async () => {
  const { publication } = store;
  await publication.keepPieces([piece(1, 'item', 'a'), piece(1, 'entry', 'b')], 1);
  await publication.keepPieces([piece(1, 'item', 'c'), piece(2, 'item', 'd')], 1);
  expect(await publication.pieces('item', [1, 2, 3])).toEqual([
    piece(1, 'item', 'c'),
    piece(2, 'item', 'd'),
  ]);
  expect(await publication.pieces('entry', [1, 2])).toEqual([piece(1, 'entry', 'b')]);
  expect(await publication.pieces('item', [])).toEqual([]);
});

it('forgets those of older stories', async () => {
  const { publication } = store;
  const old = [1, 2, 3].map((sequence) => piece(sequence, 'item', 'old'));
  await publication.keepPieces(old, 1);
  await publication.keepPieces([piece(4, 'item', 'new')], 3);
  const left = await publication.pieces('item', [1, 2, 3, 4]);
  expect(left.map(({ sequence }) => sequence)).toEqual([3, 4]);
});

it('forgets those of a story that changes or goes', async () => {
  const { publication } = store;
  const filed = (sequence: number): FiledStory => {
    const ledger = { storyId: `story ${sequence}`, sequence };
    // The store looks at nothing else of a story.
    const story = { ledger } as unknown as FiledStory['story'];
    return {
      story,
      month: '2026-05',
      exportMonth: '2026-05',
      place: '2026-05-02 ',
      lists: ['all'],
    };
  };
  await publication.keep({ ...noChange, stories: [1, 2, 3].map(filed) });
  await publication.keepPieces(
    [1, 2, 3].map((sequence) => piece(sequence, 'item', 'as it was')),
    1,
  );
  await publication.keep({ ...noChange, stories: [filed(1)], withdrawn: ['story 2'] });
  const left = await publication.pieces('item', [1, 2, 3]);
  expect(left.map(({ sequence }) => sequence)).toEqual([3]);
});
