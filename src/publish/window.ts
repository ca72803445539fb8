import type { FiledStory, Publication } from '../store/publication.ts';
import type { Site, Story } from '../types.ts';
import { storyDue } from './due.ts';
import { type Neighbours, neighboursOf, STORIES_AT_MOST } from './pages/neighbours.ts';

/**
 * Names of the story pages whose neighbours are others, or say something else, since some stories
 * took the place of others.
 */
export async function alteredNeighbours(
  replaced: readonly FiledStory[],
  changed: readonly FiledStory[],
  site: Site,
  publication: Publication,
): Promise<string[]> {
  // Whatever has one of them for a neighbour is there with its own neighbours.
  const around = [...replaced, ...changed];
  const sequences = await sequencesBeside(around, 2 * STORIES_AT_MOST, publication);
  const before = (await publication.stories({ sequences })).map(({ story }) => story);
  const others = new Set(around.map(({ story }) => story.ledger.storyId));
  const after = [
    ...before.filter(({ ledger }) => !others.has(ledger.storyId)),
    ...changed.map(({ story }) => story),
  ];
  const was = neighboursOf(before, site.timeZone);
  const is = neighboursOf(after, site.timeZone);
  // Those further away are there as neighbours of these only.
  const near = new Set(await sequencesBeside(around, STORIES_AT_MOST, publication));
  return after
    .filter(({ ledger }) => near.has(ledger.sequence) || others.has(ledger.storyId))
    .map(({ ledger }) => ledger.storyId)
    .filter((id) => !saySame(was.get(id), is.get(id)))
    .map(storyDue);
}

/** Of the stories that are so near to one of these in time, counted in stories. */
export async function sequencesBeside(
  given: readonly FiledStory[],
  number: number,
  publication: Publication,
): Promise<readonly number[]> {
  const places = given.flatMap(({ moment, story }) =>
    moment === undefined ? [] : [{ moment, sequence: story.ledger.sequence }],
  );
  // One more after it, for the story itself is the first of these.
  return publication.beside(places, number + 1);
}

/** Whether a page says the same of the stories beside its own, whatever it says. */
function saySame(a: Neighbours | undefined, b: Neighbours | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return areAlike(a.before, b.before) && areAlike(a.after, b.after);
}

function areAlike(some: readonly Story[], others: readonly Story[]): boolean {
  return (
    some.length === others.length &&
    some.every((story, at) => {
      const other = others[at];
      return story === other || (other !== undefined && told(story) === told(other));
    })
  );
}

function told({ ledger, lead, reports }: Story): string {
  const published = reports.map(({ article }) => article.published);
  return JSON.stringify([ledger, lead.article.hash, published]);
}
