import { type DateMention, findDates, findWeekdays, type WeekdayMention } from './dates.ts';
import { fullDay } from './days.ts';
import type { LabelledLine } from './label.ts';
import { PUBLISHED } from './words.ts';

/** A dated name of the gazetteer found in the text: an event, or a person with a tenure. */
export type DatedName = {
  readonly label: string;
  readonly kind: 'event' | 'person';
  readonly from?: string;
  readonly to?: string;
  /** Where in the story's text (title, then paragraphs, joined by line ends) it stands. */
  readonly start: number;
  readonly end: number;
  /** Its words share the opening of the text but no sentence: it needs a date or a weekday beside. */
  readonly loose?: boolean;
  /** How many words it is found by, where it is loose. */
  readonly words?: number;
};

/** Everything a text says about when it came out, told apart by where it stands. */
export type Clues = {
  /** From the mark in front of everything: `YYYY-MM-DD` or `YYYY-MM`. */
  readonly stamp?: string;
  /** Lines such as `Published May 21, 2025`; in order of trust. */
  readonly published: readonly Stated[];
  /** A full date with its weekday above the title: as often the page's clock as the story's date. */
  readonly clocks: readonly Stated[];
  readonly dateline?: DateMention;
  readonly lede: string;
  /** Title and paragraphs joined by line ends. */
  readonly text: string;
  /** Where the lede starts in `text`. */
  readonly ledeAt: number;
  readonly captions: readonly DateMention[];
  readonly posts: readonly DateMention[];
  /** From the paths of pictures, which carry the day of upload. */
  readonly images: readonly DateMention[];
  readonly address?: string;
  readonly names: readonly DatedName[];
};

/** A date with the line that states it. */
export type Stated = { readonly date: DateMention; readonly evidence: string };

/** Tells published lines from page clocks. `titleAt` is the line number of the title, if any. */
export function readMarks(
  lines: readonly LabelledLine[],
  titleAt: number | undefined,
  storyAt: number,
): Pick<Clues, 'published' | 'clocks' | 'captions' | 'posts' | 'images'> {
  const stated: (Stated & { trust: number })[] = [];
  const clocks: Stated[] = [];
  for (const line of lines) {
    if (line.kind === 'byline' || line.kind === 'credit') {
      const date = endingDate(line.text);
      if (date !== undefined) stated.push({ date, evidence: line.text, trust: 0 });
    }
    if (line.kind !== 'published') continue;
    const date = bestDate(line.text);
    if (date === undefined) continue;
    const keyword = PUBLISHED.exec(line.text)?.[0].toLowerCase();
    const beforeStory = line.number < storyAt;
    const clock =
      keyword === undefined &&
      line.number < (titleAt ?? storyAt) &&
      fullDay(date) !== undefined &&
      (findWeekdays(line.text).length > 0 || /\d{1,2}[:.]\d{2}/.test(line.text));
    if (clock) clocks.push({ date, evidence: line.text });
    else stated.push({ date, evidence: line.text, trust: trustIn(keyword, beforeStory) });
  }
  return {
    published: stated.sort((a, b) => b.trust - a.trust),
    clocks,
    captions: datesOf(lines, 'caption'),
    posts: datesOf(lines, 'tweet'),
    images: lines
      .filter((line) => line.kind === 'image')
      .flatMap((line) => addressDate(`/${line.text}`) ?? [])
      .filter((date) => fullDay(date) !== undefined),
  };
}

/** `Web desk, Friday 26 September 2025`, `Source: the ministry | 2023-08-27`: the day comes last. */
function endingDate(text: string): DateMention | undefined {
  const last = findDates(text).at(-1);
  if (last === undefined || fullDay(last) === undefined) return undefined;
  return /\p{L}/u.test(text.slice(last.end)) ? undefined : last;
}

function trustIn(keyword: string | undefined, beforeStory: boolean): number {
  const place = beforeStory ? 2 : 0;
  if (keyword === undefined) return place + 0.5;
  return (
    place +
    (/updat|modif|mise à jour|aggiorn|actualiz|aktualis|更新|آخر|अपडेट|اپ/.test(keyword) ? 1 : 2)
  );
}

/** Of `Published … Updated …` the first; a full date before one without a year. */
function bestDate(text: string): DateMention | undefined {
  const dates = findDates(text).filter((date) => date.day !== undefined);
  const first = /(?:published|created)[^\d]{0,20}$/i;
  return (
    dates.find((date) => fullDay(date) !== undefined && first.test(text.slice(0, date.start))) ??
    dates.find((date) => fullDay(date) !== undefined) ??
    dates[0] ??
    slashed(text)
  );
}

