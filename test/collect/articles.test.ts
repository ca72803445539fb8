import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import iconv from 'iconv-lite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Read, readArticles } from '../../src/collect/articles.ts';
import { articleId } from '../../src/collect/hash.ts';
import type { FileRead, KnownFile } from '../../src/store/store.ts';
import { compileGazetteer } from '../../src/topic/gazetteer.ts';
import type { Source } from '../../src/types.ts';

const LEDE =
  'The two foreign ministers agreed on a new railway line and said that work would begin once the survey of the mountain section is done.';

const source: Source = {
  id: 'paper',
  name: 'The Paper',
  url: 'https://paper.example/feed',
  outlet: 'The Paper',
  country: 'PK',
  kind: 'private-media',
  republish: 'excerpt',
  private: false,
};
const context = {
  gazetteer: compileGazetteer([]),
  sources: [source],
  now: '2026-06-01T08:00:00Z',
};

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'articles-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function put(file: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), content);
}

async function readAll(known: ReadonlyMap<string, KnownFile> = new Map()): Promise<Read[]> {
  const reads: Read[] = [];
  for await (const read of readArticles(folder, known, context)) reads.push(read);
  return reads;
}

async function readOne(): Promise<FileRead> {
  const [read] = await readAll();
  if (read?.kind !== 'read') throw new Error('nothing was read');
  return read;
}

