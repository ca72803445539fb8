/**
 * The nouns of the pipeline, in the order in which data passes.
 *
 * Absent is `undefined`, never `null` and never an empty string. Times are ISO-8601 in UTC.
 * Item → Article is the one border where "maybe" ends. One file, though over 300 lines: the nouns
 * are best read in one go.
 */

/** Who stands behind an outlet; shown to readers, so that state media are marked as such. */
export const outletKinds = [
  'official',
  'state-media',
  'public-media',
  'private-media',
  'think-tank',
  'aggregator',
] as const;

export type OutletKind = (typeof outletKinds)[number];

/** `full` only where a source or an article says that its text may be given whole. */
export type Republish = 'excerpt' | 'full';

/** A configured feed. `id` is fixed by hand and outlives a change of address. */
export type Source = {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Home or section page of the outlet. */
  readonly site?: string;
  readonly outlet: string;
  /** ISO 3166-1 alpha-2 of the outlet, in capitals. */
  readonly country?: string;
  /** BCP-47 of what the feed carries, where it is one language. */
  readonly language?: string;
  readonly kind?: OutletKind;
  readonly republish: Republish;
  /** The page of an article that matches is read where the feed brings only a teaser. */
  readonly fullText?: boolean;
  /** Why the source is switched off; absent when it is polled. */
  readonly off?: string;
  /** The address is a secret and stays out of pages, OPML, status and logs. */
  readonly private: boolean;
};

/** What is remembered of polling a source. Never decides what is an article. */
export type Check = {
  readonly sourceId: string;
  readonly checkedAt: string;
  /** Not polled before this time unless forced; a server's Retry-After binds even then. */
  readonly nextAt: string;
  readonly retryAfter?: string;
  readonly etag?: string;
  readonly lastModified?: string;
  /** SHA-256 of the last body, hex: "200 but the same" stops there. */
  readonly bodyHash?: string;
  /** Fingerprint of the topic's words with which its entries were last sorted. */
  readonly readFor?: string;
  /** Failures in a row. */
  readonly failures: number;
  readonly failingSince?: string;
  /** The last trouble as a sentence a person can act on. */
  readonly problem?: string;
  /** Its class, short and stable: `dns`, `http-404`, `not-a-feed`. */
  readonly cause?: string;
  /** The address a permanent redirect named, and how often in a row. */
  readonly movedTo?: string;
  readonly movedTimes?: number;
  /** The last whole answer, unconditional: some servers say 304 to anything. */
  readonly fullAt?: string;
  readonly newestEntry?: string;
  /** How long the server's caching headers called its last answer fresh. */
  readonly freshMinutes?: number;
  /** Learnt: about how often asking brings something new. */
  readonly changeMinutes?: number;
  /** What the feed itself last asked for, as in `ParsedFeed`. */
  readonly pauseMinutes?: number;
  readonly skipHours?: readonly number[];
  readonly skipDays?: readonly string[];
};

/** An entry exactly as the feed gave it: text decoded, addresses absolute, nothing guessed. */
export type Item = {
  readonly guid?: string;
  readonly link?: string;
  /** Plain text. */
  readonly title?: string;
  /** Markup from outside: hostile until sanitised. */
  readonly summary?: string;
  /** Markup from outside: hostile until sanitised. */
  readonly content?: string;
  /** Date strings as written. */
  readonly published?: string;
  readonly updated?: string;
  readonly authors: readonly string[];
  readonly categories: readonly string[];
  readonly language?: string;
  /** The outlet that an aggregator names for this entry. */
  readonly sourceTitle?: string;
  readonly sourceUrl?: string;
};

/** One feed document, read. Everything optional is absent where the feed is silent. */
export type ParsedFeed = {
  readonly title?: string;
  readonly site?: string;
  readonly language?: string;
  readonly items: readonly Item[];
  /** How long the feed asks to be left alone, in minutes (`ttl`, `sy:updatePeriod`). */
  readonly pauseMinutes?: number;
  /** UTC hours 0–23 in which the feed asks not to be polled. */
  readonly skipHours?: readonly number[];
  /** English weekday names on which the feed asks not to be polled. */
  readonly skipDays?: readonly string[];
  /** What was wrong with the document, in words; its good entries are in `items`. */
  readonly problems: readonly string[];
};

