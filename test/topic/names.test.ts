import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { compileGazetteer } from '../../src/topic/gazetteer.ts';
import { findNames } from '../../src/topic/names.ts';
import { gazetteerSchema } from '../../src/topic/rules.ts';
import type { Entity } from '../../src/types.ts';

const entity = (id: string, parts: Partial<Entity>): Entity => ({
  id,
  label: id,
  kind: 'organisation',
  names: {},
  ambiguous: [],
  ...parts,
});

const gazetteer = compileGazetteer([
  entity('china', {
    kind: 'country',
    country: 'CN',
    names: {
      en: ['China', 'Chinese', 'Pak-China'],
      zh: ['中国', '中巴'],
      ar: ['الصين'],
      ta: ['சீன'],
    },
  }),
  entity('pakistan', {
    kind: 'country',
    country: 'PK',
    names: {
      en: ['Pakistan', 'Pak-China'],
      zh: ['巴基斯坦', '中巴', '巴方', '在巴'],
      ur: ['پاکستان'],
    },
    ambiguous: ['巴方', '在巴'],
  }),
  entity('corridor', {
    kind: 'project',
    names: { en: ['China-Pakistan Economic Corridor', 'JCC'] },
    ambiguous: ['JCC'],
  }),
  entity('wang-yi', { kind: 'person', country: 'CN', names: { en: ['Wang Yi'], ur: ['وانگ یی'] } }),
  entity('elder', {
    kind: 'person',
    country: 'PK',
    names: { zh: ['谢里夫'] },
    ambiguous: ['谢里夫'],
    from: '2013-06-05',
    to: '2017-07-28',
  }),
  entity('younger', {
    kind: 'person',
    country: 'PK',
    names: { zh: ['夏巴兹', '谢里夫'] },
    ambiguous: ['谢里夫'],
    from: '2022-04-11',
  }),
  entity('call', { kind: 'form', names: { en: ['telephone call'] } }),
  entity('minister', { kind: 'office', names: { ur: ['وزیر خارجہ'], en: ['minister'] } }),
  entity('mission', {
    country: 'CN',
    names: { en: ['Chinese Consulate'] },
    ambiguous: ['Chinese Consulate'],
  }),
  entity('sugar', {
    kind: 'country',
    country: 'CN',
    names: { ur: ['چینی'] },
    ambiguous: ['چینی'],
  }),
  entity('workers', { kind: 'theme', names: { en: ['Chinese workers'] } }),
  entity('outlets', { kind: 'mask', names: { en: ['China Daily', 'East China Sea'] } }),
]);

const found = (text: string) =>
  findNames(gazetteer, text).map((mention) => `${mention.id}:${mention.text}`);

