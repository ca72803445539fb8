import { describe, expect, it } from 'vitest';
import { sentences } from '../../src/collect/failure-sentences.ts';
import { healthOf, renderStatus, type SourceState } from '../../src/publish/status.ts';
import type { Check } from '../../src/types.ts';
import { sampleSite, sampleSources } from './sample-stories.ts';

const [first] = sampleSources();
if (first === undefined) throw new Error('no sample');
const { source } = first;
const check: Check = {
  sourceId: source.id,
  checkedAt: '2025-05-22T06:00:00Z',
  nextAt: '2025-05-22T07:00:00Z',
  failures: 3,
  failingSince: '2025-05-21T06:00:00Z',
  fullAt: '2025-05-20T06:00:00Z',
  problem: 'https://feed.example/?n=503 knows no such page after 120 ms (HTTP 404).',
  cause: 'http-404',
};
const health = (state: SourceState) =>
  healthOf(state, { timeZone: 'Asia/Karachi', silentAfterDays: 30 });

describe('healthOf', () => {
  it('calls a source failing once the trouble has lasted for 24 hours, in words of its own', () => {
    expect(health({ source, check })).toEqual({
      state: 'failing',
      since: '2025-05-21',
      problem: 'the address leads nowhere',
    });
    expect(health({ source, check: { ...check, checkedAt: '2025-05-22T05:59:59Z' } })).toEqual({
      state: 'working',
    });
  });

  it('calls a source silent whose feed answers with nothing new for a month', () => {
    const { failingSince: _since, ...well } = { ...check, failures: 0 };
    const at = (newestEntry: string) => health({ source, check: { ...well, newestEntry } });
    expect(at('2025-04-22T06:00:00Z')).toEqual({ state: 'silent', since: '2025-04-22' });
    expect(at('2025-04-22T06:00:01Z')).toEqual({ state: 'working' });
  });

  it('says the same of the same trouble however long it lasts', () => {
    const later = { ...check, checkedAt: '2025-05-25T06:00:00Z', failures: 40 };
    expect(health({ source, check: later })).toEqual(health({ source, check }));
    const other = { ...check, cause: 'http-500' };
    const another = { ...check, cause: 'http-503' };
    expect(health({ source, check: other })).toEqual(health({ source, check: another }));
  });

  it.each([...sentences.keys(), 'not-a-feed', 'postponed', 'http-418'])(
    'has words for the class %s',
    (cause) => {
      expect(health({ source, check: { ...check, cause } }).problem).not.toBe('cannot be read');
    },
  );

  it('does not call a source working that was never read', () => {
    const { fullAt, ...never } = check;
    expect(fullAt).toBeDefined();
    const early = { ...never, checkedAt: '2025-05-21T07:00:00Z' };
    expect(health({ source, check: early })).toEqual({ state: 'not read yet' });
    expect(health({ source })).toEqual({ state: 'not read yet' });
  });

  it('gives the reason why a source is off', () => {
    expect(health({ source: { ...source, off: 'moved behind a wall' }, check })).toEqual({
      state: 'off',
      problem: 'moved behind a wall',
    });
  });
});

describe('renderStatus', () => {
  it('holds days and no times, and the address of no private source', () => {
    const states = [{ source: { ...source, private: true }, check, lastArticle: check.checkedAt }];
    const text = renderStatus(sampleSite, states, []);
    expect(text).not.toContain(source.url);
    expect(text).not.toMatch(/\d\d:\d\d/);
    expect(JSON.parse(text).sources).toMatchObject([
      { id: source.id, state: 'failing', lastArticle: '2025-05-22' },
    ]);
  });

  it('holds the measured figures', () => {
    const figure = { name: 'Tags', value: '0.82', meaning: 'micro-F1' };
    expect(JSON.parse(renderStatus(sampleSite, [], [figure])).quality).toEqual([figure]);
  });

  it('is the same for any order of the sources', () => {
    const states = sampleSources();
    expect(renderStatus(sampleSite, [...states].reverse(), [])).toBe(
      renderStatus(sampleSite, states, []),
    );
  });
});
