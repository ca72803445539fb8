/**
 * The memory of what was published: groups are computed at every run, ids are remembered.
 *
 * Do not change: a group takes the id of the earliest-published story that shares an article with
 * it (else every reader shows old stories as new ones), and `updated` moves only with what a
 * reader sees (else every reader marks the story unread whenever one more outlet joins).
 *
 * One file, though over 300 lines: ids, times and tombstones hold only together.
 */
import { createHash } from 'node:crypto';
import { canonicalAddress } from '../collect/url.ts';
import { isSameHeadline, withFormer } from '../stories/headline.ts';
import type {
  Article,
  Former,
  Group,
  LedgerEntry,
  Published,
  Report,
  Site,
  Story,
  Tag,
} from '../types.ts';
import { nameUuid } from './uuid.ts';

/** A story before it has an id. */
export type Draft = {
  readonly group: Group;
  /** One for each article of the group. */
  readonly reports: readonly Report[];
  /** The report to lead with, should the story be new. */
  readonly lead: Report;
  /** A person chose the lead, so it takes the place of one that was published. */
  readonly leadByHand?: boolean;
  readonly tags: readonly Tag[];
  /** Stands in at first publication where the lead article itself has no date. */
  readonly published?: Published;
};

/** What matters of the entries that are not given. */
export type Elsewhere = {
  /** The highest sequence number. */
  readonly sequence: number;
  /** Times that are the `updated` of one, near those of the drafts and of now. */
  readonly times: Iterable<string>;
  /** Ids that stories of the drafts might be given and that belong to others. */
  readonly ids: Iterable<string>;
};

const NOTHING: Elsewhere = { sequence: 0, times: [], ids: [] };

const DAY_MS = 86_400_000;

/**
 * A new story that is older was no news when it was found: a source was added, a site gave all its
 * entries new ids, or the gazetteer learnt a name. A month is what feeds commonly list.
 */
const NEWS_DAYS = 30;
/** A tombstone is shown for so long, counted back from the newest story (RFC 6721). */
const TOMBSTONE_DAYS = 30;

/**
 * Gives each draft its id and brings the ledger up to date.
 *
 * `previous` is the ledger as it was, in any order; `now` an ISO time in UTC. The result holds
 * every entry of `previous` and the new ones, by sequence, and the stories that are to be shown,
 * by sequence too. Called again with its own result and the same drafts it changes nothing.
 *
 * Of a large ledger the entries suffice that share an article with a draft or whose group is no
 * more; `elsewhere` then says what matters of all others. The result is that of all entries and
 * all drafts, since no other entry could claim one of these drafts.
 */
