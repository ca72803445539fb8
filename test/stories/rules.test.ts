import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileStoryRules, storyRulesSchema } from '../../src/stories/rules.ts';
import { findNames } from '../../src/topic/names.ts';
import { gazetteerSchema } from '../../src/topic/rules.ts';

const source = async (name: string) =>
  parse(await readFile(new URL(`../../sources/${name}`, import.meta.url), 'utf8'));

it('finds the acts of the topic in four languages', async () => {
  const { stories } = await source('topic.yaml');
  const { acts } = compileStoryRules(storyRulesSchema.parse(stories));
  const ids = (text: string) => findNames(acts, text).map(({ id }) => id);
  expect(ids('The ministers spoke by telephone.')).toEqual(['call']);
  expect(ids('两国外长通电话。')).toEqual(['call']);
  expect(ids('وزیر خارجہ اسلام آباد پہنچ گئے')).toEqual(['arrival']);
  expect(ids('विदेश मंत्री से फोन पर बात')).toEqual(['call']);
});

it('finds what reports are about in five languages', async () => {
  const { stories } = await source('topic.yaml');
  const { matters } = compileStoryRules(storyRulesSchema.parse(stories));
  const ids = (text: string) => findNames(matters, text).map(({ id }) => id);
  expect(ids('Tents for victims of the floods')).toEqual(['tents', 'flood']);
  expect(ids('帐篷运抵洪水灾区')).toEqual(['tents', 'flood']);
  expect(ids('سیلاب متاثرین کے لیے خیمے')).toEqual(['flood', 'tents']);
  expect(ids('बाढ़ पीड़ितों के लिए टेंट')).toEqual(['flood', 'tents']);
  expect(ids('خيام لمنكوبي الفيضانات')).toEqual(['tents', 'flood']);
});

it('gives offices only to people whom the gazetteer knows', async () => {
  const { offices } = storyRulesSchema.parse((await source('topic.yaml')).stories);
  const known = new Set(gazetteerSchema.parse(await source('gazetteer.yaml')).map(({ id }) => id));
  expect(offices.flatMap(({ people }) => people).filter((id) => !known.has(id))).toEqual([]);
});

it('calls common only what the gazetteer knows', async () => {
  const { common } = storyRulesSchema.parse((await source('topic.yaml')).stories);
  const known = new Set(gazetteerSchema.parse(await source('gazetteer.yaml')).map(({ id }) => id));
  expect(common.filter((id) => !known.has(id))).toEqual([]);
});

it('refuses an act without words and a field it does not know', () => {
  const act = { id: 'call', label: 'Call', names: { en: [' '] } };
  expect(storyRulesSchema.safeParse({ acts: [act] }).success).toBe(false);
  expect(storyRulesSchema.safeParse({ acts: [], acst: [] }).success).toBe(false);
});

it('refuses kinds of events made of acts that it does not know', () => {
  const acts = [{ id: 'call', label: 'Call', names: { en: ['phoned'] } }];
  const complaints = (rules: object) =>
    storyRulesSchema.safeParse({ acts, ...rules }).error?.issues.map(({ message }) => message);
  expect(complaints({ apart: { visit: [['call'], ['cal']] } })).toEqual([
    '"cal" is no act; add it to acts or leave it out',
  ]);
  expect(complaints({ acts: [{ ...acts[0], over: ['visit'] }] })).toEqual([
    '"visit" is no act; add it to acts or leave it out',
  ]);
});