/**
 * Where a value comes from: `given` is written in the text or the feed, all else is inferred.
 * `twin` is the date of another report of the same story, shown for want of one's own.
 */
export type TitleOrigin = 'given' | 'lede' | 'address';
export type DateOrigin = 'given' | 'address' | 'events' | 'weekday' | 'text' | 'twin';

/** When a report came out, only as exactly as it is known. Unknown is an absent `Published`. */
export type Published = {
  /** `YYYY-MM`, `YYYY-MM-DD` or `YYYY-MM-DDTHH:MM:SSZ`, by precision. */
  readonly at: string;
  readonly precision: 'instant' | 'day' | 'month';
  readonly from: DateOrigin;
  /** The words that say it, for a person who wonders. */
  readonly evidence?: string;
};

/** One report by one outlet, with everything a page needs. */
export type Article = {
  readonly id: string;
  readonly sourceId: string;
  /** Path below the articles folder, `path#id` for a record of a `.jsonl` file. */
  readonly file?: string;
  /** Absolute http(s) address as the outlet gives it. */
  readonly url?: string;
  /** The same report has the same canonical address, whoever links to it. */
  readonly canonicalUrl?: string;
  readonly outlet?: string;
  readonly country?: string;
  readonly kind?: OutletKind;
  /** BCP-47; `und` where it cannot be told. */
  readonly language: string;
  /** Plain text. */
  readonly title: string;
  readonly titleFrom: TitleOrigin;
  readonly published?: Published;
  readonly authors: readonly string[];
  /** News agency that the text credits. */
  readonly agency?: string;
  /** The place or places in front of the lede, as written: `ISLAMABAD/BEIJING`. */
  readonly dateline?: string;
  /** The day that stands there, `MM-DD` or `DD`, where neither text nor feed gives its year. */
  readonly filedOn?: string;
  /** Standfirst or key points, apart from the story's own paragraphs. */
  readonly summary?: string;
  /** Plain text; the first is the lede. May be empty for a headline-only entry. */
  readonly paragraphs: readonly string[];
  /** At most 300 characters of plain text. */
  readonly excerpt: string;
  readonly categories: readonly string[];
  readonly republish: Republish;
  /** Markup from outside, kept only where `republish` is full; sanitised when written. */
  readonly html?: string;
  /** Start of the run that first stored it. */
  readonly firstSeen: string;
  /** Of everything above but `firstSeen`: tells whether the article changed. */
  readonly hash: string;
  /** What its outlet called it before, the oldest first. */
  readonly formerTitles?: readonly Former[];
  /** Set on what stands in for the reports of a story that was read back from `out/`. */
  readonly closed?: Closed;
};

/** A headline that gave way to another in the run that began at `until`. */
export type Former = { readonly title: string; readonly until: string };

/**
 * A story of which only what was published is left, since the state was lost. It is told as it was
 * and takes no new reports, until all of its own have come back.
 */
export type Closed = {
  /** Ids of its articles and of their copies. */
  readonly members: readonly string[];
  /** As published, the lead first. */
  readonly reports: readonly Report[];
  readonly tags: readonly Tag[];
};

export type EntityKind =
  | 'country'
  | 'person'
  | 'organisation'
  /** Owned by a state or not: a company does not speak for a state. */
  | 'company'
  | 'place'
  | 'project'
  | 'event'
  | 'theme'
  /** A set phrase that stands in every text of the topic and so tells little. */
  | 'phrase'
  /** Words for what happens between states: `visit`, `call`, `dialogue` … */
  | 'form'
  /** Words for offices of state: beside a state's name they make an actor of it. */
  | 'office'
  /** Words of what pulls a text elsewhere: sport, companies, markets … */
  | 'pull'
  /** A name that holds another name and means neither: outlets, seas. Never counted. */
  | 'mask';

