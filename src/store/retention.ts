import type Database from 'libsql';
import type { Check } from '../types.ts';
import { noteOf, putNote } from './rows.ts';

/** What is forgotten when; section `retention` of topic.yaml. */
export type RetentionRules = {
  /** Days after which an article that was never published is forgotten, from its last listing on. */
  readonly rejected: number;
};

export type Forgotten = {
  readonly forgotten: number;
  /** Size of the database. */
  readonly bytes: number;
};

export type Retention = {
  /**
   * Forgets what is older than the rules allow, about once a day. An article that its feed still
   * lists, one of a file, and one that was ever published stay.
   */
  readonly forget: (rules: RetentionRules, now: string) => Promise<Forgotten>;
};

/** What a source listed when it was last read. */
type Listing = {
  readonly listed: readonly string[];
  /** Article id → when it was last listed, of those that are listed no more. */
  readonly gone: Readonly<Record<string, string>>;
};

const hour = 60 * 60 * 1000;
const day = 24 * hour;
/** Fewer empty pages than this are not worth rewriting the database for: 4 MB. */
const EMPTY_PAGES = 1_000;

/**
 * Remembers which articles a feed lists, in the transaction of its poll: one write a poll, however
 * many they are. A body that lists nothing, and none at all, leave what was known.
 */
export function keepListing(db: Database.Database, check: Check, ids: readonly string[]): void {
  if (ids.length === 0) return;
  const before = listingOf(db, check.sourceId);
  const listed = new Set(ids);
  const gone: Record<string, string> = Object.create(null);
  for (const [id, time] of Object.entries(before.gone)) if (!listed.has(id)) gone[id] = time;
  for (const id of before.listed) if (!listed.has(id)) gone[id] = check.checkedAt;
  const note: Listing = { listed: [...listed], gone };
  putNote(db, noteName(check.sourceId), JSON.stringify(note));
}

export function retention(db: Database.Database): Retention {
  const forget = db.transaction((rules: RetentionRules, now: string): number => {
    const last = noteOf(db, PASS);
    // A clock that was set back must not put it off for years.
    const sinceLast = Math.abs(Date.parse(now) - Date.parse(last ?? ''));
    if (sinceLast < day - hour) return 0;
    putNote(db, PASS, now);
    let forgotten = 0;
    for (const sourceId of sourcesOfArticles(db)) {
      forgotten += forgetOfSource(db, sourceId, rules, now);
    }
    return forgotten;
  });
  return {
    forget: async (rules, now) => {
      const forgotten = forget.immediate(rules, now);
      const pages = pageCounts(db);
      if (forgotten > 0 && pages.empty > EMPTY_PAGES && pages.empty > pages.all / 5) {
        db.exec('vacuum');
      }
      const { all, size } = pageCounts(db);
      return { forgotten, bytes: all * size };
    },
  };
}

/** The time of the last pass. */
const PASS = 'forgotten-at';

function forgetOfSource(
  db: Database.Database,
  sourceId: string,
  rules: RetentionRules,
  now: string,
): number {
  const { listed, gone } = listingOf(db, sourceId);
  const isListed = new Set(answers(db, sourceId, rules, now) ? listed : []);
  const until = Date.parse(now) - rules.rejected * day;
  const rows = db
    .prepare(
      `select id from article where source_id = ? and file is null and withdrawn_at is null
         and not exists (select 1 from member where member.article_id = article.id)`,
    )
    .all(sourceId) as { id: string }[];
  const left: Record<string, string> = Object.create(null);
  let forgotten = 0;
  for (const { id } of rows) {
    if (isListed.has(id)) continue;
    // Of one that was stored before listings were remembered, the time begins now.
    const time = gone[id] ?? now;
    if (Date.parse(time) <= until) {
      db.prepare('delete from article where id = ?').run(id);
      forgotten += 1;
    } else left[id] = time;
  }
  const note: Listing = { listed, gone: left };
  putNote(db, noteName(sourceId), JSON.stringify(note));
  return forgotten;
}

/** Whether the source has answered, if only that nothing changed, within the time of the rules. */
function answers(
  db: Database.Database,
  sourceId: string,
  rules: RetentionRules,
  now: string,
): boolean {
  const [row] = db.prepare('select body from "check" where source_id = ?').all(sourceId) as {
    body: string;
  }[];
  if (row === undefined) return true;
  const check = JSON.parse(row.body) as Check;
  const answered = check.failures > 0 ? (check.failingSince ?? check.checkedAt) : check.checkedAt;
  return Date.parse(now) - Date.parse(answered) <= rules.rejected * day;
}

function sourcesOfArticles(db: Database.Database): string[] {
  const rows = db
    .prepare('select distinct source_id as id from article where file is null')
    .all() as { id: string }[];
  return rows.map(({ id }) => id);
}

function listingOf(db: Database.Database, sourceId: string): Listing {
  const body = noteOf(db, noteName(sourceId));
  return body === undefined ? { listed: [], gone: {} } : (JSON.parse(body) as Listing);
}

function noteName(sourceId: string): string {
  return `listed:${sourceId}`;
}

function pageCounts(db: Database.Database): { all: number; empty: number; size: number } {
  const row = db
    .prepare(
      `select page_count as "all", freelist_count as empty, page_size as size
         from pragma_page_count, pragma_freelist_count, pragma_page_size`,
    )
    .get() as { all: number; empty: number; size: number };
  return row;
}
