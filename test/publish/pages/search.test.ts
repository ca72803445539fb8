import { describe, expect, it } from 'vitest';
import type { Published } from '../../../src/types.ts';
import { pagesOf, sampleReport, sampleSite, sampleStory } from '../sample-stories.ts';

const urdu = { name: 'سحر', country: 'PK', kind: 'private-media', language: 'ur' } as const;
const agency = { name: 'Agency', country: 'CN', kind: 'state-media', language: 'en' } as const;
const day = (at: string): Published => ({ at, precision: 'day', from: 'given' });

const may = sampleStory(
  1,
  [
    sampleReport('a', urdu, 'مذاکرات', day('2025-05-20'), []),
    sampleReport('b', agency, 'Talks held', day('2025-05-20'), []),
  ],
  [{ id: 'wang-yi', label: 'Wang Yi', scheme: 'person', labels: { zh: '王毅' } }],
);
const april = sampleStory(2, [sampleReport('c', agency, 'Earlier', day('2025-04-01'), [])], []);
const undated = sampleStory(3, [sampleReport('d', agency, 'Some day', undefined, [])], []);
const files = pagesOf(sampleSite, [april, undated, may], []);
const read = (path: string) => JSON.parse(files.get(path) ?? 'null');

describe('the search', () => {
  it('names the months, newest first, and writes one file for each', () => {
    expect(read('search/months.json')).toEqual([
      { file: '2025-05.json', name: 'May 2025' },
      { file: '2025-04.json', name: 'April 2025' },
    ]);
    expect(read('search/2025-04.json')).toHaveLength(1);
  });

  it('holds what a story is shown by, and every word by which it may be looked for', () => {
    const [first] = read('search/2025-05.json');
    expect(first).toMatchObject({
      headline: 'مذاکرات',
      language: 'ur',
      direction: 'rtl',
      outlet: 'سحر (Pakistan)',
      others: 1,
      date: '20 May 2025',
    });
    expect(first.words.split(' | ')).toEqual(['سحر', 'Talks held', 'Agency', 'Wang Yi', '王毅']);
  });

  it('finds a story without a date in the month of its first publication', () => {
    expect(read('search/2025-05.json').at(-1)).toMatchObject({
      headline: 'Some day',
      date: 'date not known',
    });
  });

  it('has a table of traditional characters and the simplified ones in their places', () => {
    const [from, to] = read('search/characters.json');
    expect(from.length).toBe(to.length);
    expect([...'國領導'].map((one) => to[from.indexOf(one)]).join('')).toBe('国领导');
  });

  it('lets only the page that searches fetch, and only from its own host', () => {
    expect(files.get('search.html')).toContain("connect-src 'self'; base-uri 'none'");
  });
});
