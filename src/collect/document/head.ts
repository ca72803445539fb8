import { takeDateline } from './dateline.ts';
import type { LabelledLine } from './label.ts';
import { keyOf, width, wordsOf } from './measure.ts';
import {
  chooseTitle,
  FAR,
  isLineTail,
  isSentenceTitle,
  isTeaser,
  titleText,
} from './title-line.ts';

/** A line that is not part of the story, and why. */
export type Cut = { readonly line: number; readonly text: string; readonly why: string };

/** What stands before the story, told apart. */
export type Head = {
  readonly title?: string;
  /** Standfirst and key points, in order. */
  readonly summary: readonly string[];
  /** Index of the first line of the story; the number of lines where there is none. */
  readonly start: number;
  readonly cut: readonly Cut[];
};

/**
 * Finds where the story starts and which of the lines before it is the title.
 *
 * @param slug words of the address, where there is one: they favour the candidate that shares them
 * @param outlets names of outlets in small letters, which stand above stories and title none
 */
export function readHead(
  lines: readonly LabelledLine[],
  slug: readonly string[],
  outlets: ReadonlySet<string>,
): Head {
  const first = firstProse(lines);
  const start = storyStart(lines, first);
  const titleAt = chooseTitle(lines, start, slug, outlets);
  const title = titleAt === undefined ? undefined : titleText(lines, titleAt.index, titleAt.text);
  const summary: string[] = [];
  const cut: Cut[] = [];
  lines.slice(0, start).forEach((line, index) => {
    const why = whyNotStory(line, index, lines, start, titleAt?.index, title);
    if (why === 'title') return;
    if (why === 'summary') summary.push(line.text.replace(/^[•·▪●*\s-]+/u, ''));
    else cut.push({ line: line.number, text: line.text, why });
  });
  return {
    // A sentence that served as the only line before an empty story is the story.
    start: titleAt !== undefined && titleAt.index === start ? start + 1 : start,
    summary: unrepeated(summary, lines.slice(start)),
    cut,
    ...(title === undefined ? {} : { title }),
  };
}

function firstProse(lines: readonly LabelledLine[]): number {
  const index = lines.findIndex(
    (line, at) => line.kind === 'prose' && !isTeaser(line) && !isSentenceTitle(lines, at),
  );
  return index < 0 ? lines.length : index;
}

/** How many lines after the first sentence may still belong to the head. */
const HEAD_REACH = 8;
/** A standfirst is not longer than this; a lede may be. */
const LONGEST_STANDFIRST = 350;

/**
 * The first sentence is a standfirst, not the lede, where a by-line, a date, a place or a paragraph
 * with a dateline follows soon after it.
 */
function storyStart(lines: readonly LabelledLine[], first: number): number {
  let start = first;
  let passed = 0;
  for (let at = first; at < Math.min(lines.length, first + HEAD_REACH); at += 1) {
    const line = lines[at];
    if (line === undefined) break;
    const next = nextProse(lines, at + 1);
    if (line.kind === 'prose') {
      if (
        at > start &&
        passed <= LONGEST_STANDFIRST &&
        opensStory(line.text) &&
        !opensStory(lines[start]?.text ?? '')
      ) {
        start = at;
      }
      passed += width(line.text);
      if (passed > LONGEST_STANDFIRST) break;
    } else if (
      (line.kind === 'published' ||
        line.kind === 'byline' ||
        line.kind === 'place' ||
        line.kind === 'points') &&
      at > start &&
      next !== undefined &&
      width(lines[next]?.text ?? '') >= 60 &&
      !opensStory(lines[start]?.text ?? '')
    ) {
      start = next;
    } else if (line.kind === 'tail' || line.kind === 'tweet') {
      break;
    }
  }
  return shortPoints(lines, start);
}

/** Two or more short sentences in a row before a much longer one are points, not paragraphs. */
function shortPoints(lines: readonly LabelledLine[], start: number): number {
  let at = start;
  while (lines[at]?.kind === 'prose' && width(lines[at]?.text ?? '') < 60) at += 1;
  const next = lines[at];
  const points = at - start;
  const enough = points >= 2 && next?.kind === 'prose' && next.gap && width(next.text) >= 120;
  return enough ? at : start;
}

function opensStory(text: string): boolean {
  const dateline = takeDateline(text);
  return dateline !== undefined && (dateline.agency !== undefined || dateline.place !== undefined);
}

function nextProse(lines: readonly LabelledLine[], from: number): number | undefined {
  const index = lines.findIndex(
    (line, at) => at >= from && line.kind === 'prose' && !isTeaser(line),
  );
  return index < 0 ? undefined : index;
}

/** Why a line of a kind is never story. */
export const WHY: Partial<Record<LabelledLine['kind'], string>> = {
  caption: 'photo caption',
  image: 'image',
  byline: 'by-line',
  published: 'date line',
  credit: 'credit',
  place: 'dateline',
  tweet: 'embedded post',
  navigation: 'navigation',
  pointer: 'pointer to another story',
  pending: 'notice that more follows',
  tail: 'navigation',
  code: 'code or figures',
  points: 'heading over key points',
};

function whyNotStory(
  line: LabelledLine,
  index: number,
  lines: readonly LabelledLine[],
  start: number,
  titleAt: number | undefined,
  title: string | undefined,
): string {
  if (index === titleAt) return 'title';
  if (title !== undefined && line.key === keyOf(title)) return 'the title again';
  if (lines[index - 1]?.kind === 'image' && line.kind === 'heading') return 'photo caption';
  const known = WHY[line.kind];
  if (known !== undefined) return known;
  if ((line.kind === 'heading' || isTeaser(line)) && isPagePath(line.text, lines, index))
    return 'navigation';
  const before = lines.slice(Math.max(0, index - FAR), index);
  if (before.some((other) => other.key === line.key)) return 'repeated line';
  if (line.kind === 'bullet' && titleAt !== undefined && index < titleAt)
    return "another story's headline";
  if (line.kind === 'prose' || line.kind === 'bullet')
    return lines.length > start ? 'summary' : 'no story follows';
  const after = titleAt !== undefined && index > titleAt;
  // After the title a full phrase is a standfirst; names and single words are section, place or person.
  if ((after || titleAt === undefined) && wordsOf(line.text) >= 5 && !isTeaser(line))
    return 'summary';
  return after ? 'name, place or section' : 'navigation';
}

/** Leads to the headline below it, or ends in the name of the site: `… | The Paper`. */
function isPagePath(text: string, lines: readonly LabelledLine[], index: number): boolean {
  return isLineTail(text, lines, index) || /\s\|\s\p{Lu}[\p{L}. ]{1,30}$/u.test(text);
}

/** Points that the story's own first sentences repeat word for word say nothing new. */
function unrepeated(summary: readonly string[], body: readonly LabelledLine[]): string[] {
  const keys = new Set(body.map((line) => line.key));
  return summary.filter((point, at) => !keys.has(keyOf(point)) && summary.indexOf(point) === at);
}
