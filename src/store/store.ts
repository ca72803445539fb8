import type { Article, Check, LedgerEntry } from '../types.ts';
import type { ClosedStories } from './closed.ts';
import type { FullTexts } from './full-texts.ts';
import type { Publication } from './publication.ts';
import type { Retention } from './retention.ts';

/** What is remembered of a file of stored articles, so that an unchanged one is not read again. */
export type KnownFile = {
  /** Bytes. */
  readonly size: number;
  readonly mtimeMs: number;
  /** SHA-256 of the bytes, hex. */
  readonly hash: string;
};

/** What a transaction did to the articles. */
export type Kept = {
  readonly added: number;
  readonly changed: number;
  readonly withdrawn: number;
};

/** One file of stored articles as just read; `articles` is empty for one that is no article. */
export type FileRead = {
  /** Path below the articles folder. */
  readonly file: string;
  readonly known: KnownFile;
  readonly articles: readonly Article[];
  /** Why nothing was taken from it, in words. */
  readonly problem?: string;
};

/**
 * What the next run remembers. Everything is asynchronous because a server may stand behind it.
 *
 * An article keeps the `firstSeen` of its first storing, whatever later copies of it say.
 */
export type Store = {
  readonly checks: () => Promise<ReadonlyMap<string, Check>>;
  readonly files: () => Promise<ReadonlyMap<string, KnownFile & { readonly problem?: string }>>;
  /** Every article that was not withdrawn, by id. */
  readonly articles: () => Promise<readonly Article[]>;
  readonly ledger: () => Promise<readonly LedgerEntry[]>;
  /**
   * One transaction: the articles of a poll first, then what was learnt of the source. The check
   * may be worked out from what the articles brought. Of articles that `wants` names the page is to
   * be read, unless it was already; it is asked only for those of which that is not known yet.
   */
  readonly keepPoll: (
    articles: readonly Article[],
    check: Check | ((kept: Kept) => Check),
    wants?: (article: Article) => boolean,
  ) => Promise<Kept>;
  /**
   * One transaction: what was read of the articles folder. Articles of a file that was read again
   * and no longer holds them, and those of files in `gone`, are withdrawn.
   */
  readonly keepFiles: (
    read: readonly FileRead[],
    gone: readonly string[],
    now: string,
  ) => Promise<Kept>;
  /** Replaces entries by story id; entries not named stay. */
  readonly keepLedger: (entries: readonly LedgerEntry[]) => Promise<void>;
  readonly publication: Publication;
  /** A short text under a name, such as what the files were last read with. */
  readonly note: (name: string) => Promise<string | undefined>;
  readonly keepNote: (name: string, body: string) => Promise<void>;
  readonly close: () => Promise<void>;
} & ClosedStories &
  FullTexts &
  Retention;
