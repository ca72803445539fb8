import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { topicWords } from '../../src/collect/concerns-words.ts';
import { collectFeeds } from '../../src/collect/feeds.ts';
import { openSqlite } from '../../src/store/sqlite.ts';
import { matchRulesSchema } from '../../src/topic/rules.ts';
import { conditional } from '../server/behaviours.ts';
import { startServer } from '../server/server.ts';
import { gazetteer, matchRules } from '../topic/topic.ts';
import { sourceAt } from './sources.ts';

const body = `<rss version="2.0"><channel><title>f</title>
<item><guid>1</guid><title>Pakistan and China talk</title><author>Jane Doe</author><description>Long.</description></item>
<item><guid>2</guid><title>Lisbon and Peking talk</title><author>Jane Doe</author><description>Long.</description></item>
</channel></rss>`;

const folder = await mkdtemp(join(tmpdir(), 'karakoram-feeds-'));
const server = await startServer({ '/feed': conditional(body) });

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

it('reads a feed again for other words of the topic, though it is the same', async () => {
  const store = openSqlite(join(folder, 'state.db'));
  const entities = [...gazetteer.entities.values()];
  const poll = async (hour: string, rules: typeof matchRules) => {
    const { sources, failures } = await collectFeeds([sourceAt(server.url('/feed'))], store, {
      now: `2026-05-22T${hour}:00:00Z`,
      offline: false,
      words: topicWords(entities, rules),
      allowPrivate: [server.hostPort],
      userAgent: 'Karakoram/0.1 (+https://feeds.example/about)',
    });
    expect(failures).toEqual([]);
    const articles = await store.articles();
    const signed = articles.filter(({ authors }) => authors.length > 0).map(({ title }) => title);
    return [sources.unchanged, signed.sort()];
  };
  const named = matchRulesSchema.parse({
    bar: 1,
    sides: matchRules.sides,
    acts: [],
    rules: [
      {
        id: 'named',
        says: 'It names China',
        weight: 1,
        in: ['title'],
        needs: [{ named: 'china' }],
      },
    ],
  });

  expect(await poll('01', matchRules)).toEqual([0, ['Pakistan and China talk']]);
  expect(await poll('04', matchRules)).toEqual([1, ['Pakistan and China talk']]);
  expect(await poll('08', named)).toEqual([
    0,
    ['Lisbon and Peking talk', 'Pakistan and China talk'],
  ]);
  expect(await poll('12', named)).toEqual([
    1,
    ['Lisbon and Peking talk', 'Pakistan and China talk'],
  ]);
  expect(server.seen.map(({ headers }) => headers['if-none-match'] !== undefined)).toEqual([
    false,
    true,
    false,
    true,
  ]);
  await store.close();
});
