import type { Config } from './config/read.ts';
import type { Store } from './store/store.ts';
import { assemble, type Judged } from './stories/assemble.ts';
import type { Gazetteer } from './topic/gazetteer.ts';

/**
 * What a changed sources folder would gain and lose over everything stored, against what was
 * published last. Nothing is written.
 *
 * @returns a line an article, gained first, and a count at the end
 */
export async function replay(
  config: Config,
  gazetteer: Gazetteer,
  store: Store,
): Promise<string[]> {
  const { judged } = assemble(await store.articles(), config, gazetteer);
  const published = new Set(
    (await store.ledger()).flatMap(({ deletedAt, members }) =>
      deletedAt === undefined ? members : [],
    ),
  );
  const was = ({ ids }: Judged) => ids.some((id) => published.has(id));
  const gained = judged.filter((one) => one.match.in && !was(one));
  const lost = judged.filter((one) => !one.match.in && was(one));
  const kept = judged.filter((one) => one.match.in && was(one)).length;
  return [
    ...gained.map((one) => `+ ${describe(one)}`),
    ...lost.map((one) => `- ${describe(one)}`),
    `${gained.length} gained, ${lost.length} lost, ${kept} as they are, of ${judged.length} articles`,
  ];
}

function describe({ article, match }: Judged): string {
  const { title, outlet, sourceId, url, file, id } = article;
  const why = match.decision ?? `score ${match.score}, ${match.bar} needed`;
  return `${title} (${outlet ?? sourceId}; ${why}) ${url ?? file ?? id}`;
}