export function keepLedger(
  previous: readonly LedgerEntry[],
  drafts: readonly Draft[],
  site: Pick<Site, 'id'>,
  now: string,
  elsewhere: Elsewhere = NOTHING,
): { entries: readonly LedgerEntry[]; stories: Story[] } {
  const time = toSecond(now);
  const claims = claimIds(previous, drafts);
  const draftOf = new Map([...claims].map(([draft, entry]) => [entry.storyId, draft]));
  const groupOf = new Map(drafts.flatMap((d) => d.group.articleIds.map((id) => [id, d] as const)));

  const takeTime = keepApart([...previous.map((entry) => entry.updated), ...elsewhere.times]);
  const entries = new Map<string, LedgerEntry>();
  const written = new Map<Draft, LedgerEntry>();
  for (const entry of previous.toSorted((a, b) => a.sequence - b.sequence)) {
    const draft = draftOf.get(entry.storyId);
    const kept = draft === undefined ? entry : revise(entry, draft, time, takeTime);
    if (draft !== undefined) written.set(draft, kept);
    entries.set(entry.storyId, kept);
  }
  let sequence = previous.reduce(
    (highest, entry) => Math.max(highest, entry.sequence),
    elsewhere.sequence,
  );
  // A feed that had no story yet has no subscribers to flood: its first run fills it.
  const news = sequence === 0 ? '' : toSecond(Date.parse(time) - NEWS_DAYS * DAY_MS);
  const others = new Set(elsewhere.ids);
  for (const draft of drafts.filter((one) => !claims.has(one)).toSorted(byDateThenId)) {
    sequence += 1;
    const storyId = newId(draft, site.id, (id) => entries.has(id) || others.has(id));
    const first = firstEntry(draft, storyId, sequence, time, takeTime);
    const entry: LedgerEntry = isOldNews(draft, news) ? { ...first, backfill: true } : first;
    entries.set(storyId, entry);
    written.set(draft, entry);
  }
  for (const entry of previous) {
    if (entry.deletedAt !== undefined || draftOf.has(entry.storyId)) continue;
    const heir = [entry.leadId, ...entry.members]
      .map((id) => groupOf.get(id))
      .find((draft) => draft !== undefined);
    const into = heir === undefined ? undefined : written.get(heir);
    const older = into?.storyId;
    // Subscribers had it under the younger id, so they go on having it.
    if (heir !== undefined && into?.backfill === true && entry.backfill !== true) {
      const { backfill: _, ...announced } = into;
      written.set(heir, announced);
      entries.set(announced.storyId, announced);
    }
    entries.set(entry.storyId, {
      ...entry,
      deletedAt: time,
      ...(older === undefined ? {} : { mergedInto: older }),
    });
  }
  const stories = [...written].map(([draft, entry]) => storyOf(draft, entry));
  return {
    entries: [...entries.values()],
    stories: stories.toSorted((a, b) => a.ledger.sequence - b.ledger.sequence),
  };
}

/**
 * From when on what was withdrawn or merged has a tombstone, so that subscribers are told of it;
 * `newest` is the latest first publication of all.
 */
export function tombstonesSince(newest: string): string {
  return toSecond(Date.parse(newest) - TOMBSTONE_DAYS * DAY_MS);
}

/**
 * Which draft goes on with which entry. Entries choose in the order of their publication, those
 * in the feed before those withdrawn. An entry goes where its lead goes: where an older one goes on
 * with that draft, the two became one, and what was left behind is a story of its own. One whose
 * lead is gone takes the draft with most of its members; one that was withdrawn comes back with its
 * lead alone, so that splitting undoes a merge.
 */
function claimIds(
  previous: readonly LedgerEntry[],
  drafts: readonly Draft[],
): Map<Draft, LedgerEntry> {
  const draftOf = new Map<string, Draft>();
  for (const draft of drafts) {
    for (const id of draft.group.articleIds) draftOf.set(id, draft);
  }
  const claims = new Map<Draft, LedgerEntry>();
  const gone = (entry: LedgerEntry): number => (entry.deletedAt === undefined ? 0 : 1);
  const order = previous.toSorted((a, b) => gone(a) - gone(b) || a.sequence - b.sequence);
  for (const entry of order) {
    const led = draftOf.get(entry.leadId);
    if (led !== undefined) {
      if (!claims.has(led)) claims.set(led, entry);
      continue;
    }
    if (entry.deletedAt !== undefined) continue;
    const shared = new Map<Draft, number>();
    for (const id of entry.members) {
      const draft = draftOf.get(id);
      if (draft === undefined || claims.has(draft)) continue;
      shared.set(draft, (shared.get(draft) ?? 0) + 1);
    }
    const [best] = [...shared].toSorted(
      (a, b) => b[1] - a[1] || compare(smallestId(a[0]), smallestId(b[0])),
    );
    if (best !== undefined) claims.set(best[0], entry);
  }
  return claims;
}

/** A new story: `updated` says when it came out where that is known, so that readers sort by it. */
function firstEntry(
  draft: Draft,
  storyId: string,
  sequence: number,
  now: string,
  takeTime: TakeTime,
): LedgerEntry {
  const published = dateOf(draft.lead.article) ?? dateOf(draft.lead.article, draft.published);
  return {
    ...visible(draft.lead.article, published),
    storyId,
    sequence,
    members: draft.group.articleIds.toSorted(compare),
    firstPublished: now,
    updated: takeTime(published ?? now, now),
  };
}

