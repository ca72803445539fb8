import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const run = promisify(execFile);
const script = new URL('../../docs/recipes/push-folder.sh', import.meta.url).pathname;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-recipes-'));
  await run('git', ['init', '--quiet', '--bare', 'remote'], { cwd: folder });
  await mkdir(join(folder, 'out/stories'), { recursive: true });
  await writeFile(join(folder, 'out/index.html'), 'page');
  await writeFile(join(folder, 'out/stories/چین.html'), 'story');
});
afterEach(() => rm(folder, { recursive: true }));

const push = async () =>
  (await run('sh', [script, 'out', './remote', 'pages'], { cwd: folder })).stdout;
const git = async (...args: readonly string[]) =>
  (await run('git', ['-c', 'core.quotePath=false', ...args], { cwd: join(folder, 'remote') }))
    .stdout;

describe('push-folder.sh', () => {
  it('puts the folder on a branch as its one commit, however often', async () => {
    expect(await push()).toBe('pages holds 3 files\n');
    await writeFile(join(folder, 'out/index.html'), 'other page');
    await rm(join(folder, 'out/stories'), { recursive: true });
    await push();
    expect(await git('rev-list', '--count', 'pages')).toBe('1\n');
    expect(await git('ls-tree', '-r', '--name-only', 'pages')).toBe('.nojekyll\nindex.html\n');
    expect(await git('show', 'pages:index.html')).toBe('other page');
  });

  it('pushes nothing when nothing changed', async () => {
    await push();
    const before = await git('rev-parse', 'pages');
    expect(await push()).toBe('pages is as it should be\n');
    expect(await git('rev-parse', 'pages')).toBe(before);
  });
});
