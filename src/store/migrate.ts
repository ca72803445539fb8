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

  // What was worked out of articles, so that a run need only do what changed. All of it but the
  // ledger can be thrown away and is made anew.
  `create index article_canonical_url on article (canonical_url) where canonical_url is not null;

   -- Articles that changed since they were last judged. Triggers, so that nothing that changes an
   -- article can forget to say so.
   create table touched (article_id text primary key) without rowid;
   create trigger article_added after insert on article begin
     insert into touched values (new.id) on conflict do nothing;
   end;
   create trigger article_changed after update on article begin
     insert into touched values (new.id) on conflict do nothing;
   end;
   create trigger article_removed after delete on article begin
     insert into touched values (old.id) on conflict do nothing;
   end;

   -- The reports as they were judged, by the article that speaks. The day where it is known and the report is in.
   create table report (
     article_id text primary key,
     address text not null,
     source_id text not null,
     first_seen text not null,
     is_in integer not null,
     near_day text,
     day integer,
     marks blob,
     print text,
     body text not null
   );
   create index report_address on report (address);
   create index report_source on report (source_id, is_in, first_seen);
   create index report_day on report (day) where day is not null;
   create index report_vague on report (is_in) where is_in = 1 and day is null;
   create index report_near on report (near_day) where near_day is not null;
   -- Every copy under the address, with the name by which links that hide it are told.
   create table copy (article_id text primary key, address text not null, speaker text not null,
     name text) without rowid;
   create index copy_speaker on copy (speaker);
   create index copy_address on copy (address);
   create index copy_name on copy (name) where name is not null;

   alter table ledger add column first_published text;
   alter table ledger add column updated text;
   alter table ledger add column deleted_at text;
   update ledger set first_published = json_extract(body, '$.firstPublished'),
     updated = json_extract(body, '$.updated'), deleted_at = json_extract(body, '$.deletedAt');
   create index ledger_sequence on ledger (sequence);
   create index ledger_first_published on ledger (first_published);
   create index ledger_updated on ledger (updated);
   create index ledger_deleted on ledger (deleted_at) where deleted_at is not null;
   create table member (article_id text not null, story_id text not null,
     primary key (article_id, story_id)) without rowid;
   insert into member select distinct each.value, story_id
     from ledger, json_each(ledger.body, '$.members') as each;
   create index member_story on member (story_id);

   -- The stories as they are published, and the counts of each month.
   create table story (
     sequence integer primary key,
     story_id text not null unique,
     month text not null,
     export_month text not null,
     body text not null
   );
   create index story_month on story (month);
   create index story_export_month on story (export_month);
   create table month (month text primary key, body text not null) without rowid;
   -- Documents that are not yet written as the store has them.
   create table due (document text primary key) without rowid;`,

  // Pages of articles of which a feed brings the beginning alone: when one is due, null where
  // nothing is left to do, and what was read there. Beside them what hosts say of robots.
  `create table full_text (
     article_id text primary key,
     source_id text not null,
     tries integer not null,
     due_at text,
     body text
   );
   create index full_text_due on full_text (source_id, due_at) where due_at is not null;
   create trigger full_text_removed after delete on article begin
     delete from full_text where article_id = old.id;
   end;
   create table robots (origin text primary key, read_at text not null, body text not null);`,

  // What a run looks up lies in an index of its own, so that its cost does not grow with the rows.
  `-- Day and time of a story whose day is known: those beside it in time are found by it.
   alter table story add column moment text;
   create index story_moment on story (moment, sequence) where moment is not null;
   -- With the marks, for the rows themselves are long.
   drop index report_vague;
   create index report_loose on report (day, article_id, marks) where is_in = 1;
   create index article_fed on article (source_id) where file is null;
   create index article_closed on article (canonical_url) where withdrawn_at = 'closed';`,

  // In which lists of the documents a story is and where, so that each finds its own.
  `alter table story add column place text;
   alter table story add column lists text;
   create table list (id integer primary key, name text not null unique);
   create table listed (
     list integer not null,
     place text not null,
     sequence integer not null,
     announced integer not null,
     primary key (list, place, sequence)
   ) without rowid;
   create index listed_announced on listed (list, sequence) where announced = 1;
   create index report_in on report (is_in);
   -- What is counted is one note now.
   drop table month;`,

  // What was written of the newest stories as they are, which stand in many documents.
  `create table piece (
     sequence integer not null,
     kind text not null,
     text text not null,
     primary key (sequence, kind)
   );
   -- By which reports are found that are like one, where a day is not known. All of them are judged
   -- anew by this version, which fills it.
   drop index report_loose;
   create table marked (id integer primary key, article_id text not null unique);
   create table mark (
     dated integer not null,
     mark integer not null,
     marked integer not null,
     primary key (dated, mark, marked)
   ) without rowid;`,
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
