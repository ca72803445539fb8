import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Behaviour, startServer, type TestServer } from '../server/server.ts';

/**
 * A small topic with a history of three days: enough stories that an archive closes on the second,
 * and on each day something is new, corrected, withdrawn and as it was.
 */
export type Rivers = {
  readonly server: TestServer;
  /** Writes what the folder of stored articles holds on that day. */
  readonly turnTo: (day: number) => Promise<void>;
  /** From now on the feeds list nothing before that event; 0 for all of them. */
  readonly forget: (before: number) => void;
  /** What the feeds hold on the day they were turned to: body and addresses, by source id. */
  readonly served: () => ReadonlyMap<string, { readonly hash: string; readonly links: string[] }>;
  readonly close: () => Promise<void>;
};

export const days = [0, 1, 2] as const;

/** The clock of the run of a day; far enough apart that every feed is due again. */
export function clockOf(day: number): string {
  return `2026-06-0${day + 1}T06:00:00.000Z`;
}

const feeds = ['plain', 'conditional', 'slow'] as const;

/** @param folder gets `sources/` and `articles/` */
export async function startRivers(folder: string): Promise<Rivers> {
  let today = 0;
  let oldest = 0;
  const feed =
    (name: (typeof feeds)[number]): Behaviour =>
    (request, response) => {
      const body = feedOf(name, today, oldest);
      const etag = `"${hashOf(body).slice(0, 12)}"`;
      const known = name === 'conditional' && request.headers['if-none-match'] === etag;
      const answer = () => {
        response.writeHead(known ? 304 : 200, { 'content-type': 'application/rss+xml', etag });
        response.end(known ? undefined : body);
      };
      if (name === 'slow') setTimeout(answer, 60);
      else answer();
    };
  const server = await startServer({
    ...Object.fromEntries(feeds.map((name) => [`/${name}`, feed(name)])),
    '/broken': (_request, response) => response.writeHead(500).end(),
  });
  const sources = join(folder, 'sources');
  await mkdir(sources, { recursive: true });
  await writeFile(join(sources, 'topic.yaml'), topic);
  await writeFile(join(sources, 'gazetteer.yaml'), gazetteer);
  const lines = [...feeds, 'broken'].map(
    (name) => `  - { id: ${name}, url: '${server.url(`/${name}`)}', outlet: The ${name} Post }\n`,
  );
  await writeFile(join(sources, 'feeds.yaml'), `version: 1\nfeeds:\n${lines.join('')}`);
  return {
    server,
    turnTo: async (day) => {
      today = day;
      const articles = join(folder, 'articles');
      await rm(articles, { recursive: true, force: true });
      await mkdir(articles);
      for (const [name, text] of storedOn(day)) await writeFile(join(articles, name), text);
    },
    forget: (before) => {
      oldest = before;
    },
    served: () =>
      new Map(
        feeds.map((name) => {
          const links = itemsOf(name, today).map(({ link }) => link);
          return [name, { hash: hashOf(feedOf(name, today)), links }];
        }),
      ),
    close: server.close,
  };
}

type ItemOfDay = {
  readonly number: number;
  readonly link: string;
  readonly title: string;
  readonly date: Date;
};

const matters = ['rice', 'steel', 'ferries', 'bees', 'kilns', 'maps', 'silk', 'lamps', 'wells'];
const places = ['Multan', 'Quetta', 'Kashgar', 'Xi’an', 'Gilgit', 'Kunming', 'Sukkur'];

/** An event of its own for each number: another matter, place and day. */
function event(number: number): ItemOfDay {
  const matter = matters[number % matters.length] ?? '';
  const place = places[number % places.length] ?? '';
  const round = `round ${number}`;
  return {
    number,
    link: `https://post.example/${number}`,
    title: `China and Pakistan agree on ${matter} in ${place}, ${round}`,
    // What a later day brings is less than 30 days old then, or subscribers would not hear of it.
    date: new Date(Date.UTC(2025, 6, 28) + number * 3 * 86_400_000),
  };
}

/** 98 events stand in the feeds on the first day; each later day brings four more. */
function itemsOf(feed: (typeof feeds)[number], day: number): readonly ItemOfDay[] {
  // A feed that does not change answers 304 from the second day on.
  const last = feed === 'conditional' ? 30 : 94 + day * 4;
  const first = feed === 'conditional' ? 0 : feed === 'plain' ? 20 : 28;
  return Array.from({ length: last - first }, (_, index) => {
    const item = event(first + index);
    // Its outlet corrects the headline of one that was published the day before.
    return first + index === 90 && day > 0 ? { ...item, title: `${item.title} (corrected)` } : item;
  }).map((item) =>
    // The third feed tells of the same events elsewhere.
    feed === 'slow' ? { ...item, link: item.link.replace('post', 'slow') } : item,
  );
}

function feedOf(name: (typeof feeds)[number], day: number, oldest = 0): string {
  const listed = itemsOf(name, day).filter(({ number }) => number >= oldest);
  const items = listed.map(
    ({ link, title, date }) =>
      `<item><title>${title}</title><link>${link}</link><guid>${link}</guid><pubDate>${date.toUTCString()}</pubDate><description>Officials of China and Pakistan met and agreed: ${title}.</description></item>`,
  );
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>${name}</title><link>https://post.example/</link><description>For tests</description>${items.join('\n')}</channel></rss>`;
}

/** One stays, one is corrected and one withdrawn on the second day, one is new each day. */
function storedOn(day: number): readonly (readonly [string, string])[] {
  const text = (title: string, date: string) =>
    `---\ntitle: ${title}\noutlet: Digest\npublished: ${date}\n---\n\nChina and Pakistan spoke of it: ${title}.\n`;
  return [
    ['stays.md', text('Pakistan thanks China for a bridge', '2024-02-01')],
    [
      'changes.md',
      text(`China lends Pakistan ${day > 0 ? 'eleven' : 'ten'} dredgers`, '2024-03-01'),
    ],
    ...(day === 0 ? [['goes.md', text('China sells Pakistan a moon', '2024-04-01')] as const] : []),
    [`new-${day}.md`, text(`China opens library ${day} in Pakistan`, `2024-0${5 + day}-01`)],
  ];
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

const topic = `version: 1
id: 0b8a6a52-54cf-4b8c-9f8c-0a4f5e0f6a11
title: Two rivers
author: Karakoram
language: en
timeZone: Asia/Karachi
site: https://rivers.example/feed/
match:
  bar: 2
  sides: { north: { countries: [CN] }, south: { countries: [PK] } }
  acts: []
  rules:
    - { id: both, says: Both are named, weight: 2, in: [title, lede], needs: [{ named: north }, { named: south }] }
tags:
  weights: { title: 3, lede: 2, body: 1 }
  bodyLimit: 2000
  share: 0.3
  kinds: { place: { bar: 2, limit: 5 }, theme: { bar: 1, limit: 5 } }
  outletKinds: {}
`;

const gazetteer = [
  `- { id: china, label: China, kind: country, country: CN, names: { en: [China] } }`,
  `- { id: pakistan, label: Pakistan, kind: country, country: PK, names: { en: [Pakistan] } }`,
  ...places.map(
    (name, at) => `- { id: place-${at}, label: ${name}, kind: place, names: { en: [${name}] } }`,
  ),
  ...matters.map(
    (name) => `- { id: ${name}, label: ${name}, kind: theme, names: { en: [${name}] } }`,
  ),
].join('\n');
