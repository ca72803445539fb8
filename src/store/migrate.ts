import type Database from 'libsql';
import { StateError } from './state-error.ts';

/** Each step takes the schema one version on. Steps are only ever added. */
const steps: readonly string[] = [
  `create table article (
     id text primary key,
     source_id text not null,
     file text,
     canonical_url text,
     first_seen text not null,
     withdrawn_at text,
     hash text not null,
     body text not null
   );
   create index article_file on article (file) where file is not null;
   create table "check" (source_id text primary key, body text not null);
   create table file (
     path text primary key,
     size integer not null,
     mtime_ms real not null,
     hash text not null,
     problem text
   );
   create table note (name text primary key, body text not null);
   create table ledger (story_id text primary key, sequence integer not null, body text not null);`,
];

/** The version of the schema that this program writes. */
export const newestSchema = steps.length;

/**
 * Brings the schema up to this version in one transaction.
 *
 * @throws StateError where the file was written by a newer version
 */
export function migrate(db: Database.Database, file: string): void {
  // Asked as a statement: this driver's pragma() answers with a row even where a value is asked for.
  const { user_version: version } = db.prepare('pragma user_version').get() as {
    user_version: number;
  };
  if (version > steps.length) {
    throw new StateError(
      `The state ${file} was written by a newer version (schema ${version}, this one knows ${steps.length}). Update the program or use another --state.`,
    );
  }
  if (version === steps.length) return;
  db.transaction(() => {
    for (const step of steps.slice(version)) db.exec(step);
    db.pragma(`user_version = ${steps.length}`);
  }).immediate();
}
