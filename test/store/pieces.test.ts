import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Piece } from '../../src/store/publication.ts';
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
  of: `hash of ${text}`,
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
