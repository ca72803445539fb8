import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/collect/collected.ts';
import { collectionOf } from '../../../src/publish/pages/collection.ts';
import type { Story, Tag } from '../../../src/types.ts';
import { pagesOf, sampleReport, sampleSite, sampleStory } from '../sample-stories.ts';

const paper = { name: 'Courier', country: 'PK', kind: 'private-media', language: 'en' } as const;
const visit: Tag = { id: 'visit', label: 'Visit', scheme: 'form' };
const talks: Tag = { id: 'talks', label: 'Talks', scheme: 'form' };

let index = 0;
function story(at: string | undefined, tags: readonly Tag[] = []): Story {
  index++;
  const precision = at?.length === 7 ? 'month' : 'day';
  const published = at === undefined ? undefined : ({ at, precision, from: 'given' } as const);
  return sampleStory(index, [sampleReport(`${index}`, paper, 'A headline', published, [])], tags);
}

function times(number: number, at: string, tags: readonly Tag[] = []): readonly Story[] {
  return Array.from({ length: number }, () => story(at, tags));
}

function overview(stories: readonly Story[], spans: readonly Span[] = []): string {
  const collection = collectionOf(spans);
  return pagesOf(sampleSite, stories, [], { collection }).get('overview.html') ?? '';
}

/** The rows of the table under a caption that begins so, as text. */
function rows(page: string, caption: string): readonly string[] {
  const table = page.slice(page.indexOf(`<caption>${caption}`)).split('</table>')[0] ?? '';
  return (table.match(/<tr><th scope="row"[^\n]*/g) ?? []).map((row) =>
    row.replace(/<\/t[dh]>/g, '|').replace(/<[^>]+>/g, ''),
  );
}

describe('the table of months', () => {
  const stories = [
    ...times(3, '2023-11-05'),
    story('2025-02-01'),
    story('2025-02'),
    story(undefined),
  ];

  it('has every year, those without a story too, and a number for each month', () => {
    expect(rows(overview(stories), 'Stories in each month')).toEqual([
      '2025||2|||||||||||',
      '2024|||||||||||||',
      '2023|||||||||||3||',
    ]);
  });

  it('leads to the page of each month and says which one it is', () => {
    expect(overview(stories)).toContain(
      '<a href="months/2023-11.html" aria-label="November 2023: 3 stories">3</a>',
    );
  });

  it('shows what lies before the first story and after the last as outside, not as empty', () => {
    const page = overview(stories);
    expect(page.match(/<td class="beyond">/g)).toHaveLength(10 + 10);
    expect(page.match(/<td><\/td>/g)?.length).toBeGreaterThan(12);
  });

  it('says how many stories have no date that it could count', () => {
    expect(overview(stories)).toContain('1 story of unknown date not in this table.');
  });

  it('shades by number: the fewest still visible, a quarter of the most half-way up, few the strongest', () => {
    const page = overview([
      ...times(40, '2023-11-05'),
      ...times(10, '2024-01-05'),
      ...times(35, '2024-06-05'),
      story('2025-02'),
    ]);
    const shades = [...page.matchAll(/<td class="(heat-\d)"><a/g)].map(([, shade]) => shade);
    expect(shades).toEqual(['heat-1', 'heat-2', 'heat-4', 'heat-5']);
  });

  it('marks a month in which no feed was read, and says since when feeds are', () => {
    const page = overview(stories, [
      ['2024-03-01', '2024-05-20'],
      ['2024-07-10', '2025-02-01'],
    ]);
    expect(rows(page, 'Stories in each month')[1]).toBe('2024||||||no feed was read|||||||');
    expect(page).toContain('; feeds are read since March 2024</caption>');
  });

  it('is not there for one year, which the chart of weeks shows', () => {
    expect(overview(times(3, '2025-02-01'))).not.toContain('Stories in each month');
  });
});

describe('the table of tags by year', () => {
  it('has the most used tags with the last years, without what has no date', () => {
    const stories = [
      ...times(2, '2024-05-01', [visit]),
      ...times(1, '2025-05-01', [visit, talks]),
      story(undefined, [talks]),
    ];
    expect(rows(overview(stories), 'Stories by year: form')).toEqual(['Visit|2|1|', 'Talks||1|']);
  });

  it('shows six years at most', () => {
    const stories = ['2010', '2018', '2025'].map((year) => story(`${year}-01-01`, [visit]));
    expect(rows(overview(stories), 'Stories by year: form')).toEqual(['Visit||||||1|']);
  });
});
