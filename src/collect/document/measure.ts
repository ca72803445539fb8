/** Length as it looks: a Han character says about as much as two and a half Latin letters. */
export function width(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return text.length + Math.round(han * 1.5);
}

/** Ends as a sentence does. */
export function endsSentence(text: string): boolean {
  return /[.!?。！？।؟۔…]["'”’»」』)\]\s]*(?:\[\d{1,2}(?:, ?\d{1,2})*\]\.?\s?){0,4}$/u.test(text);
}

/** Letters and digits alone, to tell a line again that is written a little differently. */
export function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Words, counting two and a half Han characters as one. */
export function wordsOf(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return (
    text.split(/[\s/|]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length +
    Math.floor(han / 2.5)
  );
}
