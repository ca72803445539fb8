import { describe, expect, it } from 'vitest';
import { article, print } from './sample.ts';

const of = (...paragraphs: string[]) => print(article('a', '2025-03-11', ...paragraphs));

describe('fingerprint', () => {
  it('takes the kind of event from title and first sentence', () => {
    const lede =
      'Rudolf Rassendyll telephoned Colonel Sponsz on Tuesday about the tunnel under the hills that both want to see open before the snow.';
    expect(of(`${lede} He will visit Szohod in May and held talks there last year.`).forms).toEqual(
      ['visit: call'],
    );
  });

  it('counts no act beside one that stands over it', () => {
    expect(of('Sponsz arrived in Strelsau, where he held talks.').forms).toEqual([
      'visit: arrival',
    ]);
    expect(of('Sponsz held talks in Strelsau.').forms).toEqual(['visit: meeting']);
  });

  it.each([
    'Sponsz told the press on Tuesday that Rassendyll had telephoned.',
    'After he met Flavia, Sponsz spoke of the tunnel.',
    'As Sponsz landed in Strelsau, his herald read out a greeting.',
    'The tunnel met the criteria.',
  ])('takes what went before or goes on beside it for no event: %s', (text) => {
    expect(of(text).forms).toEqual([]);
  });

  it('knows whose state is not one of the topic', () => {
    expect(of('Olrik met Sponsz.').outsiders).toEqual(['olrik']);
    expect(of('Olrik met Sponsz.').principals).toEqual(['olrik', 'sponsz']);
  });

  it('takes title and captions for the text where there is no other', () => {
    const gallery = article('a', '2025-03-11', 'Sponsz steps out', 'Rassendyll waves back');
    expect(print(gallery).shingles).not.toEqual([]);
  });

  it('knows an office by its name and by its holder', () => {
    expect(of('Rassendyll met his guest.').offices).toEqual(['minister']);
    expect(of('The foreign ministers met.').offices).toEqual(['minister']);
    expect(of('Princess Flavia met her guest.').offices).toEqual([]);
  });

  it('counts those who only speak for others as nobody', () => {
    expect(of('Flavia met Sponsz, Hentzau announced.').principals).toEqual(['flavia', 'sponsz']);
    expect(of('Flavia met Sponsz, Hentzau announced.').actors).toContain('hentzau');
  });

  it.each([
    ['a loan of $1.3 billion', '1300000000'],
    ['a two-billion-dollar deposit', '2000000000'],
    ['$500m came in', '500000000'],
    ['提供20亿美元', '2000000000'],
    ['seventy jets and 3,000 tents', '3000'],
  ])('reads the figure in "%s"', (text, figure) => {
    expect(of(text).numbers).toContain(figure);
  });

  it('knows the day of a dateline without its year, and the one before', () => {
    const undated = { ...article('a', undefined, 'Sponsz telephoned.'), filedOn: '03-01' };
    expect(print(undated).dates).toEqual(['02-29', '03-01']);
  });

  it('takes no small number for a figure', () => {
    expect(of('On 7 March 2025 at 3 p.m. two men of 12 met 21 times.').numbers).toEqual([]);
  });

  it('says what a report is about besides names', () => {
    expect(of('Sponsz brought tents for those whom floods drove out.').matters).toEqual([
      'flood',
      'tents',
    ]);
    expect(of('斯彭茨送来帐篷。').matters).toEqual(['tents']);
  });
});
