import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Judgement, noChange } from '../../src/store/publication.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import type { Store } from '../../src/store/store.ts';

/** That reports are found by the marks they have now, whatever was judged anew or forgotten. */

type Marked = { readonly articleId: string; readonly day?: number; readonly marks: number[] };

let folder: string;
let store: Store;
const held = new Map<string, Marked>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-alike-'));
  store = openSqlite(join(folder, 'state.db'));
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const articleId = fc.integer({ min: 1, max: 12 }).map((number) => `article ${number}`);
const marks = fc.uniqueArray(fc.integer({ min: 2 ** 32 - 8, max: 2 ** 32 - 1 }), { maxLength: 5 });
const marked: fc.Arbitrary<Marked> = fc.record(
  { articleId, marks, day: fc.constant(20_000) },
  { requiredKeys: ['articleId', 'marks'] },
);

function judgementOf({ articleId, ...rest }: Marked): Judgement {
  const match = { in: true, reasons: [] } as unknown as Judgement['match'];
  const common = {
    address: `id:${articleId}`,
    articleId,
    ids: [articleId],
    copyNames: [undefined],
  };
  const of = { sourceId: 'dawn', firstSeen: '2026-05-20T06:00:00Z', hash: '', names: [] };
  return { ...common, ...of, byRules: match, match, ...rest };
}

it('gives those that share two marks, apart by whether their day is known', async () => {
  const some = fc.uniqueArray(marked, { maxLength: 6, selector: (one) => one.articleId });
  const gone = fc.uniqueArray(articleId, { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(some, gone, marks, async (come, ids, asked) => {
      const forgotten = ids.filter((id) => come.every((one) => one.articleId !== id));
      const judgements = come.map(judgementOf);
      await store.publication.keep({ ...noChange, judgements, forgotten });
      for (const id of forgotten) held.delete(id);
      for (const one of come) held.set(one.articleId, one);
      for (const days of ['known', 'unknown'] as const) {
        const alike = [...held.values()]
          .filter(({ day }) => (day !== undefined) === (days === 'known'))
          .filter((one) => one.marks.filter((mark) => asked.includes(mark)).length > 1);
        const found = await store.publication.alike(asked, days);
        expect(found.toSorted()).toEqual(alike.map((one) => one.articleId).toSorted());
      }
    }),
  );
});
