import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openBucket } from '../../src/deploy/bucket.ts';
import { deploy } from '../../src/deploy/deploy.ts';
import { writeFiles } from '../../src/publish/files.ts';
import { CREDENTIALS, filesBelow, type Storage, startStorage } from './storage.ts';

let storage: Storage;
let out: string;

beforeEach(async () => {
  storage = await startStorage();
  out = await mkdtemp(join(tmpdir(), 'karakoram-deploy-'));
});
afterEach(async () => {
  await storage.close();
  await rm(out, { recursive: true });
});

const FIRST = {
  'stories/a.html': '<p>a, as reported',
  'index.html': '<a href="stories/a.html">a</a>',
  'archive/1.xml': '<feed/>',
  'tags/person/x.xml': '<feed>x</feed>',
  'atom.xml': '<feed><link href="stories/a.html"/></feed>',
  'feed.json': '{}',
  'style.css': 'p {}',
};
const SECOND = {
  ...FIRST,
  'stories/a.html': undefined,
  'stories/b.html': '<p>b, 中巴 اور چین',
  'index.html': '<a href="stories/b.html">b</a>',
  'atom.xml': '<feed><link href="stories/b.html"/></feed>',
};

async function write(files: Record<string, string | undefined>): Promise<void> {
  const given = Object.entries(files).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  );
  await writeFiles(out, new Map(given));
}

const put = async (prefix = '', dryRun = false) =>
  deploy(out, await openBucket({ ...storage.target, prefix }, CREDENTIALS), dryRun);
const asked = (method: string) =>
  storage.asked.filter((one) => one.method === method).map((one) => one.path);

/** Everything that `out` holds is in the bucket with the same bytes, and nothing else. */
async function expectSame(): Promise<void> {
  const files = await filesBelow(out);
  expect(await storage.keys()).toEqual(files);
  for (const file of files) {
    expect((await storage.look(file)).text, file).toBe(await readFile(join(out, file), 'utf8'));
  }
}

