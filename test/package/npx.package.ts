import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../server/behaviours.ts';
import { startServer, type TestServer } from '../server/server.ts';

/** The program as somebody has it who installed the package and has no checkout. */

const root = new URL('../..', import.meta.url).pathname;
const run = promisify(execFile);

let folder: string;
let server: TestServer;
let packed: readonly string[];

const feed = `<rss version="2.0"><channel><title>Lahore Times</title><item>
<title>Pakistan and China hold ninth strategic dialogue in Beijing</title>
<link>https://lahore.example/dialogue</link><pubDate>Wed, 20 May 2026 09:00:00 GMT</pubDate>
<description>Foreign Minister Ishaq Dar and Chinese Foreign Minister Wang Yi spoke.</description>
</item></channel></rss>`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-package-'));
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', folder], {
    cwd: root,
    maxBuffer: 16_000_000,
  });
  const [{ filename, files }] = JSON.parse(stdout.slice(stdout.search(/^\[$/m)));
  packed = files.map((file: { path: string }) => file.path);
  await writeFile(join(folder, 'package.json'), '{ "private": true }');
  await run('npm', ['install', '--prefer-offline', join(folder, filename)], { cwd: folder });

  server = await startServer({ '/feed': serve(feed) });
  await cp(join(root, 'sources'), join(folder, 'sources'), { recursive: true });
  await writeFile(
    join(folder, 'sources', 'feeds.yaml'),
    `version: 1\nfeeds:\n  - { id: lahore, url: '${server.url('/feed')}', outlet: Lahore Times }\n`,
  );
});

afterAll(async () => {
  await server?.close();
  await rm(folder, { recursive: true });
});

async function karakoram(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('npx', ['karakoram', ...args], { cwd: folder });
  return stdout;
}

describe('the package', () => {
  it('holds the built program, its styles and scripts, and nothing to test it with', () => {
    for (const path of [
      'package.json',
      'README.md',
      'LICENSE',
      'dist/main.js',
      'dist/run.d.ts',
      'dist/publish/static/feed.css',
      'dist/publish/pages/static/search.js',
    ]) {
      expect(packed, path).toContain(path);
    }
    expect(packed.filter((path) => /^(?:src|test|bench|out|sources)\//.test(path))).toEqual([]);
  });

  it('says its version and what it can do', async () => {
    expect(await karakoram('--version')).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(await karakoram('--help')).toContain('watch');
  });

  it('collects a feed, which a thread reads, and publishes; the second run changes nothing', async () => {
    const flags = ['run', '--json', '--allow-private', server.hostPort];
    const first = JSON.parse(await karakoram(...flags));
    expect(first.failures).toEqual([]);
    expect(first.sources.polled).toBe(1);
    expect(first.articles.in).toBeGreaterThan(1);
    expect(first.files.written).toBeGreaterThan(20);
    const second = JSON.parse(await karakoram(...flags, '--force'));
    expect(second.files).toEqual({ written: 0, removed: 0 });
  });

  it('makes a topic of its own, which runs as it is', async () => {
    await karakoram('init', 'other', '--title', 'Tea and bridges', '--about', 'Lantern');
    const places = ['--sources', 'other', '--out', 'other-out', '--state', 'other-state'];
    const report = JSON.parse(await karakoram('run', '--offline', '--json', ...places));
    expect(report.failures).toEqual([]);
    expect(report.files.written).toBeGreaterThan(10);
  });

  it('brings its types', async () => {
    await mkdir(join(folder, 'node_modules/@types'), { recursive: true });
    const types = 'node_modules/@types/node';
    await symlink(join(root, types), join(folder, types)).catch(() => undefined);
    await writeFile(
      join(folder, 'use.mts'),
      `import { run, type RunOptions } from 'karakoram/run.js';
import { readConfig } from 'karakoram/config/read.js';
import { openSqlite } from 'karakoram/store/sqlite.js';
declare const options: RunOptions;
const report = await run(await readConfig('sources'), openSqlite('state.db'), options);
export const count: number = report.stories.new;
// @ts-expect-error a number is no text
export const text: string = report.stories.new;
`,
    );
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--types', 'node'];
    const target = ['--module', 'nodenext', '--target', 'es2023'];
    await run(process.execPath, [compiler, ...flags, ...target, 'use.mts'], { cwd: folder });
  });
});
