/** Tells a WebSub hub which feeds have changed, so that it fetches them for its subscribers. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EnvHttpProxyAgent, request } from 'undici';
import { type Made, readManifest } from '../publish/manifest.ts';

/** What the hub was told last: path of a feed → SHA-256 of what lay there. */
export type Told = ReadonlyMap<string, string>;

/** In milliseconds; a hub only notes down what it is told. */
const PATIENCE = 20_000;

/**
 * Tells the hub of every feed in `out` that changed since it was told last, which the file `memory`
 * keeps: a feed that it could not be told of is told of the next time. Call it when the feeds are
 * in their place, for the hub fetches them at once.
 *
 * @returns the feeds it was told of, and a sentence for each that failed
 */
export async function tellOfChanges(
  out: string,
  site: { readonly base: string; readonly hub: string },
  memory: string,
): Promise<{ readonly told: readonly string[]; readonly failures: readonly string[] }> {
  const files = readManifest(out).all();
  const before = readTold(await readFile(memory, 'utf8').catch(() => ''));
  const after = new Map(before);
  const failures: string[] = [];
  const told: string[] = [];
  for (const path of changedFeeds(files, before)) {
    const failure = await tellHub(site.hub, site.base + path);
    if (failure === undefined) {
      told.push(path);
      after.set(path, files.get(path)?.sha256 ?? '');
    } else failures.push(failure);
  }
  if (told.length > 0) {
    await mkdir(dirname(memory), { recursive: true });
    await writeFile(`${memory}.new`, `${JSON.stringify([...after])}\n`);
    await rename(`${memory}.new`, memory);
  }
  return { told, failures };
}

/** Documents that readers subscribe to: the main feeds and those of tags and languages. */
export function isSubscribed(path: string): boolean {
  if (/^(?:tags|languages)\/.+\.xml$/.test(path)) return true;
  return ['atom.xml', 'rss.xml', 'feed.json'].includes(path);
}

/** The feeds that are not as the hub was told last, by path. */
export function changedFeeds(files: ReadonlyMap<string, Made>, told: Told): string[] {
  return [...files]
    .filter(([path, { sha256 }]) => isSubscribed(path) && told.get(path) !== sha256)
    .map(([path]) => path)
    .toSorted();
}

/**
 * Tells the hub of one feed by its own address, as hubs have it by common use (WebSub leaves it to
 * them): a form with `hub.mode=publish` and `hub.url`. Gives a sentence where that failed.
 */
export async function tellHub(hub: string, feed: string): Promise<string | undefined> {
  const form = new URLSearchParams({ 'hub.mode': 'publish', 'hub.url': feed });
  try {
    const { statusCode, body } = await request(hub, {
      method: 'POST',
      body: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      dispatcher: new EnvHttpProxyAgent(),
      headersTimeout: PATIENCE,
      bodyTimeout: PATIENCE,
    });
    await body.dump();
    if (statusCode >= 200 && statusCode < 300) return undefined;
    return `The hub ${hub} answered ${statusCode} when told of ${feed}.`;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return `The hub ${hub} could not be told of ${feed}: ${reason}`;
  }
}

/** What was kept; a damaged file means that the hub is told of everything once more. */
function readTold(text: string): Told {
  try {
    const pairs: unknown = JSON.parse(text);
    if (!Array.isArray(pairs)) return new Map();
    return new Map(
      pairs.flatMap((pair: unknown): [string, string][] =>
        Array.isArray(pair) ? [[String(pair[0]), String(pair[1])]] : [],
      ),
    );
  } catch {
    return new Map();
  }
}
