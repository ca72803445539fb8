import { describe, expect, it } from 'vitest';
import { addressDate, readMarks } from '../../../src/collect/document/clues.ts';
import { isDocument, readDocument } from '../../../src/collect/document/document.ts';
import { findDated } from '../../../src/collect/document/events.ts';
import { labelLine } from '../../../src/collect/document/label.ts';
import { compileGazetteer } from '../../../src/topic/gazetteer.ts';
import type { Entity } from '../../../src/types.ts';

const entity = (kind: 'event' | 'person', name: string, from: string, to?: string): Entity => ({
  id: name.toLowerCase().replace(/\W+/g, '-'),
  label: name,
  kind,
  names: { en: [name] },
  ambiguous: [],
  from,
  ...(to === undefined ? {} : { to }),
});

const VISITS = { other: ['Premier … Eastport'] };

const gazetteer = compileGazetteer([
  entity('event', 'Harbour … blast', '2024-10-06'),
  entity('event', 'Autumn Shield', '2024-11-20', '2024-12-11'),
  entity('event', 'Spring Accord', '2015-04-20'),
  entity('event', 'Ministers … Northport', '2024-05-14', '2024-05-16'),
  // Two visits told in the same words.
  { ...entity('event', 'First visit', '2018-11-02', '2018-11-05'), names: VISITS },
  { ...entity('event', 'Second visit', '2022-02-03', '2022-02-06'), names: VISITS },
  entity('event', 'Tenth anniversary of the Accord', '2025-04-20'),
  { ...entity('event', 'Second drill', '2022-07-10'), names: { other: ['Drill-2 … nav'] } },
  entity('person', 'Jane Example', '2023-03-11'),
]);

const STORY =
  'Officials on both sides had worked on the text for a year, and banks of three countries are expected to lend the money.';

function dated(text: string, address?: string) {
  const read = readDocument(text, {
    gazetteer,
    now: '2026-06-01T08:00:00Z',
    ...(address === undefined ? {} : { address }),
  });
  if (!isDocument(read)) throw new Error(read.problem);
  const { published } = read;
  return published === undefined ? undefined : [published.at, published.from];
}

