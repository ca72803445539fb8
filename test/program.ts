import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PROGRAM } from '../src/publish/program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
/** Below node_modules, so that what is not packed is found. */
const cache = join(root, 'node_modules/.cache/karakoram');
const killer = 'test/crash/die.ts';
const loader = 'test/load-packed.cjs';
const threads = ['src/collect/parse-worker.ts', 'src/collect/full-text-worker.ts'];
const entries = ['src/main.ts', 'test/here.ts', ...threads];

/** The program in a form that starts in a quarter of the time; the code is the same. */
export type Program = { readonly folder: string };

/**
 * Packs the program, a file for each of its threads, by the bundler that tsx brings along: it is
 * started hundreds of times by the tests. Each module goes on finding the files that lie beside it.
 * What was packed of the same text before is taken as it is.
 */
export async function packProgram(): Promise<Program> {
  const hash = createHash('sha256').update(PROGRAM);
  for (const file of ['test/program.ts', 'test/here.ts', killer, loader]) {
    hash.update(await readFile(join(root, file)));
  }
  const folder = join(cache, hash.digest('hex').slice(0, 16));
  if (existsSync(folder)) return { folder };
  const making = join(cache, `new-${randomUUID()}`);
  await mkdir(making, { recursive: true });
  await removeOld();
  await packInto(making);
  // Another test file may have been faster, with the same result.
  await rename(making, folder).catch(() => rm(making, { recursive: true }));
  return { folder };
}

const hourMs = 60 * 60 * 1000;

/** Those of other texts that nobody can be using any more. */
async function removeOld(): Promise<void> {
  for (const name of await readdir(cache)) {
    const folder = join(cache, name);
    const made = (await stat(folder).catch(() => undefined))?.mtimeMs;
    if (made !== undefined && Date.now() - made > hourMs) {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

async function packInto(folder: string): Promise<void> {
  const common = {
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    external: ['libsql', 'linkedom', '@aws-sdk/*'],
    logLevel: 'error',
  };
  const { build } = createRequire(require.resolve('tsx'))('esbuild');
  await build({
    ...common,
    entryPoints: entries.map((path) => join(root, path)),
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    define: { 'import.meta.url': 'hereOfPack' },
    banner: { js: `const hereOfPack = require('node:url').pathToFileURL(__filename).href;` },
    plugins: [{ name: 'files-beside', setup }],
  });
  await build({ ...common, entryPoints: [join(root, killer)], format: 'esm' });
  await rename(join(folder, 'die.js'), join(folder, 'die.mjs'));
  await copyFile(join(root, loader), join(folder, 'load.cjs'));
  for (const entry of entries) {
    const name = basename(entry, '.ts');
    await writeFile(join(folder, `${name}.js`), `require('./load.cjs')('${name}', module);\n`);
  }
  await writeFile(join(folder, 'package.json'), '{ "type": "commonjs" }');
}

type Build = {
  onLoad: (on: { filter: RegExp }, load: (of: { path: string }) => unknown) => void;
};

function setup({ onLoad }: Build): void {
  onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
    const text = await readFile(path, 'utf8');
    // It starts other threads from the files beside it, which are ours.
    const isStarter = path.endsWith('collect/thread.ts');
    const here = JSON.stringify(pathToFileURL(path).href);
    const placed = isStarter ? text : text.replaceAll('import.meta.url', here);
    return { loader: 'ts', contents: path.endsWith('src/main.ts') ? inFunction(placed) : placed };
  });
}

/** What is compiled beforehand may wait for nothing outside of functions. */
function inFunction(text: string): string {
  return text.replace(/^#!.*?\n(.*^import [^\n]*\n)(.*)/ms, '$1(async () => {\n$2\n})();\n');
}

/** The run of the packed program for the process of the tests; its threads are packed too. */
export function hereOf({ folder }: Program): typeof import('./here.ts') {
  return require(join(folder, 'here.js'));
}

export type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
};

export type Start = {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Loads `die.ts` before the program. */
  readonly mortal?: boolean;
  /** On standard error; `none` where nothing is said: sentences alone, as in the end of a terminal. */
  readonly log?: 'json' | 'none';
  /** Command and arguments that start the program in their turn. */
  readonly by?: readonly string[];
};

export function start(program: Program, args: readonly string[], options: Start): ChildProcess {
  const { cwd, env, mortal = false, log = 'none', by = [] } = options;
  const imports = mortal ? ['--import', join(program.folder, 'die.mjs')] : [];
  const main = join(program.folder, 'main.js');
  const [command = '', ...rest] = [...by, process.execPath, ...imports, main, ...args];
  return spawn(command, rest, {
    cwd,
    env: { ...process.env, KARAKORAM_LOG: log, ...env },
  });
}

/** Runs the program in a folder; it may ask the server of a test, which is on a private address. */
export async function runBeside(
  server: { readonly hostPort: string },
  program: Program,
  args: readonly string[],
  cwd: string,
): Promise<Ended> {
  const env = { KARAKORAM_ALLOW_PRIVATE: server.hostPort };
  return ended(start(program, args, { cwd, env }));
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const [code, signal] = await once(child, 'close');
  return { code, signal, stdout, stderr };
}
