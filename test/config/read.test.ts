import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ConfigError, describeComplaint } from '../../src/config/complaint.ts';
import { readConfig } from '../../src/config/read.ts';

const shipped = new URL('../../sources', import.meta.url).pathname;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-config-'));
  await cp(shipped, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true }));

const complaints = async (): Promise<string[]> => {
  const error = await readConfig(folder).catch((thrown: unknown) => thrown);
  return error instanceof ConfigError ? error.complaints.map(describeComplaint) : [];
};

const edit = async (name: string, change: (text: string) => string): Promise<void> => {
  const path = join(folder, name);
  await writeFile(path, change(await readFile(path, 'utf8')));
};

it('takes the topic that ships with the project', async () => {
  const config = await readConfig(folder);
  expect(config.site.timeZone).toBe('Asia/Karachi');
  expect(config.sources).toHaveLength(80);
  expect(config.entities.length).toBeGreaterThan(400);
});

it('reads feeds.txt beside feeds.yaml, which has the last word on an address of both', async () => {
  await writeFile(
    join(folder, 'feeds.txt'),
    'https://www.dawn.com/feeds/home\nhttps://news.example/feed\n',
  );
  const { sources } = await readConfig(folder);
  expect(sources).toHaveLength(81);
  expect(sources.at(-1)?.outlet).toBe('news.example');
});

it('tells the mistakes of all files at once', async () => {
  await edit('topic.yaml', (text) =>
    text.replace('timeZone: Asia/Karachi', 'timeZone: Asia/Lahore'),
  );
  await edit('feeds.yaml', (text) => text.replace('kind: private-media', 'kind: private'));
  await edit('gazetteer.yaml', (text) => text.replace('kind: country', 'kind: kountry'));
  await writeFile(join(folder, 'feeds.txt'), 'gopher://old.example/\n');
  const said = await complaints();
  expect(said).toHaveLength(4);
  expect(said[0]).toMatch(
    /^topic\.yaml:\d+: timeZone: expected the name of a time zone, such as Asia\/Karachi or UTC$/,
  );
  expect(said[1]).toMatch(/^gazetteer\.yaml:\d+: 0\.kind: /);
  expect(said[2]).toMatch(/^feeds\.yaml:\d+: feeds\.0\.kind: expected one of "official"/);
  expect(said[3]).toMatch(/^feeds\.txt:1: /);
});

it('says what is missing of a folder, and where there is none', async () => {
  await rm(join(folder, 'topic.yaml'));
  expect(await complaints()).toEqual(['topic.yaml: is missing; every sources folder needs one']);
  const nowhere = join(folder, 'nowhere');
  await expect(readConfig(nowhere)).rejects.toThrow(/nowhere: is no folder that can be read/);
});
