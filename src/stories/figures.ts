import type { DateMention } from '../collect/document/dates.ts';

/** What a text counts and measures, as digits without separators, each once. */
export type Figures = {
  /** Above 31: sums, sizes, distances; "1.3 billion", "two crore" and `20亿` are written out. */
  readonly numbers: readonly string[];
  /** From 3 to 31: how many were killed, came, were signed. One and two say little. */
  readonly counts: readonly string[];
};

/** `dates` are those of the text: days and years are no figures. */
export function figuresOf(text: string, dates: readonly DateMention[]): Figures {
  const plain = withoutDates(plainDigits(text), dates).toLowerCase();
  const values: number[] = [];
  let rest = '';
  let at = 0;
  let last = 0;
  for (const { 0: match, index, groups } of plain.matchAll(AMOUNT)) {
    const power = POWERS.get(groups?.unit ?? '') ?? 1;
    const value = Math.round(countOf(groups?.count ?? '') * power);
    // `3 ارب 40 کروڑ`: one sum in two units.
    const goes =
      power < last && at > 0 && /^\s{0,2}(?:اور|और|and)?\s{0,2}$/u.test(plain.slice(at, index));
    values.push(goes ? value + (values.pop() ?? 0) : value);
    last = power;
    rest += `${plain.slice(at, index)} `;
    at = index + match.length;
  }
  rest += plain.slice(at);
  for (const [match] of rest.matchAll(FIGURE)) values.push(Number(match.replaceAll(',', '')));
  for (const [word] of rest.matchAll(WORD)) values.push(WORDS.get(word) ?? 0);
  for (const { groups } of rest.matchAll(CHINESE)) values.push(countOf(groups?.count ?? ''));
  const isYear = (value: number) => value >= 1900 && value < 2100;
  return {
    numbers: texts(values.filter((value) => value > 31 && !isYear(value))),
    counts: texts(values.filter((value) => value > 2 && value <= 31 && Number.isInteger(value))),
  };
}

/** Digits of four scripts as ASCII, unit for unit. */
function plainDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹०-९０-９]/g, (digit) => String(digitOf(digit.charCodeAt(0))));
}

function digitOf(code: number): number {
  const zero = [0x660, 0x6f0, 0x966, 0xff10].find((first) => code >= first && code < first + 10);
  return code - (zero ?? code);
}

function withoutDates(text: string, dates: readonly DateMention[]): string {
  let blank = '';
  let at = 0;
  for (const { start, end } of dates) {
    if (start < at) continue;
    blank += `${text.slice(at, start)} `;
    at = end;
  }
  return blank + text.slice(at);
}

/** "12", "1,250.5", "twelve", `十二`. */
function countOf(text: string): number {
  return WORDS.get(text) ?? chineseNumber(text) ?? Number(text.replaceAll(',', ''));
}

/** `二百三十五` as 235; nothing else than such a number gives one. */
export function chineseNumber(text: string): number | undefined {
  if (!/^[一二两三四五六七八九十百千]+$/u.test(text)) return undefined;
  let sum = 0;
  let digit = 0;
  for (const one of text) {
    const power = CHINESE_POWERS.get(one);
    if (power === undefined) digit = one === '两' ? 2 : '一二三四五六七八九'.indexOf(one) + 1;
    else {
      sum += (digit || 1) * power;
      digit = 0;
    }
  }
  return sum + digit;
}

const CHINESE_POWERS: ReadonlyMap<string, number> = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);

/** By value from 3 up, over the languages that the topic is written in. */
const COUNTS: readonly string[] = [
  'three تین तीन ثلاثة ثلاث trois tre tiga drei',
  'four چار चार أربعة أربع quatre quattro empat vier',
  'five پانچ पांच पाँच خمسة خمس cinq cinque lima fünf',
  'six چھ छह छः ستة ست sei enam sechs',
  'seven سات सात سبعة سبع sept sette tujuh sieben',
  'eight آٹھ आठ ثمانية ثمان huit otto delapan acht',
  'nine نو नौ تسعة تسع neuf nove sembilan neun',
  'ten دس दस عشرة عشر dix dieci sepuluh zehn',
  'eleven گیارہ ग्यारह onze undici',
  'twelve بارہ बारह douze dodici',
  'thirteen تیرہ तेरह treize tredici',
  'fourteen چودہ चौदह quatorze quattordici',
  'fifteen پندرہ पंद्रह quinze quindici',
  'sixteen سولہ सोलह seize sedici',
  'seventeen سترہ सत्रह dix-sept diciassette',
  'eighteen اٹھارہ अठारह dix-huit diciotto',
  'nineteen انیس उन्नीस dix-neuf diciannove',
  'twenty بیس बीस عشرون عشرين vingt venti',
];

