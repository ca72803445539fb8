import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type FiledStory, noChange } from '../../src/store/publication.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';

/** That stories are found beside others in time, however those lie together. */

let folder: string;
let store: Store;

/** Numbers and times go by different orders, some times are shared, some are not known. */
const all = Array.from({ length: 300 }, (_, at) => ({
  sequence: at + 1,
  ...(at % 17 === 3 ? {} : { moment: `2026-05-${String(((at * 7) % 90) + 10)} x` }),
}));
const dated = all
  .flatMap(({ sequence, moment }) => (moment === undefined ? [] : [{ sequence, moment }]))
  .toSorted((a, b) => {
    return a.moment === b.moment ? a.sequence - b.sequence : a.moment < b.moment ? -1 : 1;
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-beside-'));
  store = openSqlite(join(folder, 'state.db'));
  const stories = all.map((one) => {
    const ledger = { storyId: `story ${one.sequence}`, sequence: one.sequence };
    // The store looks at nothing else of a story.
    return {
      ...one,
      month: '2026-05',
      exportMonth: '2026-05',
      lists: [],
      place: '',
      story: { ledger },
    };
  }) as unknown as FiledStory[];
  await store.publication.keep({ ...noChange, stories });
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

it('finds the same stories for many places as for each alone', async () => {
  const somePlaces = fc.uniqueArray(fc.nat(dated.length - 1), { minLength: 1, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(somePlaces, fc.integer({ min: 1, max: 30 }), async (places, number) => {
      const expected = new Set(
        places.flatMap((at) => dated.slice(Math.max(0, at - number), at + number)),
      );
      const found = await store.publication.beside(
        places.flatMap((at) => dated[at] ?? []),
        number,
      );
      expect([...found].sort()).toEqual([...expected].map(({ sequence }) => sequence).sort());
    }),
    { numRuns: 60 },
  );
});

it('finds what is beside a place that no story has', async () => {
  const [first, second] = dated;
  const found = await store.publication.beside([{ moment: '2026-05-10 x', sequence: 0 }], 2);
  expect([...found].sort()).toEqual([first?.sequence, second?.sequence].sort());
  expect(await store.publication.beside([], 5)).toEqual([]);
});