describe('findNames', () => {
  it('takes the longest name and only whole words', () => {
    expect(found('The China-Pakistan Economic Corridor and Chinatown')).toEqual([
      'corridor:China-Pakistan Economic Corridor',
    ]);
  });

  it('takes the longer of two names where one cuts into the other', () => {
    expect(found('中国人员在巴基斯坦')).toEqual(['china:中国', 'pakistan:巴基斯坦']);
    expect(found('中国和巴基斯坦，在巴人员')).toContain('pakistan:在巴');
  });

  it('wants the capitals of a name and takes all capitals too', () => {
    expect(found('china cups, CHINA, China')).toEqual(['china:CHINA', 'china:China']);
  });

  it('takes small letters of a spelling in either case', () => {
    expect(found('A Telephone Call')).toEqual(['call:Telephone Call']);
  });

  it('reads possessives, curly quotes and hyphenated neighbours', () => {
    expect(found('China’s “Pakistan–China” talks')).toEqual([
      'china:China',
      'pakistan:Pakistan',
      'china:China',
    ]);
  });

  it('finds both states in a pair written as one name', () => {
    expect(found('Pak–China ties')).toEqual(['china:Pak–China', 'pakistan:Pak–China']);
    expect(found('增进中巴友谊')).toEqual(['china:中巴', 'pakistan:中巴']);
  });

  it('hides what a mask covers', () => {
    expect(found('China Daily on the East China Sea')).toEqual([]);
  });

  it('reads Arabic letters in Urdu names, vowel signs and invisible characters', () => {
    expect(found('وانگ يي نے پاكِستان میں')).toEqual(['wang-yi:وانگ يي', 'pakistan:پاكِستان']);
  });

  it('reads Arabic prefixes, only for names that are Arabic', () => {
    expect(found('والصين وپاکستان')).toEqual(['china:الصين']);
  });

  it('reads words with endings written on in Tamil', () => {
    expect(found('சீனாவும்')).toEqual(['china:சீன']);
  });

  it('finds simplified names in traditional characters', () => {
    expect(found('中國與巴基斯坦')).toEqual(['china:中國', 'pakistan:巴基斯坦']);
  });

  it('gives offsets of the original text', () => {
    const text = '“Chiná”  —  ＣＨＩＮＡ';
    for (const { start, end, text: words } of findNames(gazetteer, text)) {
      expect(text.slice(start, end)).toBe(words);
    }
    expect(found(text)).toEqual(['china:Chiná', 'china:ＣＨＩＮＡ']);
  });

  it('does not read a name across an empty line', () => {
    expect(found('Visit of Wang\n\nYi')).toEqual([]);
    expect(found('Visit of Wang\nYi')).toEqual(['wang-yi:Wang\nYi']);
  });

  it('counts an ambiguous spelling of a state only where the state is named elsewhere', () => {
    expect(found('巴方表示')).toEqual([]);
    expect(found('巴方表示,巴基斯坦')).toEqual(['pakistan:巴方', 'pakistan:巴基斯坦']);
  });

  it('counts an ambiguous spelling without a state only near another name', () => {
    expect(found('The JCC met')).toEqual([]);
    expect(found('The JCC met in China')).toEqual(['corridor:JCC', 'china:China']);
    expect(found(`The JCC met. ${'x '.repeat(200)} China`)).toEqual(['china:China']);
  });

  it('counts an ambiguous spelling of a state right before an office: چینی is sugar too', () => {
    expect(found('چینی کی قیمت')).toEqual([]);
    expect(found('چینی وزیر خارجہ')).toEqual(['sugar:چینی', 'minister:وزیر خارجہ']);
  });

  it('takes the state of the outlet as support', () => {
    expect(findNames(gazetteer, '巴方表示', ['PK']).map(({ id }) => id)).toEqual(['pakistan']);
  });

  it('takes a project close by as support for the bodies of a state', () => {
    const text = 'The China-Pakistan Economic Corridor, says 巴方';
    expect(found(text)).toContain('pakistan:巴方');
  });

  it('falls back to the names inside an ambiguous one that does not count', () => {
    const bare = compileGazetteer([
      entity('chile', { kind: 'country', country: 'CL', names: { en: ['Chile'] } }),
      entity('house', {
        country: 'XX',
        names: { en: ['Chile House'] },
        ambiguous: ['Chile House'],
      }),
    ]);
    expect(findNames(bare, 'At Chile House').map(({ id }) => id)).toEqual(['chile']);
  });

  it('finds the names that a theme holds', () => {
    expect(found('Chinese workers')).toEqual(['workers:Chinese workers', 'china:Chinese']);
  });

  it('does not doubt what stands in the name of a theme', () => {
    const short = compileGazetteer([
      entity('china', { kind: 'country', names: { ur: ['چینی'] }, ambiguous: ['چینی'] }),
      entity('workers', { kind: 'theme', names: { ur: ['چینی ماہرین'] } }),
      entity('sugar', { kind: 'pull', names: { ur: ['چینی مہنگی'] } }),
    ]);
    const ids = (text: string) => findNames(short, text).map(({ id }) => id);
    expect(ids('چینی ماہرین لاہور میں')).toEqual(['workers', 'china']);
    expect(ids('چینی مہنگی ہوگئی')).toEqual(['sugar']);
  });

  it('gives a shared name to the bearer who is named elsewhere', () => {
    expect(found('夏巴兹访问,谢里夫说')).toEqual(['younger:夏巴兹', 'younger:谢里夫']);
  });

  it('takes of two people of one name the one who was in office then', () => {
    const who = (at?: string) =>
      findNames(gazetteer, '巴基斯坦总理谢里夫来访', [], at).map(({ id }) => id);
    expect(who('2015-04-20')).toContain('elder');
    expect(who('2015-04-20')).not.toContain('younger');
    expect(who('2024-06-04')).toContain('younger');
    expect(who()).toContain('younger');
    expect(who('2019-01-01')).toContain('younger');
  });

  it('lets two ambiguous names of one state support one another where one is a person', () => {
    expect(found('巴方说，谢里夫来访')).toEqual(['pakistan:巴方', 'younger:谢里夫']);
    expect(found('巴方说，在巴说')).toEqual([]);
  });

  it('drops the second meaning of a spelling where a rival is named', () => {
    const short = compileGazetteer([
      entity('china', { kind: 'country', country: 'CN', names: { zh: ['中国', '中巴'] } }),
      entity('pakistan', {
        kind: 'country',
        country: 'PK',
        names: { zh: ['巴基斯坦', '中巴'] },
        ambiguous: ['中巴'],
        rivals: ['brazil'],
      }),
      entity('brazil', { kind: 'country', country: 'BR', names: { zh: ['巴西'] } }),
    ]);
    const ids = (text: string) => findNames(short, text).map(({ id }) => id);
    expect(ids('中巴签署协议')).toEqual(['china', 'pakistan']);
    expect(ids('中巴签署协议，巴西总统说')).toEqual(['china', 'brazil']);
    expect(ids('中巴和巴西、巴基斯坦')).toEqual(['china', 'pakistan', 'brazil', 'pakistan']);
  });
});

