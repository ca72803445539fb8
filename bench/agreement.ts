/**
 * How far our reading of feeds agrees with Python feedparser's, on a folder of feeds with one
 * sub-folder for each place they come from:
 *
 *     node --import tsx bench/agreement.ts FOLDER [first|second] [FIELD]
 *
 * `first` and `second` are alternate sub-folders by name, so that one half can be kept for the
 * end. With FIELD (title, link, id, date, content, categories, author, count) every disagreement
 * is shown. A field of a file is the share of the reference's entries in which it is right; files
 * are then averaged, so that a large feed weighs no more than a small one. A rejected file counts
 * as nothing right.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readDate } from '../src/collect/date.ts';
import { undoDoubleEncoding } from '../src/collect/decode-twice.ts';
import { textOf } from '../src/collect/html.ts';
import { readFeed } from '../src/collect/parse.ts';
import type { Item } from '../src/types.ts';

const base = 'http://feed.example/dir/feed.xml';

type Reference = {
  readonly title: string | null;
  readonly links: readonly string[];
  readonly id: string | null;
  readonly dates: readonly number[];
  readonly contents: readonly string[];
  readonly summary: string | null;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
};

type ReferenceFile = { readonly file: string; readonly entries?: readonly Reference[] };

type Field = 'title' | 'link' | 'id' | 'date' | 'content' | 'categories' | 'author';

/** The letters of a text, without markup, references and white space. */
function letters(text: string | null | undefined): string {
  const plain = textOf(textOf(textOf(undoDoubleEncoding(text ?? ''))));
  return plain.replace(/\s+/g, '').normalize('NFC');
}

function address(text: string): string {
  return URL.canParse(text) ? new URL(text).href : text;
}

function seconds(text: string | undefined): number | undefined {
  const date = text === undefined ? undefined : readDate(text);
  return date === undefined ? undefined : Date.parse(date.at) / 1_000;
}

/** Right, wrong, or `undefined` where the reference has nothing to compare with. */
const judges: Record<Field, (ours: Item, theirs: Reference) => boolean | undefined> = {
  title: (ours, theirs) =>
    letters(theirs.title) === '' ? undefined : letters(ours.title) === letters(theirs.title),
  // Web addresses only: the reference also takes `urn:` and `tag:` names for links.
  link: (ours, theirs) => {
    const wanted = theirs.links.filter((link) => /^https?:/i.test(link)).map(address);
    return wanted.length === 0 ? undefined : wanted.includes(address(ours.link ?? ''));
  },
  // The reference resolves ids as if they were addresses; they are names (RFC 4287, 4.2.6).
  id: ({ guid = '' }, theirs) =>
    theirs.id === null || theirs.id === ''
      ? undefined
      : guid === theirs.id ||
        (URL.canParse(guid, base) && new URL(guid, base).href === address(theirs.id)),
  date: (ours, theirs) =>
    theirs.dates.length === 0
      ? undefined
      : [seconds(ours.published), seconds(ours.updated)].some((time) =>
          theirs.dates.some((date) => time !== undefined && Math.abs(date - time) <= 1),
        ),
  content: (ours, theirs) => {
    const contents = theirs.contents.map(letters).filter((text) => text !== '');
    const summary = letters(theirs.summary);
    const longest = Math.max(summary.length, ...contents.map((text) => text.length));
    // The reference files a second description, often the shorter one, as content.
    const accepted =
      contents.length === 0 || summary.length === longest ? [...contents, summary] : contents;
    return longest === 0 ? undefined : accepted.includes(letters(ours.content ?? ours.summary));
  },
  categories: (ours, theirs) => {
    const wanted = new Set(theirs.tags.map(letters));
    const got = new Set(ours.categories.map(letters));
    if (wanted.size === 0) return undefined;
    return wanted.size === got.size && [...wanted].every((term) => got.has(term));
  },
  author: (ours, theirs) =>
    theirs.authors.length === 0
      ? undefined
      : ours.authors.some((author) => theirs.authors.map(letters).includes(letters(author))),
};

