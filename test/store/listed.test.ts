import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FiledStory, noChange } from '../../src/store/publication.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';

/** That a part of a list holds the stories that are in it now, whatever came, changed and went. */

type Filed = {
  readonly sequence: number;
  readonly place: string;
  readonly lists: readonly string[];
  readonly backfill: boolean;
};

let folder: string;
let store: Store;
const held = new Map<number, Filed>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-listed-'));
  store = openSqlite(join(folder, 'state.db'));
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const filed = fc.record({
  sequence: fc.integer({ min: 1, max: 40 }),
  place: fc.constantFrom(
    ...['2026-05-02 ', '2026-05-02 2026-05-02T08:00:00Z', '2026-05-10 ', '2026-05 '],
    ...['2026-04-30 ', '2026-06-01 ', ' 2026-05', ' 2026-06'],
  ),
  lists: fc.subarray(['all', 'tags/place/gwadar.html', 'lead ur'], { minLength: 1 }),
  backfill: fc.boolean(),
});

function latestFirst(a: Filed, b: Filed): number {
  return a.place === b.place ? b.sequence - a.sequence : a.place < b.place ? 1 : -1;
}

function storyOf({ sequence, backfill, place, lists }: Filed): FiledStory {
  const ledger = { storyId: `story ${sequence}`, sequence, ...(backfill ? { backfill } : {}) };
  // The store looks at nothing else of a story.
  const story = { ledger } as unknown as FiledStory['story'];
  return { story, month: '2026-05', exportMonth: '2026-05', place, lists };
}

it('gives the newest, those without a day, the last announced and those of a month', async () => {
  const some = fc.uniqueArray(filed, { maxLength: 12, selector: ({ sequence }) => sequence });
  const gone = fc.uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(some, gone, fc.integer({ min: 1, max: 12 }), async (stories, ids, number) => {
      const withdrawn = ids.filter((id) => stories.every(({ sequence }) => sequence !== id));
      await store.publication.keep({
        ...noChange,
        stories: stories.map(storyOf),
        withdrawn: withdrawn.map((id) => `story ${id}`),
      });
      for (const one of stories) held.set(one.sequence, one);
      for (const id of withdrawn) held.delete(id);
      for (const list of ['all', 'tags/place/gwadar.html', 'lead ur', 'nothing is in it']) {
        const { listed } = store.publication;
        const inIt = [...held.values()].filter(({ lists }) => lists.includes(list));
        const byPlace = inIt.toSorted(latestFirst);
        const told = (found: readonly Filed[]) =>
          found.map(({ sequence, place }) => ({ sequence, place }));

        expect(await listed({ list, newest: number })).toEqual(told(byPlace.slice(0, number)));
        expect(await listed({ list, undated: number })).toEqual(
          told(byPlace.filter(({ place }) => place.startsWith(' ')).slice(0, number)),
        );
        const announced = inIt
          .filter(({ backfill }) => !backfill)
          .toSorted((a, b) => b.sequence - a.sequence)
          .slice(0, number);
        expect(await listed({ list, announced: number })).toEqual(
          told(announced.toSorted(latestFirst)),
        );
        const ofMay = byPlace.filter(({ place }) => place.trimStart().startsWith('2026-05'));
        expect(await listed({ list, month: '2026-05' })).toEqual(told(ofMay));
        expect(await listed({ list, exportMonth: '2026-05' })).toEqual(told(byPlace));
        expect(await listed({ list, exportMonth: '2026-06' })).toEqual([]);
      }
    }),
  );
});
