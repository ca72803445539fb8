import type { Fingerprint } from '../stories/fingerprint.ts';
import type { Article, LedgerEntry, Match, Story } from '../types.ts';

/** A report as it was judged. */
export type Judgement = {
  /** The canonical address, or `id:` and the id of the article where it has none. */
  readonly address: string;
  /** The article that speaks for the address. */
  readonly articleId: string;
  /** Every stored copy under the address, the one that speaks first. */
  readonly ids: readonly string[];
  /** Of the copies, in their order, the names by which links that hide an address are told. */
  readonly copyNames: readonly (string | undefined)[];
  readonly sourceId: string;
  readonly firstSeen: string;
  /** Of the article and of the rules it was judged by: while both are so, the rest is so too. */
  readonly hash: string;
  /** By the rules, before any decision. */
  readonly byRules: Match;
  readonly match: Match;
  /** Names by which stories are tagged, where the report is in. */
  readonly names: readonly { readonly id: string; readonly weight: number }[];
  readonly print?: Fingerprint;
  /** Its day where that is known, as days since 1970-01-01. */
  readonly day?: number;
  /** By which reports are found that are like it and whose day, or its own, is not known. */
  readonly marks?: readonly number[];
  /** `YYYY-MM-DD` or `YYYY-MM` of a report that is out and near enough to the bar to be shown. */
  readonly nearDay?: string;
};

/** Which published stories are meant. */
export type StoryKey =
  | { readonly sequences: readonly number[] }
  | { readonly ids: readonly string[] };

/** A published story with the months that it is filed under. */
export type FiledStory = {
  readonly story: Story;
  readonly month: string;
  readonly exportMonth: string;
  /** Day and time as a text to sort by; absent where the day is not known. */
  readonly moment?: string;
  /** Names of the lists that it is in. */
  readonly lists: readonly string[];
  /** Its place in all of them, as a text to sort by: a day or more, or a space and its month. */
  readonly place: string;
};

/** What was written of a story that stands alike in many documents. */
export type Piece = {
  readonly sequence: number;
  /** What of it; `pieces.ts` says how each is written. */
  readonly kind: 'item' | 'entry' | 'found' | 'line' | 'rows';
  readonly text: string;
};

/** Which part of a list is meant. */
export type Extract = { readonly list: string } & (
  | { /** So many of the highest place. */ readonly newest: number }
  | { /** So many of the highest place among those without a day. */ readonly undated: number }
  | { /** So many of those that were announced last. */ readonly announced: number }
  | { /** Those of a month. */ readonly month: string }
  | { /** Those whose table for research is of a month. */ readonly exportMonth: string }
);

/** A story in a list, with its place there. */
export type Listed = { readonly sequence: number; readonly place: string };

/** A place among the stories whose day is known, in the order of time. */
export type Moment = { readonly moment: string; readonly sequence: number };

/** What one transaction changes of the publication. */
export type PublicationChange = {
  /** Replaced by story id; entries not named stay. */
  readonly ledger: readonly LedgerEntry[];
  readonly stories: readonly FiledStory[];
  /** Ids of stories that are no longer shown. */
  readonly withdrawn: readonly string[];
  readonly judgements: readonly Judgement[];
  /** Articles that spoke for a report and do so no more. */
  readonly forgotten: readonly string[];
  /** Articles that the change takes account of. */
  readonly settled: readonly string[];
  /** Documents that have to be written because of it. */
  readonly due: readonly string[];
  readonly notes: ReadonlyMap<string, string>;
};

/** Changes nothing; what does says only what it changes. */
export const noChange: PublicationChange = {
  ledger: [],
  stories: [],
  withdrawn: [],
  judgements: [],
  forgotten: [],
  settled: [],
  due: [],
  notes: new Map(),
};

/**
 * What was worked out of the stored articles and what was published of them. All of it but the
 * ledger can be forgotten and is then worked out anew.
 */
