import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { articleHash } from '../collect/hash.ts';
import { canonicalAddress } from '../collect/url.ts';
import { ATOM } from '../publish/paths.ts';
import { childrenNamed, readXml, type XmlElement } from '../publish/tree.ts';
import {
  type Article,
  type LedgerEntry,
  outletKinds,
  type Published,
  type Report,
  type Site,
} from '../types.ts';
import type { ClosedStory } from './closed.ts';
import { StateError } from './state-error.ts';

/** What was published, read back. */
export type Recalled = {
  readonly ledger: readonly LedgerEntry[];
  readonly stories: readonly ClosedStory[];
};

/**
 * Reads back what was published from the monthly tables (`exports/*.jsonl`), and from the feed
 * which stories were withdrawn.
 *
 * @param out the output folder, or a copy of the site
 * @throws StateError with file, line and field where that is not what we wrote, or not of this topic
 */
export async function recall(out: string, site: Pick<Site, 'id'>): Promise<Recalled> {
  const feed = await readFeed(join(out, ATOM), site);
  const folder = join(out, 'exports');
  const names = await readdir(folder).catch(() => {
    throw new StateError(`${folder} is missing, and it is what a state is made from again.`);
  });
  const told = new Map<string, Told>();
  for (const name of names.filter((one) => /^\d{4}-\d\d\.jsonl$/.test(one)).sort()) {
    const lines = (await readFile(join(folder, name), 'utf8')).split('\n');
    for (const [index, line] of lines.entries()) {
      if (line === '') continue;
      const where = `${join(folder, name)}:${index + 1}`;
      const story = readLine(line, where);
      if (told.has(story.id)) throw new StateError(`${where}: ${story.id} stands here twice.`);
      told.set(story.id, story);
    }
  }
  const live = [...told.values()].sort((a, b) => a.sequence - b.sequence);
  const twice = live.find(({ sequence }, at) => live[at - 1]?.sequence === sequence);
  if (twice !== undefined) {
    throw new StateError(`Two stories in ${folder} have the number ${twice.sequence}.`);
  }
  const ledger = live.map(entryOf);
  return { ledger: [...ledger, ...withdrawnOf(feed, ledger)], stories: live.map(closedOf) };
}

const formerSchema = z.array(z.object({ title: z.string(), until: z.string() }));

const tagSchema = z.object({ scheme: z.string(), id: z.string(), label: z.string() });

const reasonSchema = z.object({
  rule: z.string(),
  says: z.string(),
  weight: z.number(),
  words: z.string(),
  where: z.enum(['title', 'lede', 'body']),
});

const reportSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{20}$/, 'must be the id of an article'),
  source: z.string(),
  outlet: z.string().exactOptional(),
  country: z.string().exactOptional(),
  kind: z.enum(outletKinds).exactOptional(),
  language: z.string(),
  title: z.string(),
  title_from: z.enum(['given', 'lede', 'address']),
  former_titles: formerSchema.exactOptional(),
  url: z.url().exactOptional(),
  published: z.string().exactOptional(),
  published_from: z.enum(['given', 'address', 'events', 'weekday', 'text', 'twin']).exactOptional(),
  published_evidence: z.string().exactOptional(),
  first_seen: z.string(),
  authors: z.array(z.string()).default([]),
  agency: z.string().exactOptional(),
  excerpt: z.string().default(''),
  score: z.number(),
  republish: z.literal('full').exactOptional(),
  paragraphs: z.array(z.string()).default([]),
  html: z.string().exactOptional(),
});

const storySchema = z.object({
  id: z.string().regex(/^urn:uuid:[0-9a-f-]{36}$/, 'must be the id of a story'),
  headline: z.string(),
  former_headlines: formerSchema.exactOptional(),
  link: z.string().exactOptional(),
  published: z.string().exactOptional(),
  first_published: z.string(),
  updated: z.string(),
  sequence: z.int().positive(),
  content_hash: z.string(),
  backfill: z.literal(true).exactOptional(),
  tags: z.array(tagSchema),
  score: z.number(),
  bar: z.number(),
  decision: z.string().exactOptional(),
  reasons: z.array(reasonSchema),
  copies: z.array(z.string()).default([]),
  reports: z.array(reportSchema).nonempty(),
});

type Told = z.output<typeof storySchema>;

function readLine(line: string, where: string): Told {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new StateError(`${where}: is no JSON; take a copy of this file from the site.`);
  }
  const read = storySchema.safeParse(value);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new StateError(`${where}: ${issue?.path.join('.')}: ${issue?.message}`);
}

