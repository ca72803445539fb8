import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readConfig } from '../src/config/read.ts';
import type { NewTopic } from '../src/init.ts';
import { run } from '../src/run.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import { layTopic } from './lay-topic.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-init-'));
});

afterEach(() => rm(folder, { recursive: true }));

const topic: NewTopic = {
  id: '3b0a4c1e-59a5-4e0b-8f6e-2f9a0a3f1c55',
  title: 'Waters: "the Indus" # and others',
  author: '@karakoram',
  language: 'en',
  timeZone: 'Asia/Karachi',
  about: [['Indus Waters Treaty', 'سندھ طاس معاہدہ'], ['Yes: no'], ['Yes no']],
};

it('makes a folder that is valid whatever stands in its title and names', async () => {
  await layTopic(folder, topic);
  const config = await readConfig(join(folder, 'sources'));
  expect(config.site).toMatchObject({ title: topic.title, author: topic.author });
  expect(config.entities.map(({ id, label }) => [id, label])).toEqual([
    ['indus-waters-treaty', 'Indus Waters Treaty'],
    ['yes-no', 'Yes: no'],
    ['yes-no-2', 'Yes no'],
  ]);
});

it('is another topic with nothing else changed: what names it is in, the rest is out', async () => {
  await layTopic(folder, topic);
  const articles = join(folder, 'sources', 'articles');
  const article = (title: string, text: string) => `---\ntitle: ${title}\n---\n${text}\n`;
  await writeFile(
    join(articles, 'a.md'),
    article('Delegations meet', 'GENEVA: Talks on the Indus Waters Treaty went on for two days.'),
  );
  await writeFile(
    join(articles, 'b.md'),
    article('سندھ طاس معاہدہ پر مذاکرات', 'مذاکرات جاری ہیں۔'),
  );
  await writeFile(
    join(articles, 'c.md'),
    article('China and Pakistan hold strategic dialogue', 'BEIJING: The foreign ministers met.'),
  );
  const store = openSqlite(join(folder, 'state.db'));
  try {
    const report = await run(await readConfig(join(folder, 'sources')), store, {
      ...{ articles, out: join(folder, 'out') },
      ...{ offline: true, force: false, allowPrivate: [], userAgent: 'test' },
      now: '2026-05-22T00:00:00Z',
    });
    expect(report.articles).toMatchObject({ read: 3, in: 2, out: 1 });
    expect(report.failures).toEqual([]);
  } finally {
    await store.close();
  }
});