/**
 * Whether all of a new story that is dated came out before `news`, and feeds alone brought it: what
 * an operator puts into the folder of articles is meant to be seen. A day or a month counts to its end.
 */
function isOldNews({ reports, published }: Draft, news: string): boolean {
  const articles = reports.map(({ article }) => article);
  if (articles.some(({ file }) => file !== undefined)) return false;
  const dates = [published, ...articles.map((one) => one.published)];
  const known = dates.flatMap((date) => (date === undefined ? [] : [date]));
  return known.length > 0 && known.every(({ at }) => at < news.slice(0, at.length));
}

/** A story that goes on: its headline stays unless its own outlet, or its absence, changed it. */
function revise(entry: LedgerEntry, draft: Draft, now: string, takeTime: TakeTime): LedgerEntry {
  const lead = keptLead(entry, draft).article;
  // A date that another report lends is taken at first publication only: later it would come
  // with one more outlet, and nothing that comes so may change an entry.
  const published = dateOf(lead) ?? entry.published;
  const seen = visible(lead, published);
  const back = entry.deletedAt !== undefined;
  // Even where the clock was set back a change is later than what it changes.
  const latest = compare(now, entry.updated) > 0 ? now : entry.updated;
  const changed = back || seen.contentHash !== entry.contentHash;
  const members = draft.group.articleIds.toSorted(compare);
  const former = formerOf(entry, lead, now);
  if (!changed && seen.leadId === entry.leadId && sameTexts(members, entry.members)) return entry;
  return {
    ...seen,
    storyId: entry.storyId,
    sequence: entry.sequence,
    members,
    ...(former === undefined ? {} : { formerHeadlines: former }),
    firstPublished: entry.firstPublished,
    updated: changed ? takeTime(latest, latest, entry.updated) : entry.updated,
    ...(entry.backfill === undefined ? {} : { backfill: entry.backfill }),
  };
}

/** A title that a person mended in the folder of articles was never a headline. */
function formerOf(entry: LedgerEntry, lead: Article, now: string): readonly Former[] | undefined {
  const { headline, formerHeadlines } = entry;
  const isMended = lead.id === entry.leadId && lead.file !== undefined;
  if (isMended || isSameHeadline(headline, lead)) return formerHeadlines;
  return withFormer(formerHeadlines ?? [], headline, now);
}

/**
 * The lead stays while it is there, under another id too where another source tells of the same
 * address. Only an aggregator's redirect gives way to an outlet.
 */
function keptLead(entry: LedgerEntry, draft: Draft): Report {
  if (draft.leadByHand === true) return draft.lead;
  const address = entry.link === undefined ? undefined : canonicalAddress(entry.link);
  const kept =
    draft.reports.find(({ article }) => article.id === entry.leadId) ??
    draft.reports.find(({ article }) => article.canonicalUrl === (address ?? ''));
  if (kept === undefined) return draft.lead;
  const better = kept.article.kind === 'aggregator' && draft.lead.article.kind !== 'aggregator';
  return better ? draft.lead : kept;
}

/** What readers see of a story, with the hash that tells whether they would see a change. */
function visible(
  lead: Article,
  published: string | undefined,
): Pick<LedgerEntry, 'leadId' | 'headline' | 'link' | 'published' | 'contentHash'> {
  const full = lead.republish === 'full' ? [lead.html ?? '', ...lead.paragraphs] : [];
  const month = lead.published?.precision === 'month' ? lead.published.at : '';
  const fields = [lead.title, lead.url ?? '', published ?? '', month, lead.outlet ?? ''];
  const hash = createHash('sha256')
    .update(JSON.stringify([fields, lead.authors, lead.excerpt, full]))
    .digest('hex');
  return {
    leadId: lead.id,
    headline: lead.title,
    ...(lead.url === undefined ? {} : { link: lead.url }),
    ...(published === undefined ? {} : { published }),
    contentHash: hash,
  };
}

/**
 * What Atom's `published` may say: an instant as it is, a day as its noon in UTC or as the time
 * it was first seen if that is earlier. A month is no date to sort by; the text says it instead.
 */
