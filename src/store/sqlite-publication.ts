/** One thing, though over 300 lines: every statement about what is published, beside one another. */
import type Database from 'libsql';
import type { Fingerprint } from '../stories/fingerprint.ts';
import type { Article, LedgerEntry } from '../types.ts';
import { CLOSED, HIDDEN } from './closed.ts';
import type {
  FiledStory,
  Judgement,
  Listed,
  Moment,
  Piece,
  Publication,
  PublicationChange,
  StoryKey,
} from './publication.ts';
import { type ArticleRow, articleOf, putNote } from './rows.ts';

const ADDRESS = "coalesce(canonical_url, 'id:' || id)";
/** A list as one parameter, which a statement that is prepared once can take. */
const LISTED = '(select value from json_each(?))';

/** The publication of an open database whose schema is this version's. */
export function openPublication(db: Database.Database): Publication {
  const prepared = new Map<string, Database.Statement>();
  const statement = (sql: string): Database.Statement => {
    const known = prepared.get(sql) ?? db.prepare(sql);
    prepared.set(sql, known);
    return known;
  };
  const all = <Row>(sql: string, ...params: unknown[]) => statement(sql).all(...params) as Row[];
  const texts = (sql: string, ...params: unknown[]): string[] =>
    all<{ value: string }>(sql, ...params).map(({ value }) => value);
  const run = (sql: string, ...params: unknown[]) => statement(sql).run(...params);
  const sequencesOf = (condition: string, ...params: unknown[]): number[] =>
    all<{ sequence: number }>(`select sequence from story where ${condition}`, ...params).map(
      ({ sequence }) => sequence,
    );

  const putJudgement = (judgement: Judgement): void => {
    const { address, articleId, sourceId, firstSeen, day, marks, nearDay, print, ...body } =
      judgement;
    run(
      `insert or replace into report (address, article_id, source_id, first_seen, is_in, near_day,
         day, marks, print, body) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      address,
      articleId,
      sourceId,
      firstSeen,
      judgement.match.in ? 1 : 0,
      nearDay ?? null,
      day ?? null,
      marks === undefined ? null : bytesOf(marks),
      print === undefined ? null : JSON.stringify(print),
      JSON.stringify(body),
    );
    if (marks !== undefined) {
      run('insert into marked (article_id) values (?)', articleId);
      run(
        `insert into mark select distinct ?, json_each.value, marked.id from marked, json_each(?)
           where article_id = ?`,
        ...[day === undefined ? 0 : 1, JSON.stringify(marks), articleId],
      );
    }
    for (const [at, id] of judgement.ids.entries()) {
      const name = judgement.copyNames[at] ?? null;
      run(
        'insert or replace into copy (article_id, address, speaker, name) values (?, ?, ?, ?)',
        id,
        address,
        articleId,
        name,
      );
    }
  };
  const putEntry = (entry: LedgerEntry): void => {
    run(
      `insert or replace into ledger (story_id, sequence, first_published, updated, deleted_at, body)
         values (?, ?, ?, ?, ?, ?)`,
      entry.storyId,
      entry.sequence,
      entry.firstPublished,
      entry.updated,
      entry.deletedAt ?? null,
      JSON.stringify(entry),
    );
    run('delete from member where story_id = ?', entry.storyId);
    for (const id of new Set(entry.members)) {
      run('insert into member (article_id, story_id) values (?, ?)', id, entry.storyId);
    }
  };
  const dropStory = (storyId: string): void => {
    run(
      `delete from listed where (list, place, sequence) in (
         select list.id, place, sequence from story, json_each(story.lists)
           join list on list.name = json_each.value where story_id = ?)`,
      storyId,
    );
    run(
      'delete from piece where sequence = (select sequence from story where story_id = ?)',
      storyId,
    );
    run('delete from story where story_id = ?', storyId);
  };
  const putStory = ({ story, month, exportMonth, moment, lists, place }: FiledStory): void => {
    const { sequence, storyId, backfill } = story.ledger;
    const names = JSON.stringify(lists);
    run(
      `insert into story (sequence, story_id, month, export_month, moment, place, lists, body)
         values (?, ?, ?, ?, ?, ?, ?, ?)`,
      sequence,
      storyId,
      month,
      exportMonth,
      moment ?? null,
      place,
      names,
      JSON.stringify({ ...story, lead: undefined }),
    );
    run('insert or ignore into list (name) select value from json_each(?)', names);
    run(
      `insert into listed select id, ?, ?, ? from list where name in ${LISTED}`,
      place,
      sequence,
      backfill === true ? 0 : 1,
      names,
    );
  };
  const forget = (articleId: string): void => {
    const [before] = all<{ id: number; day: number | null; marks: ArrayBuffer }>(
      `select id, day, marks from marked join report using (article_id) where article_id = ?`,
      articleId,
    );
    if (before !== undefined) {
      run(
        `delete from mark where dated = ? and mark in ${LISTED} and marked = ?`,
        before.day === null ? 0 : 1,
        JSON.stringify([...numbersOf(before.marks)]),
        before.id,
      );
      run('delete from marked where id = ?', before.id);
    }
    run('delete from copy where speaker = ?', articleId);
    run('delete from report where article_id = ?', articleId);
  };
  /** A copy may pass from one report to another, so all are forgotten before any is kept. */
  const putJudgements = (judgements: readonly Judgement[], forgotten: readonly string[]): void => {
    for (const articleId of forgotten) forget(articleId);
    for (const { articleId } of judgements) forget(articleId);
    for (const judgement of judgements) putJudgement(judgement);
  };

  const keep = db.transaction((change: PublicationChange) => {
    putJudgements(change.judgements, change.forgotten);
    for (const entry of change.ledger) putEntry(entry);
    for (const id of change.withdrawn) dropStory(id);
    for (const { story } of change.stories) dropStory(story.ledger.storyId);
    for (const filed of change.stories) putStory(filed);
    for (const id of change.settled) run('delete from touched where article_id = ?', id);
    for (const document of change.due) {
      run('insert into due (document) values (?) on conflict do nothing', document);
    }
    for (const [name, body] of change.notes) putNote(db, name, body);
  });
  const keepJudgements = db.transaction((judgements: readonly Judgement[]) => {
    putJudgements(judgements, []);
  });
  const written = db.transaction((documents: readonly string[]) => {
    for (const document of documents) run('delete from due where document = ?', document);
  });

  const keepPieces = db.transaction((pieces: readonly Piece[], from: number) => {
    for (const { sequence, kind, text } of pieces) {
      run(
        'insert or replace into piece (sequence, kind, text) values (?, ?, ?)',
        ...[sequence, kind, text],
      );
    }
    run('delete from piece where sequence < ?', from);
  });

  const articlesWhere = (condition: string, ...params: unknown[]): Article[] =>
    all<ArticleRow>(
      `select first_seen, body from article where withdrawn_at is null and ${condition} order by id`,
      ...params,
    ).map(articleOf);
  const judgementsWhere = (condition: string, ...params: unknown[]): Judgement[] =>
    all<ReportRow>(`select * from report where ${condition}`, ...params).map(judgementOf);

  return {
    touched: async () => texts('select article_id as value from touched'),
    outlines: async () =>
      all<ArticleRow>(
        `select first_seen,
           json_remove(body, '$.html', '$.summary', '$.closed', '$.authors') as body
           from (select first_seen, iif(canonical_url in (
               select canonical_url from article where withdrawn_at is null
                 group by canonical_url having count(*) > 1),
             body, json_set(body, '$.paragraphs', json('[]'))) as body
             from article where withdrawn_at is null order by id)`,
      ).map(articleOf),
    speakers: async () => texts('select article_id as value from report'),
    addressesOf: async (ids) =>
      new Set(
        texts(
          `select address as value from copy where article_id in ${LISTED}
           union select ${ADDRESS} from article where id in ${LISTED}`,
          JSON.stringify(ids),
          JSON.stringify(ids),
        ),
      ),
    articles: async (ids) => articlesWhere(`id in ${LISTED}`, JSON.stringify(ids)),
    copyNames: async (ids) =>
      texts(
        `select distinct name as value from copy where name is not null and article_id in ${LISTED}`,
        JSON.stringify(ids),
      ),
    idsUnder: async (names) =>
      texts(`select article_id as value from copy where name in ${LISTED}`, JSON.stringify(names)),
    articlesAt: async (addresses) => {
      const list = JSON.stringify(addresses);
      const ids = addresses.flatMap((address) =>
        address.startsWith('id:') ? [address.slice('id:'.length)] : [],
      );
      return articlesWhere(
        `id in (
           select id from article where canonical_url in ${LISTED}
           union select id from article where canonical_url is null and id in ${LISTED}
           union select article_id from copy where address in ${LISTED})`,
        list,
        JSON.stringify(ids),
        list,
      );
    },
    idsNamed: async (names) => {
      const list = JSON.stringify(names);
      return texts(
        `select id as value from article where withdrawn_at is null and id in (
           select id from article where id in ${LISTED}
           union select id from article where canonical_url in ${LISTED}
           union select id from article where file in ${LISTED}
           union select replace(story_id, 'urn:uuid:', '${CLOSED}') from member
             where article_id in (
               select id from article where withdrawn_at = '${HIDDEN}' and id in ${LISTED}
               union select id from article
                 where withdrawn_at = '${HIDDEN}' and canonical_url in ${LISTED}))`,
        ...Array.from({ length: 5 }, () => list),
      );
    },
    judgements: async (addresses) =>
      judgementsWhere(`address in ${LISTED}`, JSON.stringify(addresses)),
    judgementsOf: async (ids) => judgementsWhere(`article_id in ${LISTED}`, JSON.stringify(ids)),
    printsOfDay: async (day) =>
      texts('select print as value from report where day = ? order by article_id', day).map(
        printOf,
      ),
    prints: async (ids) =>
      texts(
        `select print as value from report where print is not null and article_id in ${LISTED}
           order by article_id`,
        JSON.stringify(ids),
      ).map(printOf),
    alike: async (marks, days) =>
      texts(
        `select article_id as value from marked where id in (
           select marked from mark where dated = ? and mark in ${LISTED}
             group by marked having count(*) >= 2)`,
        days === 'known' ? 1 : 0,
        JSON.stringify(marks),
      ),
    lastNearDay: async () =>
      textOrNothing(all('select max(near_day) as value from report where near_day is not null')),
    nearSince: async (day) => judgementsWhere('near_day >= ?', day),
    counts: async () => {
      const rows = all<{ is_in: number; number: number }>(
        'select is_in, count(*) as number from report group by is_in',
      );
      const of = (value: number) => rows.find(({ is_in }) => is_in === value)?.number ?? 0;
      const [story] = all<{ number: number }>('select count(*) as number from story');
      return { in: of(1), out: of(0), stories: story?.number ?? 0 };
    },
    lastSeen: async (sourceId) => {
      const last = (isIn: number) =>
        textOrNothing(
          all(
            'select max(first_seen) as value from report where source_id = ? and is_in = ?',
            sourceId,
            isIn,
          ),
        );
      const [match, other] = [last(1), last(0)];
      const article = [match, other]
        .flatMap((time) => time ?? [])
        .sort()
        .at(-1);
      return {
        ...(article === undefined ? {} : { article }),
        ...(match === undefined ? {} : { match }),
      };
    },
    ledgerOf: async (articleIds, storyIds) =>
      texts(
        `select body as value from ledger where story_id in ${LISTED}
           or story_id in (select story_id from member where article_id in ${LISTED})
           order by sequence`,
        JSON.stringify(storyIds),
        JSON.stringify(articleIds),
      ).map(entryOf),
    deletedSince: async (time) =>
      texts('select body as value from ledger where deleted_at >= ? order by +sequence', time).map(
        entryOf,
      ),
    ledgerEnd: async () => {
      const newest = textOrNothing(all('select max(first_published) as value from ledger'));
      const [row] = all<{ value: number | null }>('select max(sequence) as value from ledger');
      return { sequence: row?.value ?? 0, ...(newest === undefined ? {} : { newest }) };
    },
    timesTaken: async (from, to) =>
      texts('select updated as value from ledger where updated between ? and ?', from, to),
    stories: async (key) => storiesBy(all, key),
    storyIds: async (month) =>
      texts('select story_id as value from story where month = ? order by sequence', month),
    listed: async (extract) => {
      const of = (condition: string, ...params: unknown[]) =>
        all<Listed>(
          `select sequence, place from listed where list = (select id from list where name = ?)
             and ${condition}`,
          extract.list,
          ...params,
        );
      const latestFirst = 'order by place desc, sequence desc';
      if ('newest' in extract) return of(`true ${latestFirst} limit ?`, extract.newest);
      if ('undated' in extract) return of(`place < '0' ${latestFirst} limit ?`, extract.undated);
      if ('announced' in extract) {
        const last = of('announced = 1 order by sequence desc limit ?', extract.announced);
        return last.toSorted(byPlace);
      }
      if ('exportMonth' in extract) {
        // Crossed in this order, or all of the list is looked through for the few of a month.
        return all<Listed>(
          `select listed.sequence, listed.place from story cross join listed
             on list = (select id from list where name = ?)
               and listed.place = story.place and listed.sequence = story.sequence
             where export_month = ? order by listed.place desc, listed.sequence desc`,
          extract.list,
          extract.exportMonth,
        );
      }
      const { month } = extract;
      const dated = of(`place between ? and ? ${latestFirst}`, month, `${month}~`);
      return [...dated, ...of(`place = ? ${latestFirst}`, ` ${month}`)];
    },
    beside: async (places, number) => {
      const order = places.toSorted(byMoment);
      const indexes = new Map(order.map(({ sequence }, index) => [sequence, index]));
      const found = new Set<number>();
      for (let at = 0; at < order.length; ) {
        const { moment, sequence } = order[at] ?? { moment: '', sequence: 0 };
        const ask = (side: string) =>
          sequencesOf(`moment is not null and ${side} limit ?`, moment, sequence, number);
        if (!found.has(sequence)) {
          const before = ask('(moment, sequence) < (?, ?) order by moment desc, sequence desc');
          for (const one of before) found.add(one);
        }
        const after = ask('(moment, sequence) >= (?, ?) order by moment, sequence');
        for (const one of after) found.add(one);
        // What lies between this place and the last that was found has all around it.
        at = Math.max(at + 1, ...after.map((one) => indexes.get(one) ?? 0));
      }
      return [...found];
    },
    exportMonths: async () =>
      // From each to the next by the index: there are few among very many stories.
      texts(
        `with recursive held(value) as (
           select min(export_month) from story
           union all select (select min(export_month) from story where export_month > value)
             from held where value is not null)
         select value from held where value is not null`,
      ),
    keepJudgements: async (judgements) => keepJudgements.immediate(judgements),
    keep: async (change) => keep.immediate(change),
    due: async () => texts('select document as value from due'),
    pieces: async (kind, sequences) =>
      all<Piece>(
        `select sequence, kind, text from piece where kind = ? and sequence in ${LISTED}`,
        kind,
        JSON.stringify(sequences),
      ),
    keepPieces: async (pieces, from) => keepPieces.immediate(pieces, from),
    written: async (documents) => written.immediate(documents),
  };
}

/** The highest place first. */
function byPlace(a: Listed, b: Listed): number {
  if (a.place !== b.place) return a.place > b.place ? -1 : 1;
  return b.sequence - a.sequence;
}

function byMoment(a: Moment, b: Moment): number {
  if (a.moment !== b.moment) return a.moment < b.moment ? -1 : 1;
  return a.sequence - b.sequence;
}

type Rows = <Row>(sql: string, ...params: unknown[]) => Row[];

/** Without place and lists where an older version wrote it: this one then writes all anew. */
type StoryRow = {
  readonly month: string;
  readonly export_month: string;
  readonly moment: string | null;
  readonly place: string | null;
  readonly lists: string | null;
  readonly body: string;
};

function storiesBy(all: Rows, key: StoryKey): FiledStory[] {
  const select = 'select month, export_month, moment, place, lists, body from story where';
  const rows = (condition: string, ...params: unknown[]) =>
    all<StoryRow>(`${select} ${condition} order by sequence`, ...params).map((row) => ({
      story: storyOf(row.body),
      month: row.month,
      exportMonth: row.export_month,
      ...(row.moment === null ? {} : { moment: row.moment }),
      lists: JSON.parse(row.lists ?? '[]') as string[],
      place: row.place ?? '',
    }));
  if ('sequences' in key) return rows(`sequence in ${LISTED}`, JSON.stringify(key.sequences));
  return rows(`story_id in ${LISTED}`, JSON.stringify(key.ids));
}

/** The lead is one of the reports, and the same object: others are told from it so. */
function storyOf(body: string): FiledStory['story'] {
  const { lead: _, ...story } = JSON.parse(body) as FiledStory['story'];
  const [lead] = story.reports;
  if (lead === undefined) throw new Error('a story has at least one report');
  return { ...story, lead };
}

type ReportRow = {
  readonly address: string;
  readonly article_id: string;
  readonly source_id: string;
  readonly first_seen: string;
  readonly near_day: string | null;
  readonly day: number | null;
  readonly marks: ArrayBuffer | null;
  readonly print: string | null;
  readonly body: string;
};

function judgementOf(row: ReportRow): Judgement {
  const body = JSON.parse(row.body) as Pick<
    Judgement,
    'ids' | 'copyNames' | 'hash' | 'byRules' | 'match' | 'names'
  >;
  return {
    ...body,
    address: row.address,
    articleId: row.article_id,
    sourceId: row.source_id,
    firstSeen: row.first_seen,
    ...(row.near_day === null ? {} : { nearDay: row.near_day }),
    ...(row.day === null ? {} : { day: row.day }),
    ...(row.marks === null ? {} : { marks: [...numbersOf(row.marks)] }),
    ...(row.print === null ? {} : { print: printOf(row.print) }),
  };
}

function entryOf(body: string): LedgerEntry {
  return JSON.parse(body) as LedgerEntry;
}

function printOf(text: string): Fingerprint {
  return JSON.parse(text) as Fingerprint;
}

function bytesOf(numbers: readonly number[]): Buffer {
  const bytes = Uint32Array.from(numbers);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** This driver gives the bytes of a row as they are, without a view. */
function numbersOf(bytes: ArrayBuffer): Uint32Array {
  return new Uint32Array(bytes);
}

function textOrNothing(rows: readonly { readonly value: string | null }[]): string | undefined {
  return rows[0]?.value ?? undefined;
}
