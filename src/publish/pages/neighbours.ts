/**
 * The stories before and after a story that are steps of the same matter: what announced a visit,
 * what was said at it, how others took it. They are linked, not merged.
 */

import { type Day, dayOf, daysBefore } from '../../local-day.ts';
import type { Story } from '../../types.ts';
import { tagPath } from '../paths.ts';
import { storyDate } from './list.ts';
import { compare } from './words.ts';

/** Each from the earliest to the latest. */
export type Neighbours = { readonly before: readonly Story[]; readonly after: readonly Story[] };

/**
 * What a tag in common says by its scheme: who and what event it is about says most, a theme or a
 * place little, and what kind of step it is, or who reports it, nothing at all. Fixed, so that a
 * story that is added far away changes no link.
 */
const WEIGHTS: ReadonlyMap<string, number> = new Map([
  ['event', 3],
  ['person', 2],
  ['project', 2],
  ['organisation', 1],
  ['company', 1],
  ['country', 1],
  ['theme', 1],
  ['place', 0.5],
]);
/** Two persons, a person and a place and a country, or an event: one name in common is chance. */
const BAR = 2.5;
/** What lies further back is history and no longer the same matter; half as far weighs half. */
export const DAYS_AT_MOST = 60;
/** Keeps the work in proportion to the number of stories; busy months have more than enough. */
export const STORIES_AT_MOST = 60;
/** Before and after together. */
const SHOWN_AT_MOST = 5;

/** What has to be known of a story to find what is a step of the same matter. */
export type Step = {
  readonly storyId: string;
  readonly sequence: number;
  readonly day: Day;
  readonly at: string;
  /** Weight by tag. */
  readonly tags: ReadonlyMap<string, number>;
};

/** Ids of stories, each from the earliest to the latest. */
type Steps = { readonly before: readonly string[]; readonly after: readonly string[] };

/** What is asked by story id; nothing for a story whose day is not known. */
type Asked<Value> = { readonly get: (storyId: string) => Value | undefined };

/**
 * By story id, the same for any order of the stories; each is looked for when it is asked for. The
 * heaviest win, then the nearest in time. Undated stories have none.
 */
export function neighboursOf(stories: readonly Story[], timeZone: string): Asked<Neighbours> {
  const byId = new Map(stories.map((story) => [story.ledger.storyId, story]));
  const found = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const chain = chainOf(stories.flatMap((story) => stepOf(story, timeZone) ?? []));
  return {
    get: (storyId) => {
      const steps = chain.get(storyId);
      return steps && { before: found(steps.before), after: found(steps.after) };
    },
  };
}

/** The place of a story in the order of time, as a text; nothing where its day is not known. */
export function momentOf(story: Story, timeZone: string): string | undefined {
  const step = stepOf(story, timeZone);
  return step && `${step.day} ${step.at}`;
}

/** Nothing for a story whose day is not known. */
export function stepOf(story: Story, timeZone: string): Step | undefined {
  const published = storyDate(story);
  const day = dayOf(published, timeZone);
  if (published === undefined || day?.length !== 10) return undefined;
  const { storyId, sequence } = story.ledger;
  return { storyId, sequence, day, at: published.at, tags: subjects(story) };
}

/**
 * As `neighboursOf`, of what is known of the stories. With `later` 0 only what comes before is
 * looked at, so that nothing changes because of what comes after.
 */
export function chainOf(steps: readonly Step[], later = STORIES_AT_MOST): Asked<Steps> {
  const inTime = steps.toSorted(
    (a, b) => compare(a.day, b.day) || compare(a.at, b.at) || a.sequence - b.sequence,
  );
  const places = new Map(inTime.map(({ storyId }, index) => [storyId, index]));
  return {
    get: (storyId) => {
      const index = places.get(storyId);
      const one = index === undefined ? undefined : inTime[index];
      return one && index !== undefined ? around(one, index, inTime, later) : undefined;
    },
  };
}

function subjects(story: Story): ReadonlyMap<string, number> {
  return new Map(
    story.tags.flatMap((tag): [string, number][] => {
      const weight = WEIGHTS.get(tag.scheme);
      return weight === undefined ? [] : [[tagPath(tag), weight]];
    }),
  );
}

/** `steps` go by time, and `one` stands among them at `index`. */
function around(one: Step, index: number, steps: readonly Step[], later: number): Steps {
  const first = daysBefore(one.day, DAYS_AT_MOST);
  const last = daysBefore(one.day, -DAYS_AT_MOST);
  const found: { readonly at: number; readonly weight: number }[] = [];
  const end = Math.min(steps.length - 1, index + later);
  for (let at = Math.max(0, index - STORIES_AT_MOST); at <= end; at += 1) {
    const other = steps[at];
    if (other === undefined || at === index || other.day < first || other.day > last) continue;
    const weight = shared(one, other);
    if (weight >= BAR) found.push({ at, weight });
  }
  const shown = found
    .toSorted((a, b) => b.weight - a.weight || distance(a.at, index) - distance(b.at, index))
    .slice(0, SHOWN_AT_MOST)
    .map(({ at }) => at)
    .toSorted((a, b) => a - b);
  const ids = (places: readonly number[]) => places.flatMap((at) => steps[at]?.storyId ?? []);
  return {
    before: ids(shown.filter((at) => at < index)),
    after: ids(shown.filter((at) => at > index)),
  };
}

/** What the tags in common say, the less the more days lie between. */
function shared(a: Step, b: Step): number {
  let weight = 0;
  for (const [tag, said] of a.tags) if (b.tags.has(tag)) weight += said;
  // Most have little in common, and days between make it less.
  if (weight < BAR) return weight;
  const days = Math.abs(Date.parse(a.day) - Date.parse(b.day)) / 86_400_000;
  return weight * (1 - days / DAYS_AT_MOST);
}

/** In places, a little less for what comes before, so that no two are alike. */
function distance(at: number, index: number): number {
  return at < index ? index - at - 0.5 : at - index;
}
