import { takeDateline } from './dateline.ts';
import { isHeadline, sharedWords } from './headline.ts';
import { endsSentence, type LabelledLine, width } from './label.ts';
import { LABELS, NAVIGATION } from './words.ts';

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
 * @param slug words of the address, where there is one: they favour the candidate that shares them.
 */
export function readHead(lines: readonly LabelledLine[], slug: readonly string[]): Head {
  const first = firstProse(lines);
  const start = storyStart(lines, first);
  const titleAt = chooseTitle(lines, start, slug);
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

/** `More than you expect in…`: another story's headline, cut short by the page. */
export function isTeaser(line: LabelledLine): boolean {
  return /(?:…|\.\.\.)$/.test(line.text) && width(line.text) < 130;
}

type Candidate = { readonly index: number; readonly text: string };

function chooseTitle(
  lines: readonly LabelledLine[],
  start: number,
  slug: readonly string[],
): Candidate | undefined {
  const candidates = lines
    .slice(0, Math.min(lines.length, start + 1))
    .map((line, index) => ({ line, index }))
    .filter(({ line, index }) =>
      index < start
        ? line.kind === 'heading' || isSentenceTitle(lines, index) || line.kind === 'navigation'
        : false,
    )
    .map(
      ({ line, index }): Candidate => ({ index, text: stripLabel(crumbTitle(line) ?? line.text) }),
    )
    .filter(
      ({ index, text }) => lines[index]?.kind !== 'navigation' || crumbTitle(lines[index]) === text,
    )
    .filter((candidate) => mayBeTitle(candidate, lines, start));
  const doubled = candidates.find(
    ({ text, index }) => wordsOf(text) >= 4 && repeats(lines, text, index),
  );
  if (doubled !== undefined) return doubled;
  const full = candidates.filter(({ text }) => wordsOf(text) >= 4 || width(text) >= 28);
  const named = slug.length >= 3 ? best(full, ({ text }) => sharedWords(text, slug)) : undefined;
  return (
    named ??
    full[0] ??
    candidates.find(({ text }) => wordsOf(text) >= 3) ??
    candidates.find(({ text }) => wordsOf(text) >= 2)
  );
}

/** The candidate that shares three words or more with the address, if it beats the first. */
function best(
  candidates: readonly Candidate[],
  score: (candidate: Candidate) => number,
): Candidate | undefined {
  let found: Candidate | undefined;
  for (const candidate of candidates) {
    if (score(candidate) >= 3 && (found === undefined || score(candidate) > score(found)))
      found = candidate;
  }
  return found;
}

function mayBeTitle(
  { index, text }: Candidate,
  lines: readonly LabelledLine[],
  start: number,
): boolean {
  if (isForeign(text, lines[start]?.text ?? '')) return false;
  const before = lines[index - 1];
  const after = lines[index + 1];
  if (width(text) > 220 || /@\w|\bhttps?:|^[^\p{L}\p{N}]*$/u.test(text)) return false;
  if (before?.kind === 'image' || isLineTail(text, lines, index)) return false;
  if (
    /(?:…|\.\.\.)$/.test(text) &&
    lines
      .slice(0, start)
      .some((line, at) => at !== index && line.kind === 'heading' && wordsOf(line.text) >= 4)
  )
    return false;
  const few = wordsOf(text) <= 3 && width(text) < 30;
  if (few && (after?.kind === 'caption' || after?.kind === 'code' || /^\p{Ll}/u.test(text)))
    return false;
  // `Narrative / Full Description / Project narrative`: short lines in a row are a menu.
  if (few && [before, after].some((line) => line?.kind === 'navigation')) return false;
  if (repeats(lines, text, index)) return true;
  // Points stand in a row: after one that is no headline comes another point.
  const point = before?.kind === 'heading' && wordsOf(before.text) >= 4 && !isHeadline(before.text);
  return !point && isHeadline(text);
}

/** Written in another script than the story: a language menu or spam. */
function isForeign(text: string, story: string): boolean {
  return latinShare(story) > 0.8 && latinShare(text) < 0.9;
}

function latinShare(text: string): number {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return letters === 0 ? 0 : (text.match(/\p{Script=Latin}/gu)?.length ?? 0) / letters;
}

/** A longer line that ends in the next headline is the page's path to it. */
function isLineTail(text: string, lines: readonly LabelledLine[], index: number): boolean {
  return lines.some(
    (line, at) =>
      at !== index &&
      Math.abs(at - index) <= 6 &&
      line.kind === 'heading' &&
      line.text.length < text.length &&
      line.text.length >= 15 &&
      (text.endsWith(line.text) ||
        (/(?:…|\.\.\.)$/.test(text) && text.includes(line.text.slice(0, 15)))),
  );
}

/** `Home / World / News / A headline here` → the headline, where nothing repeats it. */
function crumbTitle(line: LabelledLine | undefined): string | undefined {
  if (line === undefined || !/\s[/>»›]\s/.test(line.text)) return undefined;
  const steps = line.text.split(/\s[/>»›]\s/);
  const last = steps.at(-1) ?? '';
  const path = steps.slice(0, -1);
  const menu = path.filter((step) => NAVIGATION.has(step.toLowerCase().trim())).length;
  return menu > 0 && menu * 2 >= path.length && wordsOf(last) >= 4 ? last.trim() : undefined;
}

function stripLabel(text: string): string {
  const match = /^(?<label>[\p{L}]{2,10})\s?[:：]\s?(?=\S)/u.exec(text);
  return match !== null && LABELS.includes((match.groups?.label ?? '').toLowerCase())
    ? text.slice(match[0].length)
    : text;
}

function titleText(lines: readonly LabelledLine[], index: number, text: string): string {
  const line = lines[index];
  return line !== undefined && line.kind === 'prose' ? text.replace(/\s?[.۔]$/u, '') : text;
}

/** A short first sentence with the shape of a headline, followed by the story. */
function isSentenceTitle(lines: readonly LabelledLine[], index: number): boolean {
  const line = lines[index];
  const earlier = lines
    .slice(0, index)
    .some((other) => other.kind === 'prose' || other.kind === 'heading');
  const next = lines.slice(index + 1).find((other) => other.kind === 'prose');
  if (line?.kind !== 'prose' || earlier || next === undefined || isTeaser(line)) return false;
  if (width(line.text) > 110 || width(next.text) < width(line.text)) return false;
  if (/[.۔।。！!?؟]\s*\S/u.test(line.text.replace(/\b(?:Mr|Ms|Dr|vs|U\.S|U\.N|No)\./g, '')))
    return false;
  return /[?؟!]$/u.test(line.text) ? isHeadline(line.text) : isHeadline(line.text, 'sentence');
}

function repeats(lines: readonly LabelledLine[], text: string, index: number): boolean {
  const key = keyOf(text);
  return lines.slice(0, 20).some((line, at) => at !== index && keyOf(line.text) === key);
}

export function keyOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function wordsOf(text: string): number {
  const han = text.match(/\p{Script=Han}/gu)?.length ?? 0;
  return (
    text.split(/[\s/|]+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length +
    Math.floor(han / 2.5)
  );
}

const WHY: Partial<Record<LabelledLine['kind'], string>> = {
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
  if (title !== undefined && keyOf(line.text) === keyOf(title)) return 'the title again';
  if (lines[index - 1]?.kind === 'image' && line.kind === 'heading') return 'photo caption';
  const known = WHY[line.kind];
  if (known !== undefined) return known;
  if ((line.kind === 'heading' || isTeaser(line)) && isPagePath(line.text, lines, index))
    return 'navigation';
  if (lines.slice(0, index).some((other) => keyOf(other.text) === keyOf(line.text)))
    return 'repeated line';
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
  const keys = new Set(body.map((line) => keyOf(line.text)));
  return summary.filter((point, at) => !keys.has(keyOf(point)) && summary.indexOf(point) === at);
}

export { endsSentence, WHY as whyOfKind };
