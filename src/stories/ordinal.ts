/**
 * Ordinals of a text, sorted, each once: "sixth round", "6th", `第六次` and `چھٹے` are `6`; the
 * number of a series, "Warrior-VIII" or "JCC-9", is also `warrior 8`. "First" says little and is
 * left out; so are days of the month.
 */
export function ordinalsOf(text: string): readonly string[] {
  const found = new Set<string>();
  const folded = text.normalize('NFKC');
  const words = folded.toLowerCase().match(WORD) ?? [];
  for (const [at, word] of words.entries()) {
    const number = ORDINALS.get(word);
    if (number !== undefined && !NO_SERIES.has(words[at + 1] ?? '')) found.add(String(number));
  }
  for (const match of folded.matchAll(DIGITS)) {
    const number = Number(match[1]);
    if (number >= 2 && number < 200 && !isDayOfMonth(folded, match.index)) {
      found.add(String(number));
    }
  }
  for (const match of folded.matchAll(SERIES)) {
    const number = numberOf(match.groups?.number ?? '');
    found.add(String(number)).add(`${match.groups?.name?.toLowerCase()} ${number}`);
  }
  for (const match of folded.matchAll(CHINESE)) {
    const number = chineseNumber(match[1] ?? '');
    if (number >= 2) found.add(String(number));
  }
  return [...found].sort();
}

/** By value from 2 up; the words of one value stand together, over all languages. */
const WORDS: readonly string[] = [
  'second deuxième seconde zweite secondo دوسرا دوسرے دوسری दूसरा दूसरी दूसरे الثاني الثانية kedua',
  'third troisième dritte terzo تیسرا تیسرے تیسری तीसरा तीसरी तीसरे الثالث الثالثة ketiga',
  'fourth quatrième vierte quarto چوتھا چوتھے چوتھی चौथा चौथी चौथे الرابع الرابعة keempat',
  'fifth cinquième fünfte quinto پانچواں پانچویں पांचवां पांचवीं पांचवें الخامس الخامسة kelima',
  'sixth sixième sechste sesto چھٹا چھٹے چھٹی ششمین छठा छठी छठे السادس السادسة keenam',
  'seventh septième siebte settimo ساتواں ساتویں सातवां सातवीं सातवें السابع السابعة ketujuh',
  'eighth huitième achte ottavo ottava آٹھواں آٹھویں आठवां आठवीं आठवें الثامن الثامنة kedelapan',
  'ninth neuvième neunte nono نواں نویں नौवां नौवीं नौवें التاسع التاسعة kesembilan',
  'tenth dixième zehnte decimo دسواں دسویں दसवां दसवीं दसवें العاشر العاشرة kesepuluh',
  'eleventh onzième elfte گیارہواں گیارہویں',
  'twelfth douzième zwölfte بارہواں بارہویں',
  'thirteenth treizième تیرہواں تیرہویں',
  'fourteenth quatorzième چودہواں چودہویں',
  'fifteenth quinzième پندرہواں پندرہویں',
];

const ORDINALS: ReadonlyMap<string, number> = new Map(
  WORDS.flatMap((words, at) => words.split(' ').map((word) => [word, at + 2] as const)),
);

/** Behind these an ordinal does not number a series: "the second largest", "the third day". */
const NO_SERIES: ReadonlySet<string> = new Set(
  'such from day time largest biggest highest most leader country countries party parties person leg half consecutive straight half and'.split(
    ' ',
  ),
);

const WORD = /[\p{L}\p{M}]+/gu;
const DIGITS = /(?<![\p{L}\p{N}])(\d{1,3})(?:st|nd|rd|th|e|ème|ª|º|ویں|واں)(?![\p{L}\p{N}])/gu;
/** "21st May", "2nd of June", "Tue 29th October", "Oct-29th": a day. */
function isDayOfMonth(text: string, at: number): boolean {
  return (
    DAY_BEFORE.test(text.slice(at, at + 24)) || DAY_AFTER.test(text.slice(Math.max(0, at - 12), at))
  );
}

const DAY_BEFORE = /^\S{1,8}\s(?:of\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|day\b)/i;
const DAY_AFTER = /(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[\s-]{1,2}$/i;

/** A capitalised name, a hyphen, a small number; years and pandemics have larger ones. */
const SERIES =
  /(?<!\p{L})(?<name>\p{Lu}\p{L}{2,10})[-–‑](?<number>II|III|IV|V|VI|VII|VIII|IX|X|XI|XII|[2-9]|1[0-5])(?![\p{L}\p{N}])/gu;
const ROMANS = ['II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

function numberOf(text: string): number {
  const roman = ROMANS.indexOf(text);
  return roman === -1 ? Number(text) : roman + 2;
}

const CHINESE = /第([二三四五六七八九十]{1,3}|\d{1,2})[次届轮輪屆个個]/gu;

function chineseNumber(text: string): number {
  if (/^\d+$/.test(text)) return Number(text);
  const digits = '一二三四五六七八九';
  const [tens, ones] = text.includes('十') ? text.split('十') : [undefined, text];
  const ten = tens === undefined ? 0 : tens === '' ? 1 : digits.indexOf(tens) + 1;
  return ten * 10 + (ones === undefined || ones === '' ? 0 : digits.indexOf(ones) + 1);
}
