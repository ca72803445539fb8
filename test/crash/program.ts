import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);
/** The program in a form that starts in a quarter of the time; the code is the same. */
export type Program = { readonly folder: string; readonly remove: () => Promise<void> };

/**
 * Packs the program, a file for each of its threads, by the bundler that tsx brings along: it is
 * started hundreds of times here. Each module goes on finding the files that lie beside it.
 */
export async function packProgram(): Promise<Program> {
  const folder = await mkdtemp(join(tmpdir(), 'karakoram-program-'));
  const { build } = createRequire(require.resolve('tsx'))('esbuild');
  type Build = {
    onLoad: (on: { filter: RegExp }, load: (of: { path: string }) => unknown) => void;
  };
  const setup = ({ onLoad }: Build) =>
    onLoad({ filter: /\/src\/.*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      // It starts the other thread from the file beside it, which is ours.
      const isStarter = path.endsWith('parse-in-worker.ts');
      const here = JSON.stringify(pathToFileURL(path).href);
      return {
        loader: 'ts',
        contents: isStarter ? text : text.replaceAll('import.meta.url', here),
      };
    });
  await build({
    entryPoints: ['src/main.ts', 'src/collect/parse-worker.ts', 'test/crash/die.ts'].map((path) =>
      join(root, path),
    ),
    outdir: folder,
    entryNames: '[name]',
    bundle: true,
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
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return { folder, remove: () => rm(folder, { recursive: true }) };
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
  /** Command and arguments that start the program in their turn. */
  readonly by?: readonly string[];
};

export function start(program: Program, args: readonly string[], options: Start): ChildProcess {
  const { cwd, env, mortal = false, by = [] } = options;
  const imports = mortal ? ['--import', join(program.folder, 'die.js')] : [];
  const main = join(program.folder, 'main.js');
  const [command = '', ...rest] = [...by, process.execPath, ...imports, main, ...args];
  return spawn(command, rest, {
    cwd,
    // Sentences alone, as a person at a terminal reads them in the end.
    env: { ...process.env, KARAKORAM_LOG: 'none', ...env },
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
