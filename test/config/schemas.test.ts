import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeComplaint } from '../../src/config/complaint.ts';
import { feedsSchema } from '../../src/config/feeds.ts';
import { jsonSchemas, schemaFolder, schemaLine } from '../../src/config/schemas.ts';
import { checkYaml } from '../../src/config/yaml.ts';

const sources = new URL('../../sources', import.meta.url).pathname;

it.each([...jsonSchemas()])(
  'ships %s as the checks of today make it (npm run unit -- test/config/schemas -u writes it anew)',
  async (name, text) => {
    await expect(text).toMatchFileSnapshot(join(sources, schemaFolder, name));
  },
);

it('names the schema in the first line of every file it is for', async () => {
  // The figures of quality.yaml are written by what measures them.
  const files = (await readdir(sources)).filter((name) => /^(?!quality).*\.yaml$/.test(name));
  expect(files.map((name) => name.replace('.yaml', '.json')).sort()).toEqual(
    [...jsonSchemas().keys()].sort(),
  );
  for (const file of files) {
    const text = await readFile(join(sources, file), 'utf8');
    expect(text.split('\n')[0]).toBe(schemaLine(file.replace('.yaml', '')));
  }
});

it('says in one sentence that a file is of a newer version', () => {
  const newer = checkYaml('feeds.yaml', 'version: 2\nfeeds: []\nnews: true\n', feedsSchema);
  expect(newer.complaints.map(describeComplaint)).toEqual([
    'feeds.yaml:1: version: is 2, which is newer than this program: it reads version 1; update Karakoram',
  ]);
});
