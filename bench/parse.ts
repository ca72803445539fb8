/**
 * How fast feeds are read, from bytes to items, beside plain rss-parser and feedsmith in the same
 * run (so that a loaded machine slows all of them alike):
 *
 *     node --import tsx bench/parse.ts [FOLDER]
 *
 * Without FOLDER on generated feeds, made as 419 captured ones are on average: 10 entries of some
 * 2.9 KB and 43 tags each, half of the markup escaped.
 * Rounds are interleaved; medians are shown. The time is the processor's, collection of garbage
 * included. All start from the same bytes and end with entries in memory. Not counted: the thread in
 * which a run reads feeds, its start and what it hands over; nor `normalise`, for which the others
 * have nothing. A contender that refuses a feed early saves the time: of a folder only feeds count
 * that rss-parser alone and feedsmith both read.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseFeed as feedsmith } from 'feedsmith';
import RssParser from 'rss-parser';
import { canonicalise } from '../src/collect/canonical.ts';
import { concernsOf } from '../src/collect/concerns.ts';
import { topicWords } from '../src/collect/concerns-words.ts';
import { decode } from '../src/collect/decode.ts';
import { readFeed } from '../src/collect/parse.ts';
import { readConfig } from '../src/config/read.ts';

const base = 'https://gazette.example/feed';
const rounds = 5;

const words = (
  'envoy talks valley road trade minister visit border harvest bridge statement delegation joint ' +
  'project energy agreement session water security forum'
).split(' ');

/** A sequence that is the same at every run. */
let state = 1;
function random(below: number): number {
  state = (state * 48_271) % 2_147_483_647;
  return state % below;
}

function sentence(length: number): string {
  return Array.from({ length }, () => words[random(words.length)]).join(' ');
}

function html(): string {
  const paragraphs = 3 + random(4);
  const one = () =>
    `<p>${sentence(24)} <a href="/x?a=1&amp;b=2">${sentence(3)}</a> &#8217; <em>caf&eacute;</em>.</p>`;
  const picture = `<figure><img src="https://gazette.example/p/${random(9999)}.jpg" alt="${sentence(4)}"/></figure>`;
  return [picture, ...Array.from({ length: paragraphs }, one)].join('\n');
}

/** One entry in twenty is about the topic. */
let made = 0;
function isOurs(): boolean {
  made += 1;
  return made % 20 === 0;
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}

function generated(index: number): Buffer {
  const date = (item: number) => new Date(Date.UTC(2024, 0, 1 + item, index % 24));
  const items = Array.from({ length: 10 }, (_, item) => ({
    title: sentence(9),
    link: `https://gazette.example/${index}/${item}?utm_source=rss&amp;id=${item}`,
    body: isOurs() ? `${html()}<p>China and Pakistan held talks in Beijing.</p>` : html(),
    date: date(item),
  }));
  if (index % 4 === 0) {
    const entries = items.map(
      ({ title, link, body, date }) =>
        `<entry><id>${link}</id><title>${title}</title><link href="${link}"/><updated>${date.toISOString()}</updated><category term="a"/><content type="html">${escaped(body)}</content></entry>`,
    );
    return Buffer.from(
      `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title>${entries.join('\n')}</feed>`,
    );
  }
  const categories = () =>
    Array.from({ length: 4 }, () => `<category><![CDATA[${sentence(1)}]]></category>`).join('');
  const entries = items.map(({ title, link, body, date }) => {
    const content = index % 2 === 0 ? `<![CDATA[${body}]]>` : escaped(body);
    return `<item><title>${title}</title><link>${link}</link><comments>${link}#comments</comments><guid isPermaLink="false">${link}</guid><pubDate>${date.toUTCString()}</pubDate><dc:creator><![CDATA[Jane Doe]]></dc:creator>${categories()}<media:content url="${link}.jpg" medium="image"><media:title type="html">${title}</media:title></media:content><media:thumbnail url="${link}.png"/><description><![CDATA[<p>${sentence(30)}</p>]]></description><content:encoded>${content}</content:encoded><slash:comments>0</slash:comments></item>`;
  });
  return Buffer.from(
    `<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/" xmlns:slash="http://purl.org/rss/1.0/modules/slash/"><channel><title>t</title>${entries.join('\n')}</channel></rss>`,
  );
}

function filesBelow(folder: string): Buffer[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)));
}

async function isReadByAll(bytes: Buffer): Promise<boolean> {
  try {
    feedsmith(bytes.toString('utf8'));
    await new RssParser().parseString(bytes.toString('utf8'));
    return true;
  } catch {
    return false;
  }
}

const [folder] = process.argv.slice(2);
const found =
  folder === undefined
    ? Array.from({ length: 100 }, (_, index) => generated(index))
    : filesBelow(folder);
const feeds: Buffer[] = [];
for (const bytes of found) if (await isReadByAll(bytes)) feeds.push(bytes);
const megabytes = feeds.reduce((sum, { length }) => sum + length, 0) / 1e6;

const config = await readConfig(new URL('../sources/', import.meta.url).pathname);
const ofTopic = concernsOf(topicWords(config.entities, config.match));
let asked = 0;
let passed = 0;

/** The filter of the shipped topic; of a folder of feeds every twentieth entry passes besides. */
function concerns(text: string): ReturnType<typeof ofTopic> {
  const passes = ofTopic(text);
  return (start, end) => {
    asked += 1;
    const isOurs = passes(start, end) || (folder !== undefined && asked % 20 === 0);
    if (isOurs) passed += 1;
    return isOurs;
  };
}

const contenders: Record<string, (bytes: Buffer) => unknown> = {
  'rss-parser alone': (bytes) => new RssParser().parseString(bytes.toString('utf8')),
  'feedsmith alone': (bytes) => feedsmith(bytes.toString('utf8')),
  'decode + canonicalise': (bytes) => canonicalise(decode(bytes), base),
  'decode + canonicalise + rss-parser': (bytes) => readFeed(bytes, undefined, base),
  'the same, filter on': (bytes) => readFeed(bytes, undefined, base, concerns),
};

const times = new Map<string, number[]>();
for (let round = 0; round <= rounds; round += 1) {
  for (const [name, read] of Object.entries(contenders)) {
    const start = process.cpuUsage();
    for (const bytes of feeds) {
      try {
        await read(bytes);
      } catch {
        // A feed that a contender refuses took its time all the same.
      }
    }
    // The first round only warms up.
    const { user, system } = process.cpuUsage(start);
    if (round > 0) times.set(name, [...(times.get(name) ?? []), (user + system) / 1_000]);
  }
}

const median = (name: string) => (times.get(name) ?? []).sort((a, b) => a - b)[rounds >> 1] ?? 0;
const share = ((100 * passed) / asked).toFixed(1);
console.log(
  `${feeds.length} of ${found.length} feeds, ${megabytes.toFixed(1)} MB, ${rounds} rounds; ` +
    `${share} % of entries concern us`,
);
for (const name of Object.keys(contenders)) {
  const seconds = median(name) / 1_000;
  console.log(
    `${name.padEnd(36)}${(feeds.length / seconds).toFixed(0).padStart(6)} feeds/s ` +
      `${(megabytes / seconds).toFixed(1).padStart(6)} MB/s ` +
      `${(seconds / (median('rss-parser alone') / 1_000)).toFixed(2).padStart(6)} × rss-parser's time`,
  );
}
