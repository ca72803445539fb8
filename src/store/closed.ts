import type Database from 'libsql';
import { articleHash } from '../collect/hash.ts';
import type { Article, Closed } from '../types.ts';

/** Ids of articles that stand in for a closed story begin so; all others are hex digits. */
export const CLOSED = 'closed:';

/** A story to be told as it was published, by its id. */
export type ClosedStory = { readonly storyId: string; readonly closed: Closed };

export type ClosedStories = {
  /**
   * Keeps stories as they were published. Their own articles are kept out of sight, with the time
   * they were first seen, and stay so when a feed or a file brings them again.
   */
  readonly keepClosed: (stories: readonly ClosedStory[]) => Promise<void>;
  /**
   * Lets go on as any other each closed story all of whose reports have come back under their
   * headlines; how many. Some feeds give an id to another report later.
   */
  readonly openClosed: () => Promise<number>;
};

/** What `withdrawn_at` says of an article that a closed story stands in for. */
export const HIDDEN = 'closed';

export function closedStories(db: Database.Database): ClosedStories {
  const put = (article: Article, hash: string, hidden: boolean): void => {
    const { firstSeen, ...body } = article;
    db.prepare(
      `insert or replace into article
         (id, source_id, file, canonical_url, first_seen, withdrawn_at, hash, body)
       values (?, ?, null, ?, ?, ?, ?, ?)`,
    ).run(
      article.id,
      article.sourceId,
      article.canonicalUrl ?? null,
      firstSeen,
      hidden ? HIDDEN : null,
      hash,
      JSON.stringify(body),
    );
  };

  const keepClosed = db.transaction((stories: readonly ClosedStory[]) => {
    for (const { storyId, closed } of stories) {
      const [lead] = closed.reports;
      if (lead === undefined) continue;
      put(standIn(storyId, lead.article, closed), articleHash({ ...lead.article, closed }), false);
      const reports = new Map(closed.reports.map(({ article }) => [article.id, article]));
      for (const id of closed.members) {
        // Of a copy nothing was published; it is known again by its id.
        const article = reports.get(id) ?? { ...standIn('', lead.article, closed), id };
        const { canonicalUrl: _, closed: __, ...plain } = article;
        put(reports.has(id) ? article : plain, '', true);
      }
    }
  });

  const openClosed = db.transaction((): number => {
    // Where none of theirs was brought again since the last time, none can be open now.
    const brought = db
      .prepare(
        `select 1 from touched cross join article on article.id = article_id
           where withdrawn_at = ? limit 1`,
      )
      .all(HIDDEN);
    if (brought.length === 0) return 0;
    const back = db
      .prepare(
        `select id, body from article where id between ? and ? and not exists (
           select 1 from json_each(article.body, '$.closed.reports') as report
             left join article as own on own.id = report.value ->> '$.article.id'
             where own.hash is null or own.hash = ''
               or own.body ->> '$.title' <> report.value ->> '$.article.title')`,
      )
      .all(CLOSED, `${CLOSED}~`) as { id: string; body: string }[];
    for (const { id, body } of back) {
      const { closed } = JSON.parse(body) as Article;
      for (const member of closed?.members ?? []) {
        db.prepare(
          `update article set withdrawn_at = null where hash <> '' and withdrawn_at = ?
             and (id = ? or canonical_url = (select canonical_url from article where id = ?))`,
        ).run(HIDDEN, member, member);
        // A copy that no feed lists any more is nobody's; should it come again, it is as any other.
        db.prepare("delete from article where id = ? and hash = ''").run(member);
      }
      db.prepare('delete from article where id = ?').run(id);
    }
    return back.length;
  });

  return {
    keepClosed: async (stories) => keepClosed.immediate(stories),
    openClosed: async () => openClosed.immediate(),
  };
}

/**
 * Tells whether an address is that of an article that is out of sight: whatever else tells of it
 * belongs to the closed story too.
 */
export function closedAddressIn(db: Database.Database): (address: string) => boolean {
  const find = db.prepare(
    `select 1 from article where withdrawn_at = '${HIDDEN}' and canonical_url = ? limit 1`,
  );
  return (address) => find.all(address).length > 0;
}

/** Without any text, so that it resembles no other article; under its address, for decisions. */
function standIn(storyId: string, lead: Article, closed: Closed): Article {
  return {
    id: `${CLOSED}${storyId.replace(/^urn:uuid:/, '')}`,
    sourceId: lead.sourceId,
    ...(lead.url === undefined ? {} : { url: lead.url }),
    ...(lead.canonicalUrl === undefined ? {} : { canonicalUrl: lead.canonicalUrl }),
    language: lead.language,
    title: '',
    titleFrom: 'lede',
    authors: [],
    paragraphs: [],
    excerpt: '',
    categories: [],
    republish: 'excerpt',
    firstSeen: lead.firstSeen,
    hash: articleHash({ ...lead, closed }),
    closed,
  };
}
