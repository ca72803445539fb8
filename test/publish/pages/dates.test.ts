import { describe, expect, it } from 'vitest';
import {
  certainty,
  dayInYear,
  fullDate,
  longDay,
  offsetOf,
  shortDay,
} from '../../../src/publish/pages/dates.ts';
import type { Published } from '../../../src/types.ts';

const evening: Published = { at: '2025-05-20T20:30:00Z', precision: 'instant', from: 'given' };
const day: Published = { at: '2025-05-20', precision: 'day', from: 'weekday' };
const month: Published = { at: '2025-05', precision: 'month', from: 'text' };

describe('days', () => {
  it('are named with their weekday, and a month says that its day is not known', () => {
    expect(longDay('2025-05-21')).toBe('Wednesday 21 May 2025');
    expect(longDay('2025-05')).toBe('May 2025, day not known');
    expect(shortDay('2024-02-09')).toBe('9 February 2024');
    expect(dayInYear('2024-02-09')).toBe('9 February');
    expect(dayInYear('2024-02')).toBe('February 2024');
  });
});

describe('fullDate', () => {
  it('has an hour only where one is known', () => {
    expect(fullDate(evening, 'Asia/Karachi')).toBe('21 May 2025, 01:30');
    expect(fullDate({ ...evening, at: '2025-05-20T19:00:00Z' }, 'Asia/Karachi')).toBe(
      '21 May 2025, 00:00',
    );
    expect(fullDate(day, 'Asia/Karachi')).toBe('20 May 2025');
    expect(fullDate(month, 'Asia/Karachi')).toBe('May 2025');
    expect(fullDate(undefined, 'Asia/Karachi')).toBe('date not known');
  });

  it('comes with what it was inferred from', () => {
    expect(certainty(evening)).toBeUndefined();
    expect(certainty(day)).toBe('inferred from a weekday in the text');
    expect(certainty(undefined)).toBeUndefined();
  });
});

describe('offsetOf', () => {
  it('is that of the zone on that day', () => {
    expect(offsetOf('2025-05-20T20:30:59Z', 'Asia/Karachi')).toBe('UTC+05:00');
    expect(offsetOf('2025-01-20T20:30:00Z', 'America/St_Johns')).toBe('UTC−03:30');
    expect(offsetOf('2025-07-20T20:30:00Z', 'Europe/Berlin')).toBe('UTC+02:00');
    expect(offsetOf('2025-07-20T20:30:00Z', 'UTC')).toBe('UTC+00:00');
  });
});
