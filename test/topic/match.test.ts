import { describe, expect, it } from 'vitest';
import { matchArticle } from '../../src/topic/match.ts';
import { readArticle } from '../../src/topic/read.ts';
import { matchRulesSchema } from '../../src/topic/rules.ts';
import { article, gazetteer, matchRules } from './topic.ts';

const match = (title: string, ...paragraphs: readonly string[]) => {
  const report = article(title, ...paragraphs);
  return matchArticle(report, readArticle(report, gazetteer), gazetteer, matchRules);
};

describe('matchArticle', () => {
  it('takes a meeting of the two states in six languages', () => {
    const texts: readonly (readonly [string, string])[] = [
      ['Chinese envoy calls on Pakistan’s planning minister', 'They spoke of CPEC in Islamabad.'],
      ['中国驻巴基斯坦大使会见巴外长', '双方在伊斯兰堡讨论中巴经济走廊。'],
      ['چینی سفیر کی وزیراعظم شہباز شریف سے ملاقات', 'سی پیک پر بات چیت ہوئی۔'],
      ['चीन के विदेश मंत्री की पाकिस्तान यात्रा', 'वांग यी इस्लामाबाद में इशाक डार से मिले।'],
      ['وزير الخارجية الصيني يزور باكستان', 'التقى وانغ يي نظيره الباكستاني في إسلام آباد.'],
      ['Le ministre chinois des Affaires étrangères au Pakistan', 'Wang Yi a rencontré Ishaq Dar.'],
    ];
    expect(texts.filter(([title, text]) => !match(title, text).in)).toEqual([]);
  });

  it('leaves out sport, phones and third parties, though both states are named', () => {
    const texts: readonly (readonly [string, string])[] = [
      ['China beat Pakistan in hockey semi-final', 'Pakistan missed two penalty corners.'],
      ['Chinese phone maker opens plant in Lahore', 'The smartphone company sells in Pakistan.'],
      ['India and China agree to thin out troops in Ladakh', 'Officials did not mention Pakistan.'],
      ['Trump puts new tariffs on China', 'Textile mills in Pakistan hope for orders.'],
    ];
    expect(texts.filter(([title, text]) => match(title, text).in)).toEqual([]);
  });

  it('takes attacks on people from China, whatever they do', () => {
    const texts: readonly (readonly [string, string])[] = [
      ['Three Chinese gunned down in Hyderabad', 'The men ran a workshop in Sindh, police said.'],
      ['卡拉奇两名华裔遭枪击', '一人身亡，警方正在搜捕枪手。'],
      ['کوئٹہ میں چینی جوڑے کا اغوا', 'مسلح افراد انہیں گاڑی میں لے گئے۔'],
      ['लाहौर में चीनी दंपति की हत्या', 'पुलिस हमलावरों की तलाश कर रही है।'],
      ['مقتل صيني في كراتشي', 'أطلق مسلحون النار على سيارته.'],
    ];
    expect(texts.filter(([title, text]) => !match(title, text).in)).toEqual([]);
  });

  it('takes what third parties say or decide of the two', () => {
    const texts: readonly (readonly [string, string])[] = [
      ['India objects to road in Shaksgam', 'New Delhi calls the pact of 1963 invalid.'],
      ['China lifts hold on listing of Jaish commander', 'The UN panel acted on Monday.'],
      ['चीन ने फिर लगाया अड़ंगा', 'संयुक्त राष्ट्र में मसूद अजहर पर प्रस्ताव रुका।'],
      ['沙克斯干谷地：印方抗议无效', '外交部表示，中方基建合法。'],
    ];
    expect(texts.filter(([title, text]) => !match(title, text).in)).toEqual([]);
  });

  it('leaves out attacks and listings that have nothing to do with the two', () => {
    const texts: readonly (readonly [string, string])[] = [
      ['Chinese workers killed in Afghanistan', 'Gunmen crossed from Badakhshan to Tajikistan.'],
      ['China blocks listing of Ethiopian group', 'Beijing put a hold on the bid at the UN.'],
      ['India objects to dam on the Brahmaputra', 'China rejected the protest from New Delhi.'],
      ['Pakistan buys satellite images', 'SUPARCO says the pictures show floods in Sindh.'],
    ];
    expect(texts.filter(([title, text]) => match(title, text).in)).toEqual([]);
  });

  it('says which words made each rule hold, and where', () => {
    const { reasons, score, bar } = match('China condemns attack in Pakistan');
    expect(reasons).toContainEqual({
      rule: 'both-in-title',
      says: 'Both states are named in the title',
      weight: 2,
      words: 'China · Pakistan',
      where: 'title',
    });
    expect(reasons).toContainEqual({
      rule: 'actor-china',
      says: 'Somebody acts for China in title or first sentences',
      weight: 2,
      words: 'China condemns',
      where: 'title',
    });
    expect(score).toBe(reasons.reduce((sum, { weight }) => sum + weight, 0));
    expect(bar).toBe(matchRules.bar);
  });

  it('does not make an actor of a state across the end of a sentence', () => {
    const rules = match('A bridge in China. Ambassador Smith left Pakistan').reasons;
    expect(rules.filter(({ rule }) => rule === 'actor-china')).toEqual([]);
  });

  it('lets nobody act for a state after leaving office', () => {
    const acts = (at: string) => {
      const report = {
        ...article('Qin Gang meets Pakistani envoy'),
        published: { at, precision: 'day', from: 'given' } as const,
      };
      return matchArticle(report, readArticle(report, gazetteer), gazetteer, matchRules)
        .reasons.map(({ rule }) => rule)
        .includes('actor-china');
    };
    expect(acts('2023-05-06')).toBe(true);
    expect(acts('2025-05-06')).toBe(false);
  });

  it('makes no actor of an adjective before an act, or of a state parted from it', () => {
    const rules = (title: string) => match(title).reasons.map(({ rule }) => rule);
    expect(rules('Chinese visits rise')).not.toContain('actor-china');
    expect(rules('Pakistan to marry man she met')).not.toContain('actor-pakistan');
    expect(rules('China strongly condemned the attack')).toContain('actor-china');
  });

  it('counts another state in the title only where the outlet wrote the title', () => {
    const report = article('India warns, says Wang Yi', 'China and Pakistan spoke.');
    const rules = (titleFrom: 'given' | 'lede') => {
      const one = { ...report, titleFrom };
      return matchArticle(one, readArticle(one, gazetteer), gazetteer, matchRules).reasons.map(
        ({ rule }) => rule,
      );
    };
    expect(rules('given')).toContain('other-instead-of-pakistan');
    expect(rules('lede')).not.toContain('other-instead-of-pakistan');
  });

  it('sees the two states as a pair across a joiner, not across another name', () => {
    const rules = (title: string) => match(title).reasons.map(({ rule }) => rule);
    for (const title of ['Pak-China talks', 'Pakistan and China talk', '中国和巴基斯坦举行会谈']) {
      expect(rules(title)).toContain('pair');
    }
    expect(rules('China, India and Pakistan talk')).not.toContain('pair');
  });

  it('takes a state at the front of the title for its subject, unless it only owns', () => {
    const rules = (title: string) => match(title).reasons.map(({ rule }) => rule);
    expect(rules('China, Pakistan in new game of chess')).not.toContain('nobody-acts');
    expect(rules("China's cotton and Pakistan's mills")).toContain('nobody-acts');
    expect(rules('The puzzle of China and Pakistan')).toContain('nobody-acts');
  });

  it('weighs against a story that another state acts in first', () => {
    const rules = (title: string, text: string) =>
      match(title, text).reasons.map(({ rule }) => rule);
    const first = 'Ajit Doval met Wang Yi and spoke of Pakistan.';
    const second = 'Wang Yi met Ajit Doval and spoke of Pakistan.';
    expect(rules('Talks on the border', first)).toContain('other-acts-first');
    expect(rules('Talks on the border', second)).not.toContain('other-acts-first');
  });

  it('makes actors of all states of a list, and of none across another state', () => {
    const rules = (title: string) => match(title).reasons.map(({ rule }) => rule);
    const listed = rules('Chinese, Afghan and Pakistani ministers in Kabul');
    expect(listed).toEqual(expect.arrayContaining(['actor-china', 'actor-pakistan']));
    expect(rules('Pakistan market ahead of Chinese premier’s trip')).not.toContain(
      'actor-pakistan',
    );
  });

  it('lets capitals act for their state, but no other places, and nobody after a preposition', () => {
    const rules = (title: string) => match(title).reasons.map(({ rule }) => rule);
    expect(rules('Beijing welcomes talks')).toContain('actor-china');
    expect(rules('Karachi welcomes ships')).not.toContain('actor-pakistan');
    expect(rules('Ships from China arrive')).not.toContain('actor-china');
  });

  it('weighs against a story whose first sentence is about another state alone', () => {
    const rules = (...text: readonly string[]) =>
      match('Talks in Seoul', ...text).reasons.map(({ rule }) => rule);
    const opened = 'India waits for an answer. Wang Yi met Ishaq Dar, said China and Pakistan.';
    expect(rules(opened)).toContain('other-opens');
    expect(rules(`China waits too. ${opened}`)).not.toContain('other-opens');
  });

  it('takes an office that nobody claims for that of the outlet’s state', () => {
    const rules = (title: string, country?: string) => {
      const report = { ...article(title), ...(country === undefined ? {} : { country }) };
      return matchArticle(report, readArticle(report, gazetteer), gazetteer, matchRules)
        .reasons.filter(({ rule }) => rule === 'actor-pakistan')
        .map(({ words }) => words);
    };
    expect(rules('PM leaves for Beijing', 'PK')).toEqual(['PM']);
    expect(rules('PM leaves for Beijing')).toEqual([]);
    expect(rules('PM leaves for Beijing', 'CN')).toEqual([]);
    expect(rules('Chinese premier in Shanghai', 'PK')).toEqual([]);
    expect(rules('Foreign Minister Wang Yi in Shanghai', 'PK')).toEqual([]);
    expect(rules('President Macron lands in Beijing', 'PK')).toEqual([]);
    expect(rules('Army chief of Iran and PM in Beijing', 'PK')).toEqual([]);
  });

  it('goes by the language where the outlet’s state is not known, for words of that language', () => {
    const words = (title: string, language: string) => {
      const report = { ...article(title), language };
      return matchArticle(report, readArticle(report, gazetteer), gazetteer, matchRules)
        .reasons.filter(({ rule }) => rule === 'actor-pakistan')
        .map((reason) => reason.words);
    };
    expect(words('وزیراعظم بیجنگ روانہ', 'ur')).toEqual(['وزیراعظم']);
    expect(words('وزیراعظم بیجنگ روانہ', 'fa')).toEqual([]);
    expect(words('PM بیجنگ روانہ', 'ur')).toEqual([]);
  });

  it('asks who acts for another state before it takes an office for the one at home', () => {
    const actors = (title: string) => {
      const report = { ...article(title), country: 'PK' };
      return matchArticle(report, readArticle(report, gazetteer), gazetteer, matchRules)
        .reasons.filter(({ rule }) => rule === 'actor-pakistan')
        .map(({ words }) => words);
    };
    expect(actors('Foreign secretary and Sun Weidong on the Afghan border')).toEqual([
      'Foreign secretary',
    ]);
    expect(actors('Foreign secretary and Lavrov’s Russian deputy minister in Beijing')).toEqual([]);
  });

  it('knows whose embassy is meant by one that is named, and by the paper of the host', () => {
    const actors = (country: string | undefined, title: string, ...text: readonly string[]) => {
      const report = { ...article(title, ...text), ...(country === undefined ? {} : { country }) };
      return matchArticle(report, readArticle(report, gazetteer), gazetteer, matchRules)
        .reasons.filter(({ rule }) => rule === 'actor-china')
        .map(({ words }) => words);
    };
    const said = 'The Chinese embassy said so in Islamabad.';
    expect(actors(undefined, 'Embassy denies report', said)).toContainEqual(
      expect.stringContaining('Embassy'),
    );
    expect(actors(undefined, 'Envoy visits Shanghai and Lahore')).toEqual([]);
    expect(actors('PK', 'Envoy sees off students for Shanghai')).toEqual(['Envoy']);
    expect(actors('PK', 'Envoy sees off students for Shanghai and Seoul')).toEqual([]);
    expect(actors('CN', '使馆提醒在巴基斯坦公民注意安全')).toEqual(['使馆']);
  });

  it('takes attacks on Chinese nationals in Pakistan, but none elsewhere and no other crime', () => {
    const isIn = (title: string, lede: string) => match(title, lede).in;
    expect(isIn('Two Chinese miners killed in Balochistan', 'Gunmen fled into the hills.')).toBe(
      true,
    );
    expect(
      isIn('Chinese miners killed in Tajikistan', 'Pakistan said gunmen had crossed the river.'),
    ).toBe(false);
    expect(isIn('Chinese national arrested in Karachi', 'He ran a call centre, police said.')).toBe(
      false,
    );
  });

  it('takes the crossing between the two when it opens, but not when people travel there', () => {
    expect(match('Khunjerab reopens', 'Lorries rolled in from morning.').in).toBe(true);
    expect(match('Cyclists race to Khunjerab', 'The winner took nine hours.').in).toBe(false);
  });

  it('serves another topic with other rules', () => {
    const report = article('Qatar and Iran sign gas accord', 'Officials met in Doha.');
    const other = matchRulesSchema.parse({
      bar: 2,
      sides: { qatar: { countries: ['QA'] }, iran: { countries: ['IR'] } },
      acts: ['agreement'],
      rules: [
        {
          id: 'pair',
          says: 'Both',
          weight: 2,
          in: ['title'],
          needs: [{ named: 'qatar' }, { actor: 'iran' }],
          lacks: [{ named: 'others' }],
        },
      ],
    });
    const result = matchArticle(report, readArticle(report, gazetteer), gazetteer, other);
    expect(result.in).toBe(true);
  });
});
