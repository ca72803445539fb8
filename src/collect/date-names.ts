/** Names of months and zones as feeds write them, and the order in which they stand. */

type Words = {
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly time?: string | undefined;
};

const weekday = /^\p{L}[\p{L}\p{M}'-]*\.?(?: ?[,،]| (?=[0-9\p{L}])) ?/u;
const month = '(\\p{L}[\\p{L}\\p{M}]*)\\.?';
const time = '(?:,? ?(?:at |um |kl\\.? ?|T)?([0-9]{1,2}[:.h][0-9].*|[0-9]{1,2} ?[AaPp][Mm].*))?';

/** `21 May 2024 10:00 GMT`, `21-May-24`, `21st of May, 2024`. */
const dayMonthYear = new RegExp(
  `^([0-9]{1,2})(?:st|nd|rd|th|er|\\.)?[ -]?(?:of |de )?${month},?(?:[ -]| de )([0-9]{2,4})${time}$`,
  'u',
);
/** `May 21, 2024 10:00`, `May 21st 2024`. */
const monthDayYear = new RegExp(
  `^${month} ?([0-9]{1,2})(?:st|nd|rd|th)?(?: ?,|\\b) ?([0-9]{4})${time}$`,
  'u',
);
/** asctime and its kin: `May 21 10:00:00 GMT 2024`. */
const yearLast =
  /^(\p{L}[\p{L}\p{M}]*) ([0-9]{1,2}),? ([0-9]{1,2}:[0-9:.]+(?: ?[AaPp][Mm])?)((?: [^ 0-9][^ ]*)*) ([0-9]{4})$/u;
/** `2024 May 21`. */
const yearMonthDay = new RegExp(`^([0-9]{4})[ -]${month}[ -]([0-9]{1,2})${time}$`, 'u');

/** The parts of a date with its month in words, wherever they stand; `undefined` if there is none. */
export function longDate(text: string): Words | undefined {
  return ordered(text) ?? ordered(text.replace(weekday, ''));
}

function ordered(text: string): Words | undefined {
  let found = dayMonthYear.exec(text);
  if (found !== null) return words(found[1], found[2], found[3], found[4]);
  found = monthDayYear.exec(text);
  if (found !== null) return words(found[2], found[1], found[3], found[4]);
  found = yearLast.exec(text);
  if (found !== null) return words(found[2], found[1], found[5], `${found[3]}${found[4]}`);
  found = yearMonthDay.exec(text);
  return found === null ? undefined : words(found[3], found[2], found[1], found[4]);
}

function words(day = '', name = '', year = '', clock?: string): Words | undefined {
  return monthNumber(name) === undefined ? undefined : { day, month: name, year, time: clock };
}

/** Beginnings of month names, January first; the first match counts. */
const months: readonly string[] = [
  'jan januar جنوری يناير ژانویه جنوري جنوري जनवरी янв ene gen ιαν',
  'feb fév fev فروری فبراير فوریه فروري फरवरी фев φεβ',
  'mar mär mrt مارچ مارس مارچ मार्च мар μαρ μάρ',
  'apr avr abr اپریل أبريل ابريل آوریل اپريل अप्रैल апр απρ',
  'may mai mei maj mag مئی مايو مه مئي मई май мая μαι μάι μαΐ',
  'jun juin giu جون يونيو ژوئن जून июн ιουν ιούν',
  'jul juil lug جولائی يوليو ژوئیه ژوئیهٔ جولاءِ जुलाई июл ιουλ ιούλ',
  'aug aoû aou ago اگست أغسطس اغسطس اوت آگست अगस्त авг αυγ αύγ',
  'sep set ستمبر سبتمبر سپتامبر सितंबर सितम्बर сен σεπ',
  'oct okt ott out اکتوبر أكتوبر اكتوبر اکتبر آڪٽوبر अक्टूबर окт οκτ',
  'nov نومبر نوفمبر نوامبر नवंबर नवम्बर ноя νοε νοέ',
  'dec dez dic déc دسمبر ديسمبر دسامبر ڊسمبر दिसंबर दिसम्बर дек δεκ',
];

const numbers: readonly (readonly [string, number])[] = months
  .flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const))
  .sort(([a], [b]) => b.length - a.length);

/** 1 to 12 for a month's name or its beginning in any of the languages above. */
export function monthNumber(name: string): number | undefined {
  const plain = name.toLowerCase();
  return numbers.find(([beginning]) => plain.startsWith(beginning))?.[1];
}

/**
 * Hours east of UTC by name. Where a name means several zones, RFC 822 decides (CST and EST are
 * American), else the one nearest to the outlets of South and East Asia (IST is India).
 */
const zones: ReadonlyMap<string, number> = new Map(
  [
    '0 ut utc gmt z wet cut',
    '-10 hst',
    '-9 akst',
    '-8 pst pt akdt',
    '-7 mst mt pdt',
    '-6 cst ct mdt',
    '-5 est et cdt',
    '-4 edt ast',
    '-3.5 nst',
    '-3 adt brt art',
    '-2.5 ndt',
    '1 bst west cet mez met',
    '2 cest mesz mest eet sast',
    '3 eest msk trt eat',
    '3.5 irst',
    '4 gst',
    '4.5 aft',
    '5 pkt uzt',
    '5.5 ist',
    '5.75 npt',
    '6 bdt',
    '7 ict wib',
    '8 hkt sgt myt pht awst cct',
    '9 jst kst',
    '9.5 acst',
    '10 aest',
    '11 aedt',
    '12 nzst',
    '13 nzdt',
  ].flatMap((line) => {
    const [hours, ...names] = line.split(' ');
    return names.map((name) => [name, Number(hours)] as const);
  }),
);

const offsetForm = /^(?:gmt|utc|ut)? ?([+−-]) ?([0-9]{1,2}):?([0-9]{1,2})?(?: ?\(.*\))?$/i;

/** Minutes east of UTC of what stands behind a time; `undefined` if it is no zone. */
export function zoneMinutes(text: string): number | undefined {
  const plain = text.trim().replace(/^\(([^()]*)\)$/, '$1');
  if (plain === '') return 0;
  const [, sign, hours, minutes = '0'] = offsetForm.exec(plain) ?? [];
  if (hours !== undefined) {
    const total = Number(hours) * 60 + Number(minutes);
    return total > 15 * 60 ? undefined : sign === '+' ? total : -total;
  }
  const hoursEast = zones.get(plain.toLowerCase().replace(/ ?\(.*\)$/, ''));
  return hoursEast === undefined ? undefined : hoursEast * 60;
}
