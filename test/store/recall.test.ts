import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { recall } from '../../src/store/recall.ts';

const site = { id: '0b8a6a52-54cf-4b8c-9f8c-0a4f5e0f6a11' };
const storyId = (number: number) => `urn:uuid:00000000-0000-5000-8000-00000000000${number}`;

let out: string;

beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'karakoram-recall-'));
  await mkdir(join(out, 'exports'));
  await feed('');
});

afterEach(() => rm(out, { recursive: true }));

const feed = (tombstones: string) =>
  writeFile(
    join(out, 'atom.xml'),
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0"><id>urn:uuid:${site.id}</id>${tombstones}</feed>`,
  );

const month = (...lines: unknown[]) =>
  writeFile(
    join(out, 'exports', '2026-05.jsonl'),
    lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join(''),
  );

const story = (number: number, changes: object = {}) => ({
  id: storyId(number),
  headline: `Headline ${number}`,
  link: `https://lahore.example/${number}`,
  first_published: `2026-05-0${number}T06:00:00Z`,
  updated: `2026-05-0${number}T05:00:00Z`,
  sequence: number,
  content_hash: 'c',
  tags: [{ scheme: 'place', id: 'gwadar', label: 'Gwadar' }],
  score: 6,
  bar: 5,
  reasons: [{ rule: 'both', says: 'Both are named', weight: 6, words: 'both', where: 'title' }],
  reports: [
    {
      id: `0000000000000000000${number}`,
      source: 'lahore',
      language: 'en',
      title: `Headline ${number}`,
      title_from: 'given',
      url: `https://lahore.example/${number}?utm_source=rss`,
      published: '2026-05',
      published_from: 'given',
      first_seen: '2026-05-01T06:00:00.000Z',
      score: 6,
    },
  ],
  ...changes,
});

it('reads back ids, numbers, dates, tags and reasons of every story, and its copies', async () => {
  await month(story(2), story(1, { copies: ['000000000000000000ff'] }));
  const { ledger, stories } = await recall(out, site);
  expect(ledger.map(({ sequence }) => sequence)).toEqual([1, 2]);
  expect(ledger[0]).toEqual({
    storyId: storyId(1),
    sequence: 1,
    members: ['00000000000000000001', '000000000000000000ff'],
    leadId: '00000000000000000001',
    headline: 'Headline 1',
    link: 'https://lahore.example/1',
    contentHash: 'c',
    firstPublished: '2026-05-01T06:00:00Z',
    updated: '2026-05-01T05:00:00Z',
  });
  const [lead] = stories[0]?.closed.reports ?? [];
  expect(lead?.match).toMatchObject({ in: true, score: 6, bar: 5, reasons: [{ rule: 'both' }] });
  expect(lead?.article).toMatchObject({
    canonicalUrl: 'https://lahore.example/1',
    published: { at: '2026-05', precision: 'month', from: 'given' },
    firstSeen: '2026-05-01T06:00:00.000Z',
  });
  expect(stories[0]?.closed.tags).toEqual([{ scheme: 'place', id: 'gwadar', label: 'Gwadar' }]);
});

it('knows which stories were old news when they were found', async () => {
  await month(story(1), story(2, { backfill: true }));
  const { ledger } = await recall(out, site);
  expect(ledger.map(({ backfill }) => backfill)).toEqual([undefined, true]);
});

it('knows the headlines that gave way', async () => {
  const former = [{ title: 'Before', until: '2026-05-02T06:00:00Z' }];
  const [report] = story(1).reports;
  await month(
    story(1, { former_headlines: former, reports: [{ ...report, former_titles: former }] }),
  );
  const { ledger, stories } = await recall(out, site);
  expect(ledger[0]?.formerHeadlines).toEqual(former);
  expect(stories[0]?.closed.reports[0]?.article.formerTitles).toEqual(former);
});

it('gives tombstones the numbers that no story has, and says what they became part of', async () => {
  await month(story(1), story(3));
  await feed(
    `<at:deleted-entry ref="${storyId(7)}" when="2026-05-09T00:00:00Z"><at:comment>Now part of ${storyId(3)}.</at:comment></at:deleted-entry>`,
  );
  const { ledger } = await recall(out, site);
  expect(ledger[2]).toMatchObject({
    storyId: storyId(7),
    sequence: 2,
    members: [],
    mergedInto: storyId(3),
    deletedAt: '2026-05-09T00:00:00Z',
    firstPublished: '2026-05-03T06:00:00Z',
  });
});

it.each<[string, unknown[], RegExp]>([
  ['a line that is cut', ['{"id": "urn:'], /2026-05\.jsonl:1: is no JSON/],
  ['a field that is missing', [story(1), { ...story(2), updated: 1 }], /jsonl:2: updated: /],
  ['an id that is not ours', [story(1, { id: '../x' })], /jsonl:1: id: must be the id of a story/],
  ['a story that stands twice', [story(1), story(1)], /jsonl:2: .* stands here twice/],
  ['two of one number', [story(1), story(2, { sequence: 1 })], /have the number 1\./],
])('names file and line of %s', async (_, lines, words) => {
  await month(...lines);
  await expect(recall(out, site)).rejects.toThrow(words);
});

it('refuses the feed of another topic, and what is no feed', async () => {
  await month(story(1));
  await expect(recall(out, { id: 'ffffffff-0000-4000-8000-000000000000' })).rejects.toThrow(
    /is the feed urn:uuid:0b8a6a52.*Name the right folders/,
  );
  await writeFile(join(out, 'atom.xml'), '<feed><entry>');
  await expect(recall(out, site)).rejects.toThrow(/atom\.xml cannot be read: /);
});