/** `mise à jour à 08h08 le 05/11`: day and month alone, only believed beside `updated`. */
function slashed(text: string): DateMention | undefined {
  const match = /(?<![\d/])(?<day>\d{1,2})\/(?<month>\d{1,2})(?![\d/])/.exec(text);
  const [day, month] = [Number(match?.groups?.day), Number(match?.groups?.month)];
  if (match === null || day < 1 || day > 31 || month < 1 || month > 12) return undefined;
  return { start: match.index, end: match.index + match[0].length, text: match[0], day, month };
}

function datesOf(lines: readonly LabelledLine[], kind: LabelledLine['kind']): DateMention[] {
  return lines
    .filter((line) => line.kind === kind)
    .flatMap((line) => findDates(line.text).filter((date) => fullDay(date) !== undefined));
}

const ADDRESS_DATES: readonly RegExp[] = [
  /(?<!\d)(?<year>(?:19|20)\d{2})[-/](?<month>\d{1,2}|[a-z]{3})[-/](?<day>\d{1,2})(?!\d)/i,
  /(?<!\d)(?<day>\d{1,2})-(?<month>[a-z]{3,9})-(?<year>(?:19|20)\d{2})(?!\d)/i,
  /(?<!\d)(?<year>20\d{2})(?<month>0[1-9]|1[0-2])\/?(?<day>[0-2]\d|3[01])(?!\d)/,
  /\/(?<year>(?:19|20)\d{2})\/(?<month>0[1-9]|1[0-2])(?<day>[0-2]\d|3[01])\//,
  /\/(?<year>(?:19|20)\d{2})\/(?<month>\d{1,2})\//,
  /(?<![\d-])(?<year>20\d{2})(?<month>0[1-9]|1[0-2])\//,
];

/** A date in the path of an address: `/2025/05/21/`, `20250521`, `21-May-2025`, `/2025/05/`. */
export function addressDate(address: string): DateMention | undefined {
  const path = address.replace(/^[a-z]+:\/\/[^/]+/i, '').replace(/[?#].*$/, '');
  for (const pattern of ADDRESS_DATES) {
    const match = pattern.exec(path);
    const { year, month = '', day } = match?.groups ?? {};
    if (match === null || year === undefined) continue;
    const named = /^\d/.test(month) ? undefined : month;
    const written =
      named === undefined
        ? `${year}-${month}${day === undefined ? '' : `-${day}`}`
        : `${day} ${named} ${year}`;
    const found =
      day === undefined && named === undefined
        ? { year: Number(year), month: Number(month) }
        : findDates(written)[0];
    if (found?.year !== undefined && found.month !== undefined && found.month <= 12) {
      return { ...found, start: 0, end: 0, text: match[0].replace(/^\/|\/$/g, '') };
    }
  }
  return undefined;
}

/** The weekday that tells when the lede happened, and a calendar date right beside it. */
export type LedeDay = { readonly weekday: WeekdayMention; readonly date?: DateMention };

/** The first weekday of the lede, with `July 29` of `Saturday (July 29)` where it has one. */
export function ledeDay(lede: string): LedeDay | undefined {
  const weekday = findWeekdays(lede)[0];
  if (weekday === undefined) return undefined;
  const date = findDates(lede).find(
    (other) =>
      (other.start >= weekday.end && /^[\s,(]{1,3}$/.test(lede.slice(weekday.end, other.start))) ||
      (other.end <= weekday.start && /^[\s,(]{1,3}$/.test(lede.slice(other.end, weekday.start))),
  );
  return date === undefined ? { weekday } : { weekday, date };
}

/** Words of plans: what they tell has not happened yet. */
export const PLANNED =
  /\b(?:will|shall|would|(?:is|are|set|due|expected|scheduled|likely) to|set for|to be held|due (?:in|on)|scheduled|upcoming|on the eve of|ahead of|next (?:week|month)|tomorrow|goes (?:to|on))\b|^[^.]{0,80}\bto (?:visit|arrive|attend|host|travel|co-?chair|hold(?! back)|meet|begin|send)\b|گے|گی\s?۔|ہوگا|ہوگی|将于|將於|將訪|将访|将对|將對|即将|即將|(?<!\p{L})(?:sera|seront|effectuera|rendra|invierà|sarà|verrà|visiterà|akan|wird|werden)(?!\p{L})|जाएंगे|होगा|होगी|سيزور|ستعقد/iu;

/** Words of deeds: beside them a plan in the same sentence is what was agreed, not the news. */
export const DONE =
  /(?<!\p{L})(?:signed|met|held|arrived|reached|landed|came|attended|visited|launched|inaugurated|began|begun|opened|killed|struck|concluded|inducted|took)(?!\p{L})/iu;

/** A sentence that tells of the future and reports no deed. */
export function isPlan(sentence: string): boolean {
  return PLANNED.test(sentence) && !DONE.test(sentence);
}
