import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import type { Trouble } from '../report.ts';
import type { FileRead, Kept, KnownFile, Store } from '../store/store.ts';
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
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) {
    // A folder that is not mounted today must not withdraw everything.
    const problem = `${folder} is no folder that can be read; no stored article was taken or withdrawn.`;
    return {
      added: 0,
      changed: 0,
      withdrawn: 0,
      notices: [{ where: folder, cause: 'no-folder', problem }],
    };
  }
  const files = await store.files();
  const reader = readerOf(context);
  // Names and dated events decide on titles and dates, so a change of them reads every file again.
  const known = (await store.note('reader')) === reader ? files : new Map<string, KnownFile>();
  const missing = new Set(files.keys());
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
    const problem = read.kind === 'read' ? read.problem : files.get(read.file)?.problem;
    if (problem !== undefined) notices.push({ where: read.file, cause: read.file, problem });
    if (read.kind === 'read') batch.push(read);
    if (batch.length >= batchSize) await keep([]);
  }
  await keep([...missing]);
  await store.keepNote('reader', reader);
  return { ...total, notices };
}

/** Of everything but the text itself that an article is read with. */
function readerOf({ gazetteer, sources }: StoredContext): string {
  const read = [
    [...gazetteer.entities.values()],
    sources.map(({ off: _off, ...source }) => source),
  ];
  return createHash('sha256').update(JSON.stringify(read)).digest('hex');
}
