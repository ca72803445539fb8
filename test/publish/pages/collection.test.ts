import { describe, expect, it } from 'vitest';
import { collectionOf } from '../../../src/publish/pages/collection.ts';

describe('what is known of the reading of feeds', () => {
  it('is nothing where none was read', () => {
    expect(collectionOf([])).toEqual({ missed: new Set() });
  });

  it('are the whole weeks between two days on which one was', () => {
    // Friday; then Monday two weeks later.
    const spans = [
      ['2026-05-01', '2026-05-01'],
      ['2026-05-11', '2026-05-12'],
    ] as const;
    const known = collectionOf(spans);
    expect(known).toEqual({ begun: '2026-05-01', missed: new Set(['2026-05-04']) });
    expect(collectionOf([...spans, ['2026-06-07', '2026-06-07']]).missed).toEqual(
      new Set(['2026-05-04', '2026-05-18', '2026-05-25']),
    );
  });

  it('do not depend on how often runs happen within a week', () => {
    const weekly = ['2026-05-04', '2026-05-17', '2026-05-18', '2026-05-31'].map(
      (day) => [day, day] as const,
    );
    const daily = [['2026-05-04', '2026-05-31'] as const];
    expect(collectionOf(weekly)).toEqual(collectionOf(daily));
  });
});
