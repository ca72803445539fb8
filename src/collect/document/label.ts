import { isCaption } from './caption.ts';
import { isPublished } from './date-line.ts';
import { takeDateline } from './dateline.ts';
import { findDates } from './dates.ts';
import type { Line } from './lines.ts';
import { endsSentence, keyOf, width } from './measure.ts';
import {
  AGENCIES,
  BY,
  DATELINE_PLACES,
  DESK,
  NAVIGATION,
  PENDING,
  POINTERS,
  POINTS,
  TAILS,
} from './words.ts';

/** What a line is, judged by itself. */
export type Kind =
  /** A sentence or more of running text. */
  | 'prose'
  /** Words without a full stop: a headline, a sub-heading, a name. */
  | 'heading'
  | 'bullet'
  | 'points'
  | 'caption'
  | 'image'
  | 'byline'
  /** A date and little else, with or without `Published`. */
  | 'published'
  | 'credit'
  /** A place alone: a dateline on a line of its own. */
  | 'place'
  | 'tweet'
  | 'navigation'
  | 'pointer'
  | 'pending'
  | 'tail'
  | 'code';

export type LabelledLine = Line & {
  readonly kind: Kind;
  /** Tells the line again that is written a little differently. */
  readonly key: string;
};

/** Names the kind of a line from its own words; position is judged later. */
export function labelLine(line: Line): LabelledLine {
  return { ...line, kind: kindOf(line.text), key: keyOf(line.text) };
}

/** A credit alone: `Image Credit: Reuters`, `File photo`. */
const BARE_CREDIT =
  /^(?:(?:image|photo|picture|pic)s?\s?(?:credits?|source|courtesy)?\s?:.{1,40}|file (?:photo|image)|photo(?:graph)?\s?:.{1,40})$/i;

/** Labels all lines; what stands right above a photo's credit is the photo's caption. */
export function labelLines(lines: readonly Line[]): LabelledLine[] {
  const labelled = lines.map(labelLine);
  return labelled.map((line, index) => {
    const next = labelled[index + 1];
    const captioned =
      next?.kind === 'caption' &&
      BARE_CREDIT.test(next.text) &&
      (!next.gap || line.kind === 'heading') &&
      index > 0 &&
      labelled.every((other, at) => at === index || other.text !== line.text) &&
      width(line.text) < 250;
    return captioned && (line.kind === 'prose' || line.kind === 'heading')
      ? { ...line, kind: 'caption' as const }
      : line;
  });
}

function kindOf(text: string): Kind {
  const bare = bareWords(text);
  if (bare === '') return 'code';
  if (isCode(text)) return findDates(text).length > 0 && isPublished(text) ? 'published' : 'code';
  if (isImage(text)) return 'image';
  if (POINTS.has(bare)) return 'points';
  if (PENDING.has(bare)) return 'pending';
  if (isPointer(text)) return 'pointer';
  if (isTweet(text)) return 'tweet';
  if (isPublished(text)) return 'published';
  if (isCaption(text)) return 'caption';
  if (TAILS.has(bare)) return 'tail';
  if (isNavigation(text, bare)) return 'navigation';
  if (isCredit(text, bare)) return 'credit';
  if (isByline(text)) return 'byline';
  if (DATELINE_PLACES.has(bare) && width(text) < 40) return 'place';
  if (/^(?:[•·▪●*]|[-–]\s)/u.test(text)) return 'bullet';
  return isProse(text) || opensWithDateline(text) ? 'prose' : 'heading';
}

/** A short report may be one line without a full stop; its dateline tells it from a headline. */
function opensWithDateline(text: string): boolean {
  const dateline = takeDateline(text);
  if (dateline?.place === undefined || width(dateline.rest) < 30) return false;
  return dateline.agency !== undefined || dateline.date !== undefined;
}

/** A heading may be long and a sentence short: an inner full stop or sheer length decides. */
function isProse(text: string): boolean {
  const long = width(text);
  if (endsSentence(text) || endsSentence(withoutClosingDate(text)))
    return long >= 25 || /\s\S+\s/.test(text);
  if (long > 160) return true;
  return long > 70 && /[.!?।۔。！？]["”’)]?\s?(?=\p{Lu}|\p{Lo}|["“‘])/u.test(text.slice(20));
}

/** `… دستخط کیے۔ 17 مارچ 2026`: a sentence and the day that it came out. */
function withoutClosingDate(text: string): string {
  if (!/[\p{N}日]\S{0,2}$/u.test(text)) return text;
  const last = findDates(text).at(-1);
  return last === undefined || last.end < text.length ? text : text.slice(0, last.start).trimEnd();
}

function bareWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}+]+$/gu, '')
    .replaceAll('’', "'");
}

function isCode(text: string): boolean {
  return (
    /[{};]\s?[\w.#@:-]*\s?[{}]|content:\s?['"]|no-repeat|@media|function\s?\(|=>|\?\.\w|<\/?\w+[^<>]*>/.test(
      text,
    ) ||
    /^[\d\s.,:|/%+-]+$/.test(text) ||
    // Share prices: `AGL 38.00 Decreased By ▼ -0.25 (-0.65%)`.
    (/[▲▼]|(?:in|de)creased by\s/i.test(text) && /\d\.\d\d/.test(text))
  );
}

function isImage(text: string): boolean {
  return /^\S{0,200}\.(?:jpe?g|png|gif|webp|svg|avif)\b.{0,40}$/i.test(text);
}

