import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Draft, keepLedger } from '../../src/publish/ledger.ts';
import type { Article, LedgerEntry, Published } from '../../src/types.ts';
import { article, day, draft, LATER, NOW, SITE, tombstonesOf } from './sample.ts';

function keep(previous: readonly LedgerEntry[], drafts: readonly Draft[], now = NOW) {
  return keepLedger(previous, drafts, SITE, now);
}

/** The only element; fails the test when there are more or none. */
function only<T>(list: readonly T[]): T {
  expect(list).toHaveLength(1);
  return list[0] as T;
}

const a = article('a');
const b = article('b');
const c = article('c');

describe('ids', () => {
  it('names a new story after its smallest article id, whatever their order', () => {
    const one = keep([], [draft(b, a)]).stories[0]?.ledger.storyId;
    const two = keep([], [draft(a, b)]).stories[0]?.ledger.storyId;
    expect(one).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-/);
    expect(two).toBe(one);
  });

  it('keeps the id while one article is shared', () => {
    const first = keep([], [draft(b)]);
    const second = keep(first.entries, [draft(b, a)], LATER);
    const third = keep(second.entries, [draft(a)], LATER);
    expect(only(third.stories).ledger.storyId).toBe(only(first.stories).ledger.storyId);
  });

  it('lets the older id live when two stories turn out to be one', () => {
    const first = keep([], [draft(b)]);
    const second = keep(first.entries, [draft(b), draft(a)], LATER);
    const merged = keep(second.entries, [draft(a, b)], '2026-05-24T09:00:00Z');
    const older = only(first.entries).storyId;
    expect(only(merged.stories).ledger.storyId).toBe(older);
    const dead = only(merged.entries.filter((entry) => entry.deletedAt !== undefined));
    expect(dead).toMatchObject({ mergedInto: older, deletedAt: '2026-05-24T09:00:00Z' });
  });

  it('gives the younger id back when a merge is undone', () => {
    const first = keep([], [draft(b)]);
    const second = keep(first.entries, [draft(b), draft(a)], LATER);
    const merged = keep(second.entries, [draft(b, a)], '2026-05-24T09:00:00Z');
    const split = keep(merged.entries, [draft(a), draft(b)], '2026-05-25T09:00:00Z');
    const ids = (stories: typeof split.stories) => stories.map((story) => story.ledger.storyId);
    expect(ids(split.stories)).toEqual(ids(second.stories));
    expect(split.entries.every((entry) => entry.deletedAt === undefined)).toBe(true);
    expect(split.entries.every((entry) => entry.mergedInto === undefined)).toBe(true);
  });

  it('leaves the id with the part that has the lead when a story is split', () => {
    const first = keep([], [draft(b, a)]);
    const split = keep(first.entries, [draft(a), draft(b)], LATER);
    const byLead = new Map(split.stories.map((s) => [s.lead.article.id, s.ledger.storyId]));
    expect(byLead.get('b')).toBe(only(first.stories).ledger.storyId);
    expect(new Set(byLead.values()).size).toBe(2);
  });

  it('makes a new story of what a merge left behind, so that no headline passes to another story', () => {
    const first = keep([], [draft(b)]);
    const second = keep(first.entries, [draft(b), draft(a, c)], LATER);
    const younger = second.stories.find(({ lead }) => lead.article.id === 'a')?.ledger;
    const merged = keep(second.entries, [draft(b, a), draft(c)], '2026-05-24T09:00:00Z');
    expect(merged.entries.find(({ storyId }) => storyId === younger?.storyId)).toMatchObject({
      mergedInto: only(first.stories).ledger.storyId,
      headline: younger?.headline,
    });
    const left = merged.stories.find(({ lead }) => lead.article.id === 'c')?.ledger;
    expect(second.entries.map(({ storyId }) => storyId)).not.toContain(left?.storyId);
    const split = keep(merged.entries, [draft(b), draft(a), draft(c)], '2026-05-25T09:00:00Z');
    expect(split.stories.find(({ lead }) => lead.article.id === 'a')?.ledger.storyId).toBe(
      younger?.storyId,
    );
  });

  it('withdraws a story whose articles are gone, and takes it back with them', () => {
    const first = keep([], [draft(a), draft(b)]);
    const gone = keep(first.entries, [draft(b)], LATER);
    const dead = only(gone.entries.filter((entry) => entry.deletedAt !== undefined));
    expect(dead).toMatchObject({ members: ['a'], deletedAt: LATER });
    expect(dead.mergedInto).toBeUndefined();
    const back = keep(gone.entries, [draft(a), draft(b)], '2026-05-24T09:00:00Z');
    expect(back.stories.map((s) => s.ledger.storyId)).toEqual(
      first.stories.map((s) => s.ledger.storyId),
    );
    expect(back.stories[0]?.ledger.updated).toBe('2026-05-24T09:00:00Z');
  });
});

