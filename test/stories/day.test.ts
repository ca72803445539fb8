import { describe, expect, it } from 'vitest';
import { findDates } from '../../src/collect/document/dates.ts';
import { datesNamed, dayText, eventDays, publicationDays } from '../../src/stories/day.ts';
import type { Published } from '../../src/types.ts';

const given = (at: string): Published => ({ at, precision: 'day', from: 'given' });
const days = (published: Published | undefined, head = '', zone = 'Asia/Karachi') => {
  const found = eventDays(published, head, zone);
  return found === undefined ? undefined : [dayText(found.from), dayText(found.to)];
};

describe('eventDays', () => {
  it('moves back to the weekday that the report names', () => {
    // 29 April 2025 is a Tuesday.
    expect(days(given('2025-04-29'), 'They talked on Sunday.')).toEqual([
      '2025-04-27',
      '2025-04-27',
    ]);
  });

  it('stays where the weekday lies ahead or too far back', () => {
    expect(days(given('2025-04-29'), 'He comes on Thursday.')).toEqual([
      '2025-04-29',
      '2025-04-29',
    ]);
  });

  it('moves back to the date that the report names, by number alone too', () => {
    const eve = ['2025-04-28', '2025-04-28'];
    expect(days(given('2025-04-29'), '大使28日会见部长。')).toEqual(eve);
    expect(days(given('2025-04-29'), '部長四月二十八日抵達首都')).toEqual(eve);
    expect(days(given('2025-04-29'), 'They met in Szohod on April 28.')).toEqual(eve);
    expect(days(given('2025-03-01'), '大使28日会见部长。')).toEqual(['2025-02-28', '2025-02-28']);
  });

  it('stays where the date is the end of a span, of what went before, or lies farther back', () => {
    const day = ['2025-04-29', '2025-04-29'];
    expect(days(given('2025-04-29'), 'He was there from April 26 to April 28.')).toEqual(day);
    expect(days(given('2025-04-29'), 'After they met on April 27, he telephoned.')).toEqual(day);
    expect(days(given('2025-04-29'), 'A notice of April 20 allows it.')).toEqual(day);
    expect(days(given('2025-04-29'), '为期三日的访问')).toEqual(day);
    expect(days(given('2025-04-29'), '日程30日公布')).toEqual(day);
  });

  it('counts an instant as the day that it was in the zone of the topic', () => {
    const late: Published = { at: '2025-04-28T20:30:00Z', precision: 'instant', from: 'given' };
    expect(days(late)).toEqual(['2025-04-29', '2025-04-29']);
    expect(days(late, '', 'UTC')).toEqual(['2025-04-28', '2025-04-28']);
  });

  it('leaves a month a month and nothing nothing', () => {
    expect(days({ at: '2024-02', precision: 'month', from: 'given' })).toEqual([
      '2024-02-01',
      '2024-02-29',
    ]);
    expect(days(undefined)).toBeUndefined();
  });

  it('gives a worked-out day a margin of fifteen days', () => {
    expect(days({ at: '2025-05-20', precision: 'day', from: 'weekday' })).toEqual([
      '2025-05-05',
      '2025-06-04',
    ]);
  });
});

it('reads the days that a text names, whatever their year', () => {
  expect(datesNamed(findDates('from July 30 to August 1, 2023; 8月20日'))).toEqual([
    '07-30',
    '08-01',
    '08-20',
  ]);
});

it('does not take an impossible day for a day', () => {
  expect(publicationDays(given('not a day'), 'UTC')).toBeUndefined();
});
