import type { ChildProcess } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import iconv from 'iconv-lite';
import Parser from 'rss-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReport } from '../src/report.ts';
import { takeRunLock } from '../src/store/run-lock.ts';
import { type Ended, ended, type Program, packProgram, start as startProgram } from './program.ts';
import { conditional, packed, redirect, reset, serve } from './server/behaviours.ts';
import { type Behaviour, startServer, type TestServer } from './server/server.ts';

/**
 * The story of two runs, and of what comes after: a dozen feeds, some of them broken, and a folder
 * of stored articles, through the command line as an operator uses it.
 */

const root = new URL('..', import.meta.url).pathname;

type Entry = { title: string; link: string; date: string; text: string };

const rss = (entries: readonly Entry[], end = '</channel></rss>') =>
  `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Feed</title>
  <link>https://news.example/</link><description>Feed</description>${entries
    .map(
      ({ title, link, date, text }) =>
        `<item><title>${title}</title><link>${link}</link><guid>${link}</guid><pubDate>${date}</pubDate><description>${text}</description></item>`,
    )
    .join('')}${end}`;

const date = 'Wed, 20 May 2026 09:00:00 GMT';

const dialogue: Entry = {
  title: 'Pakistan and China hold ninth strategic dialogue in Beijing',
  link: 'https://lahore.example/news/dialogue',
  date,
  text: 'Foreign Minister Ishaq Dar and Chinese Foreign Minister Wang Yi co-chaired the ninth Pakistan-China strategic dialogue in Beijing on Wednesday and agreed to speed up the second phase of CPEC, the Foreign Office said. They also spoke of Afghanistan and of the safety of Chinese workers.',
};

const dialogueElsewhere: Entry = {
  ...dialogue,
  title: 'Dar, Wang Yi chair ninth round of strategic dialogue',
  link: 'https://karachi.example/world/12345?utm_source=rss',
  text: 'Foreign Minister Ishaq Dar and Chinese Foreign Minister Wang Yi co-chaired the ninth Pakistan-China strategic dialogue in Beijing on Wednesday and agreed to speed up the second phase of CPEC, the Foreign Office said.',
};

const cricket: Entry = {
  title: 'Pakistan beat China by nine wickets in hockey-town friendly',
  link: 'https://lahore.example/sport/1',
  date,
  text: 'The Pakistan cricket team beat China in a friendly match in Hangzhou, with two players scoring fifties.',
};

const urdu: Entry = {
  title: 'چینی سفیر کی وزیراعظم شہباز شریف سے ملاقات',
  link: 'https://urdu.example/1',
  date: 'Tue, 19 May 2026 11:00:00 GMT',
  text: 'اسلام آباد میں چین کے سفیر جیانگ زائیڈونگ نے وزیراعظم شہباز شریف سے ملاقات کی اور سی پیک پر تبادلہ خیال کیا۔',
};

const chinese: Entry = {
  title: '外交部：中方谴责针对在巴基斯坦中国公民的袭击',
  link: 'https://zh.example/1',
  date: 'Mon, 18 May 2026 07:00:00 GMT',
  text: '外交部发言人林剑18日表示，中方强烈谴责在巴基斯坦发生的针对中国公民的恐怖袭击，要求巴方彻查。',
};

const loan: Entry = {
  title: 'China rolls over a loan of $2 billion to Pakistan',
  link: 'https://lahore.example/news/loan',
  date: 'Thu, 21 May 2026 06:00:00 GMT',
  text: 'China has rolled over a loan of two billion dollars to Pakistan for another year, the finance ministry in Islamabad said on Thursday, thanking the Chinese government for its support.',
};

let folder: string;
let program: Program;
let server: TestServer;
let lahore: readonly Entry[] = [dialogue, cricket];

const changing: Behaviour = (request, response) => conditional(rss(lahore))(request, response);

