import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { collectionOf } from '../../src/publish/pages/collection.ts';
import { storyPath } from '../../src/publish/paths.ts';
import { sayReported } from '../../src/publish/wording.ts';
import type { Report } from '../../src/types.ts';
import { article } from '../publish/sample.ts';
import {
  pagesOf,
  sampleRejected,
  sampleReport,
  sampleSite,
  sampleSources,
  sampleStories,
  sampleStory,
} from '../publish/sample-stories.ts';
import { serve, startChromium } from './chromium.ts';

/** The same, two years before: the overview has charts for long times too. */
const older = sampleStories(20, 9).map((story, index) => {
  const reports = story.reports.map((report) => {
    const { published, ...article } = report.article;
    const at = published?.at.replace('2025', '2023');
    return {
      ...report,
      article: at === undefined ? article : { ...article, published: { ...published, at } },
    } as Report;
  });
  return sampleStory(1000 + index, reports, story.tags);
});
const hindi = { name: 'प्रभात', country: 'IN', kind: 'private-media', language: 'hi' } as const;
const elections = ['चीन के विदेश मंत्री पहुँचे', 'चुनाव पर चर्चा'].map((title, index) => {
  const date = { at: '2025-03-02', precision: 'day', from: 'given' } as const;
  return sampleStory(2000 + index, [sampleReport(`hindi-${index}`, hindi, title, date, [])], []);
});
const stories = [...sampleStories(160), ...older, ...elections];
const extras = {
  rejected: sampleRejected(),
  collection: collectionOf([
    ['2025-04-01', '2025-04-27'],
    ['2025-05-05', '2025-05-22'],
  ]),
  figures: [{ name: 'Precision', value: '97 %', meaning: 'of what is in is about the topic' }],
};
const pages = pagesOf(sampleSite, stories, sampleSources(), extras);
const many = stories.find((story) => story.reports.length > 4);
const urdu = stories.find((story) => story.lead.article.language === 'ur');
const KINDS = [
  'index.html',
  'about.html',
  'overview.html',
  'sources.html',
  'rejected.html',
  '404.html',
  'search.html?q=talks',
  'tags/index.html',
  'tags/person/wang-yi.html',
  'months/index.html',
  'months/2025-05.html',
  ...[many, urdu].flatMap((story) => (story ? [storyPath(story.ledger.storyId)] : [])),
];
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1280, height: 900 };
const OPEN_ALL = "for (const each of document.querySelectorAll('details')) each.open = true";
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let browser: Browser;
let server: Server;
let address: string;

beforeAll(async () => {
  browser = await startChromium();
  ({ server, address } = await serve(pages));
});
afterAll(async () => {
  await browser?.close();
  await new Promise((resolve) => server?.close(resolve));
});

