import { HtmlValidate } from 'html-validate';
import { parseDocument } from 'htmlparser2';
import { describe, expect, it } from 'vitest';
import { type Due, nothingDue } from '../../../src/publish/due.ts';
import { renderPages } from '../../../src/publish/pages/render.ts';
import { storyPath } from '../../../src/publish/paths.ts';
import type { Article, Story } from '../../../src/types.ts';
import { wholeShelf } from '../sample.ts';
import { pagesOf, sampleSite, sampleSources, sampleStories } from '../sample-stories.ts';

const stories = sampleStories(160);
const sources = sampleSources();
const pages = pagesOf(sampleSite, stories, sources);

/** Every value of an attribute in a document. */
function values(page: string, attribute: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ReturnType<typeof parseDocument>['children'][number]) => {
    if (!('children' in node)) return;
    if ('attribs' in node) {
      const value = node.attribs[attribute];
      if (value !== undefined) found.push(value);
    }
    for (const child of node.children) visit(child);
  };
  for (const child of parseDocument(page).children) visit(child);
  return found;
}

function page(path: string, from: ReadonlyMap<string, string> = pages): string {
  const text = from.get(path);
  if (text === undefined) throw new Error(`there is no ${path}`);
  return text;
}

describe('renderPages', () => {
  it('makes what is due and no more', () => {
    const shelf = wholeShelf(stories, sampleSite);
    const [story] = stories;
    if (story === undefined) throw new Error('there is no story');
    const { storyId } = story.ledger;
    const made = (due: Due) => [...renderPages(sampleSite, shelf, sources, {}, due).keys()];
    expect(made(nothingDue)).toEqual([]);
    expect(made({ ...nothingDue, stories: new Set([storyId]) })).toEqual([storyPath(storyId)]);
    expect(made({ ...nothingDue, overviews: true })).not.toContain(storyPath(storyId));
    expect(made({ ...nothingDue, overviews: true })).toContain('index.html');
  });

  it('writes a page for each story and tag, the months, and what stands by itself', () => {
    for (const story of stories) expect(pages.has(storyPath(story.ledger.storyId))).toBe(true);
    for (const path of [
      'index.html',
      'about.html',
      'months/index.html',
      'months/2025-05.html',
      'tags/index.html',
      'tags/person/wang-yi.html',
      'overview.html',
      'rejected.html',
      'search.html',
      'search/months.json',
      'search/2025-05.json',
      'sources.html',
      'status.json',
      '404.html',
      'icon.svg',
      'style.css',
      'filter.js',
    ]) {
      expect(pages.has(path), path).toBe(true);
    }
  });

  it('gives the same bytes for the same stories in any order', () => {
    expect(pagesOf(sampleSite, [...stories].reverse(), [...sources].reverse())).toEqual(pages);
  });

  it('leaves pages about other things as they are when a story comes', () => {
    const more = pagesOf(sampleSite, sampleStories(161), sources);
    const withoutNeighbours = (text: string) => text.replace(/<nav class="around".*?<\/nav>/s, '');
    for (const [path, text] of pages) {
      if (/^(?:index|overview|tags|months|search\/)/.test(path)) continue;
      expect(withoutNeighbours(more.get(path) ?? ''), path).toBe(withoutNeighbours(text));
    }
    const touched = [...pages].filter(([path, text]) => more.get(path) !== text);
    expect(touched.filter(([path]) => path.startsWith('stories/')).length).toBeLessThan(12);
  });

  it('links only to pages that are there', () => {
    const files = new Set([...pages.keys(), 'atom.xml']);
    for (const [path, text] of pages) {
      if (!path.endsWith('.html')) continue;
      for (const address of [...values(text, 'href'), ...values(text, 'src')]) {
        if (/^(https?:|#|data:)/.test(address)) continue;
        const target = new URL(address, `https://here.example/${path}`).pathname.slice(1);
        expect(files.has(target || 'index.html'), `${path} links to ${address}`).toBe(true);
      }
    }
  });

  it('keeps an index of 100 stories below 100 kB', () => {
    const text = page('index.html');
    const items = text.match(/<li data-c/g) ?? [];
    expect(items.length).toBeGreaterThan(80);
    expect((Buffer.byteLength(text) / items.length) * 100).toBeLessThan(100_000);
  });

  it('writes HTML that a validator accepts', async () => {
    const validator = new HtmlValidate({
      extends: ['html-validate:standard', 'html-validate:a11y'],
      // Titles are as long as the outlets make them; the filter acts at once and sends nothing.
      rules: { 'long-title': 'off', 'wcag/h32': 'off' },
    });
    const paths = [
      ...[...pages.keys()].filter((path) => /^\w+(?:\/index)?\.html$/.test(path)),
      ...stories.slice(0, 12).map((story) => storyPath(story.ledger.storyId)),
      'tags/person/wang-yi.html',
      'tags/outlet-country/pk.html',
      'months/2025-05.html',
    ];
    for (const path of paths) {
      const report = await validator.validateString(page(path));
      const problems = report.results.flatMap((result) =>
        result.messages.map((each) => `${path}:${each.line} ${each.ruleId}: ${each.message}`),
      );
      expect(problems).toEqual([]);
    }
  });

  it('gives a canonical address under the base, and none without one', () => {
    const base = 'https://feeds.example/karakoram/';
    const hosted = pagesOf({ ...sampleSite, base }, stories, sources);
    expect(page('index.html', hosted)).toContain(`<link rel="canonical" href="${base}">`);
    expect(page('tags/index.html', hosted)).toContain(`<link rel="canonical" href="${base}tags/">`);
    expect(page('about.html', hosted)).toContain(`href="${base}about.html"`);
    expect(page('index.html')).not.toContain('canonical');
  });

  it('offers the feeds that are written and no others', () => {
    const all = pagesOf(sampleSite, stories, sources, {
      feeds: new Set(['atom.xml', 'rss.xml', 'tags/person/wang-yi.xml']),
    });
    expect(page('index.html', all)).toContain('type="application/rss+xml"');
    expect(page('index.html', all)).not.toContain('feed+json');
    expect(page('tags/person/wang-yi.html', all)).toContain('href="../../tags/person/wang-yi.xml"');
    expect(page('tags/person/li-qiang.html', all)).not.toContain('li-qiang.xml');
  });

  it('is a page that says so when there is nothing', () => {
    const empty = pagesOf(sampleSite, [], []);
    expect(page('index.html', empty)).toContain('There are no stories yet.');
    expect(page('tags/index.html', empty)).toContain('No story has a tag yet.');
  });
});

describe('a hostile story', () => {
  const [first] = sampleStories(1);
  if (first === undefined) throw new Error('no sample');
  const bad = `"><script>alert(1)</script><img src=x onerror=alert(1)>`;
  const article: Article = {
    ...first.lead.article,
    url: 'javascript:alert(1)',
    outlet: bad,
    title: bad,
    language: bad,
    excerpt: bad,
    authors: [bad],
    agency: bad,
    published: { at: '2025-05-20', precision: 'day', from: 'text', evidence: bad },
  };
  const reason = { rule: bad, says: bad, weight: 1, words: bad, where: 'title' } as const;
  const lead = { article, match: { ...first.lead.match, decision: bad, reasons: [reason] } };
  const hostile: Story = {
    ...first,
    lead,
    reports: [lead, { ...lead, article: { ...article, id: 'other' } }],
    ledger: { ...first.ledger, headline: bad, link: 'javascript:alert(1)' },
    tags: [{ id: '../../etc', label: bad, scheme: '..' }],
    joins: [{ a: article.id, b: 'other', score: 1, reasons: [bad] }],
  };
  const written = pagesOf(sampleSite, [hostile], sources);

  it('adds no element, no script address and no path outside', () => {
    for (const [path, text] of written) {
      expect(path).toMatch(/^[a-z0-9][a-z0-9./-]*$/);
      expect(path).not.toContain('..');
      if (!path.endsWith('.html')) continue;
      expect(text).not.toMatch(/<img|<script>|alert\(1\)">|href="javascript/);
      expect(values(text, 'onerror')).toEqual([]);
    }
  });
});
