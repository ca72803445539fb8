import { isHeadline, sharedWords } from './headline.ts';
import type { LabelledLine } from './label.ts';
import { keyOf, width, wordsOf } from './measure.ts';
import { LABELS, NAVIGATION } from './words.ts';

/** `More than you expect in…`: another story's headline, cut short by the page. */
export function isTeaser(line: LabelledLine): boolean {
  return /(?:…|\.\.\.)$/.test(line.text) && width(line.text) < 130;
}

/** Titles stand among the first lines or, below a long menu, among the last before the story. */
export const FAR = 40;

export type Candidate = { readonly index: number; readonly text: string };

export function chooseTitle(
  lines: readonly LabelledLine[],
  start: number,
  slug: readonly string[],
  outlets: ReadonlySet<string>,
): Candidate | undefined {
  const candidates = lines
    .slice(0, start)
    .map((line, index) => ({ line, index }))
    .filter(({ index }) => index < FAR || index >= start - FAR)
    .filter(
      ({ line, index }) =>
        line.kind === 'heading' || line.kind === 'navigation' || isSentenceTitle(lines, index),
    )
    .map(
      ({ line, index }): Candidate => ({
        index,
        text: withoutSite(stripLabel(crumbTitle(line) ?? line.text)),
      }),
    )
    .filter(
      ({ index, text }) => lines[index]?.kind !== 'navigation' || crumbTitle(lines[index]) === text,
    )
    .filter(({ text }) => !outlets.has(text.toLowerCase()))
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
  if (repeats(lines, text, index)) return true;
  const few = wordsOf(text) <= 3 && width(text) < 30;
  if (few && (after?.kind === 'caption' || after?.kind === 'code' || /^\p{Ll}/u.test(text)))
    return false;
  // `Narrative / Full Description / Project narrative`: short lines in a row are a menu.
  if (few && wordsOf(text) < 3 && [before, after].some((line) => line?.kind === 'navigation'))
    return false;

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
export function isLineTail(text: string, lines: readonly LabelledLine[], index: number): boolean {
  const near = [
    ...lines.slice(Math.max(0, index - 6), index),
    ...lines.slice(index + 1, index + 7),
  ];
  return near.some(
    (line) =>
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

/** `A headline | The Paper` → `A headline`. */
function withoutSite(text: string): string {
  const at = text.lastIndexOf(' | ');
  const site = text.slice(at + 3);
  return at > 20 && /^\p{Lu}[\p{L}. ]{1,30}$/u.test(site) ? text.slice(0, at).trim() : text;
}

function stripLabel(text: string): string {
  const match = /^(?<label>[\p{L}]{2,10})\s?[:：]\s?(?=\S)/u.exec(text);
  return match !== null && LABELS.includes((match.groups?.label ?? '').toLowerCase())
    ? text.slice(match[0].length)
    : text;
}

export function titleText(lines: readonly LabelledLine[], index: number, text: string): string {
  const line = lines[index];
  return line !== undefined && line.kind === 'prose' ? text.replace(/\s?[.۔]$/u, '') : text;
}

/** A short first sentence with the shape of a headline, followed by the story. */
export function isSentenceTitle(lines: readonly LabelledLine[], index: number): boolean {
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
  return lines.slice(0, 20).some((line, at) => at !== index && line.key === key);
}
