import { describe, expect, it } from 'vitest';
import { storyPage } from '../../../src/publish/pages/story.ts';
import type { Article, Published, Report, Story } from '../../../src/types.ts';
import { LATER } from '../sample.ts';
import { sampleReport, sampleSite, sampleStory } from '../sample-stories.ts';

const paper = { name: 'Courier', country: 'PK', kind: 'private-media', language: 'en' } as const;
const agency = { name: '通讯社', country: 'CN', kind: 'state-media', language: 'zh-Hans' } as const;
const office = { name: 'Foreign Office', country: 'PK', kind: 'official', language: 'en' } as const;

const day = (at: string): Published => ({ at, precision: 'day', from: 'given', evidence: at });

function page(
  reports: readonly Report[],
  change: (story: Story) => Story = (story) => story,
): string {
  const story = change(sampleStory(1, reports, [{ id: 'water', label: 'Water', scheme: 'theme' }]));
  return storyPage({ site: sampleSite, feeds: new Set() }, story);
}

function changed(report: Report, article: Partial<Article>): Report {
  return { ...report, article: { ...report.article, ...article } };
}

/** What one section of the page says, as text. */
function section(text: string, id: string): string {
  const found = new RegExp(`<section aria-labelledby="${id}">(.*?)</section>`, 's').exec(text)?.[1];
  return (found ?? '').replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

describe('a story page', () => {
  const reports = [
    sampleReport('a', paper, 'Talks in Kabul', day('2025-05-21'), []),
    sampleReport('b', agency, '会谈举行', day('2025-05-20'), []),
    sampleReport('c', office, 'Statement on talks', undefined, []),
  ];

  it('puts headlines side by side, states and what they own apart', () => {
    expect(
      page(reports)
        .match(/<h3>[^<]*<\/h3>/g)
        ?.slice(0, 3),
    ).toEqual([
      '<h3>Pakistan</h3>',
      '<h3>China: state and state media</h3>',
      '<h3>Pakistan: state and state media</h3>',
    ]);
  });

  it('gives earlier headlines with their times, of the story and beneath those of each outlet', () => {
    const former = [
      { title: '会谈 <b>将</b>举行', until: '2025-05-20T07:00:00.000Z' },
      { title: '会谈推迟', until: '2025-05-20T09:30:00.000Z' },
    ];
    const [first, second, third] = reports as [Report, Report, Report];
    const text = page([first, changed(second, { formerTitles: former }), third], (story) => ({
      ...story,
      ledger: {
        ...story.ledger,
        formerHeadlines: [{ title: 'Talks "off"', until: '2025-05-21T20:15:00Z' }],
      },
    }));
    const [header = ''] = text.split('<h2 id="headlines">');
    expect(header).toContain(
      'Earlier headline: <q dir="auto">Talks &quot;off&quot;</q> <small class="until">until <time datetime="2025-05-21T20:15:00Z">22 May 2025, 01:15</time></small>',
    );
    expect(section(text, 'headlines')).toMatch(
      /会谈举行 通讯社 · in Chinese Earlier headlines: 会谈 &lt;b&gt;将&lt;\/b&gt;举行 until 20 May 2025, 12:00 会谈推迟 until/,
    );
    expect(page(reports)).not.toContain('Earlier headline');
  });

  it('gives those of a lone report beneath the headline of the story, each once', () => {
    const [first] = reports as [Report];
    const former = [{ title: 'Talks', until: '2025-05-20T07:00:00.000Z' }];
    const alone = [changed(first, { formerTitles: former })];
    const text = page(alone, (story) => ({
      ...story,
      ledger: { ...story.ledger, formerHeadlines: [{ title: 'Talks', until: LATER }] },
    }));
    expect(page(alone).match(/<q dir="auto">Talks<\/q>/g)).toHaveLength(1);
    expect(text.match(/<q dir="auto">Talks<\/q>/g)).toHaveLength(1);
  });

  it('counts an outlet once, however often it reported', () => {
    expect(page(reports)).toContain('· 3 outlets</p>');
    const again = sampleReport('d', paper, 'Talks in Kabul end', day('2025-05-21'), []);
    expect(page([...reports, again])).toContain('· 4 reports by 3 outlets</p>');
  });

  it('counts outlets of one owner as one publisher, and says who was first where that is known', () => {
    const site = { ...sampleSite, publishers: { House: ['Courier', '通讯社'] } };
    const text = storyPage({ site, feeds: new Set() }, sampleStory(1, reports, []));
    expect(text).toContain('· 3 outlets of 2 publishers</p>');
    expect(section(text, 'timeline')).toContain('First, as far as times are known: 通讯社');
  });

  it('gives who reported when, the earliest first and the undated last', () => {
    const rows = section(page(reports), 'timeline');
    expect(rows).toMatch(
      /20 May 2025.*通讯社.*21 May 2025.*Courier.*date not known.*Foreign Office/,
    );
    expect(rows).toContain('neither given nor inferable');
  });

  it('says from what a date was inferred, with the words', () => {
    const dated: Published = {
      at: '2025-05-21',
      precision: 'day',
      from: 'weekday',
      evidence: 'on Wednesday',
    };
    const text = page([sampleReport('a', paper, 'Talks', dated, [])]);
    expect(section(text, 'timeline')).toContain(
      'inferred from a weekday in the text: on Wednesday',
    );
    expect(section(text, 'cite')).toContain('21 May 2025 (inferred).');
  });

  it('does not repeat a given date as its own evidence', () => {
    expect(section(page(reports), 'timeline')).not.toContain('2025-05-20');
  });

  it('says that a headline is none of the outlet', () => {
    const [first] = reports;
    if (first === undefined) throw new Error('no report');
    expect(page([changed(first, { titleFrom: 'lede' })])).toContain('these are its first words');
    expect(page([first])).not.toContain('first words');
  });

  it('tells why each report is in, and what joined them', () => {
    const text = page(reports);
    expect(section(text, 'why')).toMatch(
      /China … Pakistan.*headline.*Both countries are named.*\+4.*Score 7.5/,
    );
    expect(section(text, 'why')).toContain('The same for 2 other reports');
    expect(section(text, 'joins')).toContain('Courier and 通讯社 : same day;');
  });

  it('calls by its name what joined reports, where the name is known', () => {
    const tag = { id: 'wang-yi', label: 'Wang Yi', scheme: 'person' };
    const story = sampleStory(1, reports, [tag]);
    const joins = [{ a: 'a', b: 'b', score: 3, reasons: ['same people: wang-yi, ishaq-dar'] }];
    const text = storyPage({ site: sampleSite, feeds: new Set() }, { ...story, joins });
    expect(section(text, 'joins')).toContain('same people: Wang Yi, Ishaq Dar');
  });

  it('gives the words of a decision by hand', () => {
    const [first] = reports;
    if (first === undefined) throw new Error('no report');
    const decided = { ...first, match: { ...first.match, decision: 'the summit itself' } };
    expect(section(page([decided]), 'why')).toContain('Decided by hand: the summit itself');
  });

  it('says that a story changed only where it did', () => {
    expect(page(reports)).not.toContain(', changed');
    const later = page(reports, (story) => ({
      ...story,
      ledger: { ...story.ledger, updated: '2025-06-01T00:00:00Z' },
    }));
    expect(section(later, 'cite')).toContain('changed 1 June 2025');
  });

  it('shows a headline that several outlets of one origin took over once, with all of them', () => {
    const other = { ...paper, name: 'Sentinel & Sons' };
    const copies = [
      sampleReport('a', paper, 'Talks in Kabul', day('2025-05-21'), []),
      sampleReport('e', other, 'Talks in Kabul', day('2025-05-21'), []),
      sampleReport('f', other, 'Kabul talks', day('2025-05-21'), []),
    ];
    const text = page(copies);
    expect(section(text, 'headlines')).toBe(
      ' Headlines side by side Pakistan Talks in Kabul Courier , Sentinel &amp; Sons Kabul talks Sentinel &amp; Sons ',
    );
    for (const { article } of copies.slice(0, 2)) {
      expect(text).toContain(`${article.url?.replaceAll('&', '&amp;')}"><bdi>`);
    }
  });

  it('says once what counted alike in several reports', () => {
    const [first, second, third] = reports as [Report, Report, Report];
    const weak = { ...second.match, score: 5 };
    const text = section(
      page([first, second, third].map((one, at) => (at > 0 ? { ...one, match: weak } : one))),
      'why',
    );
    expect(text).toContain(
      'The same for 2 other reports 通讯社 , Foreign Office What counted in the report of 通讯社 and 1 other Words',
    );
    expect(text.match(/Score 5, needed/g)).toHaveLength(1);
    expect(section(page(reports), 'why')).toContain(
      'The very same counted for 通讯社 , Foreign Office .',
    );
  });

  it('folds away all but eight of the pairs that were joined, where that saves room', () => {
    const told = (length: number) => {
      const joins = Array.from({ length }, () => ({ a: 'a', b: 'b', score: 3, reasons: ['x'] }));
      return section(
        page(reports, (story) => ({ ...story, joins })),
        'joins',
      );
    };
    const [shown, folded] = told(11).split('3 more pairs');
    expect(shown?.match(/likeness/g)).toHaveLength(8);
    expect(folded?.match(/likeness/g)).toHaveLength(3);
    expect(told(10)).not.toContain('more pair');
    expect(told(10).match(/likeness/g)).toHaveLength(10);
  });

  it('puts one mark at the end of a title that is cited', () => {
    const cited = (title: string) =>
      section(page([sampleReport('a', paper, title, undefined, [])]), 'cite');
    expect(cited('Talks in Kabul')).toContain('Talks in Kabul .” Courier , date not known.');
    expect(cited('Talks in Kabul?')).toContain('Talks in Kabul? ” Courier');
    expect(cited('کابل میں مذاکرات۔')).toContain('مذاکرات۔ ” Courier');
  });

  it('is described by date and outlets, without saying that its leading outlet was first', () => {
    const described = (text: string) => /name="description" content="([^"]*)"/.exec(text)?.[1];
    expect(described(page(reports))).toMatch(/^21 May 2025, Courier and 2 other outlets\. The two/);
    const undated = page([sampleReport('a', paper, 'Talks', undefined, [])]);
    expect(described(undated)).toMatch(/^Date not known, Courier\. The two/);
    expect(undated).toContain('<p class="kicker">Date not known\u00a0· 1 outlet</p>');
  });

  it('stands without an address, an excerpt and an outlet', () => {
    const [first] = reports;
    if (first === undefined) throw new Error('no report');
    const { url, outlet, ...bare } = first.article;
    expect([url, outlet]).not.toContain(undefined);
    const text = page([{ ...first, article: { ...bare, excerpt: '' } }]);
    expect(text).not.toContain('<blockquote');
    expect(text).not.toContain('Read it at the source');
    expect(text).toContain('Outlet not known');
  });
});