function entryOf(told: Told): LedgerEntry {
  return {
    storyId: told.id,
    sequence: told.sequence,
    members: membersOf(told),
    leadId: told.reports.map(({ id }) => id)[0] ?? '',
    headline: told.headline,
    ...(told.former_headlines === undefined ? {} : { formerHeadlines: told.former_headlines }),
    ...(told.link === undefined ? {} : { link: told.link }),
    contentHash: told.content_hash,
    firstPublished: told.first_published,
    ...(told.published === undefined ? {} : { published: told.published }),
    updated: told.updated,
    ...(told.backfill === undefined ? {} : { backfill: told.backfill }),
  };
}

function closedOf(told: Told): ClosedStory {
  const { bar, decision, tags } = told;
  const reports = told.reports.map((report, at): Report => {
    const reasons = at === 0 ? told.reasons : [];
    const match = { in: true, score: report.score, bar, reasons };
    return {
      article: articleOf(report),
      match: decision === undefined || at > 0 ? match : { ...match, decision },
    };
  });
  return { storyId: told.id, closed: { members: membersOf(told), reports, tags } };
}

function membersOf({ reports, copies }: Told): string[] {
  return [...reports.map(({ id }) => id), ...copies].sort();
}

function articleOf(report: z.output<typeof reportSchema>): Article {
  const published = publishedOf(report);
  const { outlet, country, kind, url, agency, html } = report;
  const article = {
    id: report.id,
    sourceId: report.source,
    ...(url === undefined ? {} : { url, canonicalUrl: canonicalAddress(url) }),
    ...(outlet === undefined ? {} : { outlet }),
    ...(country === undefined ? {} : { country }),
    ...(kind === undefined ? {} : { kind }),
    language: report.language,
    title: report.title,
    titleFrom: report.title_from,
    ...(published === undefined ? {} : { published }),
    authors: report.authors,
    ...(agency === undefined ? {} : { agency }),
    paragraphs: report.paragraphs,
    excerpt: report.excerpt,
    categories: [],
    republish: report.republish ?? 'excerpt',
    ...(html === undefined ? {} : { html }),
  } as const;
  const { first_seen: firstSeen, former_titles: formerTitles } = report;
  return {
    ...article,
    firstSeen,
    hash: articleHash(article),
    ...(formerTitles === undefined ? {} : { formerTitles }),
  };
}

function publishedOf({
  published: at,
  published_from: from,
  published_evidence: evidence,
}: z.output<typeof reportSchema>): Published | undefined {
  if (at === undefined || from === undefined) return undefined;
  const precision = at.length === 7 ? 'month' : at.length === 10 ? 'day' : 'instant';
  return { at, precision, from, ...(evidence === undefined ? {} : { evidence }) };
}

async function readFeed(file: string, site: Pick<Site, 'id'>): Promise<XmlElement> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new StateError(`${file} is missing. Name the folder that was published with --out.`);
  });
  let feed: XmlElement;
  try {
    feed = readXml(text);
  } catch (error) {
    throw new StateError(`${file} cannot be read: ${error instanceof Error ? error.message : ''}`);
  }
  const [id] = childrenNamed(feed, 'id').flatMap(({ children }) => children);
  if (id !== `urn:uuid:${site.id}`) {
    throw new StateError(
      `${file} is the feed ${String(id)}, and the topic's is urn:uuid:${site.id}. Name the right folders with --out and --sources.`,
    );
  }
  return feed;
}

/**
 * The stories whose tombstones the feed shows. They get the numbers that no story has, so that no
 * other story moves to another document of the archive.
 */
function withdrawnOf(feed: XmlElement, live: readonly LedgerEntry[]): LedgerEntry[] {
  const taken = new Set(live.map(({ sequence }) => sequence));
  const newest = live
    .map(({ firstPublished }) => firstPublished)
    .sort()
    .at(-1);
  let next = 1;
  return childrenNamed(feed, 'at:deleted-entry').flatMap((tombstone): LedgerEntry[] => {
    const { ref, when } = tombstone.attributes;
    if (ref === undefined || when === undefined) return [];
    while (taken.has(next)) next += 1;
    taken.add(next);
    const into = /urn:uuid:[0-9a-f-]{36}/.exec(JSON.stringify(tombstone.children))?.[0];
    return [
      {
        storyId: ref,
        sequence: next,
        members: [],
        leadId: '',
        headline: '',
        contentHash: '',
        // Never later than the newest story: tombstones are shown for a time counted from that.
        firstPublished: newest !== undefined && newest < when ? newest : when,
        updated: when,
        ...(into === undefined ? {} : { mergedInto: into }),
        deletedAt: when,
      },
    ];
  });
}
