import type Database from 'libsql';
import { type FullText, withFullText } from '../collect/full-text.ts';
import type { Article } from '../types.ts';
import { type ArticleRow, articleOf } from './rows.ts';

/** An article whose page is to be read, and how often that was tried in vain. */
export type WantedText = { readonly article: Article; readonly tries: number };

export type FullTexts = {
  /**
   * Articles of a source whose page is due, those that came last first.
   *
   * @param most how many at most
   * @param now ISO 8601
   */
  readonly wantedTexts: (
    sourceId: string,
    most: number,
    now: string,
  ) => Promise<readonly WantedText[]>;
  /**
   * One transaction: the text, and the article with it. From then on the article keeps it, whatever
   * its feed brings. Whether that changed the article.
   */
  readonly keepFullText: (articleId: string, text: FullText) => Promise<boolean>;
  /** Notes that a page could not be read: it is due again at `dueAt`, without one never. */
  readonly keepFailedText: (articleId: string, dueAt: string | undefined) => Promise<void>;
  /** The robots.txt of an origin where it was read after `since`; empty where it has none. */
  readonly robots: (origin: string, since: string) => Promise<string | undefined>;
  /** Keeps a robots.txt, and forgets those read before `since`. */
  readonly keepRobots: (origin: string, body: string, now: string, since: string) => Promise<void>;
};

/** @param put stores articles, in a transaction that is under way */
export function fullTexts(
  db: Database.Database,
  put: (articles: readonly Article[]) => { readonly changed: number },
): FullTexts {
  const stored = db.prepare('select first_seen, body from article where id = ?');
  const keepFullText = db.transaction((articleId: string, text: FullText): boolean => {
    const row = stored.get(articleId) as ArticleRow | undefined;
    if (row === undefined) return false;
    db.prepare('update full_text set body = ?, due_at = null where article_id = ?').run(
      JSON.stringify(text),
      articleId,
    );
    return put([withFullText(articleOf(row), text)]).changed > 0;
  });
  return {
    wantedTexts: async (sourceId, most, now) => {
      const rows = db
        .prepare(
          `select tries, first_seen, article.body from full_text
             join article on article.id = article_id
             where full_text.source_id = ? and due_at <= ? and withdrawn_at is null
             order by first_seen desc, article_id limit ?`,
        )
        .all(sourceId, now, most) as (ArticleRow & { tries: number })[];
      return rows.map((row) => ({ article: articleOf(row), tries: row.tries }));
    },
    keepFullText: async (articleId, text) => keepFullText.immediate(articleId, text),
    keepFailedText: async (articleId, dueAt) => {
      db.prepare('update full_text set tries = tries + 1, due_at = ? where article_id = ?').run(
        dueAt ?? null,
        articleId,
      );
    },
    robots: async (origin, since) => {
      const [row] = db
        .prepare('select body from robots where origin = ? and read_at > ?')
        .all(origin, since) as { body: string }[];
      return row?.body;
    },
    keepRobots: async (origin, body, now, since) => {
      db.prepare('delete from robots where read_at <= ?').run(since);
      db.prepare('insert or replace into robots (origin, read_at, body) values (?, ?, ?)').run(
        origin,
        now,
        body,
      );
    },
  };
}

/**
 * Puts the text of its page into an article that its feed brings again: the feed still has the
 * teaser, which must not come back.
 */
export function textPutter(db: Database.Database): (article: Article) => Article {
  const read = db.prepare('select body from full_text where article_id = ? and body is not null');
  return (article) => {
    const row = read.get(article.id) as { body: string } | undefined;
    return row === undefined ? article : withFullText(article, JSON.parse(row.body) as FullText);
  };
}

/** Notes those whose page is wanted, once for each: what was read or given up is not asked again. */
export function wantTexts(
  db: Database.Database,
  articles: readonly Article[],
  wants: (article: Article) => boolean,
): void {
  const known = db.prepare('select 1 from full_text where article_id = ?');
  const want = db.prepare(
    "insert into full_text (article_id, source_id, tries, due_at) values (?, ?, 0, '')",
  );
  for (const article of articles) {
    if (known.get(article.id) !== undefined || !wants(article)) continue;
    want.run(article.id, article.sourceId);
  }
}
