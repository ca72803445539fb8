import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readConfig } from '../src/config/read.ts';
import { explain } from '../src/explain.ts';
import { replay } from '../src/replay.ts';
import { run } from '../src/run.ts';
import { openSqlite } from '../src/store/sqlite.ts';
import type { Store } from '../src/store/store.ts';
import { compileGazetteer } from '../src/topic/gazetteer.ts';
import { remembering } from './remembering.ts';

/** What a person sees and changes by hand, on the articles that ship with the project. */

const shipped = new URL('../sources', import.meta.url).pathname;
let folder: string;
let store: Store;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-repair-'));
  await cp(shipped, join(folder, 'sources'), { recursive: true });
  await mkdir(join(folder, 'out'));
  store = openSqlite(join(folder, 'state.db'));
  await publish();
});

afterAll(async () => {
  await store.close();
  await rm(folder, { recursive: true });
});

const names = remembering();
const config = () => readConfig(join(folder, 'sources'), names);
const articles = () => join(folder, 'sources', 'articles');

async function publish() {
  return run(await config(), store, {
    articles: articles(),
    out: join(folder, 'out'),
    offline: true,
    force: false,
    allowPrivate: [],
    userAgent: 'Karakoram test',
    now: '2026-05-21T00:00:00Z',
  });
}

async function ask(what: string, other?: string): Promise<string> {
  const read = await config();
  const question = {
    what,
    ...(other === undefined ? {} : { other }),
    articles: articles(),
    now: '2026-05-21T00:00:00Z',
  };
  return (await explain(question, read, compileGazetteer(read.entities), store)).join('\n');
}

async function decide(...decisions: string[]): Promise<void> {
  const lines = decisions.map((line) => `  - { ${line}, because: by hand, on: 2026-05-21 }\n`);
  await writeFile(
    join(folder, 'sources', 'decisions.yaml'),
    `version: 1\ndecisions:\n${lines.join('')}`,
  );
}

const feed = () => readFile(join(folder, 'out', 'atom.xml'), 'utf8');

const current = 'https://thecurrent.pk/china-pledges-continued-backing-for-pakistans-sovereignty';
const eye = 'https://www.easterneye.biz/china-pakistan-irans-airstrikes/';
const abp =
  'https://news.abplive.com/news/world/china-assures-pakistan-of-support-amidst-iran-pakistan-tensions-following-airstrikes-1658862';
const bne =
  'https://www.intellinews.com/global-concern-as-pakistan-iran-agree-to-de-escalate-308552';

it('explains a stored article by its address: score, words and place, tags', async () => {
  const said = await ask(`${current}?utm_source=x`);
  expect(said).toMatch(/^China pledges continued backing/m);
  expect(said).toMatch(/^in: score \d+, 5 needed$/m);
  expect(said).toMatch(
    /^ {2}\+2 {2}Both states are named in the title \(“China · Pakistan”, headline\)$/m,
  );
  expect(said).toMatch(/^tags: .*wang-yi/m);
});

it('explains a text that is not stored, and why it would stay out', async () => {
  const said = await ask(
    'Pakistan beat China in hockey\n\nThe Pakistan hockey team won by three goals.',
  );
  expect(said).toMatch(/^title +Pakistan beat China in hockey$/m);
  expect(said).toMatch(/^out: score -?\d/m);
});

it('explains why two are one story and two others are not', async () => {
  expect(await ask(eye, abp)).toMatch(/^One story:/);
  expect(await ask(eye, bne)).toMatch(/^Not one story:/);
});

it('rejects, merges and splits by hand, and undoes it when the decision goes', async () => {
  const before = await feed();
  await decide(
    `reject: '${current}'`,
    `merge: ['${eye}', '${bne}']`,
    `split: ['${eye}', '${abp}']`,
  );
  const wanted = await replay(await config(), compileGazetteer((await config()).entities), store);
  expect(wanted.at(-1)).toBe('0 gained, 1 lost, 4 as they are, of 5 articles');
  expect((await publish()).stories.total).toBe(3);
  expect(await feed()).not.toContain('China pledges continued backing');
  expect(await ask(eye, bne)).toMatch(/^One story:/);
  expect(await ask(eye, abp)).toMatch(/^Not one story:/);

  await rm(join(folder, 'sources', 'decisions.yaml'));
  expect((await publish()).stories.total).toBe(4);
  const ids = (xml: string) => new Set(xml.match(/<id>urn:uuid:[^<]+/g));
  expect(ids(await feed())).toEqual(ids(before));
});

it('leads with the article that a person chose, under the same id', async () => {
  await decide(`lead: '${abp}'`, `tag: '${abp}', add: [gwadar], remove: [iran]`);
  await publish();
  const entry = (await feed())
    .split('<entry')
    .find((text) => text.includes('China assures Pakistan'));
  expect(entry).toContain(`<link rel="via" href="${eye}`);
  expect(entry).toContain('term="gwadar"');
  expect(entry).not.toContain('term="iran"');
});
