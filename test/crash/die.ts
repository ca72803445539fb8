/**
 * Loaded before the program by `--import`: kills the process, as SIGKILL does, in front of the
 * n-th call that changes a disk (`DIE_AT`, from 1), and says at the end how many there were
 * (a number in the file `DIE_COUNT`). Nothing of the program is replaced: each call goes through to
 * the real one. A text that is being written is cut in half first.
 */
import fs from 'node:fs';
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';

const at = Number(process.env.DIE_AT ?? 0);
const countFile = process.env.DIE_COUNT;
const writeCount = fs.writeFileSync;
let calls = 0;

// biome-ignore lint/suspicious/noExplicitAny: whatever the wrapped function takes and gives.
type Any = any;

/** Puts a counter in front of a method; `torn` does half of the work of the last one. */
function watch(holder: Any, name: string, torn?: (self: Any, args: Any[]) => unknown): void {
  const real = holder[name];
  holder[name] = function (this: Any, ...args: Any[]) {
    calls += 1;
    if (calls !== at) return real.apply(this, args);
    if (torn === undefined) process.kill(process.pid, 'SIGKILL');
    else return Promise.resolve(torn(this, args)).then(() => process.kill(process.pid, 'SIGKILL'));
  };
}

if (isMainThread) {
  for (const name of ['rename', 'rm', 'mkdir', 'rmdir', 'unlink', 'writeFile', 'copyFile']) {
    watch(fs.promises, name);
  }
  for (const name of ['renameSync', 'rmSync', 'mkdirSync', 'writeFileSync', 'unlinkSync']) {
    watch(fs, name);
  }
  const handle = await fs.promises.open(process.execPath, 'r');
  const handles = Object.getPrototypeOf(handle);
  await handle.close();
  const realWrite = handles.writeFile;
  watch(handles, 'writeFile', (self, [data]) =>
    realWrite.call(self, data.subarray(0, data.length / 2)),
  );
  watch(handles, 'sync');
  // Commits, and what stands before them in a transaction.
  const Database = createRequire(import.meta.url)('libsql');
  const memory = new Database(':memory:');
  const statements = Object.getPrototypeOf(memory.prepare('select 1'));
  memory.close();
  watch(statements, 'run');
  watch(Database.prototype, 'exec');
  syncBuiltinESMExports();
  if (countFile !== undefined) process.on('exit', () => writeCount(countFile, String(calls)));
}
