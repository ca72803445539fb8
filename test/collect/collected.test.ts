import { describe, expect, it } from 'vitest';
import { collectedSpans, noteCollected, type Span, withDay } from '../../src/collect/collected.ts';
import { openSqlite } from '../../src/store/sqlite.ts';

describe('the days on which feeds were read', () => {
  const may: readonly Span[] = [['2026-05-01', '2026-05-03']];

  it('go on from day to day, over the end of a month too', () => {
    const days = ['2026-04-29', '2026-04-30', '2026-05-01'];
    const spans = days.reduce<readonly Span[]>(withDay, []);
    expect(spans).toEqual([['2026-04-29', '2026-05-01']]);
  });

  it('stay as they are when the day is among them', () => {
    expect(withDay(may, '2026-05-02')).toBe(may);
  });

  it('begin anew after a day without, and join when the clock is set back to it', () => {
    const apart = withDay(may, '2026-05-05');
    expect(apart).toEqual([...may, ['2026-05-05', '2026-05-05']]);
    expect(withDay(apart, '2026-05-04')).toEqual([['2026-05-01', '2026-05-05']]);
    expect(may).toEqual([['2026-05-01', '2026-05-03']]);
  });

  it('are noted for a run in which a feed answered, and for no other', async () => {
    const store = openSqlite(':memory:');
    const check = { nextAt: '2026-05-04T00:00:00.000Z', checkedAt: '2026-05-03T08:00:00.000Z' };
    await store.keepPoll([], { ...check, sourceId: 'good', failures: 0 });
    await store.keepPoll([], {
      ...check,
      sourceId: 'bad',
      checkedAt: '2026-05-03T09:00:00.000Z',
      failures: 1,
    });
    await noteCollected(store, '2026-05-03T09:00:00.000Z');
    expect(await collectedSpans(store)).toEqual([]);
    await noteCollected(store, '2026-05-03T08:00:00.000Z');
    expect(await collectedSpans(store)).toEqual([['2026-05-03', '2026-05-03']]);
    await store.close();
  });
});
