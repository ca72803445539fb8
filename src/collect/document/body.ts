import { type Cut, WHY } from './head.ts';
import type { LabelledLine } from './label.ts';
import { endsSentence, width } from './measure.ts';
import { isTeaser } from './title-line.ts';

/** The story's own paragraphs and what stood between and after them. */
export type Body = {
  readonly paragraphs: readonly { readonly line: number; readonly text: string }[];
  readonly cut: readonly Cut[];
};

/**
 * Keeps the running text of a story. Captions, pointers and headlines of other stories between its
 * paragraphs go, and so does everything after the mark where a page turns to other things.
 *
 * @param lines from the first line of the story on.
 * @param known keys of the title and the summary, which bodies like to repeat.
 */
export function readBody(lines: readonly LabelledLine[], known: ReadonlySet<string>): Body {
  const paragraphs: { line: number; text: string }[] = [];
  const cut: Cut[] = [];
  const seen = new Set(known);
  let tail: string | undefined;
  let pointed = false;
  lines.forEach((line, index) => {
    if (tail === undefined && line.kind === 'tail' && !storyGoesOn(lines, index)) tail = line.text;
    const why = tail === undefined ? whyCut(line, pointed, seen) : `after "${tail}"`;
    if (line.kind === 'pointer') pointed = true;
    else if (line.kind === 'prose' && width(line.text) > 130) pointed = false;
    if (why !== undefined) {
      cut.push({ line: line.number, text: line.text, why });
      return;
    }
    seen.add(line.key);
    const text = withoutCaption(line.text);
    if (text !== line.text) {
      cut.push({
        line: line.number,
        text: line.text.slice(text.length).trim(),
        why: 'photo caption',
      });
    }
    paragraphs.push({ line: line.number, text });
  });
  return { paragraphs, cut };
}

function whyCut(
  line: LabelledLine,
  pointed: boolean,
  seen: ReadonlySet<string>,
): string | undefined {
  if (line.kind === 'prose') {
    if (isTeaser(line)) return "another story's headline";
    return seen.has(line.key) ? 'repeated line' : undefined;
  }
  const known = WHY[line.kind];
  if (known !== undefined) return known;
  if (line.kind === 'bullet') {
    return !pointed && (endsSentence(line.text) || width(line.text) > 90)
      ? undefined
      : 'list entry';
  }
  return pointed ? "another story's headline" : "sub-heading or another story's headline";
}

/** Boxes of links stand inside long stories too: then three full paragraphs follow. */
function storyGoesOn(lines: readonly LabelledLine[], index: number): boolean {
  const after = lines.slice(index + 1);
  const end = after.findIndex((line) => line.kind === 'tail' && line.text !== lines[index]?.text);
  const room = end < 0 ? after : after.slice(0, end);
  const full = room.filter((line) => line.kind === 'prose' && width(line.text) > 140).length;
  const before = lines.slice(0, index).filter((line) => line.kind === 'prose').length;
  return full >= 3 && full > before / 2;
}

/**
 * A caption glued to the end of a paragraph: its last sentence names a day with its year and is
 * followed by the photographer's credit in brackets.
 */
function withoutCaption(text: string): string {
  const credit = /\s?\([^()]{2,60}\)(?:\s?\([^()]{2,20}\))?$/.exec(text);
  if (credit === null) return text;
  const before = text.slice(0, credit.index);
  const last = /(?<=[.!?]["”’]?\s)[^.!?]{10,240}[.!?]?$/.exec(before);
  if (last === null) return text;
  const taken = /(?:19|20)\d{2}\.?$/.test(before) || /photo|image|via/i.test(credit[0]);
  return taken ? text.slice(0, last.index).trim() : text;
}
