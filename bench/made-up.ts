import type { Article, Entity } from '../src/types.ts';

/** How the articles lie. */
export type Shape = {
  /** Reports of a story at most; the fewest is one. */
  readonly reports: number;
  /** Articles a day. */
  readonly aDay: number;
};

/** More articles than the whole topic has on its busiest days. */
export const BUSY: Shape = { reports: 5, aDay: 100 };

/** The last day on which one is dated: they are news to whoever publishes them on the next. */
const LAST_DAY = Date.UTC(2025, 11, 31);
const DAY_MS = 86_400_000;

/** Of a hundred articles this many carry no date. */
const UNDATED_PERCENT = 2;

const SYLLABLES = 'ba ko ri tu ne la shi mo du ga ve po sa ki lo mar ten dor vin pal'.split(' ');

/** Stories of one report or more: the first, then copies with a new head, a cut end or a new start. */
export function makeArticles(
  count: number,
  entities: readonly Entity[],
  { reports: atMost, aDay }: Shape = BUSY,
): {
  readonly articles: readonly Article[];
  readonly storyOf: ReadonlyMap<string, number>;
} {
  const random = randomFrom(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const people = entities.filter(({ kind }) => kind === 'person').map(({ label }) => label);
  const places = entities.filter(({ kind }) => kind === 'place').map(({ label }) => label);
  const verbs = ['met', 'telephoned', 'condemned', 'signed', 'inaugurated', 'arrived', 'visited'];
  const vocabulary = Array.from({ length: 6000 }, () =>
    Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(SYLLABLES)).join(''),
  );
  const sentence = (length: number) =>
    Array.from({ length }, () => pick(vocabulary)).join(' ') + '.';
  const articles: Article[] = [];
  const storyOf = new Map<string, number>();
  for (let story = 0; articles.length < count; story++) {
    const daysLeft = Math.floor((count - 1 - articles.length) / aDay);
    const lede = () =>
      `China's ${who} ${act} Pakistan's ${whom} in ${where} on ${sentence(6)} ${sentence(9)}`;
    const [who, whom, where, act] = [pick(people), pick(people), pick(places), pick(verbs)];
    const body = Array.from({ length: 6 }, () => `${sentence(12)} ${sentence(14)}`);
    const reports = 1 + Math.floor(random() * atMost);
    for (let report = 0; report < reports && articles.length < count; report++) {
      const id = `article-${articles.length}`;
      const late = report > 2 && random() < 0.3 ? 1 : 0;
      const at = new Date(LAST_DAY - Math.max(0, daysLeft - late) * DAY_MS)
        .toISOString()
        .slice(0, 10);
      const kept = body.slice(0, 3 + Math.floor(random() * 4));
      const added = random() < 0.3 ? [sentence(20)] : [];
      storyOf.set(id, story);
      articles.push({
        id,
        sourceId: 'made-up',
        language: 'en',
        title: `${who} ${act} ${whom}: ${sentence(4)}`,
        titleFrom: 'given',
        ...(random() * 100 < UNDATED_PERCENT
          ? {}
          : { published: { at, precision: 'day', from: 'given' } as const }),
        authors: [],
        paragraphs: [lede(), ...kept, ...added],
        excerpt: '',
        categories: [],
        republish: 'excerpt',
        firstSeen: '2026-01-01T00:00:00Z',
        hash: id,
      });
    }
  }
  return { articles, storyOf };
}

/** Mulberry32: small, and the same numbers everywhere. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
