import type { Config } from '../config/read.ts';
import type { OnProgress } from '../progress.ts';
import type { RunReport } from '../report.ts';
import type { Store } from '../store/store.ts';
import { compileRules } from '../stories/judge.ts';
import type { Gazetteer } from '../topic/gazetteer.ts';
import { update } from './update.ts';
import { writeDue } from './write.ts';

type Published = Pick<RunReport, 'stories' | 'files' | 'notices'> & {
  readonly articlesIn: number;
  readonly articlesOut: number;
};

/**
 * Publishes everything stored. It asks no network, and done twice it changes nothing the second
 * time. What it costs follows what changed since the last time.
 *
 * Do not change the order: the ledger commits first, with the names of the documents that are due,
 * and these are rendered from it, so what a crash leaves unwritten the next publish writes, with
 * the same ids and times.
 *
 * @throws PublishError where `out` cannot be written
 */
export async function publish(
  config: Config,
  gazetteer: Gazetteer,
  store: Store,
  options: {
    readonly out: string;
    readonly now: string;
    readonly force?: boolean;
    readonly onProgress?: OnProgress;
  },
): Promise<Published> {
  const { out, now, force = false, onProgress = () => {} } = options;
  const updated = await update(compileRules(config, gazetteer), store, now, (done, of) =>
    onProgress({ kind: 'judged', done, of }),
  );
  const { written, removed } = await writeDue(config, store, {
    out,
    force,
    counts: updated.counts,
    onWritten: (done, of) => onProgress({ kind: 'written', done, of }),
  });
  const counts = await store.publication.counts();
  return {
    notices: updated.notices,
    articlesIn: counts.in,
    articlesOut: counts.out,
    stories: {
      new: updated.new,
      ...(updated.backfill === 0 ? {} : { backfill: updated.backfill }),
      grown: updated.grown,
      total: counts.stories,
    },
    files: { written: written.length, removed: removed.length },
  };
}