describe('readArticles', () => {
  it('reads a raw text from a sub-folder; its id is made of its path', async () => {
    await put('2025/railway.txt', `Ministers agree on mountain railway\n\n${LEDE}`);
    const read = await readOne();
    expect(read.problem).toBeUndefined();
    expect(read.articles).toMatchObject([
      {
        id: articleId(['stored', '2025/railway.txt']),
        sourceId: 'stored',
        file: '2025/railway.txt',
        title: 'Ministers agree on mountain railway',
        titleFrom: 'given',
        paragraphs: [LEDE],
        language: 'en',
        republish: 'excerpt',
        firstSeen: context.now,
      },
    ]);
  });

  it.each(['the-paper', 'Paper', 'paper.example', 'paper'])(
    'knows the outlet by a folder named %s, whatever lies between',
    async (name) => {
      await put(`${name}/2025/railway.txt`, `Ministers agree on mountain railway\n\n${LEDE}`);
      const { articles } = await readOne();
      expect(articles).toMatchObject([
        { outlet: 'The Paper', country: 'PK', kind: 'private-media' },
      ]);
    },
  );

  it('believes front matter and address before the folder, and no folder that names nobody', async () => {
    await put('paper/a.md', `---\noutlet: The Gazette\n---\n\n# Ministers agree\n\n${LEDE}`);
    await put('papers/b.txt', `Ministers agree on mountain railway\n\n${LEDE}`);
    const articles = (await readAll()).flatMap((read) =>
      read.kind === 'read' ? read.articles : [],
    );
    expect(articles.map(({ outlet, country }) => [outlet, country])).toEqual([
      ['The Gazette', undefined],
      [undefined, undefined],
    ]);
  });

  it('lets front matter say what the text does not, and knows the outlet by its site', async () => {
    await put(
      'railway.md',
      `---\nurl: https://www.paper.example/railway\npublished: 2025-05-21\nauthors: [Jane Example]\nagency: APP\nrepublish: full\n---\n\n# Ministers agree\n\n${LEDE.replace(' agreed', '\nagreed')}\n`,
    );
    const read = await readOne();
    expect(read.articles).toMatchObject([
      {
        id: articleId(['stored', 'https://www.paper.example/railway']),
        canonicalUrl: 'https://paper.example/railway',
        outlet: 'The Paper',
        country: 'PK',
        kind: 'private-media',
        title: 'Ministers agree',
        published: { at: '2025-05-21', precision: 'day', from: 'given' },
        authors: ['Jane Example'],
        agency: 'APP',
        paragraphs: [LEDE],
        republish: 'full',
      },
    ]);
  });

  it('names the file, the line and the field of front matter that is wrong', async () => {
    await put('a.md', `---\ntitle: Ministers agree\npublised: 2025-05-21\n---\n${LEDE}`);
    await put('b.md', `---\ntitle: Ministers agree\npublished: yesterday\n---\n${LEDE}`);
    await put('c.md', `---\ntitle: [Ministers\n---\n${LEDE}`);
    const problems = (await readAll()).map((read) => (read.kind === 'read' ? read.problem : ''));
    expect(problems[0]).toContain('a.md:3: publised: is not a field known here');
    expect(problems[1]).toContain('b.md:3: published: is no date; write it as 2024-05-21');
    expect(problems[2]).toContain('c.md:');
    expect(problems[2]).toContain('is not YAML');
  });

  it('reads the records of a .jsonl file and names the broken ones', async () => {
    await put(
      'export.jsonl',
      [
        JSON.stringify({ id: 'x1', text: LEDE, score: 7 }),
        'no json',
        JSON.stringify({ url: 'https://paper.example/b', title: 'Banks lend', text: LEDE }),
        JSON.stringify({ url: 'ftp://paper.example/b', text: LEDE }),
        JSON.stringify({ text: LEDE }),
      ].join('\n'),
    );
    const read = await readOne();
    expect(read.articles.map(({ id, file }) => ({ id, file }))).toEqual([
      { id: articleId(['stored', 'export.jsonl#x1']), file: 'export.jsonl#x1' },
      { id: articleId(['stored', 'https://paper.example/b']), file: 'export.jsonl#3' },
      { id: articleId(['stored', 'export.jsonl#5']), file: 'export.jsonl#5' },
    ]);
    expect(read.problem).toContain('export.jsonl:2: is not JSON');
    expect(read.problem).toContain('export.jsonl:4: url: is no http or https address');
  });

  it('reads a saved page by its meta tags and takes the story from its article element', async () => {
    await put(
      'page.html',
      `<!doctype html><html lang="en"><head><title>Ministers agree | The Daily</title>
      <meta property="og:site_name" content="The Daily"><meta property="og:title" content="Ministers agree | The Daily">
      <meta property="article:published_time" content="2025-05-21T10:20:00+05:00">
      <link rel="canonical" href="https://daily.example/railway">
      <script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":[{"name":"Jane Example"}]}]}</script></head>
      <body><nav>Home World</nav><article><h1>Ministers agree</h1><aside><p>Another story altogether.</p></aside><p>${LEDE}</p></article><footer>© The Daily</footer></body></html>`,
    );
    const read = await readOne();
    expect(read.problem).toBeUndefined();
    expect(read.articles).toMatchObject([
      {
        title: 'Ministers agree',
        outlet: 'The Daily',
        url: 'https://daily.example/railway',
        published: { at: '2025-05-21T05:20:00Z', precision: 'instant' },
        authors: ['Jane Example'],
        paragraphs: [LEDE],
      },
    ]);
  });

  it('reads other encodings', async () => {
    const text =
      '王毅同巴基斯坦副总理会谈\n\n新华社北京1月4日电 外交部长王毅4日在北京同巴基斯坦副总理兼外长达尔会谈，双方同意落实铁路合作计划，并就地区形势交换意见。这是两国今年的第一次会谈，双方都说合作的成果要为两国人民所用，也要在地区和平中起作用。';
    await put('a.txt', iconv.encode(text, 'gb18030'));
    const read = await readOne();
    expect(read.articles).toMatchObject([
      { title: '王毅同巴基斯坦副总理会谈', dateline: '北京', agency: 'Xinhua', language: 'zh' },
    ]);
  });

  it('gives one sentence for a file that is no article and goes on', async () => {
    await put('a.txt', '');
    await put('b.pdf', 'x');
    await put('c.txt', LEDE);
    await put('README.md', 'Put articles here.');
    await put('.hidden.txt', LEDE);
    const reads = await readAll();
    expect(reads.map((read) => (read.kind === 'read' ? read.problem : read.file))).toEqual([
      'a.txt: is empty',
      'b.pdf: is not read; stored articles end in .txt, .md, .html, .json or .jsonl',
      undefined,
    ]);
  });

  it('does not open a file of known size and time, and reads it again once it changed', async () => {
    await put('a.txt', LEDE);
    const { file, known } = await readOne();
    const before = new Map([[file, known]]);
    expect(await readAll(before)).toEqual([{ kind: 'unchanged', file: 'a.txt' }]);
    await utimes(join(folder, 'a.txt'), new Date(), new Date('2020-01-01T00:00:00Z'));
    const [again] = await readAll(before);
    expect(again).toMatchObject({ kind: 'read', known: { hash: known.hash } });
  });

  it('does not take a date that lies in the future', async () => {
    await put('a.md', `---\npublished: 2026-07-01\n---\n${LEDE}`);
    expect((await readOne()).problem).toBe(
      'a.md: published: 2026-07-01 lies in the future; correct the date',
    );
  });
});
