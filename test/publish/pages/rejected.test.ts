import { describe, expect, it } from 'vitest';
import { rejectedPage } from '../../../src/publish/pages/rejected.ts';
import type { Report } from '../../../src/types.ts';
import { sampleReport, sampleSite } from '../sample-stories.ts';

const outlet = { name: 'Courier', country: 'PK', kind: 'private-media', language: 'en' } as const;

function report(title: string, score: number, day = '2025-05-20'): Report {
  const date = { at: day, precision: 'day', from: 'given' } as const;
  const sample = sampleReport(title, outlet, title, date, []);
  return { ...sample, match: { ...sample.match, in: false, score, bar: 4 } };
}

function titles(reports: readonly Report[]): readonly string[] {
  const page = rejectedPage({ site: sampleSite, feeds: new Set() }, reports);
  return [...page.matchAll(/<h2 class="headline"><a[^>]*>([^<]*)/g)].map((found) => found[1] ?? '');
}

describe('the near misses', () => {
  it('come nearest to the bar first, and not from farther than half-way', () => {
    expect(titles([report('far', 1.9), report('half', 2), report('near', 3.5)])).toEqual([
      'near',
      'half',
    ]);
  });

  it('are those of the four weeks before the newest of them', () => {
    expect(titles([report('new', 3), report('old', 3, '2025-04-21')])).toEqual(['new']);
  });

  it('hold what was kept out by hand, whatever its score, and nothing that is in', () => {
    const byHand = report('by hand', 9);
    const isIn = report('in', 9);
    expect(
      titles([
        { ...byHand, match: { ...byHand.match, decision: 'a friendly of clubs' } },
        { ...isIn, match: { ...isIn.match, in: true } },
      ]),
    ).toEqual(['by hand']);
  });
});