beforeAll(async () => {
  program = await packProgram();
  folder = await mkdtemp(join(tmpdir(), 'karakoram-run-'));
  server = await startServer({
    '/lahore': changing,
    '/karachi': packed(rss([dialogueElsewhere]), 'gzip'),
    '/moved': redirect('/urdu', 301),
    '/urdu': serve(rss([urdu])),
    '/zh': serve(iconv.encode(rss([chinese]).replace('UTF-8', 'gb2312'), 'gb18030'), {
      'content-type': 'text/xml',
    }),
    '/json': serve(
      JSON.stringify({
        version: 'https://jsonfeed.org/version/1.1',
        title: 'JSON',
        items: [
          {
            id: 1,
            url: 'https://json.example/1',
            title: 'Rain in Quetta',
            content_text: 'It rained.',
          },
        ],
      }),
      { 'content-type': 'application/feed+json' },
    ),
    '/cut': serve(rss([{ ...dialogue, link: 'https://cut.example/1' }], '<item><title>half')),
    '/page': serve('<!doctype html><title>News</title><p>No feed here.</p>', {
      'content-type': 'text/html',
    }),
    '/reset': reset(),
    '/busy': serve('later', { 'retry-after': '7200' }, 503),
    '/empty': serve(''),
    '/inward': redirect('http://127.0.0.1:1/secret'),
  });
  await cp(join(root, 'sources'), join(folder, 'sources'), { recursive: true });
  await writeFile(join(folder, 'sources', 'feeds.yaml'), feedsYaml());
  await writeFile(join(folder, 'sources', 'feeds.txt'), `${server.url('/absent')}\n`);
  await rm(join(folder, 'sources/articles'), { recursive: true });
  await mkdir(join(folder, 'sources/articles'));
  await writeFile(
    join(folder, 'sources/articles', 'call.md'),
    '---\ntitle: Wang Yi and Ishaq Dar speak by phone on Iran\noutlet: Digest\npublished: 2026-05-10\n---\n\nChinese Foreign Minister Wang Yi and Pakistan’s Foreign Minister Ishaq Dar spoke by phone on Sunday about the war in Iran, and China thanked Pakistan for mediating.\n',
  );
  await writeFile(join(folder, 'sources/articles', 'note.bin'), 'x');
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

function feedsYaml(): string {
  const paths = [
    'lahore',
    'karachi',
    'moved',
    'zh',
    'json',
    'cut',
    'page',
    'reset',
    'busy',
    'empty',
    'inward',
  ];
  const feeds = paths.map(
    (path) =>
      `  - { id: ${path}, url: '${server.url(`/${path}`)}', outlet: ${path} Times, country: PK, kind: private-media }`,
  );
  return `version: 1\nfeeds:\n${feeds.join('\n')}\n`;
}

const start = (args: readonly string[]): ChildProcess =>
  startProgram(program, args, {
    cwd: folder,
    log: 'json',
    env: { KARAKORAM_ALLOW_PRIVATE: server.hostPort, KARAKORAM_STATE: 'state' },
  });

const karakoram = (...args: readonly string[]): Promise<Ended> => ended(start(args));

/** Every file of `out/` with its bytes and its time. */
async function snapshot(): Promise<Map<string, string>> {
  const files = (await readdir(join(folder, 'out'), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.sort().map(async (file): Promise<[string, string]> => {
        const hash = createHash('sha256')
          .update(await readFile(file))
          .digest('hex');
        return [file, `${hash} ${(await stat(file)).mtimeMs}`];
      }),
    ),
  );
}

async function entries(): Promise<{ title?: string; id?: string; link?: string }[]> {
  const parser = new Parser<object, { id?: string }>({ customFields: { item: ['id'] } });
  return (await parser.parseString(await readFile(join(folder, 'out', 'atom.xml'), 'utf8'))).items;
}

const idOf = async (title: string) => (await entries()).find((entry) => entry.title === title)?.id;

describe('the first run', () => {
  let report: RunReport;

  beforeAll(async () => {
    const { code, stdout, stderr } = await karakoram(
      'run',
      '--json',
      '--now',
      '2026-05-21T00:00:00Z',
    );
    expect(stderr).not.toMatch(/ at .*\.ts/);
    expect(code).toBe(0);
    report = JSON.parse(stdout);
  });

  it('publishes one entry a story, whatever the outlet, language and encoding', async () => {
    expect((await entries()).map(({ title }) => title).sort()).toEqual(
      [
        'Wang Yi and Ishaq Dar speak by phone on Iran',
        dialogueElsewhere.title,
        chinese.title,
        urdu.title,
      ].sort(),
    );
  });

  it('lists every outlet of a story and says why it is in', async () => {
    const xml = await readFile(join(folder, 'out', 'atom.xml'), 'utf8');
    for (const address of [
      'https://karachi.example/world/12345',
      dialogue.link,
      'https://cut.example/1',
    ]) {
      expect(xml).toMatch(new RegExp(`<link rel="(alternate|via)" href="${address}`));
    }
    expect(xml).toContain('Why it is here');
  });

  it('names each broken source and its cause, and takes what the broken ones still hold', () => {
    const causes = new Map(report.failures.map(({ where, cause }) => [where, cause]));
    expect(causes.get('page')).toBe('not-a-feed');
    expect(causes.get('busy')).toBe('http-503');
    expect(causes.get('inward')).toBe('redirect-port');
    expect(causes.get('reset')).toBeDefined();
    expect(causes.get('empty')).toBeDefined();
    expect([...causes.values()]).toContain('http-404');
    expect(causes.size).toBe(6);
    expect(new Set(report.notices.map(({ where }) => where))).toEqual(new Set(['note.bin', 'cut']));
  });

  it('counts what it did', () => {
    expect(report.sources).toEqual({ polled: 12, unchanged: 0, failed: 6, waiting: 0, off: 0 });
    expect(report.stories).toEqual({ new: 4, grown: 0, total: 4 });
  });
});

describe('the second run', () => {
  it('changes no byte of out/ and touches no file, forced or not', async () => {
    const before = await snapshot();
    const idle = await karakoram('run', '--now', '2026-05-21T00:10:00Z');
    expect(idle.code).toBe(0);
    expect(idle.stdout).toContain('0 polled');
    const forced = await karakoram('run', '--force', '--json', '--now', '2026-05-21T00:11:00Z');
    const { sources, files } = JSON.parse(forced.stdout);
    // `busy` asked for two hours and gets them.
    expect(sources).toMatchObject({ polled: 11, unchanged: 6, waiting: 1 });
    expect(files).toEqual({ written: 0, removed: 0 });
    expect(await snapshot()).toEqual(before);
  });
});

describe('later runs', () => {
  it('add what is new and leave the rest its id', async () => {
    const before = await idOf(dialogueElsewhere.title);
    lahore = [loan, dialogue, cricket];
    const { stdout } = await karakoram('run', '--json', '--now', '2026-05-21T12:00:00Z');
    expect(JSON.parse(stdout).stories).toEqual({ new: 1, grown: 0, total: 5 });
    expect(await idOf(loan.title)).toMatch(/^urn:uuid:/);
    expect(await idOf(dialogueElsewhere.title)).toBe(before);
  });

  it('follow a changed headline, and keep the one before on the page of the story', async () => {
    const id = await idOf(loan.title);
    const title = 'China gives Pakistan another year for a loan of $2 billion';
    lahore = [{ ...loan, title }, dialogue, cricket];
    await karakoram('run', '--force', '--now', '2026-05-21T12:40:00Z');
    expect(await idOf(title)).toBe(id);
    const page = join(folder, 'out', 'stories', `${id?.slice('urn:uuid:'.length)}.html`);
    expect(await readFile(page, 'utf8')).toContain(
      `Earlier headline: <q dir="auto">${loan.title}</q> <small class="until">until <time datetime="2026-05-21T12:40:00Z">21 May 2026, 17:40</time>`,
    );
  });

  it('withdraw the story of a file that is gone, with a tombstone', async () => {
    const id = await idOf('Wang Yi and Ishaq Dar speak by phone on Iran');
    await rm(join(folder, 'sources/articles', 'call.md'));
    const { code } = await karakoram('run', '--offline', '--now', '2026-05-21T13:00:00Z');
    expect(code).toBe(0);
    const xml = await readFile(join(folder, 'out', 'atom.xml'), 'utf8');
    expect(xml).toContain(`<at:deleted-entry ref="${id}"`);
    expect(await entries()).toHaveLength(4);
  });
});

describe('watch', () => {
  it('runs at once and ends cleanly on SIGTERM', async () => {
    const child = start(['watch', '--offline']);
    const watching = ended(child);
    const [first] = await once(child.stdout ?? child, 'data');
    expect(String(first)).toContain('watching on "*/15 * * * *" UTC');
    await once(child.stdout ?? child, 'data');
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await watching;
    expect(code).toBe(0);
    expect(stdout).toContain('4 in all');
    expect(stderr).not.toMatch(/ at .*\.ts/);
  });
});

describe('the command line', () => {
  it('ends with 1 where another run is under way, and says which', async () => {
    const state = join(folder, 'state', 'karakoram.db');
    const { lock } = takeRunLock(state, { pid: 4711, since: '2026-05-21T00:00:00Z' });
    const { code, stderr } = await karakoram('run', '--offline');
    lock?.release();
    expect(code).toBe(1);
    expect(stderr).toContain('under way (process 4711 since 2026-05-21T00:00:00Z)');
  });

  it('exports every article, in or out, with the reasons', async () => {
    const { stdout } = await karakoram('export');
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const dialogues = lines.filter(({ title }) => /ninth/.test(title));
    expect(new Set(dialogues.map(({ story }) => story)).size).toBe(1);
    expect(dialogues.length).toBe(3);
    const sport = lines.find(({ title }) => title === cricket.title);
    expect(sport).toMatchObject({
      source: 'lahore',
      outlet: 'lahore Times',
      lang: 'en',
      titleFrom: 'given',
      published: '2026-05-20T09:00:00Z',
      precision: 'instant',
      publishedFrom: 'given',
      match: { in: false },
    });
    expect(sport).not.toHaveProperty('story');
  });

  it('ends with 3 where a source failed and --strict was given', async () => {
    const { code } = await karakoram('run', '--strict', '--now', '2026-05-23T00:00:00Z');
    expect(code).toBe(3);
  });

  it('ends with 2 and a hint for a flag it does not know', async () => {
    const { code, stderr } = await karakoram('run', '--nwo');
    expect(code).toBe(2);
    expect(stderr).toContain("unknown option '--nwo'");
  });

  it('ends with 1 and the line for a configuration that is wrong, before any request', async () => {
    const before = server.seen.length;
    await writeFile(join(folder, 'sources', 'feeds.txt'), 'not an address\n');
    const { code, stderr } = await karakoram('run', '--force');
    expect(code).toBe(1);
    expect(stderr).toContain('feeds.txt:1: expected one http or https address');
    expect(server.seen.length).toBe(before);
  });
});
