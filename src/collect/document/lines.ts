import { DATELINE_PLACES } from './words.ts';

/** A line of a raw text, trimmed, with single spaces. */
export type Line = {
  /** Counted from 1 in the raw text. */
  readonly number: number;
  readonly text: string;
  /** A blank line stands before it. */
  readonly gap: boolean;
};

/** A raw text taken apart: what stood in front of everything, and the lines that say something. */
export type Lines = {
  /** The date of a leading ` date YYYY-MM-DD ` mark: `YYYY-MM-DD` or `YYYY-MM`. */
  readonly stamp?: string;
  readonly lines: readonly Line[];
};

/**
 * Splits a raw text into its lines. Takes off the date mark that some collections put in front,
 * joins hard-wrapped lines, and breaks lines that hold two things: a doubled headline, or a
 * headline, caption or credit with the dateline glued to it.
 */
export function readLines(text: string): Lines {
  const { stamp, rest } = takeStamp(text);
  const lines: Line[] = [];
  let gap = false;
  rest.split(/\r\n?|\n|\u2028|\u2029/).forEach((raw, index) => {
    const clean = raw.replace(/[\s\u00a0\u200b\u200e\u200f\ufeff]+/g, ' ').trim();
    if (clean === '') {
      gap = true;
      return;
    }
    for (const part of splitGlued(clean)) {
      lines.push({ number: index + 1, text: part, gap });
      gap = false;
    }
  });
  return { ...(stamp === undefined ? {} : { stamp }), lines: joinWrapped(lines) };
}

const STAMP = /^[\s\ufeff]{0,20}date[ \t]{1,3}(?<day>(?:19|20)\d{2}-\d{2}(?:-\d{2})?)(?=\s|$)/;

function takeStamp(text: string): { stamp?: string; rest: string } {
  const match = STAMP.exec(text);
  const stamp = match?.groups?.day;
  return stamp === undefined || match === null
    ? { rest: text }
    : { stamp, rest: text.slice(match[0].length) };
}

/** How far into a line a dateline may hide behind a headline, caption or credit. */
const GLUED_WITHIN = 320;
const GLUED =
  /(?<=[\p{Ll}\d.!?)”"'’]\s?)(?<place>[A-Z]{4,}(?:[ /][A-Z]{3,}){0,2})(?:\s?:\s|,\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})\s\([A-Za-z]{2,12}\)\s?[-–—:])/gu;
const GLUED_CHINESE =
  /(?<=[。！？」）)\s])(?<place>\p{Script=Han}{2,10}(?:社|网|網)\p{Script=Han}{2,6}\d{1,2}月\d{1,2}日[电電讯訊])/gu;

function splitGlued(line: string): string[] {
  return splitDoubled(line).flatMap((part) => {
    for (const pattern of [GLUED, GLUED_CHINESE]) {
      for (const match of part.slice(0, GLUED_WITHIN).matchAll(pattern)) {
        const place = match.groups?.place ?? '';
        const at = match.index + match[0].indexOf(place);
        const known = place.split('/').some((name) => DATELINE_PLACES.has(name.toLowerCase()));
        if (at > 0 && (known || pattern === GLUED_CHINESE)) {
          return [part.slice(0, at).trim(), part.slice(at).trim()];
        }
      }
    }
    return [part];
  });
}

/** `Headline Headline ISLAMABAD: …` → the headline twice, then the rest. */
function splitDoubled(line: string): string[] {
  const opening = /^(?:\S{1,40}\s){3}/.exec(line)?.[0];
  if (opening === undefined) return [line];
  const again = line.indexOf(opening, opening.length);
  // Twice the length of a long headline; beyond that a repetition is rhetoric.
  if (again < 0 || again > 240) return [line];
  const first = line.slice(0, again).trim();
  if (!line.startsWith(first, again)) return [line];
  const rest = line.slice(again + first.length).trim();
  return rest === '' ? [first, first] : [first, first, rest];
}

/** Joins lines broken in the middle of a sentence: the next one starts with a small letter. */
function joinWrapped(lines: readonly Line[]): Line[] {
  const wrapped = looksWrapped(lines);
  const joined: Line[] = [];
  let torn = false;
  lines.forEach((line, index) => {
    const last = joined.at(-1);
    const before = lines[index - 1]?.text ?? '';
    torn = torn && !line.gap;
    if (last === undefined || !continues(before, line, wrapped || torn)) {
      joined.push(line);
      return;
    }
    // A block with one torn sentence was wrapped as a whole.
    torn = !line.gap;
    joined[joined.length - 1] = { ...last, text: `${last.text} ${line.text}` };
  });
  return joined;
}

/** A line shorter than this was ended by its writer, not by a margin. */
const SHORTEST_WRAPPED = 45;

function continues(before: string, line: Line, wrapped: boolean): boolean {
  if (
    line.gap ? /[.!?:;。！？।۔…"”’)\]|]$/u.test(before) : /[.!?。！？।۔…|]["”’)\]]?$/u.test(before)
  )
    return false;
  if (!line.gap && before.length >= SHORTEST_WRAPPED && (wrapped || /^\p{Ll}/u.test(line.text)))
    return true;
  // A sentence torn apart has a real rest: `china`, `advertisement` and `main img` have none.
  return (
    /^\p{Ll}/u.test(line.text) &&
    line.text.length >= 40 &&
    /[.!?]["”’)]?$/.test(line.text) &&
    !/^(?:by|via|with|from)\s/.test(line.text)
  );
}

/** Most lines end near one width without a full stop: a text wrapped by a mail program or a terminal. */
function looksWrapped(lines: readonly Line[]): boolean {
  const inner = lines.slice(0, -1);
  if (inner.length < 6) return false;
  const torn = inner.filter(
    (line) => line.text.length >= 45 && line.text.length <= 90 && !/[.!?:"”)]$/.test(line.text),
  );
  return torn.length / inner.length > 0.6;
}