/** Opens a page, and gives what the browser complained of and asked for besides. */
async function open(path: string, options: BrowserContextOptions = {}) {
  const context = await browser.newContext({ viewport: DESK, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  const requests: string[] = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(address + path);
  return { page, complaints, requests, close: () => context.close() };
}

const styleOf = (page: Page, selector: string, property: string) =>
  page.evaluate(`getComputedStyle(document.querySelector('${selector}')).${property}`);
const shown = (page: Page) => page.locator('#stories li:visible').count();

describe.each(KINDS)('%s', (path) => {
  it('loads only its own files, and nothing breaks its own policy', async () => {
    const { complaints, requests, close } = await open(path);
    await close();
    expect(complaints).toEqual([]);
    expect(requests.filter((url) => !url.startsWith(address))).toEqual([]);
    const files = requests.filter((url) => !url.endsWith('.json'));
    expect(files.length).toBeLessThanOrEqual(4);
  });

  it('has nothing for axe to complain of, light and dark, on a phone and at a desk', async () => {
    const { page, close } = await open(path);
    await page.evaluate(OPEN_ALL);
    await page.evaluate(axe);
    const found: string[] = [];
    for (const viewport of [DESK, PHONE]) {
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.setViewportSize(viewport);
        await page.emulateMedia({ colorScheme });
        const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
        for (const { id, nodes } of violations) {
          for (const node of nodes) {
            found.push(
              `${colorScheme} ${viewport.width}: ${id} ${node.html} ${node.failureSummary}`,
            );
          }
        }
      }
    }
    await close();
    expect(found).toEqual([]);
  });

  it('is no wider than the screen, from 320 pixels on', async () => {
    const { page, close } = await open(path);
    await page.evaluate(OPEN_ALL);
    for (const width of [320, 390, 800, 1920]) {
      await page.setViewportSize({ width, height: 800 });
      const over = await page.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(over, `at ${width}`).toBeLessThanOrEqual(0);
    }
    await close();
  });
});

describe('the filter', () => {
  it('narrows the list, says how many are left, and stands in the address', async () => {
    const { page, close } = await open('index.html');
    const all = await shown(page);
    await page.getByText('Filter', { exact: true }).click();
    await page.getByLabel('Outlets from').selectOption('CN');
    const chinese = await shown(page);
    await page.getByLabel('Tag').selectOption({ label: 'Wang Yi' });
    const both = await shown(page);
    expect(both).toBeLessThan(chinese);
    expect(chinese).toBeLessThan(all);
    expect(await page.getByRole('status').textContent()).toBe(
      `${both} of the ${all} stories on this page`,
    );
    expect(await page.locator('#stories section:visible').count()).toBeLessThanOrEqual(both);
    expect(new URL(page.url()).search).toBe('?tag=person%2Fwang-yi&country=CN');
    await page.reload();
    expect(await shown(page)).toBe(both);
    await page.getByRole('button', { name: 'Show all' }).click();
    await expect.poll(() => shown(page)).toBe(all);
    expect(new URL(page.url()).search).toBe('');
    await close();
  });

  it('shows what the stories say it should', async () => {
    const { page, close } = await open('index.html?language=ur');
    const headlines = await page.locator('#stories li:visible h3').allTextContents();
    await close();
    const expected = stories
      .filter((story) => story.reports.some((report) => report.article.language === 'ur'))
      .map((story) => story.ledger.headline);
    expect(headlines.length).toBeGreaterThan(0);
    for (const headline of headlines) expect(expected).toContain(headline);
  });

  it('counts its period back from the newest story', async () => {
    const { page, close } = await open('index.html?days=3');
    const days = await page.locator('#stories section:visible h2').allTextContents();
    await close();
    expect(days).toEqual(['Wednesday 21 May 2025', 'Tuesday 20 May 2025', 'Monday 19 May 2025']);
  });

  it('passes over an address that it does not know', async () => {
    const { page, complaints, close } = await open('index.html?tag=x&nothing=1&length=2&days=-1');
    const all = await page.locator('#stories li').count();
    expect(await shown(page)).toBe(all);
    await close();
    expect(complaints).toEqual([]);
  });

  it('is not there without scripts, and the page is whole', async () => {
    const { page, close } = await open('index.html', { javaScriptEnabled: false });
    expect(await page.locator('#filter').isVisible()).toBe(false);
    expect(await shown(page)).toBeGreaterThan(50);
    await close();
  });
});

describe('search', () => {
  const headlines = (page: Page) => page.locator('#results h2').allTextContents();
  const said = (page: Page) => page.locator('#found').textContent();

  it('finds words in any order, accents and case aside, newest first', async () => {
    const { page, close } = await open('search.html');
    await page.getByRole('searchbox').fill('KÁBUL "round of talks"');
    await page.getByRole('button', { name: 'Search', exact: true }).click();
    await expect.poll(() => said(page)).toMatch(/found/);
    const found = await headlines(page);
    await close();
    expect(found.length).toBeGreaterThan(0);
    const expected = stories.filter((story) =>
      [story.ledger.headline, ...story.reports.map((report) => report.article.title)].some((text) =>
        text.startsWith('Kabul hosts another round of talks'),
      ),
    );
    expect(found.length).toBeLessThanOrEqual(expected.length);
    for (const headline of found)
      expect(expected.map((s) => s.ledger.headline)).toContain(headline);
  });

  it.each([
    ['外交部发言人', /发言人|Spokesperson|ترجمان/],
    ['كے وزرائے خارجہ', /خارجہ|counterpart|外长/],
    // With vowel signs and the letters of an Arabic keyboard; in traditional characters.
    ['مُلاقات', /ملاقات|counterpart|外长/],
    ['دفتر خارجه', /ترجمان|Spokesperson|发言人/],
    ['外交部發言人', /发言人|Spokesperson|ترجمان/],
  ])('finds %s without knowing where words end', async (query, headline) => {
    const { page, close } = await open(`search.html?q=${encodeURIComponent(query)}`);
    await expect.poll(() => said(page)).toMatch(/stor(?:y|ies) found/);
    const found = await headlines(page);
    await close();
    expect(found.length).toBeGreaterThan(0);
    for (const each of found) expect(each).toMatch(headline);
  });

  it('stops after a page of results and goes on when asked', async () => {
    const { page, close } = await open('search.html?q=Pakistan');
    await expect.poll(() => said(page)).toMatch(/back to/);
    const first = (await headlines(page)).length;
    await page.getByRole('button', { name: 'Search further back' }).click();
    await expect.poll(async () => (await headlines(page)).length).toBeGreaterThan(first);
    await close();
  });

  it('keeps apart what only the vowels of Hindi tell apart', async () => {
    const { page, close } = await open('search.html?q=चीन');
    await expect.poll(() => said(page)).toBe('1 story found.');
    expect(await headlines(page)).toEqual(['चीन के विदेश मंत्री पहुँचे']);
    await close();
  });

  it('asks what was meant by a slip, and finds that', async () => {
    const { page, close } = await open('search.html?q=Wnag+Yi+counterprat');
    await expect.poll(() => said(page)).toBe('No stories found. Did you mean wang yi counterpart?');
    await page.getByRole('link', { name: 'wang yi counterpart' }).click();
    await expect.poll(() => said(page)).toMatch(/stories found/);
    await close();
  });

  it('suggests nothing for what is like no word', async () => {
    const { page, close } = await open('search.html?q=xqzvwk');
    await expect.poll(() => said(page)).toBe('No stories found.');
    await close();
  });

  it('says that there is nothing, and makes no markup of what is typed', async () => {
    const query = '<img src=x onerror=alert(1)>';
    const { page, complaints, close } = await open(`search.html?q=${encodeURIComponent(query)}`);
    await expect.poll(() => said(page)).toBe('No stories found.');
    expect(await page.locator('main img').count()).toBe(0);
    await close();
    expect(complaints).toEqual([]);
  });

  it('points to the lists where there are no scripts', async () => {
    const { page, close } = await open('search.html', { javaScriptEnabled: false });
    expect(await page.getByText('needs JavaScript').isVisible()).toBe(true);
    expect(await page.locator('#search').isVisible()).toBe(false);
    await close();
  });
});

describe('a reader without a mouse', () => {
  it('skips to the content, and sees where the focus is', async () => {
    const { page, close } = await open('index.html');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content');
    expect(await styleOf(page, ':focus', 'outlineStyle')).toBe('solid');
    await page.keyboard.press('Enter');
    expect(new URL(page.url()).hash).toBe('#main');
    await close();
  });
});

describe('an Urdu headline', () => {
  it('runs from the right and in its own face', async () => {
    if (urdu === undefined) throw new Error('no Urdu among the samples');
    const { page, close } = await open(storyPath(urdu.ledger.storyId));
    expect(await page.locator('h1').getAttribute('lang')).toBe('ur');
    expect(await styleOf(page, 'h1', 'direction')).toBe('rtl');
    expect(await styleOf(page, 'h1', 'fontFamily')).toContain('Nastaliq');
    await close();
  });
});

describe('an outlet with an Urdu name in an entry', () => {
  it('stands before its date, whatever a reader leaves of the markup', async () => {
    const { country: _, ...from } = article('a', { outlet: 'روزنامہ سحر' });
    const { page, close } = await open('404.html');
    const [name, digits] = (await page.evaluate(
      `(() => {
        document.body.textContent = ${JSON.stringify(sayReported(from, sampleSite))};
        const text = document.body.firstChild;
        const edge = (from, to) => {
          const range = document.createRange();
          range.setStart(text, from);
          range.setEnd(text, to);
          return range.getBoundingClientRect();
        };
        const at = text.data.indexOf('21 May');
        return [edge(12, 14).right, edge(at, at + 2).left];
      })()`,
    )) as [number, number];
    expect(digits).toBeGreaterThan(name);
    await close();
  });
});

describe('on paper', () => {
  it('leaves out what can only be clicked, and is black on white', async () => {
    const { page, close } = await open('index.html', { colorScheme: 'dark' });
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav[aria-label=Site]').isVisible()).toBe(false);
    expect(await page.locator('#filter').isVisible()).toBe(false);
    expect(await styleOf(page, 'body', 'color')).toBe('rgb(0, 0, 0)');
    await close();
  });
});