describe('what stays', () => {
  it('changes nothing the second time', () => {
    const drafts = [draft(a, b), draft(c)];
    const first = keep([], drafts);
    const second = keep(first.entries, drafts, LATER);
    expect(second).toEqual(first);
  });

  it('does not depend on the order of drafts', () => {
    const other = article('d', { published: day('2026-05-20') });
    const drafts = [draft(a), draft(b), draft(c), draft(other)];
    expect(keep([], drafts.toReversed())).toEqual(keep([], drafts));
  });

  it('keeps headline, link and updated when one more outlet joins or tags change', () => {
    const first = keep([], [draft(b)]);
    const joined = { ...draft(a, b), tags: [] };
    const second = keep(first.entries, [joined], LATER);
    const { ledger, lead, reports } = only(second.stories);
    expect(lead.article).toBe(b);
    expect(reports.map((one) => one.article.id)).toEqual(['b', 'a']);
    expect(ledger).toEqual({ ...only(first.entries), members: ['a', 'b'] });
  });

  it('follows a correction by the outlet that leads, and says when', () => {
    const first = keep([], [draft(a)]);
    const second = keep(first.entries, [draft({ ...a, title: 'Corrected' })], LATER);
    expect(only(second.entries)).toMatchObject({ headline: 'Corrected', updated: LATER });
    expect(only(second.entries).published).toBe(only(first.entries).published);
  });

  it('keeps the headlines that gave way, with the time', () => {
    const first = keep([], [draft(a)]);
    const second = keep(first.entries, [draft({ ...a, title: 'Corrected' })], LATER);
    const former = [{ title: a.title, until: LATER }];
    expect(only(second.entries).formerHeadlines).toEqual(former);
    const same = keep(second.entries, [draft({ ...a, title: '“CORRECTED” - Gazette' })], LATER);
    expect(only(same.entries)).toMatchObject({ headline: '“CORRECTED” - Gazette' });
    expect(only(same.entries).formerHeadlines).toEqual(former);
    const other = keep(second.entries, [draft(b)], LATER);
    expect(other.entries.map(({ formerHeadlines }) => formerHeadlines)).toEqual([
      former,
      undefined,
    ]);
  });

  it('counts the headline of a lead that was withdrawn among them, but none mended in a file', () => {
    const first = keep([], [draft(a, b)]);
    const gone = keep(first.entries, [draft(b)], LATER);
    expect(only(gone.entries).formerHeadlines).toEqual([{ title: a.title, until: LATER }]);
    const file = { ...c, file: 'c.md' };
    const mended = keep(
      keep([], [draft(file)]).entries,
      [draft({ ...file, title: 'Mended' })],
      LATER,
    );
    expect(only(mended.entries).headline).toBe('Mended');
    expect(only(mended.entries).formerHeadlines).toBeUndefined();
  });

  it('takes another lead when the first is withdrawn', () => {
    const first = keep([], [draft(a, b)]);
    const second = keep(first.entries, [draft(b)], LATER);
    expect(only(second.entries)).toMatchObject({ headline: b.title, link: b.url, updated: LATER });
  });

  it('takes another lead when the first was an aggregator', () => {
    const redirect = article('g', { kind: 'aggregator' });
    const first = keep([], [draft(redirect)]);
    const second = keep(first.entries, [draft(a, redirect)], LATER);
    expect(only(second.entries)).toMatchObject({ leadId: 'a', headline: a.title });
  });

  it('stays with the report when another source tells of the same address', () => {
    const copy = article('f', { canonicalUrl: 'https://gazette.example/b' });
    const first = keep([], [draft(b)]);
    const retold = draft(a, copy);
    const second = keep(
      first.entries,
      [{ ...retold, group: { articleIds: ['a', 'b', 'f'], joins: [] } }],
      LATER,
    );
    expect(only(second.entries)).toMatchObject({ leadId: 'f', headline: copy.title });
    expect(only(second.entries).storyId).toBe(only(first.entries).storyId);
  });

  it('counts a run with a clock behind the last change as later all the same', () => {
    const first = keep([], [draft(a)]);
    const second = keep(first.entries, [draft({ ...a, title: 'One' })], LATER);
    const third = keep(second.entries, [draft({ ...a, title: 'Two' })], NOW);
    expect(Date.parse(only(third.entries).updated)).toBeGreaterThan(Date.parse(LATER));
  });
});

