import type { FiledStory, Publication } from '../store/publication.ts';
import type { Site, Story } from '../types.ts';
import { storyDue } from './due.ts';
import { dayOf } from './pages/dates.ts';
import { storyDate } from './pages/list.ts';
import {
  DAYS_AT_MOST,
  type Neighbours,
  neighboursOf,
  STORIES_AT_MOST,
} from './pages/neighbours.ts';

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
  const months = new Set([...replaced, ...changed].map(({ month }) => month));
  const before = await storiesAround(months, site, publication);
  const others = new Set([...replaced, ...changed].map(({ story }) => story.ledger.storyId));
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

/**
 * All stories of these months, and of as many around them that whatever has a story of them for a
 * neighbour is there with its own neighbours.
 */
export async function storiesAround(
  months: ReadonlySet<string>,
  site: Site,
  publication: Publication,
): Promise<Story[]> {
  const all = [...(await publication.months()).keys(), ...months];
  const order = [...new Set(all)].toSorted();
  const loaded = new Map<string, readonly Story[]>();
  const load = async (month: string): Promise<readonly Story[]> => {
    const known = loaded.get(month);
    if (known !== undefined) return known;
    const stories = (await publication.stories({ month })).map(({ story }) => story);
    loaded.set(month, stories);
    return stories;
  };
  const isDated = (story: Story) => dayOf(storyDate(story), site.timeZone)?.length === 10;
  for (const month of months) {
    await load(month);
    for (const step of [-1, 1]) {
      let dated = 0;
      for (let at = order.indexOf(month) + step; dated < 2 * STORIES_AT_MOST; at += step) {
        const next = order[at];
        if (next === undefined || monthsApart(month, next) > MONTHS_AT_MOST) break;
        dated += (await load(next)).filter(isDated).length;
      }
    }
  }
  return [...loaded.values()].flat();
}

/** Twice as far as a neighbour may be, with the days at both ends. */
const MONTHS_AT_MOST = Math.ceil((2 * DAYS_AT_MOST) / 28) + 1;

function monthsApart(a: string, b: string): number {
  const number = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7));
  return Math.abs(number(a) - number(b));
}

/** What a page says of the stories beside its own, whatever it says. */
function told(neighbours: Neighbours | undefined): string {
  return JSON.stringify(neighbours ?? {}, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('ledger' in value)) return value;
    const { ledger, lead, reports } = value as Story;
    return [ledger, lead.article.hash, reports.map(({ article }) => article.published)];
  });
}
