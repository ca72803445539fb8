import { describe, expect, it } from 'vitest';
import { compare, explainPair } from '../../src/stories/compare.ts';
import { signsOf } from '../../src/stories/signs.ts';
import { article, print } from './sample.ts';

const body = [
  'The two agreed that trains will run through the tunnel twice a day and that customs officers of both countries sit in one hall.',
  'Farmers along the line had asked for crossings, and engineers promised eleven of them before the snow comes.',
  'A committee of railway directors reports every quarter, and the first report is due when the orchards bloom.',
];
const lede = 'Rudolf Rassendyll telephoned Colonel Sponsz on Tuesday about the closed tunnel.';

const call = print(article('a', '2025-03-11', lede, ...body));

const same = (...other: Parameters<typeof article>) => compare(call, print(article(...other))).same;

describe('two articles are one story', () => {
  it('when a copy has another first sentence and lost its end', () => {
    const copy = ['Trains return to the tunnel, says Strelsau.', ...body.slice(0, 2)];
    expect(same('b', '2025-03-12', ...copy)).toBe(true);
  });

  it('when independent reports name the same pair, act and day', () => {
    const report = 'Colonel Sponsz and Rassendyll spoke by telephone of the tunnel, it was said.';
    expect(same('b', '2025-03-11', report)).toBe(true);
  });

  it('when the other is in Chinese', () => {
    const text = '3月11日，拉森迪尔同斯彭茨通电话，就隧道交换意见。';
    expect(compare(call, print({ ...article('b', '2025-03-11', text), language: 'zh' })).same).toBe(
      true,
    );
  });
});

describe('two articles are one story', () => {
  it('when one names the offices and the other who holds them', () => {
    const named = print(
      article(
        'b',
        '2025-03-11',
        'Rassendyll telephoned Sponsz about the closed tunnel, Szohod said.',
      ),
    );
    const text = 'The foreign ministers spoke by telephone about the closed tunnel, Szohod said.';
    const offices = print(article('c', '2025-03-11', text));
    expect(named.offices).toEqual(['minister']);
    expect(offices.offices).toEqual(['minister']);
    expect(compare(named, offices).same).toBe(true);
  });
});

describe('two articles in two languages are one story', () => {
  const tents = print(
    article('a', '2025-03-11', 'Bordurian aircraft brought 3,000 tents for those hit by floods.'),
  );
  const inChinese = (...of: Parameters<typeof article>) =>
    compare(tents, print({ ...article(...of), language: 'zh' }));

  it('when they share no name but the matters and the figure', () => {
    const other = inChinese('b', '2025-03-11', '飞机运来三千顶帐篷，援助洪水灾区。');
    expect(other.same).toBe(true);
    expect(other.reasons).toContain('same matters in other words: flood, tents');
  });

  it('when they tell the same act and differ in nothing that both tell', () => {
    const call = print(
      article('a', '2025-03-11', 'The foreign ministers spoke by telephone on Tuesday.'),
    );
    const minister = (text: string) =>
      compare(call, print({ ...article('b', '2025-03-11', text), language: 'zh' }));
    const same = minister('两国外长通电话。Sponsz, foreign minister');
    expect(same.reasons).toContain('other languages, the same act, and nothing that differs');
    expect(minister('两国外长通电话，并访问Syldavia').reasons).not.toContain(
      'other languages, the same act, and nothing that differs',
    );
  });

  it('but not when the day alone is the same', () => {
    expect(inChinese('b', '2025-03-11', '两国商务官员讨论了贸易。').same).toBe(false);
  });
});

describe('two articles of which the day of one is not known are one story', () => {
  const dated = article('a', '2025-03-11', 'Bordurian aircraft brought tents to Strelsau.');
  const inChinese = (text: string) =>
    signsOf(print(dated), print({ ...article('b', undefined, text), language: 'zh' }));

  it('when they name one day of the month, and not when they name another', () => {
    expect(inChinese('飞机11日运来帐篷')).toMatchObject({ monthDay: 1, languages: 0.5 });
    expect(inChinese('飞机11日运来帐篷').otherMonthDay).toBe(0);
    expect(inChinese('飞机19日运来帐篷').monthDay).toBe(0);
    expect(inChinese('飞机19日运来帐篷').otherMonthDay).toBe(1);
  });

  it('when one names the day that was worked out for the other', () => {
    const worked = print({
      ...dated,
      published: { at: '2025-03-11', precision: 'day', from: 'events' },
    });
    const other = print({ ...article('b', undefined, '飞机3月11日运来帐篷'), language: 'zh' });
    expect(signsOf(worked, other)).toMatchObject({ namedDay: 1, languages: 1 });
  });

  it('when one of the weekdays that the text names is that of the other', () => {
    const undated = (text: string) => signsOf(print(dated), print(article('b', undefined, text)));
    // 11 March 2025 is a Tuesday.
    const two = undated('The embassy said on Wednesday that tents came on Tuesday.');
    expect([two.weekday, two.otherWeekday]).toEqual([0, 0]);
    expect(undated('Tents came on Tuesday.').weekday).toBe(1);
    expect(undated('Tents came on Friday, it said on Saturday.').otherWeekday).toBe(1);
  });

  it('when a Chinese dateline tells the day of the month alone', () => {
    const filed = { ...article('b', undefined, '飞机运来帐篷'), language: 'zh', filedOn: '11' };
    expect(signsOf(print(dated), print(filed)).monthDay).toBe(1);
    expect(signsOf(print(dated), print({ ...filed, filedOn: '21' })).otherMonthDay).toBe(1);
  });

  it('when both name the same date', () => {
    const due = (id: string, text: string) => print(article(id, undefined, text));
    const one = due('a', 'Borduria lends for another year what is due on May 24.');
    expect(signsOf(one, due('b', 'What was to be paid on May 24 stays.')).sameDates).toBe(1);
    expect(signsOf(one, due('b', 'What was to be paid on May 25 stays.')).sameDates).toBe(0);
  });
});

