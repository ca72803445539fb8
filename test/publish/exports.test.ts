import { describe, expect, it } from 'vitest';
import { keepLedger } from '../../src/publish/ledger.ts';
import type { Article } from '../../src/types.ts';
import { article, day, draft, feedsOf, NOW, SITE } from './sample.ts';

function render(...stories: readonly [Article, ...Article[]][]): Map<string, string> {
  const drafts = stories.map((articles) => draft(...articles));
  const files = feedsOf(SITE, keepLedger([], drafts, SITE, NOW).stories);
  return new Map([...files].filter(([path]) => path.startsWith('exports/')));
}

describe('the tables', () => {
  it('file a story under the month it came out in, in the zone of the site', () => {
    const late = { at: '2026-04-30T20:00:00Z', precision: 'instant', from: 'given' } as const;
    const month = { at: '2026-03', precision: 'month', from: 'given' } as const;
    const files = render(
      [article('a', { published: day('2026-04-30') })],
      [article('b', { published: late })],
      [article('c', { published: month })],
    );
    expect([...files.keys()].toSorted()).toEqual([
      ...['exports/2026-03.csv', 'exports/2026-03.jsonl', 'exports/2026-04.csv'],
      ...['exports/2026-04.jsonl', 'exports/2026-05.csv', 'exports/2026-05.jsonl'],
    ]);
  });

  it('hold a story a line, with every report', () => {
    const lines = render([article('a'), article('b')])
      .get('exports/2026-05.jsonl')
      ?.split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines?.[0] ?? '')).toMatchObject({
      headline: 'Headline of a',
      published: '2026-05-21T08:30:00Z',
      tags: [{ scheme: 'form', id: 'visit' }, { scheme: 'outlet-country' }],
      reports: [{ title: 'Headline of a' }, { title: 'Headline of b', published_from: 'given' }],
    });
  });

  it('hold a report a row, quoted, with the mark of UTF-8', () => {
    const table = render([article('a', { title: 'He said "no",\nthen left' }), article('b')]);
    const csv = table.get('exports/2026-05.csv') ?? '';
    expect(csv.startsWith('\uFEFF"story","headline","lead",')).toBe(true);
    expect(csv).toContain('"He said ""no"",\nthen left"');
    expect(csv.match(/\r\n/g)).toHaveLength(3);
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', ' =1', '\r=1'])(
    'keep a spreadsheet from running %j',
    (title) => {
      const csv = render([article('a', { title })]).get('exports/2026-05.csv') ?? '';
      expect(csv).toContain(`"'${title}"`);
    },
  );
});
