import { describe, expect, it } from 'vitest';
import { type Document, isDocument, readDocument } from '../../../src/collect/document/document.ts';
import { compileGazetteer } from '../../../src/topic/gazetteer.ts';
import type { Entity } from '../../../src/types.ts';

const event = (id: string, name: string, from: string, to?: string): Entity => ({
  id,
  label: name,
  kind: 'event',
  names: { en: [name] },
  ambiguous: [],
  from,
  ...(to === undefined ? {} : { to }),
});

const state = (label: string): Entity => ({
  id: label,
  label,
  kind: 'country',
  names: { en: [label] },
  ambiguous: [],
});

const gazetteer = compileGazetteer([
  state('China'),
  state('Pakistan'),
  event('attack', 'Pahalgam attack', '2025-04-22'),
  event('strikes', 'Harbour Shield', '2024-01-16', '2024-01-18'),
]);
const now = '2026-06-01T08:00:00Z';

function read(text: string, address?: string): Document {
  const result = readDocument(text, {
    gazetteer,
    now,
    ...(address === undefined ? {} : { address }),
  });
  if (!isDocument(result)) throw new Error(result.problem);
  return result;
}

const LEDE =
  'The two foreign ministers agreed on a new railway line and said that work would begin once the survey of the mountain section is done.';
const MORE =
  'Officials on both sides had worked on the text for a year, and banks of three countries are expected to lend the money.';

describe('readDocument', () => {
  it('takes apart a mark, a title, a standfirst, a caption, a by-line, the story and its credit', () => {
    const document = read(
      ` date 2024-01-24 Ministers agree on mountain railway\n\nThe survey comes first, engineers warn\n\nWorkers wave at a station on January 19, 2024. (Photo by A Person/AFP via Getty Images)\n\nBy: Jane Example\n\n${LEDE}\n\n${MORE}\n\n(PTI)`,
    );
    expect(document).toMatchObject({
      title: 'Ministers agree on mountain railway',
      titleFrom: 'given',
      published: { at: '2024-01-24', precision: 'day', from: 'given' },
      authors: ['Jane Example'],
      agency: 'PTI',
      summary: 'The survey comes first, engineers warn',
      paragraphs: [LEDE, MORE],
    });
    expect(document.cut.map(({ why }) => why)).toEqual(['photo caption', 'by-line', 'credit']);
  });

  it('takes key points as the summary and splits off the dateline', () => {
    const document = read(
      `KEY POINTS\n- Railway agreed\n- Survey first\nISLAMABAD/BEIJING: ${LEDE}\n${MORE}`,
    );
    expect(document).toMatchObject({
      titleFrom: 'lede',
      dateline: 'ISLAMABAD/BEIJING',
      summary: 'Railway agreed\nSurvey first',
      paragraphs: [LEDE, MORE],
    });
  });

  it('keeps the day of a dateline where nothing tells its year, and only there', () => {
    const filed = read(`ISLAMABAD, Jan 25 (DNA) – ${LEDE}\n\n${MORE}`);
    expect(filed).toMatchObject({ dateline: 'ISLAMABAD', filedOn: '01-25' });
    expect(filed).not.toHaveProperty('published');
    expect(read(`ISLAMABAD, Jan 25, 2023 (DNA) – ${LEDE}\n\n${MORE}`)).not.toHaveProperty(
      'filedOn',
    );
  });

  it('leaves navigation before the title and everything after the story', () => {
    const document = read(
      `Search\nNational\n\nMinisters agree on mountain railway\n\nNews Desk\n\nMay 21\n\n${LEDE}\n\n${MORE}\n\nRelated\n\nComments\n\n0\n\nRead more`,
    );
    expect(document.title).toBe('Ministers agree on mountain railway');
    expect(document.paragraphs).toEqual([LEDE, MORE]);
    expect(document.authors).toEqual([]);
  });

  it('places a day without a year by a dated event of the gazetteer', () => {
    const document = read(
      `Ministers agree on mountain railway\n\nMay 21\n\n${LEDE}\n\nIt is their first meeting since the Pahalgam attack.`,
    );
    expect(document.published).toMatchObject({ at: '2025-05-21', from: 'events' });
  });

  it('counts the weekday of the lede from an event that the text tells with its weekday', () => {
    const document = read(
      `BEIJING: The minister on Sunday called his colleague and offered help with the inquiry.\n\nRelations are tense since the Pahalgam attack on Tuesday, in which many people died.`,
    );
    expect(document.published).toMatchObject({ at: '2025-04-27', from: 'weekday' });
  });

  it('leaves a story undated that says only a weekday', () => {
    expect(read(`The minister said on Tuesday that ${LEDE}`).published).toBeUndefined();
  });

  it('does not trust the clock of the page above the title', () => {
    const document = read(
      `Sunday, July 14, 2024\n\nMinisters agree on mountain railway\n\n${LEDE}`,
    );
    expect(document.published).toBeUndefined();
  });

  it('makes a headline from the address in the capitals of the text', () => {
    const document = read(
      `The President of Pakistan met railway officials in Beijing and asked them for a survey of the line.`,
      'https://news.example/world/pakistans-president-asks-for-railway-survey-1658862',
    );
    expect(document).toMatchObject({
      title: 'Pakistan’s President asks for railway survey',
      titleFrom: 'address',
    });
  });

  it('takes a page of which only the menu was kept by its address, if that names enough', () => {
    const menu = 'News\n  • Politics\n  • Economy\n  • Sports\n  • Health\nArticles\nVideos\nLive';
    const read = (slug: string) =>
      readDocument(menu, { gazetteer, now, address: `https://news.example/world/${slug}` });
    expect(read('china-offers-to-lend-pakistan-railway-engines')).toMatchObject({
      title: 'China offers to lend Pakistan railway engines',
      titleFrom: 'address',
      paragraphs: [],
      excerpt: '',
    });
    expect(read('ten-recipes-for-the-cold-season')).toHaveProperty('problem');
  });

  it('says why a text is no article', () => {
    const menu =
      'News\n  • Politics\n  • Economy\n  • Sports\n  • Health\nArticles\nVideos\nLive\nSearch\nHome';
    expect(readDocument(menu, { gazetteer, now })).toEqual({
      problem: 'holds navigation and no story',
    });
    expect(readDocument('', { gazetteer, now })).toEqual({ problem: 'is empty' });
    expect(readDocument('PK\u0003\u0000\u0000', { gazetteer, now })).toHaveProperty('problem');
  });
});