describe('deploy', () => {
  it('puts up every file with its type and how long it may be kept', async () => {
    await write(FIRST);
    const { uploaded, removed } = await put();
    expect(uploaded).toHaveLength(7);
    expect(removed).toEqual([]);
    await expectSame();
    const served = async (path: string) => {
      const { type, cache } = await storage.look(path);
      return [type, cache];
    };
    expect(await served('atom.xml')).toEqual([
      'application/xml; charset=utf-8',
      'public, max-age=300',
    ]);
    expect(await served('archive/1.xml')).toEqual([
      'application/xml; charset=utf-8',
      'public, max-age=86400',
    ]);
    expect(await served('feed.json')).toEqual([
      'application/feed+json; charset=utf-8',
      'public, max-age=300',
    ]);
    expect(await served('index.html')).toEqual(['text/html; charset=utf-8', 'public, max-age=300']);
  });

  it('puts stories before lists, lists before archives, feeds last, and says so at the very end', async () => {
    await write(FIRST);
    await put();
    const order = asked('PUT');
    expect(order[0]).toBe('manifest.json');
    expect(order.at(-1)).toBe('manifest.json');
    const rank = (path: string) => order.indexOf(path);
    expect(rank('stories/a.html')).toBeLessThan(rank('index.html'));
    expect(rank('style.css')).toBeLessThan(rank('index.html'));
    expect(rank('index.html')).toBeLessThan(rank('archive/1.xml'));
    expect(rank('archive/1.xml')).toBeLessThan(rank('tags/person/x.xml'));
    expect(rank('tags/person/x.xml')).toBeLessThan(rank('atom.xml'));
  });

  it('asks once when nothing has changed', async () => {
    await write(FIRST);
    await put();
    storage.asked.length = 0;
    expect(await put()).toEqual({ uploaded: [], removed: [], unchanged: 7 });
    expect(storage.asked).toEqual([{ method: 'GET', path: 'manifest.json' }]);
  });

  it('puts up what changed and removes what is stale, last of all, and nothing of others', async () => {
    await storage.lay('robots.txt', 'of others');
    await write(FIRST);
    await put();
    storage.asked.length = 0;
    await write(SECOND);
    const { uploaded, removed } = await put();
    expect(uploaded).toEqual(['stories/b.html', 'index.html', 'atom.xml']);
    expect(removed).toEqual(['stories/a.html']);
    expect(storage.asked.at(-2)).toEqual({ method: 'DELETE', path: 'stories/a.html' });
    await rm(join(out, 'stories/a.html'), { force: true });
    await writeFile(join(out, 'robots.txt'), 'of others');
    await expectSame();
  });

  it('stays below its prefix', async () => {
    await write(FIRST);
    await put('news/');
    expect((await storage.keys()).every((key) => key.startsWith('news/'))).toBe(true);
  });

  it('does nothing when it is only asked what it would do', async () => {
    await write(FIRST);
    const { uploaded } = await put('', true);
    expect(uploaded).toHaveLength(7);
    expect(uploaded.at(-1)).toBe('feed.json');
    expect(await storage.keys()).toEqual([]);
  });

  it('has no dead link and is taken up by the next, wherever it is cut short', async () => {
    let cuts = 0;
    for (let at = 0; ; at += 1) {
      storage.refuse = () => false;
      await write(FIRST);
      await put();
      await write(SECOND);
      let left = at;
      storage.refuse = () => left-- <= 0;
      const failed = await put().then(
        () => false,
        () => true,
      );
      if (!failed) break;
      cuts += 1;
      for (const list of ['index.html', 'atom.xml']) {
        const [, link = ''] = /href="([^"]+)"/.exec((await storage.look(list)).text) ?? [];
        expect(await storage.keys(), `${list} after ${at} requests`).toContain(link);
      }
      storage.refuse = () => false;
      await put();
      await expectSame();
    }
    expect(cuts).toBeGreaterThan(5);
  });

  it('does not put up again what was put up before it was cut short', async () => {
    await write(FIRST);
    storage.refuse = ({ path }) => path === 'atom.xml';
    await expect(put()).rejects.toThrow('the key may not do that');
    storage.refuse = () => false;
    storage.asked.length = 0;
    await put();
    expect(asked('PUT')).toEqual(['manifest.json', 'atom.xml', 'manifest.json']);
  });

  it('goes on at the last hundred when it was killed and could note nothing more', async () => {
    const stories = Array.from(
      { length: 130 },
      (_, nth) => [`stories/${nth}.html`, '<p>'] as const,
    );
    await write({ ...FIRST, ...Object.fromEntries(stories) });
    let left = 115;
    storage.refuse = ({ method }) => method === 'PUT' && left-- <= 0;
    await expect(put()).rejects.toThrow('the key may not do that');
    storage.refuse = () => false;
    // Of the 132 that come first, a hundred are noted.
    expect((await put()).uploaded).toHaveLength(37);
    await expectSame();
  });

  it('puts everything up again when it was put up by other rules', async () => {
    await write(FIRST);
    await put();
    // As other tools leave it: the same files without our note.
    await storage.lay('manifest.json', await readFile(join(out, 'manifest.json'), 'utf8'));
    expect((await put()).uploaded).toHaveLength(7);
  });

  it('does not put up a file that is being changed', async () => {
    await write(FIRST);
    await writeFile(join(out, 'index.html'), 'half');
    await expect(put()).rejects.toThrow('index.html is not what manifest.json says');
    expect(await storage.keys()).toEqual(['manifest.json', 'stories/a.html', 'style.css']);
  });

  it('waits for a run that is under way', async () => {
    await writeFile(join(out, 'manifest.json'), '{"index.html": {"sha256":"","bytes":0}}');
    await expect(put()).rejects.toThrow('index.html is being written');
  });

  it('leaves the site of somebody else alone', async () => {
    await storage.lay('index.html', 'of others');
    await write(FIRST);
    await expect(put()).rejects.toThrow('There is an index.html in the bucket');
    expect((await storage.look('index.html')).text).toBe('of others');
  });

  it('says that there is nothing to put up', async () => {
    await expect(put()).rejects.toThrow('holds no manifest.json');
  });

  it.each([
    ['no such bucket', { bucket: 'other' }, {}, 'there is no such bucket'],
    ['nobody at the endpoint', { endpoint: 'http://127.0.0.1:1' }, {}, 'nothing listens at'],
    ['a wrong key', {}, { accessKeyId: 'x' }, 'AWS_ACCESS_KEY_ID names no key there'],
    [
      'a wrong secret',
      {},
      { secretAccessKey: 'x' },
      'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID',
    ],
  ])('says what to do about %s', async (_, target, credentials, sentence) => {
    await write(FIRST);
    const bucket = await openBucket(
      { ...storage.target, ...target },
      { ...CREDENTIALS, ...credentials },
    );
    await expect(deploy(out, bucket)).rejects.toThrow(sentence);
    expect(await storage.keys()).toEqual([]);
  });

  it('puts up names that an address has to write in another way', async () => {
    const names = ['tags/a b+c.xml', 'tags/Xi’an & 巴.xml', 'stories/100%25.html', 'tags/آباد.xml'];
    await write({ ...FIRST, ...Object.fromEntries(names.map((name) => [name, '<feed/>'])) });
    await put();
    await expectSame();
    await write({
      ...FIRST,
      ...Object.fromEntries(names.map((name): [string, undefined] => [name, undefined])),
    });
    for (const name of names) await rm(join(out, name), { force: true });
    expect((await put()).removed).toEqual(names.toSorted());
    await expectSame();
  });

  it('asks again where the storage is busy, and goes on with the next deploy where it stays so', async () => {
    await write(FIRST);
    let busy = 2;
    storage.refusal = { status: 503, code: 'SlowDown' };
    storage.refuse = ({ path }) => path === 'index.html' && busy-- > 0;
    await put();
    await expectSame();

    await write(SECOND);
    storage.refuse = ({ path }) => path === 'atom.xml';
    await expect(put()).rejects.toThrow('the storage has too much to do; deploy again later');
    storage.refuse = () => false;
    storage.asked.length = 0;
    expect((await put()).uploaded).toEqual(['atom.xml']);
    expect(asked('PUT')).toEqual(['manifest.json', 'atom.xml', 'manifest.json']);
    await rm(join(out, 'stories/a.html'), { force: true });
    await expectSame();
  });
});
