import { describe, expect, it } from 'vitest';
import { dayOf, dayOfInstant, daysBefore, mondayOf } from '../src/local-day.ts';
import type { Published } from '../src/types.ts';

const evening: Published = { at: '2025-05-20T20:30:00Z', precision: 'instant', from: 'given' };
const day: Published = { at: '2025-05-20', precision: 'day', from: 'weekday' };
const month: Published = { at: '2025-05', precision: 'month', from: 'text' };

describe('days', () => {
  it('are those of the zone for an instant and stay what they are for a day', () => {
    expect(dayOf(evening, 'Asia/Karachi')).toBe('2025-05-21');
    expect(dayOf(evening, 'America/New_York')).toBe('2025-05-20');
    expect(dayOf(day, 'Pacific/Kiritimati')).toBe('2025-05-20');
    expect(dayOf(month, 'Asia/Karachi')).toBe('2025-05');
    expect(dayOf(undefined, 'Asia/Karachi')).toBeUndefined();
  });

  it('are counted back over months and years', () => {
    expect(daysBefore('2024-03-01', 1)).toBe('2024-02-29');
    expect(daysBefore('2025-01-02', 28)).toBe('2024-12-05');
    expect(daysBefore('2025-01', 1)).toBe('2024-12-31');
  });

  it('begin at midnight of the zone', () => {
    expect(dayOfInstant('2025-05-20T18:59:59Z', 'Asia/Karachi')).toBe('2025-05-20');
    expect(dayOfInstant('2025-05-20T19:00:00Z', 'Asia/Karachi')).toBe('2025-05-21');
  });

  it('are in the week of their Monday', () => {
    expect(mondayOf('2025-05-19')).toBe('2025-05-19');
    expect(mondayOf('2025-05-25')).toBe('2025-05-19');
    expect(mondayOf('2025-01-01')).toBe('2024-12-30');
  });
});
