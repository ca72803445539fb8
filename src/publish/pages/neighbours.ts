/** For each story, the one before and the one after it that touch on the same things. */

import type { Story } from '../../types.ts';
import { tagPath } from '../paths.ts';
import { type Day, dayOf, daysBefore } from './dates.ts';
import { SAID_ALREADY, storyDate } from './list.ts';
import { compare } from './words.ts';

export type Neighbours = { readonly before?: Story; readonly after?: Story };

/** One name in common is chance; a person and a place, or a form and a theme, are a thread. */
const SHARED_AT_LEAST = 2;
/** What lies further back is history and no longer the same matter. */
const DAYS_AT_MOST = 60;
/** Keeps the work in proportion to the number of stories; busy months have more than enough. */
const STORIES_AT_MOST = 60;

type Dated = {
  readonly story: Story;
  readonly day: Day;
  readonly at: string;
  readonly tags: readonly string[];
};

/** By story id. The most tags in common win, then the nearest in time. Undated stories have none. */
export function neighboursOf(
  stories: readonly Story[],
  timeZone: string,
): ReadonlyMap<string, Neighbours> {
  const dated = stories
    .flatMap((story): readonly Dated[] => {
      const published = storyDate(story);
      const day = dayOf(published, timeZone);
      return published === undefined || day?.length !== 10
        ? []
        : [{ story, day, at: published.at, tags: subjects(story) }];
    })
    .sort(
      (a, b) =>
        compare(a.day, b.day) ||
        compare(a.at, b.at) ||
        a.story.ledger.sequence - b.story.ledger.sequence,
    );
  return new Map(
    dated.map((one, index) => {
      const before = nearest(
        one,
        dated.slice(Math.max(0, index - STORIES_AT_MOST), index).reverse(),
      );
      const after = nearest(one, dated.slice(index + 1, index + 1 + STORIES_AT_MOST));
      return [
        one.story.ledger.storyId,
        {
          ...(before === undefined ? {} : { before }),
          ...(after === undefined ? {} : { after }),
        },
      ];
    }),
  );
}

function subjects(story: Story): readonly string[] {
  return story.tags.filter((tag) => !SAID_ALREADY.has(tag.scheme)).map(tagPath);
}

/** `others` come from the nearest on. */
function nearest(one: Dated, others: readonly Dated[]): Story | undefined {
  const own = new Set(one.tags);
  const [first, last] = [daysBefore(one.day, DAYS_AT_MOST), daysBefore(one.day, -DAYS_AT_MOST)];
  let best: Story | undefined;
  let most = SHARED_AT_LEAST - 1;
  for (const { story, day, tags } of others) {
    if (day < first || day > last) break;
    const shared = tags.filter((tag) => own.has(tag)).length;
    if (shared > most) {
      best = story;
      most = shared;
    }
  }
  return best;
}
