import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readAsked } from '../../src/collect/asked.ts';
import { compileGazetteer } from '../../src/topic/gazetteer.ts';

const LEDE =
  'The two foreign ministers agreed on a new railway line and said that work would begin once the survey of the mountain section is done.';
const context = { gazetteer: compileGazetteer([]), sources: [], now: '2026-06-01T08:00:00Z' };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'asked-'));
});
afterEach(() => rm(folder, { recursive: true }));

const ask = (what: string) => readAsked(what, folder, context);

describe('readAsked', () => {
  it('reads a file by its own path and by the one below the articles folder', async () => {
    await writeFile(join(folder, 'railway.txt'), LEDE);
    const [own, below] = [await ask(join(folder, 'railway.txt')), await ask('railway.txt')];
    expect(own.article?.file).toBe('railway.txt');
    expect(below).toEqual(own);
  });

  it('reads what the front matter says, and tells it apart', async () => {
    await writeFile(join(folder, 'railway.md'), `---\ntitle: Rails at last\n---\n${LEDE}`);
    const { article, ...told } = await ask('railway.md');
    expect(article?.title).toBe('Rails at last');
    expect(told).toMatchObject({
      lines: expect.arrayContaining(['           stated beside the text']),
    });
  });

  it('reads a record by its id, and lists the records where none is named', async () => {
    const records = ['one', 'two'].map((id) => JSON.stringify({ id, title: id, text: LEDE }));
    await writeFile(join(folder, 'all.jsonl'), records.join('\n'));
    expect((await ask('all.jsonl#two')).article?.title).toBe('two');
    expect((await ask('all.jsonl')).problem).toBe(
      'all.jsonl holds 2 records; name one of them: all.jsonl#one, all.jsonl#two',
    );
    expect((await ask('all.jsonl#three')).problem).toBe('all.jsonl has no record three');
  });

  it('takes several words for a text, and a path for a file that must be there', async () => {
    expect((await ask(LEDE)).article?.paragraphs).toEqual([LEDE]);
    expect((await ask('notes/missing.txt')).problem).toContain(
      'there is no file notes/missing.txt',
    );
    await mkdir(join(folder, 'notes'));
    expect((await ask('notes')).problem).toBe('notes is a folder; name a file in it');
  });
});
