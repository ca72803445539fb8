import { eld } from 'eld/extrasmall';

/** More text than this does not change the answer. In UTF-16 units. */
const enough = 1_000;

/** Fewer letters than this say nothing: `CPEC`, `FM`. */
const fewestLetters = 6;

/**
 * Letters that only one of the languages in Arabic script writes, in the order in which they are
 * looked for: Sindhi, Uyghur, Pashto and Kurdish share most of theirs with the later ones.
 */
const arabicScript: readonly (readonly [string, RegExp])[] = [
  ['sd', /[ٻڀٺٽٿڃڄڇڌڊڏڙڦڪڳڱڻ۽۾]/gu],
  ['ug', /[ۇۈۋڭە]/gu],
  ['ps', /[ټډړږښځڅۍګڼ]/gu],
  ['ckb', /[ێۆڵڕ]/gu],
  ['ur', /[ٹڈڑںےۓہھ]/gu],
  ['fa', /[پچژگکی]/gu],
  ['ar', /[ةىيكأإ]/gu],
];

const nepali = /(?:^|\s)(?:छ|हो|र|गर्न|गरेको|भएको|छन्|थियो)(?=[\s।,]|$)/gu;
const marathi = /ळ|(?:^|\s)(?:आहे|आणि|होते|नाही|यांनी|या)(?=[\s।,.]|$)/gu;
const hindi = /(?:^|\s)(?:है|हैं|में|के|की|का|को|से|ने|और|पर)(?=[\s।,]|$)/gu;

/** Characters that are written so only in traditional, or only in simplified, Chinese. */
const traditional =
  /[國會長統總見經濟貿關係際發東華習議訪問書與戰過進開這個們來時對後學實現機門電軍話黨報導將為]/gu;
const simplified =
  /[国会长统总见经济贸关系际发东华习议访问书与战过进开这个们来时对后学实现机门电军话党报导将为]/gu;

/**
 * The language of a text as BCP-47: `en`, `ur`, `zh` (`zh-Hant` where the characters say so), and
 * `und` where there is too little to tell. Script and telling letters first, since they are
 * certain even in a headline; letter statistics for the rest.
 */
export function detectLanguage(text: string): string {
  const sample = text.slice(0, enough);
  const han = count(sample, /\p{Script=Han}/gu);
  const kana = count(sample, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(sample, /\p{Script=Hangul}/gu);
  const arabic = count(sample, /\p{Script=Arabic}/gu);
  const devanagari = count(sample, /\p{Script=Devanagari}/gu);
  const letters = count(sample, /\p{L}/gu);
  // One Chinese or Korean character weighs about as much as three letters of an alphabet.
  if (letters + 2 * (han + kana + hangul) < fewestLetters) return 'und';
  const most = Math.max(letters - han - kana - hangul - arabic - devanagari, 0) / 3;
  if (hangul > most && hangul > han) return 'ko';
  if (han + kana > most && kana * 8 > han) return 'ja';
  if (han > most && han > 0) return chinese(sample);
  if (arabic > letters / 2) return arabicLanguage(sample);
  if (devanagari > letters / 3) return devanagariLanguage(sample);
  return eld.detect(sample).language || 'und';
}

function chinese(sample: string): string {
  return count(sample, traditional) > count(sample, simplified) ? 'zh-Hant' : 'zh';
}

function arabicLanguage(sample: string): string {
  const letters = count(sample, /\p{Script=Arabic}/gu);
  const [sindhi, uyghur, pashto, kurdish, urdu, persian, arabic] = arabicScript.map(
    ([, telling]) => count(sample, telling) / letters,
  ) as [number, number, number, number, number, number, number];
  // A foreign name may bring one such letter; text in the language is full of them.
  if (sindhi > 0.03) return 'sd';
  if (uyghur > 0.1) return 'ug';
  if (pashto > 0.02 && pashto > urdu) return 'ps';
  if (kurdish > 0.02 && kurdish > urdu) return 'ckb';
  if (urdu > 0.03) return 'ur';
  if (persian > arabic) return 'fa';
  return 'ar';
}

function devanagariLanguage(sample: string): string {
  const scores: readonly (readonly [string, number])[] = [
    ['hi', count(sample, hindi)],
    ['mr', count(sample, marathi)],
    ['ne', count(sample, nepali)],
  ];
  const [best] = [...scores].sort(([, a], [, b]) => b - a);
  return best?.[0] ?? 'hi';
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
