import { describe, expect, it } from 'vitest';
import { shorten } from '../../../src/collect/document/shorten.ts';
import { slugOf, titleFromAddress } from '../../../src/collect/document/slug.ts';
import { makeTitle } from '../../../src/collect/document/title.ts';

const names = {
  words: new Map([['pakistan', 'Pakistan']]),
  states: new Set(['China', 'Pakistan']),
  people: new Map([['he lifeng', 'He Lifeng']]),
  outlets: new Set<string>(),
};

describe('shorten', () => {
  it('leaves out the weekday and who said it', () => {
    expect(
      shorten('The railway opened on Tuesday for goods trains, the ministry said in a statement.'),
    ).toBe('The railway opened for goods trains');
    expect(shorten('On Monday the railway opened.')).toBe('The railway opened');
  });

  it('keeps who acts in front of a day in Chinese, and leaves out a day that stands first', () => {
    expect(shorten('副外長陳某4日在北京出席新鐵路開工儀式。')).toBe(
      '副外長陳某4日在北京出席新鐵路開工儀式',
    );
    expect(shorten('5月4日，副外長陳某在北京出席開工儀式。')).toBe('副外長陳某在北京出席開工儀式');
  });

  it('keeps the comma that closes an apposition', () => {
    expect(shorten('Jane Example, the minister, on Sunday opened the railway.')).toBe(
      'Jane Example, the minister, opened the railway',
    );
  });

  it('goes to the main clause of a long sentence', () => {
    expect(
      shorten(
        'With tension rising between the two neighbours after an attack in which many people died, the Foreign Minister of the smaller country telephoned her colleague.',
      ),
    ).toBe('The Foreign Minister of the smaller country telephoned her colleague');
  });

  it('uses an abbreviation that the sentence gives before it cuts', () => {
    expect(
      shorten(
        'The engineers of the Northern Mountain Railway Company (NMRC) have finished the survey of the pass and will start on the tunnel in spring.',
      ),
    ).toBe(
      'The engineers of the NMRC have finished the survey of the pass and will start on the tunnel in spring',
    );
  });

  it('never exceeds 110 characters nor ends in a word that wants another', () => {
    const long = shorten(
      'The ministers agreed to widen the railway of the northern mountains towards the border and to finish it within the next seven years of the plan',
    );
    expect(long.length).toBeLessThanOrEqual(110);
    expect(long).not.toMatch(/\b(?:the|of|to|and|within|its)$/);
  });

  it.each([
    [
      'a verb whose object was cut off',
      'The minister of railways met the engineers of the mountain section in Eastport and stressed the need for a second tunnel below the pass.',
      'The minister of railways met the engineers of the mountain section in Eastport',
    ],
    [
      'half of two that belong together',
      'The minister of railways came to Eastport on the coast for the sixth round of the talks between Northland and Southland on goods trains.',
      'The minister of railways came to Eastport on the coast for the sixth round of the talks',
    ],
    [
      'the beginning of a name',
      'Minister Jane Example will come to Eastport to open the sixth Northland-Southland Railway Ministers’ Strategic Dialogue on Goods Trains.',
      'Minister Jane Example will come to Eastport',
    ],
    [
      'a day before its year',
      'The office of railways hopes that the visit of the engineers on February 3, 2022 will take the work on the section below the pass to its end.',
      'The office of railways hopes that the visit of the engineers on February 3, 2022 will take the work',
    ],
    [
      'a link word in Persian',
      'وزیران راه‌آهن سه کشور در نشست روز چهارشنبه ساخت خط تازه و بزرگ را از بندر تا مرز کوهستانی تصویب کردند و بر گسترش روابط اقتصادی تأکید نمودند.',
      'وزیران راه‌آهن سه کشور در نشست روز چهارشنبه ساخت خط تازه و بزرگ را از بندر تا مرز کوهستانی تصویب کردند',
    ],
  ])('does not end in %s', (_, sentence, headline) => {
    expect(shorten(sentence)).toBe(headline);
  });

  it('drops the quotation mark whose other half was cut off', () => {
    expect(shorten('"We will build it. We will build it soon"').includes('"')).toBe(true);
    expect(shorten('He called the railway “a bridge')).toBe('He called the railway a bridge');
  });
});

describe('slugOf', () => {
  it('takes the longest run of words and leaves ids and sections', () => {
    expect(slugOf('https://a.example/world/asia/ministers-agree-on-railway-1658862/amp')).toEqual([
      'ministers',
      'agree',
      'on',
      'railway',
    ]);
    expect(slugOf('https://a.example/news/40284819')).toEqual([]);
    expect(slugOf('https://a.example/%E0%A4%A')).toEqual([]);
    expect(slugOf(undefined)).toEqual([]);
  });
});

describe('titleFromAddress', () => {
  const text =
    'Ministers of China and Pakistan met He Lifeng in Beijing and agreed on a railway costing 1.6bn.';

  it('spells names as the text and the gazetteer do', () => {
    expect(
      titleFromAddress(
        slugOf('https://a.example/pakistan-china-agree-on-railway-in-beijing'),
        text,
        names,
      ),
    ).toBe('Pakistan, China agree on railway in Beijing');
    expect(titleFromAddress('ministers met he lifeng in beijing'.split(' '), text, names)).toBe(
      'Ministers met He Lifeng in Beijing',
    );
  });

  it('refuses words of another story and search words in a row', () => {
    expect(
      titleFromAddress('seven recipes for summer in town'.split(' '), text, names),
    ).toBeUndefined();
    expect(
      titleFromAddress('railway ministers beijing china pakistan'.split(' '), text, names),
    ).toBeUndefined();
  });
});

describe('makeTitle', () => {
  it('does not take the full stop of an abbreviation for the end of the sentence', () => {
    expect(
      makeTitle(
        ['H.E. Jane Example opened the railway on Jan. 4 in the north. More follows.'],
        [],
        names,
      ),
    ).toMatchObject({
      title: 'H.E. Jane Example opened the railway on Jan. 4 in the north',
      from: 'lede',
    });
  });
});