function dateOf(article: Article, published = article.published): string | undefined {
  if (published === undefined || published.precision === 'month') return undefined;
  const day = published.precision === 'day';
  const at = toSecond(day ? `${published.at.slice(0, 10)}T12:00:00Z` : published.at);
  const seen = toSecond(article.firstSeen);
  return compare(seen, at) < 0 ? seen : at;
}

/** The UUID of the smallest article id that does not name another story already. */
function newId(draft: Draft, namespace: string, isTaken: (id: string) => boolean): string {
  for (let round = 1; ; round += 1) {
    for (const id of idsOf(draft, namespace, round)) if (!isTaken(id)) return id;
  }
}

/** An article that left its story and came to another so often is not to be expected. */
const ROUNDS = 4;

/** The ids that new stories of these drafts might be given. */
export function possibleIds(drafts: readonly Draft[], { id }: Pick<Site, 'id'>): string[] {
  const rounds = Array.from({ length: ROUNDS }, (_, at) => at + 1);
  return drafts.flatMap((draft) => rounds.flatMap((round) => idsOf(draft, id, round)));
}

function idsOf(draft: Draft, namespace: string, round: number): string[] {
  return draft.group.articleIds
    .toSorted(compare)
    .map((id) => `urn:uuid:${nameUuid(namespace, round === 1 ? id : `${id}\n${round}`)}`);
}

/**
 * Days, `YYYY-MM-DD`, on which the times may lie that entries of these drafts are given; a time
 * that is taken gives way by seconds.
 */
export function possibleDays(
  drafts: readonly Draft[],
  previous: readonly LedgerEntry[],
  now: string,
): ReadonlySet<string> {
  const times = drafts.flatMap(({ reports, published }) => [
    published?.at,
    ...reports.flatMap(({ article }) => [article.published?.at, article.firstSeen]),
  ]);
  const known = [now, ...times, ...previous.map(({ updated }) => updated)];
  return new Set(known.flatMap((time) => (time === undefined ? [] : time.slice(0, 10))));
}

function storyOf(draft: Draft, entry: LedgerEntry): Story {
  const lead = draft.reports.find((report) => report.article.id === entry.leadId) ?? draft.lead;
  const others = draft.reports.filter((report) => report !== lead).toSorted(byDate);
  return {
    ledger: entry,
    lead,
    reports: [lead, ...others],
    tags: draft.tags,
    joins: draft.group.joins,
  };
}

type TakeTime = (wish: string, now: string, after?: string) => string;

/**
 * Keeps the times of entries a second apart: many sources give only a day. The function gives the
 * first free second from `wish` on; should that be later than `now`, one before `wish` instead,
 * so long as it is after `after`.
 */
function keepApart(times: readonly string[]): TakeTime {
  const taken = new Set(times);
  // Where the search from a wished time ended, so that a thousand equal wishes stay cheap.
  const reached = new Map<string, number>();
  return (wish, now, after = '') => {
    const start = Date.parse(wish);
    for (let step = reached.get(wish) ?? 0; ; step += 1) {
      const later = toSecond(start + step * 1000);
      const earlier = toSecond(start - step * 1000);
      const time = later <= now || earlier <= after ? later : earlier;
      if (taken.has(time) || time <= after) continue;
      reached.set(wish, step);
      taken.add(time);
      return time;
    }
  };
}

function byDateThenId(a: Draft, b: Draft): number {
  const date = (draft: Draft): string => dateOf(draft.lead.article) ?? '9';
  return compare(date(a), date(b)) || compare(smallestId(a), smallestId(b));
}

function byDate(a: Report, b: Report): number {
  const date = (report: Report): string => report.article.published?.at ?? '9';
  return compare(date(a), date(b)) || compare(a.article.id, b.article.id);
}

function smallestId(draft: Draft): string {
  return draft.group.articleIds.reduce((least, id) => (compare(id, least) < 0 ? id : least));
}

function sameTexts(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}

/** By code unit: the same everywhere, whatever the machine's language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function toSecond(time: string | number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
