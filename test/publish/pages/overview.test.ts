import { describe, expect, it } from 'vitest';
import type { Span } from '../../../src/collect/collected.ts';
import { columnChart } from '../../../src/publish/pages/charts.ts';
import { collectionOf } from '../../../src/publish/pages/collection.ts';
import type { Story } from '../../../src/types.ts';
import { pagesOf, sampleReport, sampleSite, sampleStory } from '../sample-stories.ts';

const paper = { name: 'Courier', country: 'PK', kind: 'private-media', language: 'en' } as const;
const agency = { name: 'Agency', country: 'CN', kind: 'state-media', language: 'en' } as const;

let index = 0;
function story(day: string, outlets: readonly (typeof paper | typeof agency)[]): Story {
  index++;
  const reports = outlets.map((outlet, place) =>
    sampleReport(
      `${index}-${place}`,
      outlet,
      'A headline',
      { at: day, precision: 'day', from: 'given' },
      [],
    ),
  );
  return sampleStory(index, reports, []);
}

function overview(stories: readonly Story[], spans: readonly Span[] = []) {
  const collection = collectionOf(spans);
  return pagesOf(sampleSite, stories, [], { collection }).get('overview.html') ?? '';
}

/** Rows of the week table as text, newest first. */
function weeks(page: string): readonly string[] {
  const table = page.slice(page.indexOf('Week of</th>'));
  const rows = table.slice(0, table.indexOf('</table>')).match(/<tr><th scope="row">[^\n]*/g) ?? [];
  return rows.map((row) => row.replace(/<[^>]+>/g, '|').replace(/\|+/g, '|'));
}

describe('the chart of weeks', () => {
  const stories = [
    story('2025-05-25', [paper]),
    story('2025-05-19', [agency]),
    story('2025-05-18', [paper, agency]),
    story('2025-05', [paper]),
  ];

  it('counts a story in the week of its day, Monday to Sunday, by who tells it', () => {
    const [newest, before] = weeks(overview(stories));
    expect(newest).toBe('|19 May 2025|1|0|1|feeds read|');
    expect(before).toBe('|12 May 2025|0|1|0|before feeds were read|');
    expect(overview(stories)).toContain('1 story not in this chart');
  });

  it('marks weeks in which no feed was read, and those before the first was', () => {
    const page = overview(stories, [
      ['2025-04-23', '2025-04-28'],
      ['2025-05-18', '2025-05-25'],
    ]);
    expect(weeks(page).map((row) => row.split('|').slice(1).at(-2))).toEqual([
      ...['feeds read', 'feeds read', 'no feed was read', 'feeds read', 'feeds read'],
      ...Array.from({ length: 21 }, () => 'before feeds were read'),
    ]);
    expect(page).toContain('; in 1 of the weeks no feed was read;');
    // The weeks before the first lie side by side under one band.
    expect(page.match(/<rect class="gap" x/g)).toHaveLength(1);
    expect(page.match(/<rect class="before" x/g)).toHaveLength(1);
    expect(page).toMatch(/<title>Week of 5 May 2025: 0 \(no feed was read\)<\/title>/);
    expect(page).toContain('no feed was read: a gap, not silence</li>');
  });

  it('marks nothing where no feed was ever read', () => {
    const page = overview(
      stories.map((one) => ({
        ...one,
        reports: one.reports.map((report) => ({
          ...report,
          article: { ...report.article, file: 'a.md' },
        })),
      })),
    );
    expect(weeks(page)[0]).toContain('|stored articles only|');
    expect(page).not.toContain('<rect class="before"');
  });
});

describe('bars', () => {
  it('count a story once for a country, however many of its outlets tell it', () => {
    const page = overview([
      story('2025-05-20', [paper, paper]),
      story('2025-05-20', [paper, agency]),
    ]);
    expect(page).toMatch(/Pakistan<\/th><td class="number">2<\/td><td class="number">0<\/td>/);
    expect(page).toMatch(/China<\/th><td class="number">1<\/td><td class="number">1<\/td>/);
  });
});

describe('columnChart', () => {
  it('leaves out every other word under the axis on a phone, but no year', () => {
    const columns = ['Dec', 'Jan', 'Feb', 'Mar'].map((tick) => ({
      label: tick,
      tick,
      parts: [1],
      ...(tick === 'Jan' ? { year: '2025' } : {}),
    }));
    const chart = columnChart(columns, 'Four columns').toString();
    const odd = [...chart.matchAll(/<g class="odd"><text[^>]*>(\w+)</g)].map(([, tick]) => tick);
    expect(odd).toEqual(['Dec', 'Feb']);
    expect(chart).toMatch(/<g><text[^>]*>Jan<\/text><text[^>]*>2025<\/text><\/g>/);
  });

  it('stacks the parts of a column up to its height', () => {
    const chart = columnChart([{ label: 'a', parts: [1, 3] }], 'One column').toString();
    const heights = [...chart.matchAll(/<g class="part-\d">\n<rect [^>]*height="([\d.]+)"/g)].map(
      (found) => Number(found[1]),
    );
    expect(heights).toHaveLength(2);
    expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(3);
    expect(chart).toContain('aria-label="One column"');
  });
});
