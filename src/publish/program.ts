import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));
/** The exact packages; not there where the program is packed in another way. */
const PACKAGES = 'package-lock.json';

/**
 * Tells one state of the program from another: of its own text, its packages and the Node that
 * runs it, which brings the names of countries and languages. Whatever was written by another
 * state is written anew, without a number that somebody would have to remember to raise.
 */
export const PROGRAM = programMark();

function programMark(): string {
  const hash = createHash('sha256').update(process.version);
  const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`);
  const packages = readdirSync(`${SOURCE}/..`).filter((name) => name === PACKAGES);
  for (const file of [...files.toSorted(), ...packages.map((name) => `${SOURCE}/../${name}`)]) {
    hash.update(`\n${file.slice(SOURCE.length)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}
