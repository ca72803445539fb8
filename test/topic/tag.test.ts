import { describe, expect, it } from 'vitest';
import { readArticle } from '../../src/topic/read.ts';
import { tagStory } from '../../src/topic/tag.ts';
import type { Article } from '../../src/types.ts';
import { article, gazetteer, tagRules } from './topic.ts';

const tags = (...articles: readonly Article[]) =>
  tagStory(
    articles.map((each) => ({ article: each, reading: readArticle(each, gazetteer) })),
    gazetteer,
    tagRules,
  );
const ids = (...articles: readonly Article[]) => tags(...articles).map(({ id }) => id);

const call = article('Wang Yi and Ishaq Dar talk by phone', 'The two spoke of Kashmir on Sunday.');

describe('tagStory', () => {
  it('tags people, matters and the form of the event', () => {
    expect(ids(call)).toEqual(expect.arrayContaining(['wang-yi', 'ishaq-dar', 'kashmir', 'call']));
  });

  it('leaves out what is named once in the body, and the two states themselves', () => {
    const passing = article(
      'China and Pakistan sign accord',
      'One. Two. Later the minister shook hands with Amir Khan Muttaqi.',
    );
    expect(ids(passing)).not.toContain('amir-khan-muttaqi');
    expect(ids(passing)).not.toContain('china');
  });

  it('keeps of a story what enough of its reports are about', () => {
    const other = article('Wang Yi and Ishaq Dar talk by phone', 'It was brief.');
    expect(ids(call, other, other, other)).not.toContain('kashmir');
    expect(ids(call, call, other, other)).toContain('kashmir');
  });

  it('lets a statement give way to the visit that it announces', () => {
    const announced = article('Spokesperson announces visit', 'Wang Yi will travel to Pakistan.');
    expect(ids(announced)).toContain('visit');
    expect(ids(announced)).not.toContain('statement');
    expect(ids(article('China condemns blast in Pakistan'))).toContain('statement');
  });

  it('tells three-way talks and committees from a visit, and a strike from terror', () => {
    const three = article(
      'Trilateral held in Kabul',
      'Wang Yi met Ishaq Dar and Amir Khan Muttaqi.',
    );
    expect(ids(three)).toContain('trilateral');
    expect(ids(three)).not.toContain('meeting');
    const strike = article('China urges calm after Iran strikes in Pakistan');
    expect(ids(strike)).toContain('strike');
    expect(ids(strike)).not.toContain('counterterrorism');
  });

  it('leaves out a matter that one sentence of the body holds', () => {
    const passing = article('Wang Yi meets Ishaq Dar', 'They met. All was well. Trade was named.');
    expect(ids(passing)).not.toContain('trade');
    expect(ids(article('China and Pakistan on trade'))).not.toContain('trade');
    expect(ids(article('China and Pakistan on bilateral trade'))).toContain('trade');
  });

  it('adds what a name implies', () => {
    expect(ids(article('China welcomes FATF decision on Pakistan'))).toContain('counterterrorism');
  });

  it('adds what a name implies beside another, only where that stands on top', () => {
    const attacked = article('Chinese consulate in Karachi attacked', 'Gunmen were shot.');
    expect(ids(attacked)).toContain('security-of-chinese-nationals');
    const opened = article('Chinese consulate in Karachi hosts a show', 'Pupils sang.');
    expect(ids(opened)).not.toContain('security-of-chinese-nationals');
  });

  it('says the same whatever the order of the reports', () => {
    const other = article('Dar calls Wang', 'China and Pakistan spoke of Iran and of CPEC.');
    expect(tags(call, other)).toEqual(tags(other, call));
  });

  it('gives labels in Chinese and Urdu where they are known', () => {
    expect(tags(call).find(({ id }) => id === 'kashmir')).toEqual({
      id: 'kashmir',
      label: 'Kashmir (whole region)',
      scheme: 'place',
      labels: { zh: '克什米尔', ur: 'کشمیر' },
    });
  });

  it('names country and kind of the outlets', () => {
    const outlets = tags({ ...call, country: 'CN', kind: 'state-media' }).slice(-2);
    expect(outlets).toMatchObject([
      { id: 'outlet-cn', label: 'China', scheme: 'outlet-country' },
      { id: 'outlet-state-media', label: 'State media', scheme: 'outlet-kind' },
    ]);
  });
});