export type Publication = {
  /** Articles that were added, changed or withdrawn and of which no change took account. */
  readonly touched: () => Promise<readonly string[]>;
  /** All articles that are not withdrawn, without their texts but where an address has several. */
  readonly outlines: () => Promise<readonly Article[]>;
  /** The articles that speak for the reports that were judged. */
  readonly speakers: () => Promise<readonly string[]>;
  /** Addresses of these articles, as judged before and as stored now. */
  readonly addressesOf: (articleIds: readonly string[]) => Promise<ReadonlySet<string>>;
  /** The names of these articles as they were judged. */
  readonly copyNames: (articleIds: readonly string[]) => Promise<readonly string[]>;
  /** Ids of the articles that were judged under these names. */
  readonly idsUnder: (copyNames: readonly string[]) => Promise<readonly string[]>;
  /** Articles that are not withdrawn, by id. */
  readonly articles: (ids: readonly string[]) => Promise<readonly Article[]>;
  /** Articles that are not withdrawn, of these addresses or judged under them. */
  readonly articlesAt: (addresses: readonly string[]) => Promise<readonly Article[]>;
  /**
   * Ids of the articles that have one of these ids, canonical addresses or files, and of what
   * stands in for one that has.
   */
  readonly idsNamed: (names: readonly string[]) => Promise<readonly string[]>;
  readonly judgements: (addresses: readonly string[]) => Promise<readonly Judgement[]>;
  /** Judgements by the articles that speak. */
  readonly judgementsOf: (articleIds: readonly string[]) => Promise<readonly Judgement[]>;
  /** Fingerprints of the reports that are in, of one day that is known. */
  readonly printsOfDay: (day: number) => Promise<readonly Fingerprint[]>;
  /** Fingerprints by the articles that speak. */
  readonly prints: (articleIds: readonly string[]) => Promise<readonly Fingerprint[]>;
  /**
   * Articles that speak for reports that are in and share at least two of these marks: of those
   * whose day is known, or of those whose is not.
   */
  readonly alike: (
    marks: readonly number[],
    days: 'known' | 'unknown',
  ) => Promise<readonly string[]>;
  /** The latest `nearDay` of all. */
  readonly lastNearDay: () => Promise<string | undefined>;
  /** Reports whose `nearDay` is not before a day. */
  readonly nearSince: (day: string) => Promise<readonly Judgement[]>;
  /** How many reports are in and out, and how many stories there are. */
  readonly counts: () => Promise<{
    readonly in: number;
    readonly out: number;
    readonly stories: number;
  }>;
  /** When a source last had a new report, and one that is in. */
  readonly lastSeen: (
    sourceId: string,
  ) => Promise<{ readonly article?: string; readonly match?: string }>;
  /** Entries with one of these articles among their members, or of these stories. */
  readonly ledgerOf: (
    articleIds: readonly string[],
    storyIds: readonly string[],
  ) => Promise<readonly LedgerEntry[]>;
  /** Entries deleted at or after a time. */
  readonly deletedSince: (time: string) => Promise<readonly LedgerEntry[]>;
  /** Where the ledger stands: its highest sequence number and latest first publication. */
  readonly ledgerEnd: () => Promise<{ readonly sequence: number; readonly newest?: string }>;
  /** The `updated` of entries between two times, both included. */
  readonly timesTaken: (from: string, to: string) => Promise<readonly string[]>;
  readonly stories: (key: StoryKey) => Promise<readonly FiledStory[]>;
  /** Ids of the stories that are filed under a month. */
  readonly storyIds: (month: string) => Promise<readonly string[]>;
  /** A part of a list, those of the highest place first. */
  readonly listed: (extract: Extract) => Promise<readonly Listed[]>;
  /**
   * Sequence numbers of the so many stories before each of these places and of as many from there
   * on, in the order of time, of stories whose day is known.
   */
  readonly beside: (places: readonly Moment[], number: number) => Promise<readonly number[]>;
  readonly exportMonths: () => Promise<readonly string[]>;
  /** Keeps judgements that are still to be grouped: a change tells of the end. */
  readonly keepJudgements: (judgements: readonly Judgement[]) => Promise<void>;
  /** One transaction. */
  readonly keep: (change: PublicationChange) => Promise<void>;
  readonly due: () => Promise<readonly string[]>;
  /** Pieces of a kind of these stories, as far as they are kept: only while the story is the same. */
  readonly pieces: (kind: Piece['kind'], sequences: readonly number[]) => Promise<readonly Piece[]>;
  /** Keeps pieces in place of what was kept of them, and forgets those of stories before `from`. */
  readonly keepPieces: (pieces: readonly Piece[], from: number) => Promise<void>;
  /** Says that these documents are written. */
  readonly written: (documents: readonly string[]) => Promise<void>;
};