function isPointer(text: string): boolean {
  const lower = text.toLowerCase().replace(/^[^\p{L}]+/u, '');
  return POINTERS.some((start) => {
    if (!lower.startsWith(start)) return false;
    const next = lower.slice(start.length);
    return /^\s{0,3}[:|：–—-]/u.test(next) || (start.startsWith('also on ') && next.length < 120);
  });
}

function isTweet(text: string): boolean {
  return /pic\.twitter\.com|t\.co\/\w/.test(text) || /^[—–-].{1,60}\(@\w{1,20}\)/u.test(text);
}

/** Everything in the line is a button, a section or a language; or it is a path of sections. */
function isNavigation(text: string, bare: string): boolean {
  if (NAVIGATION.has(bare)) return true;
  if (scripts(text) >= 3) return true;
  if (
    /^(?:copyright|©|all rights reserved|tags?\s?:|topics?\s?:|keywords?\s?:|website identification|follow us on|click (?:here|to)|download (?:the )?app|published in |short url|icon-|share\s?-|quark\.models|sign up for|subscribe to|join our|get the latest)/i.test(
      text,
    ) &&
    width(text) < 200
  )
    return true;
  if (/advertise?ment/i.test(text) && width(text) < 30) return true;
  const steps = bare.split(/\s*(?:>>|[/>»›|•·]|::)\s*/);
  if (steps.length > 1 && steps.every(isSection) && steps.some((step) => NAVIGATION.has(step)))
    return true;
  if (width(text) > 120) return false;
  const words = bare.split(/[\s|/>»›•·,:-]+/).filter((word) => word !== '');
  const entries = words.some((word) => NAVIGATION.has(word));
  return entries && words.length > 1 && words.length <= 14 && coveredByNavigation(words);
}

/** Papers have sections for countries and cities too. */
function isSection(words: string): boolean {
  return words === '' || NAVIGATION.has(words) || DATELINE_PLACES.has(words);
}

/** The words are navigation entries of one to four words each, put side by side. */
function coveredByNavigation(words: readonly string[]): boolean {
  let at = 0;
  while (at < words.length) {
    const size = [4, 3, 2, 1].find(
      (count) => at + count <= words.length && isSection(words.slice(at, at + count).join(' ')),
    );
    if (size === undefined) return false;
    at += size;
  }
  return true;
}

function scripts(text: string): number {
  const found = [
    /\p{Script=Latin}/u,
    /\p{Script=Devanagari}/u,
    /\p{Script=Bengali}/u,
    /\p{Script=Tamil}/u,
    /\p{Script=Telugu}/u,
    /\p{Script=Arabic}/u,
    /\p{Script=Han}/u,
    /\p{Script=Malayalam}/u,
    /\p{Script=Gujarati}/u,
    /\p{Script=Kannada}/u,
    /\p{Script=Cyrillic}/u,
    /\p{Script=Gurmukhi}/u,
  ];
  return found.filter((script) => script.test(text)).length;
}

/** `(PTI)`, `SOURCE:AA`, `(With inputs from agencies.)`, `>> Reuters`, `ANI Lahore`, `/DNA/`. */
function isCredit(text: string, bare: string): boolean {
  if (width(text) > 90) return false;
  if (AGENCIES.has(bare)) return true;
  if (
    /^\(?(?:with|from|source|sources|courtesy|via|input|inputs)\b.{0,12}\b(?:agenc|inputs?|wire|ani|pti|afp|reuters|ap\b|xinhua)/i.test(
      text,
    )
  )
    return true;
  if (/^source\s?[:：]/i.test(text) || /^来源|^來源|^\((?:web )?editor/i.test(text)) return true;
  const words = bare.split(/[\s/|,()]+/).filter((word) => word !== '');
  if (words.length > 4) return false;
  if (words.every((word) => AGENCIES.has(word))) return true;
  const agency = [3, 2, 1].find((count) => AGENCIES.has(words.slice(0, count).join(' ')));
  const agencyLong = [...AGENCIES.keys()].find(
    (name) => name.includes(' ') && bare.startsWith(name),
  );
  if (agencyLong !== undefined && DATELINE_PLACES.has(bare.slice(agencyLong.length).trim()))
    return true;
  return (
    agency !== undefined &&
    agency < words.length &&
    DATELINE_PLACES.has(words.slice(agency).join(' '))
  );
}

function isByline(text: string): boolean {
  if (width(text) > 90 || endsSentence(text.replace(/\b\p{Lu}\.$/u, ''))) return false;
  if (BY.test(text)) return nameLike(text.replace(BY, (start) => start.slice(-1)));
  if (/\(@\w{1,20}\)/.test(text)) return true;
  if (/[记記]者|编辑|編輯|即時報導/.test(text) && width(text) < 80) return true;
  const words = text.replace(/^[-–•\s]+/, '').split(/\s+/);
  return (
    words.length <= 6 &&
    DESK.test(text) &&
    words.every((word) => /^[^\p{Ll}]|^(?:of|from|and|by)$/u.test(word))
  );
}

/** After `By`: names, not `By the time the talks ended`. */
function nameLike(text: string): boolean {
  const words = text.split(/\s+/).slice(0, 4);
  const capital = words.filter((word) => !/^\p{Ll}/u.test(word)).length;
  return capital >= Math.min(2, words.length);
}
