import { createHash } from 'node:crypto';
import { collectedSpans } from '../collect/collected.ts';
import type { Config } from '../config/read.ts';
import { grouped } from '../grouped.ts';
import { daysBefore } from '../local-day.ts';
import type { Publication } from '../store/publication.ts';
import type { Store } from '../store/store.ts';
import type { Report } from '../types.ts';
import { closedUpTo } from './archive.ts';
import { type Desk, openDesk } from './desk.ts';
import { type Due, EVERYTHING, nothingDue, OVERVIEWS, readDue } from './due.ts';
import { exportPaths } from './exports.ts';
import { mainPaths, partPaths } from './feeds.ts';
import { type Document, type Written, writeFiles, writeInTurns } from './files.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { collectionOf } from './pages/collection.ts';
import { pagePaths, renderStates } from './pages/render.ts';
import { hasMonths, NEWEST } from './pages/tags.ts';
import { type Counts, readCounts, type Totals, tagMonths } from './pages/totals.ts';
import { PROGRAM } from './program.ts';
import type { SourceState } from './status.ts';
import { COUNTS } from './update.ts';

export type WriteOptions = {
  readonly out: string;
  /** Looks at every document, also where nothing is known to have changed. */
  readonly force: boolean;
  /** What is counted of all stories, where it is at hand. */
  readonly counts?: Counts | undefined;
  /** Hears how many documents are done of how many, where all are looked at. */
  readonly onWritten?: (done: number, of: number) => void;
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
  if (!isAll && names.length === 0) {
    const feeds = mainPaths(site);
    const files = renderStates(site, states, { ...extras, feeds });
    written = await writeFiles(options.out, files, [], list);
  } else {
    const counts = options.counts ?? readCounts(await store.note(COUNTS));
    // Another program or site writes other pieces.
    if (isAll) await publication.keepPieces([], Number.MAX_SAFE_INTEGER);
    const desk = await openDesk(site, states, extras, publication, counts);
    written = isAll
      ? await writeAll(desk, options, list)
      : await writeSome(desk, readDue(names), options.out, list);
    await desk.keepPieces();
  }
  await publication.written(names);
  await keepIfOther(store, COLLECTION, shown);
  await keepIfOther(store, WRITTEN_BY, by);
  await keepIfOther(store, MANIFEST, written.manifest);
  return written;
}

/** Writes or removes the documents that are due, and no other. */
async function writeSome(desk: Desk, named: Due, out: string, list: Manifest): Promise<Written> {
  const due = withTagMonths(named, desk.totals);
  const files = await desk.documents(due);
  const gone = pathsOf(due).filter((path) => !files.has(path));
  return writeFiles(out, files, gone, list);
}

/** The paths that documents may have which are due because of a story. */
function pathsOf(due: Due): string[] {
  return [...pagePaths(due), ...partPaths(due), ...[...due.exportMonths].flatMap(exportPaths)];
}

/**
 * Looks at every document, month by month, so that the stories of a few months are in memory and
 * not those of all.
 */
async function writeAll(desk: Desk, options: WriteOptions, before: Manifest): Promise<Written> {
  const overviews = await desk.documents({ ...nothingDue, overviews: true });
  const paths = new Set([...overviews.keys(), ...desk.feeds]);
  const months = await monthlyDues(desk);
  for (const path of months.flatMap(pathsOf)) paths.add(path);
  for (const path of desk.totals.tags.keys()) paths.add(path);
  return writeInTurns(options.out, [...paths], batchesOf(desk, months, overviews), {
    before,
    onWritten: (done) => options.onWritten?.(done, paths.size),
  });
}

const TAGS_AT_ONCE = 20;
const ARCHIVES_AT_ONCE = 10;

async function* batchesOf(
  desk: Desk,
  months: readonly Due[],
  overviews: ReadonlyMap<string, Document>,
): AsyncGenerator<ReadonlyMap<string, Document>> {
  for (const month of months) yield await desk.documents(month);
  for (const tags of chunks([...desk.totals.tags.keys()], TAGS_AT_ONCE)) {
    yield await desk.documents({ ...nothingDue, tags: new Set(tags) });
  }
  const closed = Array.from({ length: closedUpTo(desk.last) }, (_, at) => at + 1);
  for (const archives of chunks(closed, ARCHIVES_AT_ONCE)) {
    yield await desk.documents({ ...nothingDue, archives: new Set(archives) });
  }
  yield await desk.documents({ ...nothingDue, languages: new Set(desk.totals.leads.keys()) });
  yield overviews;
}

/**
 * What there is of each month that has stories or tables: its stories, its pages, and those of tags
 * that have pages by month.
 */
async function monthlyDues({ totals, exportMonths, publication }: Desk): Promise<Due[]> {
  const long = [...totals.tags].filter(([, tagged]) => hasMonths(tagged));
  const tags = grouped(
    long.flatMap(([path, tagged]) => tagMonths(tagged).map(([month]) => ({ path, month }))),
    ({ month }) => month,
  );
  const months = new Set([...totals.months.map(([month]) => month), ...exportMonths]);
  const dues: Due[] = [];
  for (const month of [...months].toSorted()) {
    const stories = await publication.storyIds(month);
    dues.push({
      ...nothingDue,
      stories: new Set(stories),
      months: new Set(stories.length === 0 ? [] : [month]),
      exportMonths: new Set(exportMonths.includes(month) ? [month] : []),
      tagMonths: new Map((tags.get(month) ?? []).map(({ path }) => [path, new Set([month])])),
    });
  }
  return dues;
}

function chunks<Value>(values: readonly Value[], size: number): Value[][] {
  return Array.from({ length: Math.ceil(values.length / size) }, (_, at) =>
    values.slice(at * size, (at + 1) * size),
  );
}

/** With the pages by month that a tag gets once it has more stories than its own page holds. */
function withTagMonths(due: Due, totals: Totals): Due {
  const months = new Map(due.tagMonths);
  for (const path of due.tags) {
    const tagged = totals.tags.get(path);
    if (Math.abs((tagged?.stories ?? 0) - NEWEST) > due.stories.size) continue;
    const all = tagged === undefined ? [] : tagMonths(tagged).map(([month]) => month);
    months.set(path, new Set([...all, ...(due.tagMonths.get(path) ?? [])]));
  }
  return { ...due, tagMonths: months };
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
