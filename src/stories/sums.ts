/**
 * How many figures of one list are in the other, as one report rounds what the other gives in
 * full: 46 billion is 45.6 billion, and 2,340 is 2.3 thousand. Figures are digits, "1250.5". What is
 * given to one digit only is round as it stands: 2 billion is not 2.3 billion.
 */
export function sharedSums(a: readonly string[], b: readonly string[]): number {
  if (b.length === 0) return 0;
  return a.filter((one) => b.some((other) => one === other || isRounded(one, other))).length;
}

function isRounded(one: string, other: string): boolean {
  const digits = Math.min(digitsOf(one), digitsOf(other));
  if (digits < FEWEST_DIGITS || Math.min(Number(one), Number(other)) < SMALLEST) return false;
  return Number(one).toPrecision(digits) === Number(other).toPrecision(digits);
}

/** Digits that say something: those before the zeros at the end. */
function digitsOf(figure: string): number {
  return figure.replace('.', '').replace(/^0+|0+$/g, '').length;
}

const FEWEST_DIGITS = 2;
/** What is smaller is counted and not rounded. */
const SMALLEST = 1000;