describe('friends of an entity', () => {
  it('support its ambiguous spellings, unless a rival is named', () => {
    const short = compileGazetteer([
      entity('india', { kind: 'country', country: 'IN', names: { zh: ['印方'] } }),
      entity('brazil', { kind: 'country', country: 'BR', names: { zh: ['巴西'] } }),
      entity('pakistan', {
        kind: 'country',
        country: 'PK',
        names: { zh: ['对巴'] },
        ambiguous: ['对巴'],
        rivals: ['brazil'],
        friends: ['india'],
      }),
    ]);
    const ids = (text: string) => findNames(short, text).map(({ id }) => id);
    expect(ids('对巴列名申请')).toEqual([]);
    expect(ids('印方提出对巴列名申请')).toEqual(['india', 'pakistan']);
    expect(ids('印方与巴西提出对巴列名申请')).toEqual(['india', 'brazil']);
  });
});

describe('findNames where a longer name cuts into another', () => {
  it('reads the shorter name that stands before the longer one', () => {
    const cut = compileGazetteer([
      entity('china', { kind: 'country', country: 'CN', names: { ur: ['چینی'] } }),
      entity('goods', { kind: 'form', names: { ur: ['چینی وزیر'] } }),
      entity('minister', { kind: 'office', names: { ur: ['وزیر خارجہ'] } }),
    ]);
    const ids = findNames(cut, 'چینی وزیر خارجہ کا دورہ').map(({ id }) => id);
    expect(ids).toEqual(['china', 'minister']);
  });
});

describe('sources/gazetteer.yaml', () => {
  it('is valid, and every spelling without ambiguity is found alone', async () => {
    const text = await readFile(new URL('../../sources/gazetteer.yaml', import.meta.url), 'utf8');
    const entities: readonly Entity[] = gazetteerSchema.parse(parse(text));
    const compiled = compileGazetteer(entities);
    const lost = entities.flatMap((each) =>
      Object.values(each.names)
        .flat()
        .filter((name) => each.kind !== 'mask' && !each.ambiguous.includes(name))
        .filter((name) => findNames(compiled, name).every(({ text: words }) => words !== name))
        .map((name) => `${each.id}: ${name}`),
    );
    expect(lost).toEqual([]);
  });
});
