import { createHash } from 'node:crypto';
import type { Trouble } from '../report.ts';
import type { FiledStory, Judgement, Publication } from '../store/publication.ts';
import type { Store } from '../store/store.ts';
import { draftOf } from '../stories/assemble.ts';
import { applyDecisions, type Decided, namesIn } from '../stories/decisions.ts';
import type { NamedCopies, Rules } from '../stories/judge.ts';
import type { Article, LedgerEntry, Site, Story } from '../types.ts';
import { EVERYTHING, monthDue, showing } from './due.ts';
import { exportMonthOf } from './exports.ts';
import { allReports, type Found, findAll, findTouched, reportsOf } from './found.ts';
import { type Draft, type Elsewhere, keepLedger, possibleDays, possibleIds } from './ledger.ts';
import { listsOf, placeOf } from './lists.ts';
import { monthOf } from './pages/list.ts';
import { momentOf } from './pages/neighbours.ts';
import { type Counts, NOTHING, readCounts, recount } from './pages/totals.ts';
import { alteredNeighbours } from './window.ts';

/** What the publication gained. */
export type Updated = {
  readonly new: number;
  /** Of the new ones, those that were old news when found. */
  readonly backfill: number;
  readonly grown: number;
  /** Decisions that are about nothing. */
  readonly notices: readonly Trouble[];
  /** What is counted of all stories, where that was counted again. */
  readonly counts?: Counts;
};

/** Groups that are told as stories at a time: their articles are in memory whole. */
const AT_ONCE = 200;
const JUDGED_BY = 'judged-by';
/** The note of what is counted of all stories. */
export const COUNTS = 'counts';

/**
 * Brings the stories in the store up to date with its articles: judges what was touched since the
 * last time, groups again what that can reach, and keeps the ledger of the stories that change.
 * Where rules, decisions or the program are others than the last time, everything is judged and
 * grouped anew. Either way the stories are those that all articles together make.
 *
 * `onJudged` hears how many reports are judged of how many, where all are.
 *
 * One transaction at the end keeps all of it, with the names of the documents that have to be
 * written because of it: whatever ends a run, the next goes on from there.
 */
export async function update(
  rules: Rules,
  store: Store,
  now: string,
  onJudged: (done: number, of: number) => void = () => {},
): Promise<Updated> {
  const { publication } = store;
  const touched = await publication.touched();
  const judgedBy = markOf(rules);
  const isAll = (await store.note(JUDGED_BY)) !== judgedBy;
  const everyReport = isAll ? await allReports(rules, publication) : undefined;
  const named = await namedReports(rules, isAll ? [] : touched, publication);
  const decided = applyDecisions(
    rules.config.decisions,
    // Outlines do not say which reports a closed story has.
    everyReport ? [...everyReport, ...named.filter(({ article }) => article.closed)] : named,
  );
  if (!isAll && touched.length === 0)
    return { new: 0, backfill: 0, grown: 0, notices: decided.notices };

  const found = everyReport
    ? await findAll(everyReport, rules, decided, publication, onJudged)
    : await findTouched(rules, decided, publication, touched);
  const drafts = await draftsOf(found, rules, decided, publication);
  const previous = isAll ? await store.ledger() : await entriesFor(drafts, found, publication);
  const elsewhere = isAll
    ? undefined
    : await elsewhereOf(drafts, previous, rules, publication, now);
  const { site } = rules.config;
  const { entries, stories } = keepLedger(previous, drafts, site, now, elsewhere);

  const former = new Map(found.former.map((filed) => [filed.story.ledger.storyId, filed]));
  const filed = stories.map((story) => fileStory(story, site));
  const changed = filed.filter((one) => {
    const before = former.get(one.story.ledger.storyId);
    return before === undefined || JSON.stringify(before) !== JSON.stringify(one);
  });
  const shown = new Set(stories.map(({ ledger }) => ledger.storyId));
  const withdrawn = entries
    .filter(({ storyId, deletedAt }) => deletedAt !== undefined && !shown.has(storyId))
    .map(({ storyId }) => storyId);
  const altered = new Set(changed.map(({ story }) => story.ledger.storyId));
  const replaced = found.former.filter(
    ({ story: { ledger } }) => !shown.has(ledger.storyId) || altered.has(ledger.storyId),
  );
  const before = isAll ? NOTHING : readCounts(await store.note(COUNTS));
  const storiesOf = (some: readonly FiledStory[]) => some.map(({ story }) => story);
  const counts = recount(before, { come: storiesOf(changed), gone: storiesOf(replaced) }, site);
  await publication.keep({
    ledger: changedEntries(previous, entries),
    stories: changed,
    withdrawn,
    judgements: found.judgements,
    forgotten: found.forgotten,
    settled: touched,
    due: isAll
      ? [EVERYTHING]
      : [
          ...[...replaced, ...changed].flatMap(showing),
          ...(await alteredNeighbours(replaced, changed, site, publication)),
          ...monthsBeside(before, counts).map(monthDue),
        ],
    notes: new Map([
      [JUDGED_BY, judgedBy],
      [COUNTS, JSON.stringify(counts)],
    ]),
  });
  const members = new Map(previous.map((entry) => [entry.storyId, entry.members.length]));
  const added = stories.filter(({ ledger }) => !members.has(ledger.storyId));
  return {
    new: added.length,
    backfill: added.filter(({ ledger }) => ledger.backfill === true).length,
    grown: stories.filter(
      ({ ledger }) => ledger.members.length > (members.get(ledger.storyId) ?? Infinity),
    ).length,
    notices: decided.notices,
    counts,
  };
}

