import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { articleHash, articleId } from '../collect/hash.ts';
import { isAnotherReport } from '../stories/another.ts';
import { formerTitles } from '../stories/headline.ts';
import type { Article, Check, LedgerEntry } from '../types.ts';
import { closedAddressIn, closedStories, HIDDEN } from './closed.ts';
import { fullTexts, textPutter, wantTexts } from './full-texts.ts';
import { migrate } from './migrate.ts';
import { noChange } from './publication.ts';
import { keepListing, retention } from './retention.ts';
import { type ArticleRow, articleOf, noteOf, putNote } from './rows.ts';
import { openPublication } from './sqlite-publication.ts';
import { StateError, sayStateError, withSentences } from './state-error.ts';
import type { Kept, KnownFile, Store } from './store.ts';

/**
 * Opens the embedded store, and creates it where there is none.
 *
 * WAL with full synchronisation: a transaction is whole or absent after a crash or power loss.
 *
 * @param file path of the database; its folder is created
 * @throws StateError with a sentence for a file that cannot be opened, is damaged or is newer
 */
export function openSqlite(file: string): Store {
  const db = open(file);
  const all = <Row>(sql: string, ...params: unknown[]) => db.prepare(sql).all(...params) as Row[];

  const putArticle = db.prepare(
    `insert into article (id, source_id, file, canonical_url, first_seen, withdrawn_at, hash, body)
     values (?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do update set source_id = excluded.source_id, file = excluded.file,
       canonical_url = excluded.canonical_url, hash = excluded.hash, body = excluded.body,
       withdrawn_at = iif(withdrawn_at = '${HIDDEN}', withdrawn_at, null)`,
  );
  const hashOf = db.prepare('select hash, withdrawn_at from article where id = ?');
  const rowOf = db.prepare('select first_seen, body from article where id = ?');
  const articleBefore = (id: string) => articleOf(rowOf.get(id) as ArticleRow);
  const publication = openPublication(db);

  const isHidden = closedAddressIn(db);

  /** Stores articles; what is stored word for word already is not written again. */
  const putArticles = (articles: readonly Article[]): { added: number; changed: number } => {
    let added = 0;
    let changed = 0;
    for (const article of articles) {
      const before = hashOf.get(article.id) as { hash: string; withdrawn_at: unknown } | undefined;
      const isGone = before?.withdrawn_at !== null && before?.withdrawn_at !== HIDDEN;
      if (before?.hash === article.hash && !isGone) continue;
      if (before === undefined) added++;
      else changed++;
      const former = before === undefined ? [] : formerTitles(articleBefore(article.id), article);
      const { firstSeen, ...given } = article;
      const body = former.length === 0 ? given : { ...given, formerTitles: former };
      putArticle.run(
        article.id,
        article.sourceId,
        article.file ?? null,
        article.canonicalUrl ?? null,
        firstSeen,
        article.canonicalUrl !== undefined && isHidden(article.canonicalUrl) ? HIDDEN : null,
        article.hash,
        JSON.stringify(body),
      );
    }
    return { added, changed };
  };

  /** An id that comes with another story: the earlier report stays, this one gets its own id. */
  const withOwnId = (article: Article): Article => {
    // Nearly all are as they were, and their texts need not be read to see it.
    const row = hashOf.get(article.id) as { hash: string } | undefined;
    if (row === undefined || row.hash === article.hash) return article;
    if (!isAnotherReport(articleBefore(article.id), article)) return article;
    // By its time, which a later correction of its words leaves as it is.
    const id = articleId([article.id, article.published?.at ?? '']);
    return { ...article, id, hash: articleHash({ ...article, id }) };
  };

  const withText = textPutter(db);
  const keepPoll = db.transaction((...args: Parameters<Store['keepPoll']>): Kept => {
    const [given, learnt, wants] = args;
    const articles = given.map(withOwnId).map(withText);
    const kept = { ...putArticles(articles), withdrawn: 0 };
    const check = typeof learnt === 'function' ? learnt(kept) : learnt;
    keepListing(
      db,
      check,
      articles.map(({ id }) => id),
    );
    if (wants !== undefined) wantTexts(db, articles, wants);
    db.prepare('insert or replace into "check" (source_id, body) values (?, ?)').run(
      check.sourceId,
      JSON.stringify(check),
    );
    return kept;
  });

  const withdraw = (file: string, keep: ReadonlySet<string>, now: string): number => {
    // A record of a .jsonl file is `path#id`; `$` is what comes after `#`.
    const rows = all<{ id: string }>(
      `select id from article where withdrawn_at is null
         and (file = ? or (file >= ? and file < ?))`,
      file,
      `${file}#`,
      `${file}$`,
    );
    const gone = rows.filter((row) => !keep.has(row.id));
    for (const row of gone)
      db.prepare('update article set withdrawn_at = ? where id = ?').run(now, row.id);
    return gone.length;
  };

  const keepFiles = db.transaction((...[read, gone, now]: Parameters<Store['keepFiles']>): Kept => {
    let added = 0;
    let changed = 0;
    let withdrawn = 0;
    for (const { file, known, articles, problem } of read) {
      const counts = putArticles(articles);
      added += counts.added;
      changed += counts.changed;
      withdrawn += withdraw(file, new Set(articles.map((article) => article.id)), now);
      db.prepare(
        'insert or replace into file (path, size, mtime_ms, hash, problem) values (?, ?, ?, ?, ?)',
      ).run(file, known.size, known.mtimeMs, known.hash, problem ?? null);
    }
    for (const file of gone) {
      withdrawn += withdraw(file, new Set(), now);
      db.prepare('delete from file where path = ?').run(file);
    }
    return { added, changed, withdrawn };
  });

  const own: Omit<Store, 'publication'> = {
    checks: async () =>
      new Map(
        all<{ body: string }>('select body from "check"').map((row) => {
          const check = JSON.parse(row.body) as Check;
          return [check.sourceId, check];
        }),
      ),
    files: async () =>
      new Map(
        all<{ path: string; size: number; mtime_ms: number; hash: string; problem: string | null }>(
          'select path, size, mtime_ms, hash, problem from file',
        ).map(({ path, size, mtime_ms, hash, problem }) => {
          const known: KnownFile = { size, mtimeMs: mtime_ms, hash };
          return [path, problem === null ? known : { ...known, problem }];
        }),
      ),
    articles: async () =>
      all<ArticleRow>(
        'select first_seen, body from article where withdrawn_at is null order by id',
      ).map(articleOf),
    ledger: async () =>
      all<{ body: string }>('select body from ledger order by sequence').map(
        (row) => JSON.parse(row.body) as LedgerEntry,
      ),
    keepPoll: async (articles, check, wants) => keepPoll.immediate(articles, check, wants),
    keepFiles: async (read, gone, now) => keepFiles.immediate(read, gone, now),
    ...closedStories(db),
    ...fullTexts(db, putArticles),
    ...retention(db),
    keepLedger: async (ledger) => publication.keep({ ...noChange, ledger }),
    note: async (name) => noteOf(db, name),
    keepNote: async (name, body) => {
      putNote(db, name, body);
    },
    close: async () => {
      db.close();
    },
  };
  return { ...withSentences(file, own), publication: withSentences(file, publication) };
}

function open(file: string): Database.Database {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const db = new Database(file, { timeout: 5_000 });
    // Before anything is written, so that a foreign or damaged file is left as it is.
    db.pragma('journal_mode = wal');
    db.pragma('synchronous = full');
    // In KiB: the marks of a hundred thousand reports go in at random places of forty megabytes.
    db.pragma('cache_size = -65536');
    migrate(db, file);
    return db;
  } catch (error) {
    const said = sayStateError(error, file);
    if (said instanceof StateError) throw said;
    const why = error instanceof Error ? error.message : String(error);
    throw new StateError(
      `The state ${file} cannot be opened: ${why}. Check its permissions, or move it away to start anew.`,
    );
  }
}
