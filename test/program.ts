import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PROGRAM } from '../src/publish/program.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);
/** Below node_modules, so that what is not packed is found. */
const cache = join(root, 'node_modules/.cache/karakoram');
const testSide = ['test/crash/die.ts', 'test/here.ts'];
const threads = ['src/collect/parse-worker.ts', 'src/collect/full-text-worker.ts'];
const entries = ['src/main.ts', ...threads, ...testSide];

/** The program in a form that starts in a quarter of the time; the code is the same. */
export type Program = { readonly folder: string };

/**
 * Packs the program, a file for each of its threads, by the bundler that tsx brings along: it is
 * started hundreds of times by the tests. Each module goes on finding the files that lie beside it.
 * What was packed of the same text before is taken as it is.
 */
export async function packProgram(): Promise<Program> {
  const hash = createHash('sha256').update(PROGRAM);
  for (const file of ['test/program.ts', ...testSide]) {
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
  const { build } = createRequire(require.resolve('tsx'))('esbuild');
  type Build = {
    onLoad: (on: { filter: RegExp }, load: (of: { path: string }) => unknown) => void;
  };
  const setup = ({ onLoad }: Build) =>
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      // It starts other threads from the files beside it, which are ours.
      const isStarter = path.endsWith('collect/thread.ts');
      const here = JSON.stringify(pathToFileURL(path).href);
      return {
        loader: 'ts',
        contents: isStarter ? text : text.replaceAll('import.meta.url', here),
      };
    });
  await build({
    entryPoints: entries.map((path) => join(root, path)),
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    format: 'esm',
    external: ['libsql', 'linkedom', '@aws-sdk/*'],
    plugins: [{ name: 'files-beside', setup }],
    banner: {
      js: "import { createRequire as requireOfPack } from 'node:module'; const require = requireOfPack(import.meta.url);",
    },
    logLevel: 'error',
  });
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
}

/** The run of the packed program for the process of the tests; its threads are packed too. */
export function hereOf({ folder }: Program): Promise<typeof import('./here.ts')> {
  return import(pathToFileURL(join(folder, 'here.js')).href);
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
  const imports = mortal ? ['--import', join(program.folder, 'die.js')] : [];
  const main = join(program.folder, 'main.js');
  const [command = '', ...rest] = [...by, process.execPath, ...imports, main, ...args];
  return spawn(command, rest, {
    cwd,
    env: { ...process.env, KARAKORAM_LOG: log, ...env },
  });
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
