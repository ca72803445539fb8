/**
 * Whether an act is only what went before the news or goes on beside it: "he had left", "after
 * meeting him", "As he sets off, …", `结束访问后，`.
 */
export function isBesides(text: string, start: number, end: number): boolean {
  const sentence = text.slice(Math.max(0, start - LONGEST_CLAUSE), start).split(/[.!?:\n]\s/);
  return (
    PAST.test(text.slice(Math.max(0, start - 24), start)) ||
    CLAUSE.test(sentence.at(-1) ?? '') ||
    HAN_CLAUSE.test(text.slice(end, end + 16))
  );
}

const PAST =
  /\b(?:had|having|after|since|following)\s(?:(?:also|already|just|earlier|his|her|their|the|a)\s)?$/i;
const CLAUSE =
  /^\s*["'“‘]?(?:(?:An?\s)?(?:hours?|days?|weeks?)\s)?(?:As|While|When|After|after|Since|Following|Before|before)\s[^,;]*$/u;
const HAN_CLAUSE = /^[^，。；,.\s]{0,12}(?:之后|之後|后|後)[，,]/u;
const LONGEST_CLAUSE = 160;