/** Disagreements shown of one file. */
const mostShown = 3;

const fields = Object.keys(judges) as Field[];

/** Pairs in order where both count the same, else by id, link or title. */
function pairs(
  ours: readonly Item[],
  theirs: readonly Reference[],
): [Item | undefined, Reference][] {
  if (ours.length === theirs.length) return theirs.map((entry, index) => [ours[index], entry]);
  return theirs.map((entry) => [
    ours.find(
      (item) =>
        (item.guid !== undefined && item.guid === entry.id) ||
        (item.link !== undefined && entry.links.includes(item.link)) ||
        (item.title !== undefined && letters(item.title) === letters(entry.title)),
    ),
    entry,
  ]);
}

function shown(item: Item | undefined, field: Field): unknown {
  if (field === 'categories') return item?.categories;
  if (field === 'author') return item?.authors;
  if (field === 'date') return [item?.published, item?.updated];
  if (field === 'content') return letters(item?.content ?? item?.summary).slice(0, 300);
  return item?.[field === 'id' ? 'guid' : field];
}

function wanted(entry: Reference, field: Field): unknown {
  if (field === 'categories') return entry.tags;
  if (field === 'author') return entry.authors;
  if (field === 'link') return entry.links;
  if (field === 'date') return entry.dates.map((date) => new Date(date * 1_000).toISOString());
  if (field === 'content') {
    return [...entry.contents, entry.summary].map((text) => letters(text).slice(0, 300));
  }
  return entry[field];
}

const [folder = '.', half, only] = process.argv.slice(2);
const script = new URL('agreement-reference.py', import.meta.url).pathname;
const places = readdirSync(folder).sort();
const chosen = places.filter((_, index) =>
  half === 'first' ? index % 2 === 0 : half === 'second' ? index % 2 === 1 : true,
);
const totals = new Map<Field, number[]>(fields.map((field) => [field, []]));
let files = 0;
let sameCount = 0;
let rejected = 0;

for (const place of chosen) {
  const lines = execFileSync('/usr/bin/python3', [script, join(folder, place), base], {
    maxBuffer: 1 << 30,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  for (const line of lines.toString().split('\n').filter(Boolean)) {
    const { file, entries = [] } = JSON.parse(line) as ReferenceFile;
    if (entries.length === 0) continue;
    files += 1;
    const bytes = readFileSync(join(folder, place, file));
    const ours = await readFeed(bytes, undefined, base).then(
      ({ items }) => items,
      (error: Error) => {
        rejected += 1;
        console.log(`rejected ${place}/${file}: ${error.message}`);
        return [];
      },
    );
    if (ours.length === entries.length) sameCount += 1;
    else console.log(`count ${place}/${file}: ${ours.length} of ${entries.length}`);
    for (const field of fields) {
      let shownHere = 0;
      const judged = pairs(ours, entries).map(([item, entry]) => {
        const right =
          item === undefined
            ? judges[field]({ authors: [], categories: [] }, entry)
            : judges[field](item, entry);
        if (right === false && field === only && shownHere < mostShown) {
          shownHere += 1;
          console.log(`${place}/${file}`, {
            ours: shown(item, field),
            theirs: wanted(entry, field),
          });
        }
        return right;
      });
      const counted = judged.filter((right) => right !== undefined);
      if (counted.length > 0) {
        totals.get(field)?.push(counted.filter(Boolean).length / counted.length);
      }
    }
  }
}

console.log(
  `${files} files from ${chosen.length} places, ${rejected} rejected, ${sameCount} with the same number of entries`,
);
for (const field of fields) {
  const scores = totals.get(field) ?? [];
  const mean = scores.reduce((sum, score) => sum + score, 0) / Math.max(1, scores.length);
  console.log(
    `${field.padEnd(11)}${(mean * 100).toFixed(1).padStart(6)} % of ${scores.length} files`,
  );
}
