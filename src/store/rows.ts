/** Rows of the database that several parts of the store read and write. */
import type Database from 'libsql';
import type { Article } from '../types.ts';

/** An article as its table has it: the time it was first seen stays, whatever its body becomes. */
export type ArticleRow = { readonly first_seen: string; readonly body: string };

export function articleOf({ first_seen: firstSeen, body }: ArticleRow): Article {
  return { ...JSON.parse(body), firstSeen } as Article;
}

export function noteOf(db: Database.Database, name: string): string | undefined {
  const [row] = db.prepare('select body from note where name = ?').all(name) as { body: string }[];
  return row?.body;
}

export function putNote(db: Database.Database, name: string, body: string): void {
  db.prepare('insert or replace into note (name, body) values (?, ?)').run(name, body);
}
