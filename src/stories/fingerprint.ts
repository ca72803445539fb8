import type { Gazetteer } from '../topic/gazetteer.ts';
import { findNames } from '../topic/gazetteer.ts';
import type { Article, EntityKind, Reading } from '../types.ts';
import { type Days, eventDays } from './day.ts';
import { ordinalsOf } from './ordinal.ts';
import type { StoryWords } from './rules.ts';
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
  /** What happens, by title and lede: ids of acts of the topic. */
  readonly acts: readonly string[];
  /** The step of a chain of events: announced, departs, arrives. */
  readonly stages: readonly string[];
  /** People named in title and lede. */
  readonly actors: readonly string[];
  /** People named near the beginning, the actors among them. */
  readonly people: readonly string[];
  /** Bodies, projects, dated events and themes near the beginning. */
  readonly things: readonly string[];
  /** Places in title and lede. */
  readonly places: readonly string[];
  /** States in title and lede that are not in every text of the topic. */
  readonly states: readonly string[];
  /** "sixth round", "Warrior-VIII", in title and lede: from 2 up. */
  readonly ordinals: readonly number[];
  /** Figures near the beginning that are no dates. */
  readonly numbers: readonly string[];
  /** Hashes of names near the beginning that the gazetteer does not know. */
  readonly strangers: readonly number[];
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
  const title = article.titleFrom === 'given' ? article.title : '';
  const [first = article.summary ?? article.excerpt, ...rest] = article.paragraphs;
  const lede = first.slice(0, LEDE_CHARACTERS);
  const head = `${title}\n\n${lede}`;
  const near = `${title}\n\n${[first, ...rest].join('\n').slice(0, NEAR_CHARACTERS)}`;
  const headIds = [...reading.title, ...reading.lede].map(({ id }) => id);
  const nearIds = [
    ...headIds,
    ...reading.body.filter(({ end }) => end <= NEAR_CHARACTERS - lede.length).map(({ id }) => id),
  ];
  const acts = unique(findNames(words.acts, head).map(({ id }) => id));
  const ofKind = (ids: readonly string[], ...kinds: readonly EntityKind[]) =>
    unique(
      ids.filter((id) => {
        const kind = gazetteer.entities.get(id)?.kind;
        return kind !== undefined && kinds.includes(kind) && !words.common.has(id);
      }),
    );
  const days = eventDays(article.published, head, timeZone);
  return {
    id: article.id,
    language: article.language,
    ...(days === undefined ? {} : { days }),
    acts: acts.filter((id) => !words.stages.has(id)),
    stages: acts.filter((id) => words.stages.has(id)),
    actors: ofKind(headIds, 'person'),
    people: ofKind(nearIds, 'person'),
    things: ofKind(nearIds, 'organisation', 'company', 'project', 'event', 'theme'),
    places: ofKind(headIds, 'place'),
    states: ofKind(headIds, 'country'),
    ordinals: ordinalsOf(head),
    numbers: numbersOf(near),
    strangers: hashesOf(contentWords(namesIn(near))),
    words: hashesOf(contentWords(head)),
    shingles: shinglesOf(wordsOf(runningText(article.paragraphs)), SHINGLES),
  };
}

/** Two long sentences; some sources write whole articles as one paragraph. */
const LEDE_CHARACTERS = 400;

/** About five sentences; what comes later is background. */
const NEAR_CHARACTERS = 800;

/** More than the first pages of an article cannot be needed to know its copy. */
const TEXT_CHARACTERS = 6000;

/**
 * The paragraphs that read like sentences: headlines of other stories, captions and menus that
 * stand between them are shorter and have no full stop.
 */
function runningText(paragraphs: readonly string[]): string {
  return paragraphs
    .filter((text) => text.length > 120 || /[.!?。！？۔।"”’]$/u.test(text.trimEnd()))
    .join(' ')
    .slice(0, TEXT_CHARACTERS);
}

/** Figures without separators; small numbers are hours, days and counts of anything. */
function numbersOf(text: string): readonly string[] {
  const found: string[] = [];
  const figure = /(?<![\p{L}\p{N}.:/-])\d[\d,]{0,15}(?:\.\d{1,6})?(?![\d:/])/gu;
  for (const [match] of text.normalize('NFKC').matchAll(figure)) {
    const number = match.replaceAll(',', '');
    if (Number(number) > 31 && !/^(?:19|20)\d\d$/.test(number)) found.push(number);
  }
  return unique(found);
}

/** Capitalised words inside sentences; scripts without capitals have none. */
function namesIn(text: string): string {
  const name = /(?<=[\p{L}\p{N},;'’"”)]\s)\p{Lu}[\p{L}'’-]{2,30}/gu;
  return [...text.matchAll(name)].map(([match]) => match).join(' ');
}

function hashesOf(words: readonly string[]): readonly number[] {
  return [...new Set(words.map(hashOf))].sort((a, b) => a - b);
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)].sort();
}
