import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import PQueue from 'p-queue';
import { type Made, manifestText, parseManifest, readManifest } from '../publish/manifest.ts';
import { MANIFEST } from '../publish/paths.ts';
import { type Bucket, DeployError } from './bucket.ts';
import { servedAs, servingRules } from './kinds.ts';
import { planDeploy } from './plan.ts';

export type Deployed = {
  /** Paths below `out/`, in the order of the work. */
  readonly uploaded: readonly string[];
  readonly removed: readonly string[];
  readonly unchanged: number;
};

/** Requests at a time: enough to fill a line, few enough for small servers. */
const AT_ONCE = 12;
/**
 * What was put up is noted after each batch, so that a deploy that is killed goes on there. Of a
 * small site a batch is what slow storage takes in some seconds; a large one has a list of some
 * megabytes, which is put up twenty times at most.
 */
const NOTED_AFTER = 100;
const NOTED_PARTS = 20;

/**
 * Makes the bucket hold what `out` holds of ours: only what changed, pages before the feeds that
 * point to them, what is stale last. The manifest that lies in the bucket too tells what is there,
 * so nothing is listed, and nothing that it does not name is ever removed.
 *
 * Done twice it does nothing the second time. Cut short, it leaves a site without dead links, and
 * the next one goes on. With `dryRun` it says what it would do and does nothing.
 *
 * @throws DeployError with what to do
 */
export async function deploy(out: string, bucket: Bucket, dryRun = false): Promise<Deployed> {
  const list = readManifest(out);
  if (list.hash === undefined) {
    throw new DeployError(`${out} holds no ${MANIFEST}: make a feed there with a run first.`);
  }
  const wanted = list.all();
  const text = manifestText(wanted);
  refuseUnfinished(out, wanted);

  const note = noteOf(text);
  const noted = await bucket.note(MANIFEST);
  if (noted === note) return { uploaded: [], removed: [], unchanged: wanted.size };
  if (noted === undefined) await refuseForeign(bucket);

  const there = parseManifest((await bucket.read(MANIFEST)) ?? '');
  // Files that were put up by other rules of type and caching are put up again.
  const known = noted?.endsWith(RULES) ? there : new Map([...there].map(unsure));
  const { groups, removals } = planDeploy(wanted, known);
  const due = groups.flat();
  const done = { uploaded: due, removed: removals, unchanged: wanted.size - due.length };
  if (dryRun) return done;

  const after = new Map([...known, ...due.map((path) => unsure([path, blank]))]);
  const keep = () => putManifest(bucket, manifestText(after), `under way ${RULES}`);
  await keep();
  try {
    for (const batch of groups.flatMap((group) => batchesOf(group, due.length))) {
      await inTurns(batch, async (path) => {
        const made = wanted.get(path) ?? blank;
        await bucket.put(path, await readWhole(out, path, made), servedAs(path));
        after.set(path, made);
      });
      if (due.length > NOTED_AFTER) await keep();
    }
    await inTurns(removals, (path) => bucket.remove(path));
  } catch (error) {
    // What is up need not be put up again; if that cannot be said either, it will be.
    await keep().catch(() => undefined);
    throw error;
  }
  await putManifest(bucket, text, note);
  return done;
}

const blank: Made = { sha256: '', bytes: 0 };

function unsure([path]: readonly [string, Made]): [string, Made] {
  return [path, blank];
}

/** Changes when files have to be put up again though they did not change. */
const RULES = createHash('sha256').update(servingRules()).digest('hex').slice(0, 12);

/** What is noted on the manifest: of which text it is, and by which rules the files were put up. */
function noteOf(text: string): string {
  return `${createHash('sha256').update(text).digest('hex')} ${RULES}`;
}

function refuseUnfinished(out: string, wanted: ReadonlyMap<string, Made>): void {
  const open = [...wanted].find(([, { sha256 }]) => sha256 === '');
  if (open === undefined) return;
  throw new DeployError(
    `${join(out, open[0])} is being written, or a run was killed while it wrote it: deploy after the next run has ended.`,
  );
}

/** A bucket without our manifest may be somebody's site. */
async function refuseForeign(bucket: Bucket): Promise<void> {
  if ((await bucket.note('index.html')) === undefined) return;
  throw new DeployError(
    'There is an index.html in the bucket that was not put there by a deploy, and it would be overwritten: name another --prefix, or remove it.',
  );
}

function putManifest(bucket: Bucket, text: string, note: string): Promise<void> {
  return bucket.put(MANIFEST, Buffer.from(text), servedAs(MANIFEST), note);
}

function batchesOf(paths: readonly string[], all: number): string[][] {
  const size = Math.max(NOTED_AFTER, Math.ceil(all / NOTED_PARTS));
  const batches: string[][] = [];
  for (let start = 0; start < paths.length; start += size) {
    batches.push(paths.slice(start, start + size));
  }
  return batches;
}

/** Several at a time. After the first that fails no other is begun; those under way are awaited. */
async function inTurns(
  paths: readonly string[],
  work: (path: string) => Promise<void>,
): Promise<void> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  try {
    await queue.addAll(paths.map((path) => () => work(path)));
  } finally {
    queue.clear();
    await queue.onIdle();
  }
}

/** The file as the manifest says it is: a run may have begun since that was read. */
async function readWhole(out: string, path: string, { sha256 }: Made): Promise<Uint8Array> {
  const bytes = await readFile(join(out, path)).catch(() => undefined);
  if (bytes === undefined || createHash('sha256').update(bytes).digest('hex') !== sha256) {
    throw new DeployError(
      `${join(out, path)} is not what ${MANIFEST} says: a run has begun meanwhile, or somebody changed it. Deploy again after the next run.`,
    );
  }
  return bytes;
}