describe('two articles differ', () => {
  const gift = (id: string, text: string) => print(article(id, '2025-03-11', text));

  it('where each gives figures and none is the same, however it is rounded', () => {
    const loan = gift('a', 'Borduria lends 2.34 billion crowns.');
    expect(signsOf(loan, gift('b', 'A loan of 2.3 billion crowns.')).otherNumbers).toBe(0);
    expect(signsOf(loan, gift('b', 'A loan of 700 million crowns.')).otherNumbers).toBe(1);
    expect(signsOf(loan, gift('b', 'A loan of Borduria.')).otherNumbers).toBe(0);
  });

  it('where each counts and no count is the same', () => {
    const six = gift('a', 'Borduria gave six carts.');
    expect(signsOf(six, gift('b', 'Borduria gave four carts.')).otherCounts).toBe(1);
    expect(signsOf(six, gift('b', 'The 6 carts came.')).otherCounts).toBe(0);
  });
});

describe('two articles are two stories', () => {
  it('when one is about a call and the other about a meeting', () => {
    const meeting = 'Rudolf Rassendyll met Colonel Sponsz in Szohod about the closed tunnel.';
    expect(same('b', '2025-03-11', meeting)).toBe(false);
  });

  it('when the same guest meets another host', () => {
    const lunch = 'Colonel Sponsz met Princess Flavia on Tuesday and praised her gardens.';
    const talks = 'Colonel Sponsz met Rudolf Rassendyll about the closed tunnel on Tuesday.';
    const [a, b] = [lunch, talks].map((text, at) => print(article(`${at}`, '2025-03-11', text)));
    expect(a !== undefined && b !== undefined && compare(a, b).same).toBe(false);
  });

  it('when the same two telephone again two weeks later', () => {
    expect(same('b', '2025-03-25', lede, ...body)).toBe(false);
  });

  it('when they share the day and one of the two only', () => {
    const lunch = 'Princess Flavia met Colonel Sponsz in Szohod over lunch and wine.';
    expect(same('b', '2025-03-11', lunch)).toBe(false);
  });

  it('when one is undated and they share people of the topic alone', () => {
    expect(same('b', undefined, 'Rudolf Rassendyll telephoned Colonel Sponsz.')).toBe(false);
  });
});

describe('two articles are two stories', () => {
  const pair = 'Sponsz, Rassendyll and the Northern Corridor in Szohod';

  it('when they are two steps of one matter, though all names are the same', () => {
    const met = print(article('a', '2025-03-11', `${pair}: they met on Tuesday.`));
    const phoned = print(article('b', '2025-03-11', `${pair}: they telephoned on Tuesday.`));
    expect(compare(met, print(article('c', '2025-03-11', `${pair}: they met.`))).same).toBe(true);
    expect(compare(met, phoned).same).toBe(false);
    expect(explainPair(met, phoned).join('\n')).toContain('steps of one matter');
  });

  it('when one is about a third who is not of the topic', () => {
    const three = print(article('b', '2025-03-11', 'Rassendyll telephoned Sponsz and Olrik.'));
    const third = (text: string) =>
      signsOf(print(article('a', '2025-03-11', text)), three).outsider;
    expect(third('Rudolf Rassendyll telephoned Colonel Sponsz about the tunnel.')).toBe(1);
    expect(third('Rudolf Rassendyll telephoned somebody about the tunnel.')).toBe(0);
  });
});

it('takes one round for one story, undated or with others met beside it', () => {
  const round = (text: string) => print(article('a', undefined, text));
  const fifth = round('Sponsz and Rassendyll met for the fifth strategic dialogue.');
  const also = round('At the fifth strategic dialogue Sponsz met Princess Flavia.');
  const sixth = round('Sponsz met Princess Flavia at the sixth strategic dialogue.');
  expect(signsOf(fifth, also)).toMatchObject({ noDays: 0, otherPair: 0 });
  expect(signsOf(fifth, sixth)).toMatchObject({ noDays: 1, otherPair: 1 });
});

it('takes a few words that are all of a text for a copy on one day only', () => {
  const copied = (day: string) =>
    signsOf(
      print(article('a', '2025-03-11', 'Colonel Sponsz at the races')),
      print(article('b', day, 'Colonel Sponsz at the races')),
    ).copied;
  expect(copied('2025-03-11')).toBe(1);
  expect(copied('2025-03-12')).toBe(0);
});

it('gives the same answer from either side', () => {
  const report = ['Sponsz and Rassendyll talked by telephone.', ...body.slice(1)];
  const other = print(article('b', '2025-03-12', ...report));
  expect(compare(call, other)).toEqual(compare(other, call));
});

it('says what speaks for and against', () => {
  const text = 'Rudolf Rassendyll will visit Szohod and telephoned Colonel Sponsz.';
  const lines = explainPair(call, print(article('b', '2025-03-11', text)));
  expect(lines.some((line) => /^\+\d\.\d same act: call$/.test(line))).toBe(true);
  expect(lines.some((line) => /^−\d\.\d one is a step of a visit/.test(line))).toBe(true);
});