/** A name of the gazetteer with its spellings. */
export type Entity = {
  readonly id: string;
  readonly label: string;
  readonly kind: EntityKind;
  /** ISO 3166-1 alpha-2 of the state it is, lies in or acts for. */
  readonly country?: string;
  /** Spellings by language (BCP-47, or `other`). */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** Spellings that count only beside other names of the topic. */
  readonly ambiguous: readonly string[];
  /** Spellings of a state that say whose and not who: "Chinese" buys a phone, "China" does not. */
  readonly adjectives?: readonly string[];
  /** Ids that an ambiguous spelling means instead where they are named: 中巴 beside Brazil. */
  readonly rivals?: readonly string[];
  /** Ids beside which an ambiguous spelling counts as well: 对巴 beside India. */
  readonly friends?: readonly string[];
  /** Of a state: languages (BCP-47) whose outlets are taken for its own where none is known. */
  readonly languages?: readonly string[];
  /** First and last day: tenure, days of an event. `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly from?: string;
  readonly to?: string;
  readonly note?: string;
};

/** A spelling found in a text; `start` and `end` are UTF-16 offsets. */
export type Mention = {
  readonly id: string;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

export type Place = 'title' | 'lede' | 'body';

/** What the gazetteer finds in an article, read once for match, tag and fingerprint. */
export type Reading = Readonly<Record<Place, readonly Mention[]>>;

export type Reason = {
  /** Id of the rule in topic.yaml. */
  readonly rule: string;
  /** The rule as its editor put it, for readers. */
  readonly says: string;
  /** What it added to the score, or took from it. */
  readonly weight: number;
  /** The words that fired it. */
  readonly words: string;
  readonly where: Place;
};

/** In or out, and why. `in` is `score >= bar`, unless decided by hand. */
export type Match = {
  readonly in: boolean;
  readonly score: number;
  readonly bar: number;
  readonly reasons: readonly Reason[];
  /** The words of decisions.yaml where a person decided. */
  readonly decision?: string;
};

export type Tag = {
  readonly id: string;
  readonly label: string;
  /** `person`, `place`, `form`, `outlet-country` …: the last part of the scheme's address. */
  readonly scheme: string;
  readonly labels?: Readonly<Record<string, string>>;
};

/** Why two articles are one story. */
export type Join = {
  readonly a: string;
  readonly b: string;
  readonly score: number;
  readonly reasons: readonly string[];
};

/** Articles that report one event, before it has an id. */
export type Group = {
  readonly articleIds: readonly string[];
  readonly joins: readonly Join[];
};

/** An article of a story with what the topic says of it. */
export type Report = {
  readonly article: Article;
  readonly match: Match;
};

/** What was published of a story. Ids are remembered here, groups are computed. */
export type LedgerEntry = {
  /** `urn:uuid:…`, for ever. */
  readonly storyId: string;
  /** Place in the order of first publication, from 1. */
  readonly sequence: number;
  readonly members: readonly string[];
  readonly leadId: string;
  readonly headline: string;
  /** Those that it was published under before, the oldest first. */
  readonly formerHeadlines?: readonly Former[];
  readonly link?: string;
  /** Of the reader-visible fields. */
  readonly contentHash: string;
  readonly firstPublished: string;
  /** What Atom's `published` says; absent for an undated story. */
  readonly published?: string;
  readonly updated: string;
  /** It was old news when first published: it has its place in the archive and was never announced. */
  readonly backfill?: true;
  /** The older story that this one turned out to be. */
  readonly mergedInto?: string;
  /** When it was withdrawn or merged: a tombstone is shown for 30 days from then. */
  readonly deletedAt?: string;
};

/** One event as reported by one or more outlets: one entry of the feed. */
export type Story = {
  readonly ledger: LedgerEntry;
  readonly lead: Report;
  /** All reports, the lead first. */
  readonly reports: readonly Report[];
  readonly tags: readonly Tag[];
  readonly joins: readonly Join[];
};

/** What is said of the whole publication: from topic.yaml and the command line. */
export type Site = {
  /** A UUID, for ever: ids of the feed and of its stories derive from it, never from an address. */
  readonly id: string;
  readonly title: string;
  readonly subtitle?: string;
  /** Who makes the feed: a person or a body, by name. */
  readonly author: string;
  /** BCP-47 of the interface and of what is written around the stories. */
  readonly language: string;
  /** IANA name; days on pages and in grouping are in this zone. */
  readonly timeZone: string;
  /** Absolute address at which `out/` is served, ends with `/`. Without it no link of ours is written. */
  readonly base?: string;
  /** A source whose newest entry is so old is shown as silent. */
  readonly silentAfterDays?: number;
  /** WebSub hub that is told of changes after the upload. */
  readonly hub?: string;
  /** Outlets by the name of the publisher that owns them. */
  readonly publishers?: Readonly<Record<string, readonly string[]>>;
};