describe('dates', () => {
  const dated = (published: Parameters<typeof article>[1]) => {
    return only(keep([], [draft(article('x', published))]).entries);
  };

  it('says of an instant what it is, as updated too', () => {
    expect(dated({})).toMatchObject({
      published: '2026-05-21T08:30:00Z',
      updated: '2026-05-21T08:30:00Z',
      firstPublished: NOW,
    });
  });

  it('writes a day as its noon', () => {
    expect(dated({ published: day('2026-05-20') }).published).toBe('2026-05-20T12:00:00Z');
  });

  it('writes a day as first seen where that is before noon', () => {
    expect(dated({ published: day('2026-05-22') }).published).toBe(NOW);
  });

  it('has no published for a month or no date at all', () => {
    const month = dated({ published: { at: '2026-05', precision: 'month', from: 'given' } });
    expect(month.published).toBeUndefined();
    expect(month.updated).toBe(NOW);
    const { published: _, ...undated } = article('x');
    expect(only(keep([], [draft(undated)]).entries).published).toBeUndefined();
  });

  it('borrows the date of another report at first publication and never later', () => {
    const { published: _, ...undated } = article('x');
    const lent = { ...draft(undated, b), published: day('2026-05-20') };
    expect(only(keep([], [lent]).entries).published).toBe('2026-05-20T12:00:00Z');
    const first = keep([], [draft(undated)]);
    const later = keep(first.entries, [lent], LATER);
    expect(only(later.entries)).toEqual({ ...only(first.entries), members: ['b', 'x'] });
  });

  it('never shares an updated, and none is later than now', () => {
    const days = [...'abcdefgh'].map((id) => draft(article(id, { published: day('2026-05-20') })));
    const month = { at: '2026-05', precision: 'month', from: 'given' } as const;
    const months = [...'ijklmnop'].map((id) => draft(article(id, { published: month })));
    const { entries } = keep([], [...days, ...months]);
    const times = entries.map((entry) => entry.updated);
    expect(new Set(times).size).toBe(16);
    expect(times.every((time) => time <= NOW)).toBe(true);
    const more = keep(entries, [
      ...days,
      ...months,
      draft(article('q', { published: day('2026-05-20') })),
    ]);
    expect(more.entries.slice(0, 16)).toEqual(entries);
    expect(new Set(more.entries.map((entry) => entry.updated)).size).toBe(17);
  });

  it('numbers new stories by their date, undated ones last', () => {
    const { published: _, ...undated } = article('a');
    const early = article('z', { published: day('2026-05-01') });
    const { stories } = keep([], [draft(undated), draft(b), draft(early)]);
    expect(stories.map((s) => [s.ledger.sequence, s.lead.article.id])).toEqual([
      [1, 'z'],
      [2, 'b'],
      [3, 'a'],
    ]);
  });
});

describe('old news', () => {
  const now = '2026-07-01T09:00:00Z';
  const known = keep([], [draft(a)]);
  const found = (...drafts: readonly Draft[]) =>
    keep(known.entries, [draft(a), ...drafts], now).entries.at(-1)?.backfill;
  const dated = (id: string, at: Published, more: Partial<Article> = {}) =>
    article(id, { published: at, ...more });
  const instant = (at: string): Published => ({ at, precision: 'instant', from: 'given' });

  it('is a new story of more than 30 days before the run', () => {
    expect(found(draft(dated('b', instant('2026-06-01T08:59:59Z'))))).toBe(true);
    expect(found(draft(dated('b', instant('2026-06-01T09:00:00Z'))))).toBeUndefined();
  });

  it('counts a day or a month to its end', () => {
    expect(found(draft(dated('b', day('2026-05-31'))))).toBe(true);
    expect(found(draft(dated('b', day('2026-06-01'))))).toBeUndefined();
    const month = (at: string): Published => ({ at, precision: 'month', from: 'given' });
    expect(found(draft(dated('b', month('2026-05'))))).toBe(true);
    expect(found(draft(dated('b', month('2026-06'))))).toBeUndefined();
  });

  it('is none where one of its reports is fresh, or no date is known', () => {
    const old = dated('b', day('2026-05-01'));
    expect(found(draft(old, dated('c', day('2026-05-02'))))).toBe(true);
    expect(found(draft(old, dated('c', day('2026-06-30'))))).toBeUndefined();
    const { published: _, ...undated } = c;
    expect(found(draft(undated))).toBeUndefined();
    expect(found({ ...draft(undated), published: day('2026-05-01') })).toBe(true);
  });

  it('is none where a person put a report into the folder of articles', () => {
    const file = dated('c', day('2026-05-01'), { file: 'c.md' });
    expect(found(draft(file))).toBeUndefined();
    expect(found(draft(dated('b', day('2026-05-01')), file))).toBeUndefined();
  });

  it('is none in a publication that had no story yet', () => {
    const first = keep([], [draft(dated('b', day('2020-05-01')))], now);
    expect(only(first.entries).backfill).toBeUndefined();
    const elsewhere = { sequence: 7, times: [], ids: [] };
    const partly = keepLedger([], [draft(dated('b', day('2020-05-01')))], SITE, now, elsewhere);
    expect(only(partly.entries).backfill).toBe(true);
  });

  it('stays so when it grows or is corrected, and what was announced never becomes so', () => {
    const old = dated('b', day('2026-05-01'));
    const first = keep(known.entries, [draft(a), draft(old)], now);
    const grown = draft({ ...old, title: 'Corrected' }, dated('c', day('2026-05-01')));
    const later = keep(first.entries, [draft(a), grown], '2026-09-01T09:00:00Z');
    expect(later.entries.map(({ backfill }) => backfill)).toEqual([undefined, true]);
  });

  it('is announced after all when one that was announced turns out to be the same', () => {
    const old = dated('b', day('2026-05-01'));
    const { published: _, ...undated } = c;
    const first = keep(known.entries, [draft(a), draft(old)], now);
    const second = keep(first.entries, [draft(a), draft(old), draft(undated)], now);
    expect(second.entries.map(({ backfill }) => backfill)).toEqual([undefined, true, undefined]);
    const merged = keep(second.entries, [draft(a), draft(old, undated)], now);
    expect(merged.stories.map(({ ledger }) => ledger.backfill)).toEqual([undefined, undefined]);
    expect(merged.entries[1]).toEqual(merged.stories[1]?.ledger);
    expect(merged.entries[2]).toMatchObject({ mergedInto: merged.entries[1]?.storyId });
  });
});

