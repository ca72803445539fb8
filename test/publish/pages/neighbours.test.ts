import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../../src/publish/pages/neighbours.ts';
import type { Story } from '../../../src/types.ts';
import { sampleReport, sampleStory } from '../sample-stories.ts';

const outlet = { name: 'Courier', country: 'PK', kind: 'private-media', language: 'en' } as const;

let index = 0;
/** A story of a day with tags as `scheme/id`. */
function story(day: string | undefined, ...tags: readonly string[]): Story {
  index++;
  const date =
    day === undefined ? undefined : ({ at: day, precision: 'day', from: 'given' } as const);
  const report = sampleReport(String(index), outlet, `Headline ${index}`, date, []);
  const tagged = tags.map((tag) => {
    const [scheme = '', id = ''] = tag.split('/');
    return { id, label: id, scheme };
  });
  return sampleStory(index, [report], tagged);
}

function around(one: Story, others: readonly Story[]) {
  return neighboursOf([one, ...others], 'Asia/Karachi').get(one.ledger.storyId);
}

describe('neighboursOf', () => {
  const visit = story('2025-05-20', 'person/wang-yi', 'person/ishaq-dar', 'theme/water');

  it('links the steps of one matter, each from the earliest on', () => {
    const announced = story('2025-05-17', 'person/wang-yi', 'person/ishaq-dar');
    const arrived = story('2025-05-19', 'person/wang-yi', 'theme/water');
    const statement = story('2025-05-21', 'person/wang-yi', 'person/ishaq-dar');
    const reaction = story('2025-05-24', 'person/ishaq-dar', 'theme/water', 'country/india');
    expect(around(visit, [reaction, arrived, statement, announced])).toEqual({
      before: [announced, arrived],
      after: [statement, reaction],
    });
  });

  it('shows five at most: what weighs most, then what is nearest', () => {
    const weak = story('2025-05-19', 'person/wang-yi', 'theme/water');
    const strong = ['2025-05-10', '2025-05-12', '2025-05-14', '2025-05-22', '2025-05-24'].map(
      (day) => story(day, 'person/wang-yi', 'person/ishaq-dar', 'theme/water'),
    );
    const found = around(visit, [weak, ...strong]);
    expect([...(found?.before ?? []), ...(found?.after ?? [])]).toEqual(strong);
  });

  it('takes an event in common for a thread, and what happened or who reports it for none', () => {
    const strikes = story('2025-05-01', 'event/strikes');
    const reply = story('2025-05-05', 'event/strikes');
    expect(around(strikes, [reply])?.after).toEqual([reply]);
    const call = story('2025-05-01', 'form/call', 'outlet-country/PK', 'outlet-kind/official');
    const other = story('2025-05-01', 'form/call', 'outlet-country/PK', 'outlet-kind/official');
    expect(around(call, [other])).toEqual({ before: [], after: [] });
  });

  it('holds one name, a distant date or none for no thread', () => {
    const others = [
      story('2025-05-19', 'person/wang-yi'),
      story('2025-02-01', 'person/wang-yi', 'person/ishaq-dar', 'theme/water'),
      story(undefined, 'person/wang-yi', 'person/ishaq-dar', 'theme/water'),
    ];
    expect(around(visit, others)).toEqual({ before: [], after: [] });
  });

  it('does not depend on the order of the stories', () => {
    const days = Array.from(
      { length: 30 },
      (_, day) => `2025-05-${String(day + 1).padStart(2, '0')}`,
    );
    const many = days.map((day, at) =>
      story(
        day,
        'person/wang-yi',
        at % 2 === 0 ? 'person/ishaq-dar' : 'project/cpec',
        'theme/water',
      ),
    );
    const known = (stories: typeof many) => {
      const neighbours = neighboursOf(stories, 'Asia/Karachi');
      return many.map(({ ledger }) => neighbours.get(ledger.storyId));
    };
    expect(known(many.toReversed())).toEqual(known(many));
    expect(known([...many.slice(13), ...many.slice(0, 13)])).toEqual(known(many));
  });
});
