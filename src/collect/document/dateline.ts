import { type DateMention, findDates } from './dates.ts';
import { AGENCIES, DATELINE_PLACES, DESK } from './words.ts';

/** What stands in front of a lede. */
export type Dateline = {
  /** The place or places as written: `ISLAMABAD/BEIJING`. */
  readonly place?: string;
  readonly agency?: string;
  readonly date?: DateMention;
  /** As it stood, for a person who wonders. */
  readonly text: string;
  /** The paragraph without it. */
  readonly rest: string;
};

/** A dateline is not longer than this; what is longer is a sentence with a colon in it. */
const LONGEST = 130;

/**
 * Splits the dateline off a paragraph: `ISLAMABAD: …`, `BEIJING, Oct. 24 (Xinhua) -- …`,
 * `Karachi [Pakistan], October 7 : …`, `LAHORE-The …`, `(Web Desk) – …`,
 * `نئی دہلی۔ 19 اگست (یواین آئی) …`, `新华社北京1月4日电 …`, `中新网2月6日电 …`. `undefined` where there is none.
 */
export function takeDateline(paragraph: string): Dateline | undefined {
  for (const form of [chinese, bracketed, separated, joined, dated, agencyFirst]) {
    const found = form(paragraph);
    if (found !== undefined && found.rest.length > 0) return found;
  }
  return undefined;
}

/** The agency that a few words name, `APP - UrduPoint / Pakistan Point News` among others. */
export function agencyIn(text: string): string | undefined {
  const lower = text.toLowerCase().trim();
  const whole = AGENCIES.get(lower);
  if (whole !== undefined) return whole;
  for (const part of lower.split(/\s*[/|,،۔:–—-]\s*|\s{2,}/)) {
    const name = AGENCIES.get(part.trim());
    if (name !== undefined) return name;
  }
  return undefined;
}

const CHINESE =
  /^[(（【[]?(?<agency>\p{Script=Han}{1,7}[社网網])(?<place>\p{Script=Han}{2,6}?)?(?<date>(?:\d{1,2}月)?\d{1,2}日)[电電讯訊](?:\s?[(（][^()（）]{1,40}[)）])?[)）】\]]?\s?[／/:：]?\s?/u;

function chinese(paragraph: string): Dateline | undefined {
  const match = CHINESE.exec(paragraph);
  const { agency = '', place = '', date = '' } = match?.groups ?? {};
  if (match === null) return undefined;
  return build(paragraph, match[0], {
    place,
    agency: agencyIn(agency) ?? agency,
    date: findDates(date)[0],
  });
}

function bracketed(paragraph: string): Dateline | undefined {
  const match =
    /^(?<head>[^()（）]{0,60})[(（](?<inner>[^()（）]{2,80})[)）]\s?(?:[:：۔।–—-]{1,2}\s?){0,2}(?=\S)/u.exec(
      paragraph.slice(0, LONGEST + 40),
    );
  const { head = '', inner = '' } = match?.groups ?? {};
  if (match === null) return undefined;
  const place = placeIn(head);
  if (place === undefined) return undefined;
  const agency = agencyIn(inner.replace(/\d.*$/u, ''));
  const date = findDates(head)[0] ?? findDates(inner)[0];
  const credited =
    agency !== undefined ||
    date !== undefined ||
    DESK.test(inner) ||
    /\.\p{Ll}{2,4}\b/u.test(inner);
  if (!credited && (place.name === '' || /^\p{Ll}/u.test(inner))) return undefined;
  return build(paragraph, match[0], { place: place.name, agency, date });
}

function separated(paragraph: string): Dateline | undefined {
  const match =
    /^(?<head>.{2,80}?)(?:\s?[:：]\s?:?|\s(?:[–—-]|--|\|)\s|\s?(?:—|–|--)\s?|(?<=\/\s?\p{L}{2,12}\s?\/)\s?[:–-]?\s?|[۔।]\s)(?=[^\s\d])/u.exec(
      paragraph.slice(0, LONGEST),
    );
  const head = match?.groups?.head ?? '';
  if (match === null || head === '') return undefined;
  const slashed = /\/\s?(?<agency>\p{L}{2,12})\s?\/$/u.exec(head)?.groups?.agency;
  const plain = head.replace(/\/\s?\p{L}{2,12}\s?\/$/u, '');
  const place = placeIn(plain);
  if (place === undefined || place.name === '') return undefined;
  return build(paragraph, match[0], {
    place: place.name,
    agency: slashed === undefined ? undefined : agencyIn(slashed),
    date: findDates(plain)[0],
  });
}

