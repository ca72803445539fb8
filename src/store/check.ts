import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'libsql';
import { CLOSED_AT } from '../publish/archive.ts';
import { readManifest } from '../publish/manifest.ts';
import { ATOM, archivePath, MANIFEST } from '../publish/paths.ts';
import type { LedgerEntry } from '../types.ts';
import { damageOf, lookInto } from './database.ts';

/** What is wrong, in words, and what mends it. */
export type Fault = {
  readonly about: 'state' | 'out';
  readonly problem: string;
};

/**
 * Compares the state with itself and with what was published. A fault of `out` is mended by the
 * next run; one of the state by a copy or by a rebuild. Call it under the run lock: a run in the
 * middle of its work has published less than it knows.
 *
 * @param file path of the database
 * @param out folder of what was published
 * @throws StateError where the state cannot be read at all
 */
export function checkState(file: string, out: string): readonly Fault[] {
  return lookInto(file, (db) => {
    const damage = damageOf(db, file);
    // What else a damaged database says is not to be believed.
    if (damage.length > 0) return damage.map((problem) => ({ about: 'state', problem }));
    const ledger = rowsOf<LedgerEntry>(db, 'ledger');
    const inState = [...unreadable(db), ...faultsOfLedger(db, ledger.entries)];
    const inOut = [...faultsOfFiles(out), ...faultsOfFeeds(out, ledger.entries)];
    return [
      ...inState.map((problem): Fault => ({ about: 'state', problem })),
      ...inOut.map((problem): Fault => ({ about: 'out', problem })),
    ];
  });
}

/** Rows whose text is not what was stored: a sound database may hold a page of the wrong day. */
function unreadable(db: Database.Database): string[] {
  return ['article', 'check', 'ledger'].flatMap((table) =>
    rowsOf(db, table).broken.map((id) => `The ${table} "${id}" cannot be read.`),
  );
}

function rowsOf<Entry>(
  db: Database.Database,
  table: string,
): { readonly entries: Entry[]; readonly broken: string[] } {
  const entries: Entry[] = [];
  const broken: string[] = [];
  const rows = db.prepare(`select * from "${table}"`).all() as Record<string, unknown>[];
  for (const row of rows) {
    try {
      entries.push(JSON.parse(String(row.body)) as Entry);
    } catch {
      broken.push(String(Object.values(row)[0]));
    }
  }
  return { entries, broken };
}

/** Every member is stored, or was once and is withdrawn; numbers are given once. */
function faultsOfLedger(db: Database.Database, ledger: readonly LedgerEntry[]): string[] {
  const stored = db.prepare('select id, withdrawn_at from article').all() as {
    id: string;
    withdrawn_at: string | null;
  }[];
  const known = new Map(stored.map(({ id, withdrawn_at }) => [id, withdrawn_at === null]));
  const stories = new Set(ledger.map(({ storyId }) => storyId));
  const sequences = new Map<number, string>();
  return ledger.flatMap((entry) => {
    const faults: string[] = [];
    const other = sequences.get(entry.sequence);
    if (other !== undefined) {
      faults.push(`${entry.storyId} and ${other} have the same number, ${entry.sequence}.`);
    }
    sequences.set(entry.sequence, entry.storyId);
    if (entry.deletedAt === undefined && !entry.members.includes(entry.leadId)) {
      faults.push(`${entry.storyId} is led by an article that is none of its own.`);
    }
    if (entry.mergedInto !== undefined && !stories.has(entry.mergedInto)) {
      faults.push(`${entry.storyId} is part of ${entry.mergedInto}, which is not known.`);
    }
    const lost = entry.members.filter((id) => !known.has(id));
    if (entry.deletedAt === undefined && lost.length > 0) {
      const words = `${lost.length} of its ${entry.members.length} articles`;
      faults.push(`${entry.storyId} ("${entry.headline}") has lost ${words}.`);
    }
    return faults;
  });
}

/** Every file of the manifest is there, with the bytes that were written. */
function faultsOfFiles(out: string): string[] {
  const manifest = join(out, MANIFEST);
  if (!existsSync(manifest)) return [`${manifest} is missing: nothing was published there.`];
  const made = readManifest(out).all();
  if (made.size === 0) return [`${manifest} cannot be read.`];
  return [...made].flatMap(([path, { sha256 }]) => {
    const file = join(out, path);
    if (!existsSync(file)) return [`${file} is missing.`];
    if (sha256 === '') return [`${file} was being written when a run was killed.`];
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    return hash === sha256 ? [] : [`${file} was changed by somebody else.`];
  });
}

/** The feed and its archive hold the stories of the ledger, and no other. */
function faultsOfFeeds(out: string, ledger: readonly LedgerEntry[]): string[] {
  const live = ledger.filter(({ deletedAt }) => deletedAt === undefined);
  const published = new Set<string>();
  const documents = [ATOM, ...archivesOf(out)];
  for (const path of documents) {
    if (!existsSync(join(out, path))) continue;
    const text = readFileSync(join(out, path), 'utf8');
    for (const [, id = ''] of text.matchAll(/<entry\b[^>]*>\s*<id>([^<]+)<\/id>/g)) {
      published.add(id);
    }
  }
  const closed = (documents.length - 1) * CLOSED_AT;
  const missing = live.filter(({ storyId, backfill, sequence }) => {
    return !published.has(storyId) && (backfill === undefined || sequence <= closed);
  });
  for (const { storyId } of live) published.delete(storyId);
  return [
    ...missing.map(({ storyId, headline }) => `${storyId} ("${headline}") is in no feed.`),
    ...[...published].map((id) => `${id} is in a feed, but not in the state.`),
  ];
}

function archivesOf(out: string): string[] {
  const paths: string[] = [];
  while (existsSync(join(out, archivePath(paths.length + 1)))) {
    paths.push(archivePath(paths.length + 1));
  }
  return paths;
}
