/** One thing, though over 300 lines: all that is read off a report to compare it with others. */
import { type DateMention, findDates, findWeekdays } from '../collect/document/dates.ts';
import { parseDay, weekdayOf } from '../collect/document/days.ts';
import type { Gazetteer } from '../topic/gazetteer.ts';
import { findNames } from '../topic/names.ts';
import { placesOf } from '../topic/read.ts';
import type { Article, EntityKind, Mention, Published, Reading } from '../types.ts';
import { isBesides } from './besides.ts';
import { type Days, datesNamed, dayText, eventDays, likeliestDay } from './day.ts';
import { figuresOf } from './figures.ts';
import { ordinalsOf } from './ordinal.ts';
import type { StoryWords } from './rules.ts';
import { soundsOf } from './sounds.ts';
import { contentWords, hashOf, shinglesOf, wordsOf } from './words.ts';

/**
 * What of an article can tell its story from others: plain data that can be stored and compared
 * without the text. Lists are sorted and hold each value once.
 */
export type Fingerprint = {
  /** Id of the article. */
  readonly id: string;
  /** BCP-47 of the text. */
  readonly language: string;
  /** The day of the event, or the days between which it lies; absent where nothing is known. */
  readonly days?: Days;
  /** The weekday of the event as title and lede name it, Sunday 0; of an unknown day all of them. */
  readonly weekdays: readonly number[];
  /** Days that the beginning names, `MM-DD`. */
  readonly dates: readonly string[];
  /** The day of the month that the beginning names without a month, where no day is known. */
  readonly monthDay?: number;
  /** Day of the latest dated event that the beginning names: the report is no older. */
  readonly after?: number;
  /** What happens, by title and lede: ids of acts of the topic. */
  readonly acts: readonly string[];
  /** The step of a chain of events that is named first: announced, departs, arrives. */
  readonly stages: readonly string[];
  /** The kinds of events that title and first sentence name, as "visit: arrival". */
  readonly forms: readonly string[];
  /** People whom title and first sentence name and who do not only speak for others. */
  readonly principals: readonly string[];
  /** Those of them whose state is not one that stands in nearly every text of the topic. */
  readonly outsiders: readonly string[];
  /** Their offices, and those that title and first sentence name without the holder. */
  readonly offices: readonly string[];
  /** People named in title and lede. */
  readonly actors: readonly string[];
  /** People named near the beginning, the actors among them. */
  readonly people: readonly string[];
  /** Bodies, projects and dated events near the beginning. */
  readonly things: readonly string[];
  /** Places in title and lede. */
  readonly places: readonly string[];
  /** States in title and lede that are not in every text of the topic. */
  readonly states: readonly string[];
  /** "sixth round" as `6`, "Warrior-VIII" also as `warrior 8`, in title and lede. */
  readonly ordinals: readonly string[];
  /** Figures near the beginning that are no dates. */
  readonly numbers: readonly string[];
  /** Small ones, from 3 up. */
  readonly counts: readonly string[];
  /** What it is about besides names, such as a flood: ids of matters near the beginning. */
  readonly matters: readonly string[];
  /** Hashes of names near the beginning that the gazetteer does not know. */
  readonly strangers: readonly number[];
  /** Hashes of how words near the beginning sound, names of the gazetteer aside. */
  readonly sounds: readonly number[];
  /** Hashes of the content words of title and lede. */
  readonly words: readonly number[];
  /** Hashes of three-word runs of the running text, the smallest `SHINGLES` of them. */
  readonly shingles: readonly number[];
};

/** How many hashes are kept of a text: enough to tell a half copy from a shared quotation. */
export const SHINGLES = 96;

/**
 * The fingerprint of an article: who did what, where and when, from title and lede, since what
 * follows likes to retell older events; and the running text as hashes, to know a copy.
 * `reading` is what `gazetteer` finds in the article; days are counted in `timeZone`.
 */