const WORDS: ReadonlyMap<string, number> = new Map([
  ...COUNTS.flatMap((words, at) => words.split(' ').map((word) => [word, at + 3] as const)),
  ...'one a ایک एक un une uno satu'.split(' ').map((word) => [word, 1] as const),
  ...'two دو दो deux due dua zwei'.split(' ').map((word) => [word, 2] as const),
  ...'half نصف آدھا'.split(' ').map((word) => [word, 0.5] as const),
  ...([
    ['thirty', 30],
    ['forty', 40],
    ['fifty', 50],
    ['sixty', 60],
    ['seventy', 70],
    ['eighty', 80],
    ['ninety', 90],
    ['تیس', 30],
    ['پچاس', 50],
    ['पचास', 50],
  ] as const),
]);

const POWERS: ReadonlyMap<string, number> = new Map(
  (
    [
      [1e12, 'trillion trillions 万亿'],
      [
        1e9,
        'billion billions bn ارب अरब مليار مليارات milliard milliards miliardo miliardi miliar milliarden',
      ],
      [1e8, '亿 億'],
      [1e7, 'crore crores کروڑ करोड़ करोड़'],
      [1e6, 'million millions mn m مليون ملايين ملین मिलियन milione milioni juta millionen'],
      [1e5, 'lakh lakhs lac لاکھ लाख'],
      [1e4, '万 萬'],
      [1e3, 'thousand ہزار हजार हज़ार हज़ार ألف آلاف الف mille mila ribu tausend 千'],
      [1e2, 'hundred سو सौ مئة مائة cent cento ratus hundert'],
      [12, 'dozen درجن दर्जन'],
    ] as const
  ).flatMap(([power, units]) => units.split(' ').map((unit) => [unit, power] as const)),
);

/** Longest first, so that `万亿` is not read as `万`. */
const UNITS = [...POWERS.keys()].sort((a, b) => b.length - a.length).join('|');
const SPELT = [...WORDS.keys()].sort((a, b) => b.length - a.length).join('|');

/** "1.3 billion", "two-billion", "$2bn", "half a million", `20亿`, `三千`. */
const AMOUNT = new RegExp(
  `(?<![\\p{Script=Latin}\\p{Script=Arabic}\\p{Script=Devanagari}\\p{N}.,])(?<count>\\d[\\d,]{0,9}(?:\\.\\d{1,4})?|[一二两三四五六七八九十百千]{1,6}?|${SPELT})[\\s-]?(?:a\\s)?(?<unit>${UNITS})(?![\\p{Script=Latin}\\p{Script=Arabic}\\p{Script=Devanagari}])`,
  'gu',
);
/** No part of a name such as J-10, of a time, of a percentage's decimals or of an ordinal. */
const FIGURE =
  /(?<![\p{Script=Latin}\p{N}.:/-])\d[\d,]{0,15}(?:\.\d{1,6})?(?![\d:/年月日号时点]|\s?[ap]\.?m\b|st\b|nd\b|rd\b|th\b)/gu;
const WORD = new RegExp(`(?<![\\p{L}\\p{M}])(?:${SPELT})(?![\\p{L}\\p{M}])`, 'gu');
/** Before a measure word alone: `三方` and `第三` count nothing. */
const CHINESE =
  /(?<![第一二两三四五六七八九十百千])(?<count>[一二两三四五六七八九十百]{1,4})[名人位架艘辆座家所头张项份吨条枚顶套]/gu;

function texts(values: readonly number[]): readonly string[] {
  return [...new Set(values)].map(String).sort();
}