/** `LAHORE-The …`, `Lahore-The …`: the hyphen without spaces. */
function joined(paragraph: string): Dateline | undefined {
  const match = /^(?<place>\p{Lu}[\p{L} ]{2,24})-(?=\p{Lu}\p{L})/u.exec(paragraph);
  const place = match?.groups?.place ?? '';
  if (match === null || !DATELINE_PLACES.has(place.toLowerCase())) return undefined;
  const rest = paragraph.slice(match[0].length);
  const next = /^\p{L}+/u.exec(rest)?.[0] ?? '';
  // Two places joined by a hyphen are a pair: a dateline is told by its capitals or its sentence.
  const loud = place === place.toUpperCase();
  const pair = DATELINE_PLACES.has(next.toLowerCase()) && loud === (next === next.toUpperCase());
  const opens = loud || /^(?:The|A|An)\s|^\S+\s\p{Ll}|^\S+\s\p{Lu}+\s/u.test(rest);
  if (pair || !opens) return undefined;
  return build(paragraph, match[0], { place });
}

/** `08 Ottobre 2024_ La Cina …`: a date alone in front. */
function dated(paragraph: string): Dateline | undefined {
  const date = findDates(paragraph.slice(0, 40))[0];
  if (date === undefined || date.start > 0 || date.day === undefined) return undefined;
  const match = /^\s?[_|:–—]\s?|^\s-\s/u.exec(paragraph.slice(date.end));
  return match === null
    ? undefined
    : build(paragraph, paragraph.slice(0, date.end + match[0].length), { date });
}

/** `Kantor Berita Xinhua, Beijing, 10 Mei. …`: the agency first. */
function agencyFirst(paragraph: string): Dateline | undefined {
  const match =
    /^(?<agency>[^,.]{2,40}),\s(?<place>[^,.\d]{2,30}),\s(?<date>[^,.]{3,20})\.\s/u.exec(paragraph);
  const { agency = '', place = '', date = '' } = match?.groups ?? {};
  const name = agencyIn(agency);
  const day = findDates(date)[0];
  if (match === null || name === undefined || day === undefined) return undefined;
  return build(paragraph, match[0], { place, agency: name, date: day });
}

/** The place of a dateline head that holds places and dates and nothing else. */
function placeIn(head: string): { name: string } | undefined {
  let rest = head;
  const dates = findDates(head);
  for (const date of [...dates].reverse())
    rest = `${rest.slice(0, date.start)}${rest.slice(date.end)}`;
  const name = rest.replace(/^[\s,،۔.:：]+|[\s,،۔.:：–—-]+$/gu, '');
  if (name === '') return { name };
  const bare = name.replace(/\s?\[[^\][]{2,30}\]/g, '');
  const words = bare.split(/[\s/,|&-]+/).filter((word) => word !== '');
  if (words.length > 6 || bare.length > 60) return undefined;
  const parts = bare.split(/\s?[/,|&]\s?/).filter((part) => part !== '');
  if (parts.every((part) => DATELINE_PLACES.has(part.toLowerCase()))) return { name };
  // Abbreviations are short and pairs of names have hyphens; places in capitals mostly are neither.
  const loud = /^\p{Lu}[\p{Lu}\s/,.'’]*$/u.test(bare) && bare.length > 4;
  const capitals = loud && words.every((word) => word.length > 2);
  if (capitals && !LOUD.test(bare)) return { name };
  const proper = words.length <= 4 && words.every((word) => /^\p{Lu}/u.test(word));
  return dates.length > 0 && proper ? { name } : undefined;
}

/** Words in capitals before a colon that are no place. */
const LOUD =
  /\b(?:BREAKING|WATCH|VIDEO|LIVE|UPDATES?|EXCLUSIVE|OPINION|ANALYSIS|EXPLAINED|EXPLAINER|FACTBOX|TIMELINE|READ|ALSO|NEWS|NOTE|IMAGE|PHOTO|ALERT|EDITORIAL|SOURCE|UPDATED|HIGHLIGHTS|TAGS|TOPICS)\b/;

function build(
  paragraph: string,
  text: string,
  found: { place?: string; agency?: string | undefined; date?: DateMention | undefined },
): Dateline {
  const { place, agency, date } = found;
  return {
    ...(place === undefined || place === '' ? {} : { place }),
    ...(agency === undefined ? {} : { agency }),
    ...(date === undefined ? {} : { date }),
    text: text.trim(),
    rest: paragraph.slice(text.length).trim(),
  };
}
