import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  watch,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Document, explained, writeFiles, writeInTurns } from '../../src/publish/files.ts';
import { madeFrom, readManifest } from '../../src/publish/manifest.ts';

let top: string;
let out: string;

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'files-'));
  out = join(top, 'out');
});
afterEach(() => rm(top, { recursive: true }));

const files = (record: Record<string, string>) => new Map(Object.entries(record));
const list = async () => (await readdir(out, { recursive: true })).toSorted();

describe('writeFiles', () => {
  it('makes the folders and writes the text', async () => {
    const result = await writeFiles(out, files({ 'a/b/c.html': 'Grüße', 'feed.xml': '<a/>' }));
    expect(result).toMatchObject({
      written: ['a/b/c.html', 'feed.xml'],
      removed: [],
      unchanged: 0,
    });
    expect(await readFile(join(out, 'a/b/c.html'), 'utf8')).toBe('Grüße');
    expect(await list()).toEqual(['a', 'a/b', 'a/b/c.html', 'feed.xml', 'manifest.json']);
  });

  it('does not touch what has not changed', async () => {
    const past = new Date('2020-01-01T00:00:00Z');
    await writeFiles(out, files({ 'a.html': 'one', 'b.html': 'two' }));
    for (const name of await list()) await utimes(join(out, name), past, past);
    const result = await writeFiles(out, files({ 'a.html': 'one', 'b.html': 'new' }));
    expect(result).toMatchObject({ written: ['b.html'], removed: [], unchanged: 1 });
    expect((await stat(join(out, 'a.html'))).mtime).toEqual(past);
    expect((await stat(join(out, 'b.html'))).mtime).not.toEqual(past);
  });

  it('touches nothing at all when nothing has changed', async () => {
    const past = new Date('2020-01-01T00:00:00Z');
    await writeFiles(out, files({ 'a/b.html': 'one' }));
    for (const name of await list()) await utimes(join(out, name), past, past);
    await utimes(out, past, past);
    await writeFiles(out, files({ 'a/b.html': 'one' }));
    for (const name of ['', ...(await list())]) {
      expect([name, (await stat(join(out, name))).mtime]).toEqual([name, past]);
    }
  });

  it('makes a document only when that of which it is made has changed', async () => {
    let made = 0;
    const later = (of: string) => {
      const text = () => {
        made += 1;
        return `text of ${of}`;
      };
      return new Map<string, Document>([['a/b.html', { of, text }]]);
    };
    expect((await writeFiles(out, later('one'))).written).toEqual(['a/b.html']);
    expect((await writeFiles(out, later('one'))).unchanged).toBe(1);
    expect(made).toBe(1);
    expect((await writeFiles(out, later('two'))).written).toEqual(['a/b.html']);
    expect(await readFile(join(out, 'a/b.html'), 'utf8')).toBe('text of two');
    await writeFile(join(out, 'a/b.html'), 'cut off');
    expect((await writeFiles(out, later('two'))).written).toEqual(['a/b.html']);
    expect((await writeFiles(out, files({}))).removed).toEqual(['a/b.html']);
  });

  it('takes nothing for made that a failed run only meant to make', async () => {
    const later = (text: string): Map<string, Document> =>
      new Map([['a.xml', { of: 'one', text: () => text }]]);
    await expect(writeFiles(out, later('<a>'))).rejects.toThrow('not well-formed');
    expect((await writeFiles(out, later('<a/>'))).written).toEqual(['a.xml']);
  });

  it('lists what the batches held, whatever was announced', async () => {
    const seen: number[] = [];
    const batches = [files({ 'a.html': 'one', 'b.html': 'two' }), files({ 'c/d.xml': '<a/>' })];
    const paths = ['a.html', 'b.html', 'c/d.xml', 'never.html'];
    const { written } = await writeInTurns(out, paths, batches, {
      onWritten: (done) => seen.push(done),
    });
    expect(written).toEqual(['a.html', 'b.html', 'c/d.xml']);
    expect([...readManifest(out).all().keys()]).toEqual(written);
    expect(seen.at(-1)).toBe(3);
    const again = await writeInTurns(out, paths.slice(0, 2), batches.slice(0, 1), {});
    expect(again).toMatchObject({ written: [], removed: ['c/d.xml'], unchanged: 2 });
  });

  it('says in a list of its own what changed, where the list of everything is long', async () => {
    const many = files(
      Object.fromEntries(Array.from({ length: 1200 }, (_, at) => [`a/${at}.html`, `${at}`])),
    );
    await writeFiles(out, many);
    const whole = await readFile(join(out, 'manifest.json'), 'utf8');
    expect((await list()).includes('manifest-since.json')).toBe(false);
    await writeFiles(out, files({ 'a/7.html': 'other', 'b/new.html': 'new' }), ['a/8.html']);
    expect(await readFile(join(out, 'manifest.json'), 'utf8')).toBe(whole);
    const after = readManifest(out).all();
    expect(after.size).toBe(1200);
    expect(after.get('b/new.html')).toEqual(madeFrom('new'));
    expect(after.has('a/8.html')).toBe(false);

    // What was as it was said to be is no change, whichever way it is looked at.
    await writeFiles(out, files({ 'a/7.html': '7', 'a/8.html': '8' }), ['b/new.html']);
    expect(await readFile(join(out, 'manifest.json'), 'utf8')).toBe(whole);
    expect((await list()).includes('manifest-since.json')).toBe(false);
    expect(await writeFiles(out, many)).toMatchObject({ written: [], removed: [] });
    expect((await writeFiles(out, files({ 'a/1.html': '1' }))).removed).toHaveLength(1199);
    expect((await list()).toSorted()).toEqual(['a', 'a/1.html', 'manifest.json']);
  }, 60_000);

  it('removes what it wrote before and nothing else', async () => {
    await mkdir(join(out, 'old'), { recursive: true });
    await writeFile(join(out, '.gitkeep'), '');
    await writeFiles(out, files({ 'old/a.html': 'one', 'gone/b.html': 'two', 'c.html': 'three' }));
    await writeFile(join(out, 'old/CNAME'), 'ours');
    const result = await writeFiles(out, files({ 'c.html': 'three' }));
    expect(result.removed).toEqual(['gone/b.html', 'old/a.html']);
    expect(await list()).toEqual(['.gitkeep', 'c.html', 'manifest.json', 'old', 'old/CNAME']);
  });

  it('clears away what a killed run left', async () => {
    await writeFiles(out, files({ 'a/b.html': 'one' }));
    await writeFile(join(out, 'a/b.html.karakoram-new'), 'half a fi');
    await writeFiles(out, files({ 'a/b.html': 'one' }));
    expect(await list()).toEqual(['a', 'a/b.html', 'manifest.json']);
  });

  it('leaves every file whole when it is killed, and goes on from there', async () => {
    const text = (letter: string) => letter.repeat(100_000);
    const names = Array.from({ length: 60 }, (_, index) => `d/${index}.html`);
    const all = (letter: string) => files(Object.fromEntries(names.map((n) => [n, text(letter)])));
    await writeFiles(out, all('a'));
    const script = join(top, 'write.mts');
    await writeFile(
      script,
      `import { writeFiles } from ${JSON.stringify(new URL('../../src/publish/files.ts', import.meta.url).href)};
       const names = ${JSON.stringify(names)};
       await writeFiles(${JSON.stringify(out)}, new Map(names.map((n) => [n, 'b'.repeat(100_000)])));`,
    );
    const child = spawn(process.execPath, ['--import', 'tsx', script], { stdio: 'inherit' });
    for await (const _ of watch(out, { recursive: true })) {
      child.kill('SIGKILL');
      break;
    }
    await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    for (const name of names) {
      const found = await readFile(join(out, name), 'utf8');
      expect([text('a'), text('b')].includes(found)).toBe(true);
    }
    const rest = await writeFiles(out, all('b'));
    expect(rest.written.length + rest.unchanged).toBe(60);
    expect(await list()).toEqual(['d', ...names, 'manifest.json'].toSorted());
  });

  it('keeps the old file when the new one is ill-formed', async () => {
    await writeFiles(out, files({ 'atom.xml': '<feed/>' }));
    await expect(writeFiles(out, files({ 'atom.xml': '<feed><a></feed>' }))).rejects.toThrow(
      /^atom\.xml was not written, for it is not well-formed XML: /,
    );
    expect(await readFile(join(out, 'atom.xml'), 'utf8')).toBe('<feed/>');
  });

  it.each(['../x.html', '/etc/x', 'a/../../x', 'a//b', '', 'a\\b', 'a\0b', './a', 'manifest.json'])(
    'refuses the path %j',
    async (path) => {
      await expect(writeFiles(out, files({ [path]: '' }))).rejects.toThrow('cannot be the path');
      expect(await readdir(top)).toEqual([]);
    },
  );

  it('removes nothing outside, whatever the manifest says', async () => {
    await writeFile(join(top, 'precious'), 'x');
    await writeFiles(out, files({ 'a.html': 'one' }));
    await writeFile(
      join(out, 'manifest.json'),
      '{"../precious": {"sha256": "", "bytes": 0}, "a.html": {"sha256": "", "bytes": 0}}',
    );
    expect((await writeFiles(out, files({ 'b.html': 'two' }))).removed).toEqual(['a.html']);
    expect(await readFile(join(top, 'precious'), 'utf8')).toBe('x');
  });

  it('writes through no link', async () => {
    await mkdir(join(top, 'elsewhere'));
    await writeFile(join(top, 'precious'), 'x');
    await mkdir(out);
    await symlink(join(top, 'elsewhere'), join(out, 'a'));
    await symlink(join(top, 'precious'), join(out, 'b.html'));
    await expect(writeFiles(out, files({ 'a/b.html': 'one' }))).rejects.toThrow('no link');
    await rm(join(out, 'a'));
    await writeFiles(out, files({ 'b.html': 'one' }));
    expect(await readFile(join(top, 'precious'), 'utf8')).toBe('x');
    expect(await readFile(join(out, 'b.html'), 'utf8')).toBe('one');
  });

  it('says what to do when a file stands in the way', async () => {
    await writeFile(out, 'a file');
    await expect(writeFiles(out, files({ 'a.html': '' }))).rejects.toThrow(
      /^Cannot write ".*out": .*a file stands where a folder should be.* still whole\.$/,
    );
  });
});

describe('explained', () => {
  it.each([
    ['ENOSPC', 'the disk is full; make room'],
    ['EROFS', 'the disk is read-only'],
    ['EACCES', 'this user may not write there'],
  ])('turns %s into a sentence that says where and what to do', (code, advice) => {
    const error = Object.assign(new Error(code), { code, path: '/srv/out/a.html' });
    const { message, cause } = explained(error, '/srv/out');
    expect(message).toContain('Cannot write "/srv/out/a.html": ');
    expect(message).toContain(advice);
    expect(cause).toBe(error);
  });

  it('leaves any other error as it is', () => {
    const error = new Error('something else');
    expect(explained(error, '/srv/out')).toBe(error);
  });
});
