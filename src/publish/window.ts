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
  return after
    .map(({ ledger }) => ledger.storyId)
    .filter((id) => told(was.get(id)) !== told(is.get(id)))
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

/** What a page says of the stories beside its own, whatever it says. */
function told(neighbours: Neighbours | undefined): string {
  return JSON.stringify(neighbours ?? {}, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('ledger' in value)) return value;
    const { ledger, lead, reports } = value as Story;
    return [ledger, lead.article.hash, reports.map(({ article }) => article.published)];
  });
}