describe('datePublished', () => {
  it('believes a published line before the mark in front', () => {
    expect(dated(` date 2024-03-01 A railway\n\nPublished February 28, 2024\n\n${STORY}`)).toEqual([
      '2024-02-28',
      'given',
    ]);
  });

  it('takes the day at the end of a by-line or a credit', () => {
    const given = ['2025-09-26', 'given'];
    expect(dated(`A railway is agreed\n\nWeb desk, Friday 26 September 2025\n\n${STORY}`)).toEqual(
      given,
    );
    expect(
      dated(`A railway is agreed\n\nSource: Ministry of Railways | 2025-09-26\n\n${STORY}`),
    ).toEqual(given);
  });

  it('dates nothing by an event that lies far from the dateline', () => {
    const told = 'officials said on Tuesday after the Harbour blast was cleared up by the police.';
    expect(dated(`A talk by phone\n\nEASTPORT, Oct 8: ${told} ${STORY}`)?.[0]).toBe('2024-10-08');
    expect(dated(`A talk by phone\n\nEASTPORT, Jan 25: ${told} ${STORY}`)).toBeUndefined();
  });

  it('believes the mark where the dateline bears it out and the line does not', () => {
    expect(
      dated(
        ` date 2023-08-01 A railway\n\nDate: July 31, 2020\n\nBEIJING, July 31, 2023: ${STORY}`,
      ),
    ).toEqual(['2023-08-01', 'given']);
  });

  it('corrects a mark that lies before the dateline', () => {
    expect(dated(` date 2025-09-06 BEIJING, Sept 10 (PTI) ${STORY}`)).toEqual([
      '2025-09-10',
      'given',
    ]);
  });

  it('keeps the month of a mark by month', () => {
    expect(dated(` date 2024-05 A railway\n\n${STORY}`)).toEqual(['2024-05', 'given']);
  });

  it('takes a full date of the opening, but not that of a plan or of history', () => {
    expect(dated(`On May 21, 2021 the ministers met. ${STORY}`)).toEqual(['2021-05-21', 'text']);
    expect(dated(`The ministers will meet on May 21, 2021. ${STORY}`)?.[0]).not.toBe('2021-05-21');
    expect(dated(`The line was closed since May 21, 2021. ${STORY}`)).toBeUndefined();
  });

  it('takes the day from the address after what the text states', () => {
    const address = 'https://a.example/2024/10/09/railway';
    expect(dated(STORY, address)).toEqual(['2024-10-09', 'address']);
    expect(dated(`A railway\n\nOctober 8, 2024\n\n${STORY}`, address)).toEqual([
      '2024-10-08',
      'given',
    ]);
  });

  it('finds the year of a weekday with its day', () => {
    // August 24 was a Thursday in 2017 and in 2023; the text names 2023.
    expect(
      dated(`The squad for the Games 2023 was named on Thursday, August 24. ${STORY}`),
    ).toEqual(['2023-08-24', 'events']);
    expect(dated(`The squad was named on Thursday, August 24. ${STORY}`)).toBeUndefined();
  });

  it('counts a weekday from an event, and takes the later of two that belong to one night', () => {
    expect(dated(`A blast at the harbour killed two on Monday, police said. ${STORY}`)).toEqual([
      '2024-10-07',
      'weekday',
    ]);
    expect(
      dated(
        `A blast at the harbour killed two on Sunday night. The embassy said so on Monday. ${STORY}`,
      ),
    ).toEqual(['2024-10-07', 'weekday']);
  });

  it('counts back from an event that is still to come', () => {
    expect(
      dated(`Troops will travel to Autumn Shield, the ministry announced Tuesday. ${STORY}`),
    ).toEqual(['2024-11-19', 'weekday']);
  });

  it('takes the weekday of a coming event for that of the telling, tomorrow for its eve', () => {
    const lede = 'The ministers will meet in Northport on Tuesday, the Foreign Office announced.';
    expect(dated(`${lede} ${STORY}`)).toEqual(['2024-05-14', 'weekday']);
    expect(dated(`${lede.replace('on', 'tomorrow,')} ${STORY}`)).toEqual(['2024-05-13', 'weekday']);
  });

  it('takes an announced event without a weekday to be told on its eve, a vague plan for a month', () => {
    const lede = 'Ministers will meet in Northport, a spokesperson said.';
    expect(dated(`${lede} ${STORY}`)).toEqual(['2024-05-13', 'events']);
    expect(dated(`${lede.replace('meet', 'soon meet')} ${STORY}`)).toEqual(['2024-05', 'events']);
  });

  it('places an announced day without a year by the event, and takes its eve', () => {
    const lede = 'The ministers will leave on May 13 for Northport, a spokesperson said.';
    expect(dated(`${lede} ${STORY}`)).toEqual(['2024-05-12', 'events']);
  });

  it('takes the middle of a short event that is told as done', () => {
    expect(dated(`The ministers met in Northport. ${STORY}`)).toEqual(['2024-05-15', 'events']);
  });

  it('keeps to the date that stands behind the weekday of its eve', () => {
    expect(dated(`A blast at the harbour killed two on Sunday night, October 7. ${STORY}`)).toEqual(
      ['2024-10-07', 'weekday'],
    );
  });

  it('tells events of the same words apart by weekday, date and stated years', () => {
    expect(dated(`The Premier reached Eastport on Monday. ${STORY}`)).toEqual([
      '2018-11-05',
      'weekday',
    ]);
    expect(dated(`EASTPORT, Feb 4: The Premier was received. ${STORY}`)).toEqual([
      '2022-02-04',
      'events',
    ]);
    expect(dated(`The Premier reached Eastport on Friday. ${STORY}`)).toBeUndefined();
    expect(dated(`The Premier was in Eastport for talks of two days. ${STORY}`)).toBeUndefined();
    expect(
      dated(`The Premier reached Eastport on Sunday. He was elected in 2021. ${STORY}`)?.[0],
    ).toBe('2022-02-06');
  });

  it('does not count from an event long before the time of the people in the text', () => {
    expect(dated(`Jane Example on Tuesday praised the Spring Accord. ${STORY}`)).toBeUndefined();
  });

  it('takes no event for that of a text whose dateline is of another season', () => {
    const text = (line: string) =>
      `Harbour blast kills two\n\n${line}: Two guards died at night, the police said.\n\n${STORY}`;
    expect(dated(text('EASTPORT, Oct 7'))?.[0]).toBe('2024-10-07');
    expect(dated(text('EASTPORT, Feb 6'))).toBeUndefined();
  });

  it('takes no event for that of a text that names other days for it', () => {
    const visit = 'The ministers will meet in Northport';
    expect(dated(`The ministry announced on Monday: ${visit} on May 14. ${STORY}`)?.[0]).toBe(
      '2024-05-13',
    );
    expect(
      dated(`The ministry announced on Monday: ${visit} on December 9. ${STORY}`),
    ).toBeUndefined();
    expect(dated(`A blast at the harbour killed two, 7日. ${STORY}`)?.[0]).toBe('2024-10-06');
    expect(dated(`A blast at the harbour killed two, 19日. ${STORY}`)).toBeUndefined();
  });

  it('does not count from an anniversary, which is kept for months', () => {
    const year = 'a year of feasts for the Tenth anniversary of the Accord';
    expect(dated(`The ministers opened ${year} on Sunday. ${STORY}`)).toBeUndefined();
    const kept = 'the ministers kept the Tenth anniversary of the Accord';
    expect(dated(`On Sunday, April 20, ${kept}. ${STORY}`)?.[0]).toBe('2025-04-20');
  });

  it('is silent where only a weekday stands', () => {
    expect(dated(`The ministers met on Tuesday. ${STORY}`)).toBeUndefined();
  });

  it('dates nothing later than now', () => {
    expect(dated(` date 2027-01-01 A railway\n\n${STORY}`)).toBeUndefined();
  });
});

