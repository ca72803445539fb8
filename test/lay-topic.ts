import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type NewTopic, topicFiles } from '../src/init.ts';

/** Writes the files of a new topic into `sources/` of the folder. */
export async function layTopic(folder: string, topic: NewTopic): Promise<void> {
  for (const [name, text] of topicFiles(topic)) {
    const path = join(folder, 'sources', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}