/** Everything besides the articles that decides which stories there are. */
function markOf({ mark, config }: Rules): string {
  const { decisions, sources, site } = config;
  const hosts = sources.map(({ id, url, site: home }) => [id, url, home]);
  const parts = [mark, decisions, hosts, site.id, site.language, site.timeZone];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** The reports that decisions name; what was touched may change which they are. */
async function namedReports(
  rules: Rules,
  touched: readonly string[],
  publication: Publication,
): Promise<readonly NamedCopies[]> {
  const { decisions } = rules.config;
  if (decisions.length === 0) return [];
  const ids = await publication.idsNamed(namesIn(decisions));
  return (await reportsOf([...ids, ...touched], rules, publication)).reports;
}

async function draftsOf(
  found: Found,
  { config, gazetteer }: Rules,
  decided: Decided,
  publication: Publication,
): Promise<Draft[]> {
  const fresh = new Map(found.judgements.map((one) => [one.articleId, one]));
  const drafts: Draft[] = [];
  for (let start = 0; start < found.groups.length; start += AT_ONCE) {
    const groups = found.groups.slice(start, start + AT_ONCE);
    const ids = groups.flatMap(({ articleIds }) => articleIds);
    const articles = new Map((await publication.articles(ids)).map((one) => [one.id, one]));
    const stored = await publication.judgementsOf(ids.filter((id) => !fresh.has(id)));
    const judgements = new Map([
      ...stored.map((one): [string, Judgement] => [one.articleId, one]),
      ...fresh,
    ]);
    for (const group of groups) {
      const members = group.articleIds.flatMap((id) => {
        const [article, judgement] = [articles.get(id), judgements.get(id)];
        if (article === undefined || judgement === undefined) return [];
        const { ids, match, names } = judgement;
        return [{ article, ids, match, names }];
      });
      drafts.push(lighten(draftOf(group, members, config, gazetteer, decided)));
    }
  }
  return drafts;
}

/** Without the texts, of which no document shows more than the excerpt. */
function lighten(draft: Draft): Draft {
  const light = (article: Article): Article => {
    const { summary: _, dateline: __, ...rest } = article;
    return {
      ...rest,
      paragraphs: article.republish === 'full' ? article.paragraphs : [],
      categories: [],
    };
  };
  const reports = draft.reports.map(({ article, match }) => ({ article: light(article), match }));
  const lead = reports.find(({ article }) => article.id === draft.lead.article.id) ?? draft.lead;
  return { ...draft, reports, lead };
}

/** The entries that could go on with one of the drafts, or come to their end. */
async function entriesFor(
  drafts: readonly Draft[],
  found: Found,
  publication: Publication,
): Promise<readonly LedgerEntry[]> {
  return publication.ledgerOf(
    drafts.flatMap(({ group }) => group.articleIds),
    found.former.map(({ story }) => story.ledger.storyId),
  );
}

async function elsewhereOf(
  drafts: readonly Draft[],
  previous: readonly LedgerEntry[],
  { config }: Rules,
  publication: Publication,
  now: string,
): Promise<Elsewhere> {
  const own = new Set(previous.map(({ storyId }) => storyId));
  const others = await publication.ledgerOf([], possibleIds(drafts, config.site));
  const times: string[] = [];
  for (const day of possibleDays(drafts, previous, now)) {
    const at = Date.parse(day);
    if (Number.isNaN(at)) continue;
    const [from, to] = [at - 86_400_000, at + 2 * 86_400_000].map((ms) =>
      new Date(ms).toISOString(),
    );
    times.push(...(await publication.timesTaken(from ?? '', to ?? '')));
  }
  const { sequence } = await publication.ledgerEnd();
  return {
    sequence,
    times,
    ids: others.map(({ storyId }) => storyId).filter((id) => !own.has(id)),
  };
}

function fileStory(story: Story, site: Site): FiledStory {
  const { timeZone } = site;
  const moment = momentOf(story, timeZone);
  return {
    story,
    month: monthOf(story, timeZone),
    exportMonth: exportMonthOf(story, timeZone),
    ...(moment === undefined ? {} : { moment }),
    lists: listsOf(story),
    place: placeOf(story, site),
  };
}

/** The entries to write: a quiet run writes none. */
function changedEntries(
  before: readonly LedgerEntry[],
  after: readonly LedgerEntry[],
): LedgerEntry[] {
  const written = new Map(before.map((entry) => [entry.storyId, JSON.stringify(entry)]));
  return after.filter((entry) => written.get(entry.storyId) !== JSON.stringify(entry));
}

/** The months that came or went, and those beside them, whose pages name them. */
function monthsBeside(before: Counts, after: Counts): string[] {
  const [had, has] = [before, after].map(({ months }) => new Set(months.map(([month]) => month)));
  if (had === undefined || has === undefined) return [];
  const order = [...new Set([...had, ...has])].toSorted();
  return order
    .filter((month) => had.has(month) !== has.has(month))
    .flatMap((month) => {
      // What came or went together lies side by side, and names what is beyond.
      const isLasting = (one: string) => had.has(one) && has.has(one);
      const at = order.indexOf(month);
      return [order.slice(0, at).findLast(isLasting), order.slice(at + 1).find(isLasting)].flatMap(
        (one) => one ?? [],
      );
    });
}
