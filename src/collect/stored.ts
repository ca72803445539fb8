import type { Trouble } from '../report.ts';
import type { FileRead, Kept, Store } from '../store/store.ts';
import { readArticles } from './articles.ts';
import type { StoredContext } from './document/article.ts';

/** Files kept in one transaction: few enough to hold in memory, many enough to be quick. */
const batchSize = 500;

/**
 * Takes new, changed and removed stored articles into the store. Unchanged files are not read.
 *
 * @returns what changed, and a line for each file of the folder that is no article
 */
export async function collectStored(
  folder: string,
  store: Store,
  context: StoredContext,
): Promise<Kept & { readonly notices: readonly Trouble[] }> {
  const known = await store.files();
  const missing = new Set(known.keys());
  const notices: Trouble[] = [];
  let total: Kept = { added: 0, changed: 0, withdrawn: 0 };
  let batch: FileRead[] = [];

  const keep = async (gone: readonly string[]): Promise<void> => {
    if (batch.length === 0 && gone.length === 0) return;
    const kept = await store.keepFiles(batch, gone, context.now);
    batch = [];
    total = {
      added: total.added + kept.added,
      changed: total.changed + kept.changed,
      withdrawn: total.withdrawn + kept.withdrawn,
    };
  };

  for await (const read of readArticles(folder, known, context)) {
    missing.delete(read.file);
    const problem = read.kind === 'read' ? read.problem : known.get(read.file)?.problem;
    if (problem !== undefined) notices.push({ where: read.file, cause: read.file, problem });
    if (read.kind === 'read') batch.push(read);
    if (batch.length >= batchSize) await keep([]);
  }
  await keep([...missing]);
  return { ...total, notices };
}
