import { createHash } from 'node:crypto';
import { collectedSpans } from '../collect/collected.ts';
import type { Config } from '../config/read.ts';
import type { Publication } from '../store/publication.ts';
import type { Store } from '../store/store.ts';
import type { LedgerEntry, Report, Site, Story } from '../types.ts';
import { rangeOf } from './archive.ts';
import { type Due, EVERYTHING, OVERVIEWS, readDue } from './due.ts';
import { exportPaths } from './exports.ts';
import {
  currentSequences,
  type FeedsOf,
  feedPaths,
  mainPaths,
  partPaths,
  partSequences,
  renderFeeds,
} from './feeds.ts';
import { type Document, type Written, writeFiles } from './files.ts';
import { tombstonesSince } from './ledger.ts';
import { readManifest } from './manifest.ts';
import { collectionOf } from './pages/collection.ts';
import { daysBefore } from './pages/dates.ts';
import { STORIES_AT_MOST } from './pages/neighbours.ts';
import {
  type Extras,
  frontSequences,
  pagePaths,
  renderPages,
  renderStates,
  tagSequences,
} from './pages/render.ts';
import { NEWEST } from './pages/tags.ts';
import { addUp, type MonthCounts, type Totals } from './pages/totals.ts';
import { PROGRAM } from './program.ts';
import { shelfOf } from './shelf.ts';
import type { SourceState } from './status.ts';
import { storiesBeside } from './window.ts';

export type WriteOptions = {
  readonly out: string;
  /** Looks at every document, also where nothing is known to have changed. */
  readonly force: boolean;
};

const WRITTEN_BY = 'written-by';
const MANIFEST = 'manifest';
/** What the overview says of when feeds were read. */
const COLLECTION = 'collection-shown';

/**
 * Writes the documents that are due, and those that may change though no story did. Everything is
 * due where the program or the site are others than the last time, or where the folder is not as
 * we left it.
 */
export async function writeDue(
  config: Config,
  store: Store,
  options: WriteOptions,
): Promise<Written> {
  const { publication } = store;
  const { site } = config;
  const collection = collectionOf(await collectedSpans(store));
  const shown = JSON.stringify([collection.begun, ...collection.missed]);
  const names = [
    ...(await publication.due()),
    ...((await store.note(COLLECTION)) === shown ? [] : [OVERVIEWS]),
  ];
  const by = createHash('sha256')
    .update(JSON.stringify([PROGRAM, site, config.figures]))
    .digest('hex');
  const list = readManifest(options.out);
  const isAll =
    options.force ||
    names.includes(EVERYTHING) ||
    (await store.note(WRITTEN_BY)) !== by ||
    (await store.note(MANIFEST)) !== list.hash;
  const states = await statesOf(config, store);
  const rejected = await nearMisses(publication);
  const extras = { figures: config.figures, rejected, collection };

  let written: Written;
  if (isAll) {
    const stories = await publication.stories({ from: 1, to: Number.MAX_SAFE_INTEGER });
    const shelf = shelfOf(
      stories.map(({ story }) => story),
      site,
    );
    const of = { shelf, ...(await endOf(publication)) };
    const feeds = renderFeeds(site, of);
    const pages = renderPages(site, shelf, states, { ...extras, feeds: new Set(feeds.keys()) });
    written = await writeFiles(options.out, new Map([...pages, ...feeds]), undefined, list);
  } else if (names.length === 0) {
    const feeds = mainPaths(site);
    const files = renderStates(site, states, { ...extras, feeds });
    written = await writeFiles(options.out, files, [], list);
  } else {
    const due = readDue(names);
    written = await writeSome(due, site, states, extras, publication, (files, gone) =>
      writeFiles(options.out, files, gone, list),
    );
  }
  await publication.written(names);
  await keepIfOther(store, COLLECTION, shown);
  await keepIfOther(store, WRITTEN_BY, by);
  await keepIfOther(store, MANIFEST, written.manifest);
  return written;
}

/** Loads what the documents that are due show, and writes or removes these alone. */
async function writeSome(
  named: Due,
  site: Site,
  states: readonly SourceState[],
  extras: Extras,
  publication: Publication,
  write: (files: ReadonlyMap<string, Document>, gone: readonly string[]) => Promise<Written>,
): Promise<Written> {
  const counts = [...(await publication.months()).values()].map(
    (body) => JSON.parse(body) as MonthCounts,
  );
  const totals = addUp(counts);
  const due = withTagMonths(named, totals);
  const stories = await storiesFor(due, totals, publication);
  const shelf = shelfOf(stories, site, { counts, exportMonths: await publication.exportMonths() });
  const of: FeedsOf = { shelf, ...(await endOf(publication)) };
  const files = new Map<string, Document>([
    ...renderPages(site, shelf, states, { ...extras, feeds: feedPaths(site, of) }, due),
    ...renderFeeds(site, of, due),
  ]);
  const possible = [
    ...pagePaths(due),
    ...partPaths(due),
    ...[...due.exportMonths].flatMap(exportPaths),
  ];
  return write(
    files,
    possible.filter((path) => !files.has(path)),
  );
}