export function fingerprint(
  article: Article,
  reading: Reading,
  gazetteer: Gazetteer,
  timeZone: string,
  words: StoryWords,
): Fingerprint {
  const { lede, body } = placesOf(article);
  const title = article.titleFrom === 'given' ? article.title : '';
  const story = `${lede}\n${body}`;
  const head = `${title}${BREAK}${story.slice(0, HEAD_CHARACTERS)}`;
  const near = `${title}${BREAK}${story.slice(0, NEAR_CHARACTERS)}`;
  const blankTitle = title === '' ? '' : withoutNames(title, reading.title, gazetteer);
  const blank = `${withoutNames(lede, reading.lede, gazetteer)}\n${withoutNames(body.slice(0, NEAR_CHARACTERS), reading.body, gazetteer)}`;
  const blankNear = `${blankTitle}${BREAK}${blank.slice(0, NEAR_CHARACTERS)}`;
  const blankNews = `${blankTitle}${BREAK}${blank.slice(0, NEWS_CHARACTERS)}`;
  const idsWithin = (characters: number) =>
    [
      ...reading.title,
      ...reading.lede.filter(({ end }) => end <= characters),
      ...reading.body.filter(({ end }) => lede.length + 1 + end <= characters),
    ].map(({ id }) => id);
  const headIds = idsWithin(HEAD_CHARACTERS);
  const nearIds = idsWithin(NEAR_CHARACTERS);
  const found = findNames(words.acts, head).filter(
    ({ start, end }) => !isBesides(head, start, end),
  );
  const opening = openingOf(title, story);
  const stage = found.find(
    ({ id, start }) => words.stages.has(id) && start < title.length + STAGE_CHARACTERS,
  );
  const ofKind = (ids: readonly string[], ...kinds: readonly EntityKind[]) =>
    unique(
      ids.filter((id) => {
        const kind = gazetteer.entities.get(id)?.kind;
        return kind !== undefined && kinds.includes(kind) && !words.common.has(id);
      }),
    );
  const openingPeople = ofKind(idsWithin(opening.length - title.length - BREAK.length), 'person');
  const principals = openingPeople.filter(
    (id) => !words.officesOf.get(id)?.some((office) => words.speakers.has(office)),
  );
  const inside = new Set([...words.common].map((id) => gazetteer.entities.get(id)?.country));
  const offices = officesIn(opening, openingPeople, words);
  const after = latestEvent(nearIds, gazetteer);
  const days = eventDays(article.published, head, timeZone);
  const mentions = findDates(near);
  const monthDay = days === undefined ? monthDayIn(article, mentions) : undefined;
  const figures = figuresOf(near.slice(0, title.length + NEWS_CHARACTERS), mentions);
  return {
    id: article.id,
    language: article.language,
    ...(days === undefined ? {} : { days }),
    weekdays: weekdaysIn(head, likeliestDay(days)),
    dates: unique([
      ...datesNamed(mentions),
      ...inferredDate(article.published),
      ...filedDates(article),
    ]),
    ...(monthDay === undefined ? {} : { monthDay }),
    ...(after === undefined ? {} : { after }),
    acts: unique(found.map(({ id }) => id).filter((id) => !words.stages.has(id))),
    stages: stage === undefined ? [] : [stage.id],
    forms: formsOf(
      found.filter(
        ({ id, start }) => start < opening.length && (!words.stages.has(id) || id === stage?.id),
      ),
      words,
    ),
    principals,
    outsiders: principals.filter((id) => !inside.has(gazetteer.entities.get(id)?.country)),
    offices,
    actors: ofKind(headIds, 'person'),
    people: ofKind(nearIds, 'person'),
    things: ofKind(nearIds, 'organisation', 'company', 'project', 'event'),
    places: ofKind(headIds, 'place'),
    states: ofKind(headIds, 'country'),
    ordinals: ordinalsOf(head),
    ...figures,
    matters: unique(findNames(words.matters, blankNews).map(({ id }) => id)),
    strangers: hashesOf(contentWords(namesIn(blankNear))),
    sounds: soundsOf(blankNews),
    words: hashesOf(contentWords(`${blankTitle}\n\n${blank.slice(0, HEAD_CHARACTERS)}`)),
    shingles: shinglesOf(wordsOf(runningText(title, article.paragraphs)), SHINGLES),
  };
}

/** Title and first sentence: what a report is about; what follows is how it came to it. */
function openingOf(title: string, story: string): string {
  const end = /[.!?]["'”’)]?(?=\s)|[。！？۔।]/gu;
  let length = Math.min(story.length, LONGEST_SENTENCE);
  for (const {
    0: { length: mark },
    index,
  } of story.slice(0, LONGEST_SENTENCE).matchAll(end)) {
    if (index < (STOPS.get(story[index] ?? '') ?? SHORTEST_SENTENCE)) continue;
    if (
      /(?:\b\p{L}|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Maj|St|No|Sen|Col|Brig))$/u.test(story.slice(0, index))
    )
      continue;
    length = index + mark;
    break;
  }
  return `${title}${BREAK}${story.slice(0, length)}`;
}

/** Characters. A full stop before this ends an abbreviation or a heading, not the sentence. */
const SHORTEST_SENTENCE = 100;
/** The same for full stops that end no abbreviation. */
const STOPS: ReadonlyMap<string, number> = new Map([
  ['。', 20],
  ['۔', 50],
  ['।', 50],
]);
const LONGEST_SENTENCE = 260;

/** No name is read across it. */
const BREAK = '\n\n';

function formsOf(found: readonly Mention[], words: StoryWords): readonly string[] {
  const ids = new Set(found.map(({ id }) => id));
  const under = new Set([...ids].flatMap((id) => words.over.get(id) ?? []));
  return unique([...ids].flatMap((id) => (under.has(id) ? [] : (words.forms.get(id) ?? []))));
}

