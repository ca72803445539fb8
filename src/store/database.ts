import { existsSync } from 'node:fs';
import Database from 'libsql';
import { newestSchema } from './migrate.ts';
import { StateError, sayStateError } from './state-error.ts';

/**
 * Lets `use` look at a database of the state as it is: nothing is created and no schema is brought
 * up to date.
 *
 * @throws StateError for a file that is not there, is no database or cannot be read
 */
export function lookInto<Value>(file: string, use: (db: Database.Database) => Value): Value {
  requireState(file);
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { timeout: 5_000 });
    return use(db);
  } catch (error) {
    throw sayStateError(error, file);
  } finally {
    db?.close();
  }
}

/** Writes what stands in the log (`-wal`) alone into the database itself, and empties the log. */
export function takeInLog(file: string): void {
  lookInto(file, (db) => db.prepare('pragma wal_checkpoint(truncate)').all());
}

/** @throws StateError where there is no such file; the driver would make one */
export function requireState(file: string): void {
  if (existsSync(file)) return;
  throw new StateError(`There is no state at ${file}. Name the right one with --state.`);
}

/**
 * What is wrong with the database itself, in words; empty where it is sound. What is not a
 * database of this program, and one of a newer version, is wrong too.
 */
export function damageOf(db: Database.Database, file: string): string[] {
  const { user_version: version } = db.prepare('pragma user_version').get() as {
    user_version: number;
  };
  if (version > newestSchema) {
    return [`${file} was written by a newer version of the program (schema ${version}).`];
  }
  const tables = db
    .prepare("select count(*) as count from sqlite_schema where name in ('article', 'ledger')")
    .get() as { count: number };
  if (version < 1 || tables.count !== 2) {
    return [`${file} is a database, but not one of this program.`];
  }
  const rows = db.prepare('pragma integrity_check(20)').all() as { integrity_check: string }[];
  return rows
    .map(({ integrity_check: said }) => said)
    .filter((said) => said !== 'ok')
    .map((said) => `The database is damaged: ${said.replaceAll('\n', ' ')}`);
}
