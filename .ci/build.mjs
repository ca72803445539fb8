// Makes dist/ anew: JavaScript and types of src/, the files that are served as they lie, and a
// command that can be started.
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = 'node_modules/typescript/bin/tsc';

process.chdir(root);
rmSync('dist', { recursive: true, force: true });
execFileSync(process.execPath, [compiler, '-p', '.tsconfig.build.json'], { stdio: 'inherit' });
for (const path of readdirSync('src', { recursive: true })) {
  const served = lstatSync(`src/${path}`).isFile() && !path.endsWith('.ts');
  if (served) cpSync(`src/${path}`, `dist/${path}`);
}
chmodSync('dist/main.js', 0o755);
