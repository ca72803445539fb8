import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../../src/publish/pages/neighbours.ts';
import type { Story } from '../../../src/types.ts';
import { sampleReport, sampleStory } from '../sample-stories.ts';

const outlet = { name: 'Courier', country: 'PK', kind: 'private-media', language: 'en' } as const;

let index = 0;
function story(day: string | undefined, ...tags: readonly string[]): Story {
  index++;
  const date =
    day === undefined ? undefined : ({ at: day, precision: 'day', from: 'given' } as const);
  const report = sampleReport(String(index), outlet, `Headline ${index}`, date, []);
  const tagged = tags.map((id) => ({ id, label: id, scheme: 'theme' }));
  const country = { id: 'pk', label: 'Pakistan', scheme: 'outlet-country' };
  return sampleStory(index, [report], [...tagged, country]);
}

/** `[before, after]` of one story among others. */
function around(one: Story, others: readonly Story[]) {
  const found = neighboursOf([one, ...others], 'Asia/Karachi').get(one.ledger.storyId);
  return [found?.before, found?.after];
}

describe('neighboursOf', () => {
  const one = story('2025-05-20', 'water', 'talks', 'kabul');

  it('finds the story before and after with the most tags in common', () => {
    const before = story('2025-05-01', 'water', 'talks', 'kabul');
    const nearer = story('2025-05-19', 'water', 'talks');
    const after = story('2025-05-25', 'talks', 'kabul');
    expect(around(one, [after, nearer, before])).toEqual([before, after]);
  });

  it('takes the nearest of equals', () => {
    const near = story('2025-05-18', 'water', 'talks');
    const far = story('2025-05-10', 'water', 'kabul');
    expect(around(one, [far, near])[0]).toBe(near);
  });

  it('holds one tag, outlets alike, a distant date or none for no thread', () => {
    const others = [
      story('2025-05-19', 'water'),
      story('2025-02-01', 'water', 'talks', 'kabul'),
      story(undefined, 'water', 'talks', 'kabul'),
    ];
    expect(around(one, others)).toEqual([undefined, undefined]);
  });
});