/** With the pages by month that a tag gets once it has more stories than its own page holds. */
function withTagMonths(due: Due, totals: Totals): Due {
  const tagMonths = new Map(due.tagMonths);
  for (const path of due.tags) {
    const all = totals.tags.get(path)?.months.map(([month]) => month) ?? [];
    const crossed = Math.abs((totals.tags.get(path)?.stories ?? 0) - NEWEST) <= due.stories.size;
    if (crossed) tagMonths.set(path, new Set([...all, ...(due.tagMonths.get(path) ?? [])]));
  }
  return { ...due, tagMonths };
}

/** Every story that one of the documents shows or takes its neighbours from. */
async function storiesFor(due: Due, totals: Totals, publication: Publication): Promise<Story[]> {
  const found = new Map<number, Story>();
  const take = (stories: readonly Story[]) => {
    for (const story of stories) found.set(story.ledger.sequence, story);
  };
  const pages = await publication.stories({ ids: [...due.stories] });
  take(pages.map(({ story }) => story));
  take(await storiesBeside(pages, STORIES_AT_MOST, publication));
  for (const month of due.months) {
    take((await publication.stories({ month })).map(({ story }) => story));
  }
  for (const exportMonth of due.exportMonths) {
    take((await publication.stories({ exportMonth })).map(({ story }) => story));
  }
  for (const number of due.archives) {
    const [from, to] = rangeOf(number);
    take((await publication.stories({ from, to })).map(({ story }) => story));
  }
  const tags = [...due.tags].flatMap((path) => totals.tags.get(path) ?? []);
  const wanted = [
    ...frontSequences(totals),
    ...currentSequences(totals),
    ...tags.flatMap((tag) => [
      ...tagSequences(tag, totals),
      ...partSequences(
        tag.months.flatMap(([, held]) => held),
        totals,
      ),
    ]),
    ...[...due.tagMonths].flatMap(([path, months]) =>
      (totals.tags.get(path)?.months ?? []).flatMap(([month, held]) =>
        months.has(month) ? held : [],
      ),
    ),
    ...[...due.languages].flatMap((language) =>
      partSequences(totals.leads.get(language) ?? [], totals),
    ),
  ];
  const sequences = [...new Set(wanted)].filter((sequence) => !found.has(sequence));
  take((await publication.stories({ sequences })).map(({ story }) => story));
  return [...found.values()];
}

/** Where the ledger ends, and what was withdrawn of late. */
async function endOf(
  publication: Publication,
): Promise<{ readonly last: number; readonly tombstones: readonly LedgerEntry[] }> {
  const { sequence, newest } = await publication.ledgerEnd();
  if (newest === undefined) return { last: 0, tombstones: [] };
  return { last: sequence, tombstones: await publication.deletedSince(tombstonesSince(newest)) };
}

/** What the pages say of each source: its last check, and when it last had something for us. */
async function statesOf({ sources }: Config, store: Store): Promise<SourceState[]> {
  const checks = await store.checks();
  const states: SourceState[] = [];
  for (const source of sources) {
    const check = checks.get(source.id);
    const { article, match } = await store.publication.lastSeen(source.id);
    states.push({
      source,
      ...(check === undefined ? {} : { check }),
      ...(article === undefined ? {} : { lastArticle: article }),
      ...(match === undefined ? {} : { lastMatch: match }),
    });
  }
  return states;
}

/** More than the page shows: it counts its days back from the newest itself. */
const NEAR_DAYS = 60;

/** The reports that are out and near the bar, of the last weeks. */
async function nearMisses(publication: Publication): Promise<Report[]> {
  const newest = await publication.lastNearDay();
  if (newest === undefined) return [];
  const near = await publication.nearSince(daysBefore(newest, NEAR_DAYS));
  const matches = new Map(near.map(({ articleId, match }) => [articleId, match]));
  const articles = await publication.articles([...matches.keys()]);
  return articles.flatMap((article) => {
    const match = matches.get(article.id);
    return match === undefined ? [] : [{ article, match }];
  });
}

/** A note that stays as it is is not written again: a quiet run writes nothing. */
async function keepIfOther(store: Store, name: string, body: string): Promise<void> {
  if ((await store.note(name)) !== body) await store.keepNote(name, body);
}
