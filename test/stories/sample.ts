import { type Fingerprint, fingerprint } from '../../src/stories/fingerprint.ts';
import { compileStoryRules } from '../../src/stories/rules.ts';
import { compileGazetteer } from '../../src/topic/gazetteer.ts';
import { findNames } from '../../src/topic/names.ts';
import type { Article, Entity, Published } from '../../src/types.ts';

const entity = (id: string, kind: Entity['kind'], ...names: string[]): Entity => ({
  id,
  label: names[0] ?? id,
  kind,
  names: { en: names },
  ambiguous: [],
});

export const gazetteer = compileGazetteer([
  entity('ruritania', 'country', 'Ruritania', 'Ruritanian', '卢里塔尼亚'),
  entity('borduria', 'country', 'Borduria', 'Bordurian', '博尔杜里亚'),
  entity('syldavia', 'country', 'Syldavia', 'Syldavian'),
  entity('rassendyll', 'person', 'Rudolf Rassendyll', 'Rassendyll', '拉森迪尔'),
  entity('sponsz', 'person', 'Colonel Sponsz', 'Sponsz', '斯彭茨'),
  entity('flavia', 'person', 'Princess Flavia', 'Flavia'),
  entity('hentzau', 'person', 'Hentzau'),
  { ...entity('olrik', 'person', 'Olrik'), country: 'KR' },
  entity('strelsau', 'place', 'Strelsau', '斯特雷尔绍'),
  entity('szohod', 'place', 'Szohod'),
  entity('corridor', 'project', 'Northern Corridor'),
]);

const act = (id: string, stage: boolean, ...names: string[]) => ({
  id,
  label: id,
  stage,
  over: stage ? ['meeting'] : [],
  names: { en: names },
});

export const storyWords = compileStoryRules({
  acts: [
    act('call', false, 'telephoned', 'by telephone', '通电话'),
    act('meeting', false, 'met', 'held talks', '会见'),
    act('dialogue', false, 'strategic dialogue'),
    act('ahead', true, 'will visit', 'will arrive'),
    act('arrival', true, 'arrived', 'landed'),
  ],
  masks: { en: ['met the criteria'] },
  apart: { visit: [['ahead'], ['arrival'], ['meeting', 'dialogue'], ['call']] },
  offices: [
    {
      id: 'minister',
      label: 'Minister',
      names: { en: ['foreign minister', 'foreign ministers'] },
      people: ['rassendyll', 'sponsz'],
      speaks: false,
    },
    {
      id: 'herald',
      label: 'Herald',
      names: { en: ['herald'] },
      people: ['hentzau'],
      speaks: true,
    },
  ],
  matters: [
    { id: 'flood', label: 'Floods', names: { en: ['flood', 'floods'], zh: ['洪水'] } },
    { id: 'tents', label: 'Tents', names: { en: ['tent', 'tents'], zh: ['帐篷'] } },
  ],
  publishers: {},
  common: ['ruritania', 'borduria'],
});

/** An article of the given day (`YYYY-MM-DD`, `YYYY-MM` or none) and paragraphs. */
export function article(id: string, at: string | undefined, ...paragraphs: string[]): Article {
  const precision = at?.length === 7 ? 'month' : at?.length === 10 ? 'day' : 'instant';
  const published: Published | undefined =
    at === undefined ? undefined : { at, precision, from: 'given' };
  return {
    id,
    sourceId: 'stored',
    language: 'en',
    title: paragraphs[0]?.slice(0, 40) ?? id,
    titleFrom: 'lede',
    ...(published === undefined ? {} : { published }),
    authors: [],
    paragraphs,
    excerpt: paragraphs[0] ?? '',
    categories: [],
    republish: 'excerpt',
    firstSeen: '2025-06-01T00:00:00Z',
    hash: id,
  };
}

export function print(from: Article): Fingerprint {
  const [lede = '', ...body] = from.paragraphs;
  const reading = {
    title: from.titleFrom === 'given' ? findNames(gazetteer, from.title) : [],
    lede: findNames(gazetteer, lede),
    body: findNames(gazetteer, body.join('\n\n')),
  };
  return fingerprint(from, reading, gazetteer, 'Asia/Karachi', storyWords);
}
