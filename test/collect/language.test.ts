import { expect, it } from 'vitest';
import { detectLanguage } from '../../src/collect/language.ts';

it.each([
  ['en', 'Chinese FM to visit Islamabad next week'],
  ['en', 'CPEC phase II'],
  ['ur', 'وزیراعظم شہباز شریف کا دورہ چین'],
  ['ar', 'رئيس الوزراء الباكستاني يزور الصين'],
  ['fa', 'رئیس جمهور ایران با وزیر خارجه پاکستان دیدار کرد'],
  ['sd', 'چين ۽ پاڪستان وچ ۾ معاهدو ٿيو'],
  ['ps', 'د پاکستان لومړی وزیر چین ته سفر وکړ'],
  ['zh', '习近平会见巴基斯坦总理'],
  ['zh', 'CPEC：习近平会见巴基斯坦总理 Shehbaz Sharif'],
  ['zh-Hant', '習近平會見巴基斯坦總理'],
  ['ja', '日本の首相がパキスタンを訪問'],
  ['ko', '중국 외교부장 파키스탄 방문'],
  ['hi', 'प्रधानमंत्री ने चीन की यात्रा की'],
  ['fr', 'Le président chinois reçoit le Premier ministre'],
  ['ru', 'Президент Си встретился с премьер-министром'],
  ['und', 'FM'],
  ['und', '2024 – 05'],
  ['und', ''],
])('tells %s: %s', (language, text) => {
  expect(detectLanguage(text)).toBe(language);
});

it('is not misled by an Urdu name in English text', () => {
  expect(detectLanguage('The minister, whose name is written شہباز, arrived in Beijing')).toBe(
    'en',
  );
});