/** Named as such or by who holds them, so that "the foreign ministers" and their names meet. */
function officesIn(
  opening: string,
  people: readonly string[],
  words: StoryWords,
): readonly string[] {
  const named = findNames(words.offices, opening).map(({ id }) => id);
  const held = people.flatMap((id) => words.officesOf.get(id) ?? []);
  return unique([...named, ...held].filter((id) => !words.speakers.has(id)));
}

/**
 * A text with blanks where names and set phrases of the topic stand: they are counted as what they
 * are, and "all-weather partnership" in two texts says nothing.
 */
function withoutNames(text: string, mentions: readonly Mention[], gazetteer: Gazetteer): string {
  let blank = '';
  let at = 0;
  for (const { id, start, end } of mentions) {
    const kind = gazetteer.entities.get(id)?.kind;
    if (kind === undefined || !NAMES.has(kind) || start < at) continue;
    blank += `${text.slice(at, start)}${' '.repeat(end - start)}`;
    at = end;
  }
  return blank + text.slice(at);
}

const NAMES: ReadonlySet<EntityKind> = new Set([
  'country',
  'person',
  'organisation',
  'company',
  'place',
  'project',
  'event',
  'phrase',
]);

/** A day that was worked out may have the wrong year and still the right day. */
function inferredDate(published: Published | undefined): readonly string[] {
  const inferred = published?.precision === 'day' && published.from !== 'given';
  return inferred ? [published.at.slice(5)] : [];
}

/** A report is filed on the day of its event or on the next. */
function filedDates({ filedOn }: Article): readonly string[] {
  const day = filedOn?.length === 5 ? parseDay(`${LEAP_YEAR}-${filedOn}`) : undefined;
  return day === undefined ? [] : [day, day - 1].map((one) => dayText(one).slice(5));
}

/** Any that has a 29 February. */
const LEAP_YEAR = 2024;

/**
 * The weekday of the event where the text names it; of an unknown day those that are named, in the
 * order of the text: the embassy said on Monday what had happened on Sunday.
 */
function weekdaysIn(head: string, day: number | undefined): readonly number[] {
  const named = new Set(findWeekdays(head).map(({ weekday }) => weekday));
  return day === undefined ? [...named] : named.has(weekdayOf(day)) ? [weekdayOf(day)] : [];
}

/** `5日`: the month is that of the report. */
function monthDayIn({ filedOn }: Article, mentions: readonly DateMention[]): number | undefined {
  const named = mentions.find(({ year, month, day }) => (year ?? month ?? day) === day)?.day;
  return named ?? (filedOn?.length === 2 ? Number(filedOn) : undefined);
}

function latestEvent(ids: readonly string[], gazetteer: Gazetteer): number | undefined {
  const days = ids.flatMap((id) => {
    const entity = gazetteer.entities.get(id);
    const day = entity?.kind === 'event' && entity.from?.length === 10 ? entity.from : undefined;
    return day === undefined ? [] : (parseDay(day) ?? []);
  });
  return days.length === 0 ? undefined : Math.max(...days);
}

/** The lede and what completes it: about two sentences. */
const HEAD_CHARACTERS = 320;

/** The first sentence, or most of it: later ones tell of steps to come. */
const STAGE_CHARACTERS = 180;

/** About three sentences: what is new; the next ones like to recall what went before. */
const NEWS_CHARACTERS = 480;

/** About five sentences; what comes later is background. */
const NEAR_CHARACTERS = 800;

/** More than the first pages of an article cannot be needed to know its copy. */
const TEXT_CHARACTERS = 6000;

/**
 * The paragraphs that read like sentences: headlines of other stories, captions and menus that
 * stand between them are shorter and have no full stop. Of a page of nothing else, such as a
 * gallery, title and captions are the text.
 */
function runningText(title: string, paragraphs: readonly string[]): string {
  const text = paragraphs
    .filter((text) => text.length > 120 || /[.!?。！？۔।"”’]$/u.test(text.trimEnd()))
    .join(' ')
    .slice(0, TEXT_CHARACTERS);
  return text === '' ? [title, ...paragraphs].join(' ').slice(0, TEXT_CHARACTERS) : text;
}

/** Capitalised words inside sentences; scripts without capitals have none. */
function namesIn(text: string): string {
  const name = /(?<=[\p{L}\p{N},;'’"”)\s]\s)\p{Lu}[\p{L}'’-]{2,30}/gu;
  return [...text.matchAll(name)].map(([match]) => match).join(' ');
}

function hashesOf(words: readonly string[]): readonly number[] {
  return [...new Set(words.map(hashOf))].sort((a, b) => a - b);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