describe('addressDate', () => {
  it.each([
    ['https://a.example/2025/05/21/x', 2025, 5, 21],
    ['https://a.example/news/20250521.htm', 2025, 5, 21],
    ['https://a.example/21-May-2025/x', 2025, 5, 21],
    ['https://a.example/n3/2025/0521/c90000-20356255.html', 2025, 5, 21],
    ['https://a.example/2022/feb/02/x', 2022, 2, 2],
    ['https://a.example/2024/03/x', 2024, 3, undefined],
  ])('reads %s', (address, year, month, day) => {
    const date = addressDate(address);
    expect([date?.year, date?.month, date?.day]).toEqual([year, month, day]);
  });

  it('takes ids and query strings for no date', () => {
    expect(addressDate('https://a.example/news/40284819?d=20250521')).toBeUndefined();
  });
});

describe('readMarks', () => {
  it('tells a page clock above the title from a published line below it', () => {
    const lines = ['Sunday, July 14, 2024', 'A railway', 'July 2, 2023', STORY].map((text, at) =>
      labelLine({ number: at + 1, text, gap: true }),
    );
    const marks = readMarks(lines, 2, 4);
    expect(marks.clocks.map(({ evidence }) => evidence)).toEqual(['Sunday, July 14, 2024']);
    expect(marks.published.map(({ evidence }) => evidence)).toEqual(['July 2, 2023']);
  });
});

describe('findDated', () => {
  it('finds a name with an ellipsis where its words share a sentence', () => {
    const labels = (text: string) => findDated(gazetteer, text).map(({ label }) => label);
    expect(labels('Two died in a blast near the harbour.')).toEqual(['Harbour … blast']);
    expect(labels('A harbour. A last ship.')).toEqual([]);
  });

  it('takes a number in a name for the whole number', () => {
    expect(findDated(gazetteer, 'The navies began Drill-2 at noon.')).toHaveLength(1);
    expect(findDated(gazetteer, 'The navies began Drill-2020 at noon.')).toEqual([]);
  });

  it('marks a name whose words only share the opening', () => {
    const [found] = findDated(gazetteer, 'A blast was heard. The harbour was quiet.');
    expect(found).toMatchObject({ label: 'Harbour … blast', loose: true });
    expect(
      findDated(gazetteer, `A blast was heard. ${STORY.repeat(7)} The harbour was quiet.`),
    ).toEqual([]);
  });
});
