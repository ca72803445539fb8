/** Figures without separators; small numbers are hours, days and counts of anything. */
export function numbersOf(text: string): readonly string[] {
  const found: string[] = [];
  const plain = text.normalize('NFKC');
  const figure = /(?<![\p{L}\p{N}.:/-])\d[\d,]{0,15}(?:\.\d{1,6})?(?![\d:/])/gu;
  for (const [match] of plain.matchAll(figure)) {
    const number = match.replaceAll(',', '');
    if (Number(number) > 31 && !/^(?:19|20)\d\d$/.test(number)) found.push(number);
  }
  for (const { groups } of plain.toLowerCase().matchAll(AMOUNT)) {
    const value = SMALL.get(groups?.count ?? '') ?? Number(groups?.count);
    found.push(String(Math.round(value * (POWERS.get(groups?.unit ?? '') ?? 1))));
  }
  return [...new Set(found)].sort();
}

/** "1.3 billion", "two-billion", "$2bn", `20亿`: what is counted in millions and more. */
const AMOUNT =
  /(?<![\p{Script=Latin}\p{N}.,])(?<count>\d{1,6}(?:\.\d{1,4})?|one|two|three|four|five|six|seven|eight|nine|ten)[\s-]?(?<unit>trillion|billion|bn|million|mn|m|亿|億|万|萬|ارب|کروڑ|अरब|करोड़)(?![a-z\p{M}])/gu;
const SMALL: ReadonlyMap<string, number> = new Map(
  'zero one two three four five six seven eight nine ten'
    .split(' ')
    .map((word, value) => [word, value]),
);
const POWERS: ReadonlyMap<string, number> = new Map([
  ['trillion', 1e12],
  ...['billion', 'bn', 'ارب', 'अरब'].map((unit) => [unit, 1e9] as const),
  ...['亿', '億'].map((unit) => [unit, 1e8] as const),
  ...['کروڑ', 'करोड़'].map((unit) => [unit, 1e7] as const),
  ...['million', 'mn', 'm'].map((unit) => [unit, 1e6] as const),
  ...['万', '萬'].map((unit) => [unit, 1e4] as const),
]);