describe('tombstones', () => {
  it('are shown for 30 days, counted back from the newest story', () => {
    const first = keep([], [draft(a), draft(b)]);
    const gone = keep(first.entries, [draft(b)], LATER);
    expect(tombstonesOf(gone.entries).map((entry) => entry.members)).toEqual([['a']]);
    const within = keep(gone.entries, [draft(b), draft(c)], '2026-06-22T09:00:00Z');
    expect(tombstonesOf(within.entries)).toHaveLength(1);
    const after = keep(gone.entries, [draft(b), draft(c)], '2026-06-22T09:00:01Z');
    expect(tombstonesOf(after.entries)).toEqual([]);
  });
});

describe('any history', () => {
  // Each run groups some of eight articles at random; each article has one of three texts.
  const run = fc.array(
    fc.record({
      group: fc.integer({ min: -1, max: 3 }),
      title: fc.constantFrom('one', 'two', 'three'),
    }),
    { minLength: 8, maxLength: 8 },
  );

  function draftsOf(articles: readonly { group: number; title: string }[]): Draft[] {
    const groups = new Map<number, Article[]>();
    articles.forEach(({ group, title }, index) => {
      if (group < 0) return;
      groups.set(group, [...(groups.get(group) ?? []), article(`a${index}`, { title })]);
    });
    return [...groups.values()].flatMap(([first, ...rest]) =>
      first === undefined ? [] : [draft(first, ...rest)],
    );
  }

  it('keeps ids apart, forgets nothing, and is settled after one run', () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 6 }), (runs) => {
        let entries: readonly LedgerEntry[] = [];
        runs.forEach((articles, index) => {
          const now = `2026-06-0${index + 1}T00:00:00Z`;
          const drafts = draftsOf(articles);
          const next = keep(entries, drafts, now);
          const ids = next.entries.map((entry) => entry.storyId);
          expect(new Set(ids).size).toBe(ids.length);
          expect(new Set(next.entries.map((entry) => entry.sequence)).size).toBe(ids.length);
          expect(new Set(next.entries.map((entry) => entry.updated)).size).toBe(ids.length);
          for (const entry of entries) {
            const now = next.entries.find((one) => one.storyId === entry.storyId);
            expect(now).toMatchObject({
              sequence: entry.sequence,
              firstPublished: entry.firstPublished,
            });
            expect((now?.updated ?? '') >= entry.updated).toBe(true);
            const isThere = drafts.some(({ group }) => group.articleIds.includes(entry.leadId));
            if (isThere && now?.deletedAt === undefined) expect(now?.leadId).toBe(entry.leadId);
          }
          const shown = next.stories.map((story) => story.ledger.storyId);
          expect(shown).toHaveLength(drafts.length);
          const live = next.entries.filter((entry) => entry.deletedAt === undefined);
          expect(shown).toEqual(live.map((entry) => entry.storyId));
          for (const entry of next.entries) {
            if (entry.deletedAt === now && entry.mergedInto !== undefined) {
              expect(shown).toContain(entry.mergedInto);
            }
          }
          expect(keep(next.entries, drafts.toReversed(), '2026-07-01T00:00:00Z')).toEqual(next);
          entries = next.entries;
        });
      }),
      { numRuns: 80 },
    );
  });
});
