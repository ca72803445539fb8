import { describe, expect, it } from 'vitest';
import { dateOf } from '../../src/stories/date.ts';
import { chooseLead } from '../../src/stories/lead.ts';
import type { Article } from '../../src/types.ts';
import { article } from './sample.ts';

const long = 'The tunnel was dug by hand, and of those who dug it a few still live in the valley. ';

function report(id: string, changes: Partial<Article>): Article {
  return { ...article(id, '2025-03-11', long.repeat(4)), titleFrom: 'given', ...changes };
}

const leadOf = (...articles: Article[]) => chooseLead(articles, 'en').id;

describe('chooseLead', () => {
  it('prefers the language of the feed over everything else', () => {
    const urdu = report('a', { language: 'ur', paragraphs: [long.repeat(40)] });
    const english = report('b', { language: 'en-GB', agency: 'Reuters', titleFrom: 'lede' });
    expect(leadOf(urdu, english)).toBe('b');
  });

  it('prefers an outlet over an aggregator', () => {
    expect(leadOf(report('a', { kind: 'aggregator' }), report('b', { agency: 'AFP' }))).toBe('b');
  });

  it('prefers an original over the copy that credits it, and takes an agency for itself', () => {
    const copy = report('a', { outlet: 'The Valley Gazette', agency: 'APP' });
    const original = report('b', { outlet: 'APP (Associated Press of Pakistan)', agency: 'APP' });
    expect(leadOf(copy, original)).toBe('b');
  });

  it('prefers the fuller text, but not for a few words more', () => {
    const short = report('a', { paragraphs: [long] });
    const full = report('b', { paragraphs: [long.repeat(9)] });
    const fuller = report('c', { paragraphs: [`${long.repeat(9)}And more.`] });
    expect(leadOf(short, full)).toBe('b');
    expect(leadOf(fuller, full)).toBe('b');
  });

  it('prefers the earlier, a dated one over an undated one, and else the smaller id', () => {
    const later = report('a', { published: { at: '2025-03-12', precision: 'day', from: 'given' } });
    const earlier = report('b', {});
    const { published: _, ...undated } = report('0', {});
    expect(leadOf(later, earlier, undated)).toBe('b');
    expect(leadOf(report('d', {}), report('c', {}))).toBe('c');
  });

  it('does not depend on the order in which reports are given', () => {
    const reports = ['c', 'a', 'b'].map((id) => report(id, {}));
    expect(leadOf(...reports)).toBe(leadOf(...reports.toReversed()));
  });
});

describe('dateOf', () => {
  const day = (at: string) => ({ at, precision: 'day', from: 'given' }) as const;
  const undated = (text: string): Article => {
    const { published: _, ...rest } = report('lead', { paragraphs: [text] });
    return rest;
  };

  it('is the date of the lead where that is known', () => {
    const lead = report('a', {});
    const twin = report('b', { published: day('2025-03-09') });
    expect(dateOf(lead, [lead, twin], 'UTC')).toEqual(lead.published);
  });

  it('is the weekday that an undated lead names, next to the day of its twin', () => {
    const lead = undated('The tunnel was opened on Tuesday.');
    // 12 March 2025 is a Wednesday.
    const twin = report('b', { outlet: 'The Valley Gazette', published: day('2025-03-12') });
    expect(dateOf(lead, [lead, twin], 'UTC')).toEqual({
      at: '2025-03-11',
      precision: 'day',
      from: 'twin',
      evidence: 'the report of The Valley Gazette, 2025-03-12',
    });
  });

  it('is the earliest day of the twins where the lead names none', () => {
    const lead = undated('The tunnel was opened.');
    const twins = ['2025-03-13', '2025-03-12'].map((at) => report(at, { published: day(at) }));
    expect(dateOf(lead, twins, 'UTC')?.at).toBe('2025-03-12');
  });

  it('stays unknown where no report has a day', () => {
    const lead = undated('The tunnel was opened.');
    const month = report('b', { published: { at: '2025-03', precision: 'month', from: 'given' } });
    expect(dateOf(lead, [month], 'UTC')).toBeUndefined();
  });
});
