import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { PROGRAM } from '../publish/program.ts';
import type { Schedule } from '../schedule.ts';
import type { Remembered } from '../store/remembered.ts';
import type { RetentionRules } from '../store/retention.ts';
import { storyRulesSchema } from '../stories/rules.ts';
import { gazetteerSchema, matchRulesSchema, tagRulesSchema } from '../topic/rules.ts';
import type { Entity, Site, Source } from '../types.ts';
import { type Complaint, ConfigError } from './complaint.ts';
import { type Decision, decisionsSchema } from './decisions.ts';
import type { deploySchema } from './deploy.ts';
import { feedsSchema, readFeedsText } from './feeds.ts';
import { readOpml } from './opml.ts';
import { qualitySchema } from './quality.ts';
import { siteOf, topicFields } from './topic.ts';
import { type Checked, checkYaml } from './yaml.ts';

/** The checked contents of a sources folder. */
export type Config = {
  readonly site: Site;
  readonly schedule: Schedule;
  /** How the owner of a feed can reach us, told with every request. */
  readonly contact?: string;
  readonly retention: RetentionRules;
  /** Address of a monitor that is told of each run. */
  readonly ping?: string;
  readonly silentAfterDays: number;
  /** Where `deploy` puts the site. */
  readonly deploy?: z.output<typeof deploySchema>;
  readonly sources: readonly Source[];
  readonly entities: readonly Entity[];
  readonly match: z.output<typeof matchRulesSchema>;
  readonly tags: z.output<typeof tagRulesSchema>;
  readonly stories: z.output<typeof storyRulesSchema>;
  /** Repair by hand, in the order of the file. */
  readonly decisions: readonly Decision[];
  /** Measured quality, for readers. */
  readonly figures: z.output<typeof qualitySchema>['figures'];
};

/** The shape of `topic.yaml`. */
export const topicSchema = z.strictObject({
  ...topicFields,
  match: matchRulesSchema,
  tags: tagRulesSchema,
  stories: storyRulesSchema.prefault({ acts: [] }),
});

/**
 * Reads `topic.yaml`, `gazetteer.yaml` and the feeds of a sources folder.
 *
 * @param remembered spares reading names again that are as they were
 * @throws ConfigError with everything that is wrong at once, each with file, line and field
 */
export async function readConfig(
  folder: string,
  remembered?: Pick<Remembered, 'recall' | 'learn'>,
): Promise<Config> {
  const names = await readdir(folder).catch(() => {
    throw new ConfigError([
      { file: folder, problem: 'is no folder that can be read; name one with --sources' },
    ]);
  });
  const text = async (name: string): Promise<string | undefined> =>
    names.includes(name) ? await readFile(join(folder, name), 'utf8') : undefined;

  const topic = required('topic.yaml', await text('topic.yaml'), topicSchema);
  const gazetteer = readNames(await text('gazetteer.yaml'), remembered);
  const feeds = checkYaml('feeds.yaml', (await text('feeds.yaml')) ?? noFeeds, feedsSchema);
  const decisions = checkYaml(
    'decisions.yaml',
    (await text('decisions.yaml')) ?? noDecisions,
    decisionsSchema,
  );
  const quality = checkYaml(
    'quality.yaml',
    (await text('quality.yaml')) ?? noQuality,
    qualitySchema,
  );
  const plain = readFeedsText('feeds.txt', (await text('feeds.txt')) ?? '');
  const lists = [];
  for (const name of names.filter((name) => /\.opml$/i.test(name)).sort()) {
    lists.push(readOpml(name, (await text(name)) ?? ''));
  }

  const complaints: Complaint[] = [
    ...topic.complaints,
    ...gazetteer.complaints,
    ...feeds.complaints,
    ...plain.complaints,
    ...lists.flatMap((list) => list.complaints),
    ...decisions.complaints,
    ...quality.complaints,
  ];
  if (
    topic.value === undefined ||
    gazetteer.value === undefined ||
    feeds.value === undefined ||
    decisions.value === undefined ||
    quality.value === undefined ||
    complaints.length > 0
  ) {
    throw new ConfigError(complaints);
  }
  const { schedule, contact, ping, silentAfterDays, retention, deploy, match, tags, stories } =
    topic.value;
  return {
    site: { ...siteOf(topic.value), publishers: stories.publishers },
    schedule,
    ...(contact === undefined ? {} : { contact }),
    retention,
    ...(ping === undefined ? {} : { ping }),
    silentAfterDays,
    ...(deploy === undefined ? {} : { deploy }),
    sources: withoutRepeats([
      ...feeds.value.feeds,
      ...plain.sources,
      ...lists.flatMap((list) => list.sources),
    ]),
    entities: gazetteer.value,
    match,
    tags,
    stories,
    decisions: decisions.value.decisions,
    figures: quality.value.figures,
  };
}

const noFeeds = 'version: 1\nfeeds: []\n';
const noQuality = 'version: 1\nfigures: []\n';
const noDecisions = 'version: 1\ndecisions: []\n';

/** A thousand names take longer to read than all else that a quiet run does. */
function readNames(
  text: string | undefined,
  remembered: Pick<Remembered, 'recall' | 'learn'> | undefined,
): Checked<z.output<typeof gazetteerSchema>> {
  const key = createHash('sha256').update(`${PROGRAM}\n${text}`).digest('hex');
  const known = text === undefined ? undefined : remembered?.recall(key);
  if (known !== undefined) {
    return { value: JSON.parse(known) as z.output<typeof gazetteerSchema>, complaints: [] };
  }
  const checked = required('gazetteer.yaml', text, gazetteerSchema);
  if (checked.value !== undefined) remembered?.learn(key, JSON.stringify(checked.value));
  return checked;
}

function required<Schema extends z.ZodType>(
  file: string,
  text: string | undefined,
  schema: Schema,
): Checked<z.output<Schema>> {
  if (text !== undefined) return checkYaml(file, text, schema);
  return { complaints: [{ file, problem: 'is missing; every sources folder needs one' }] };
}

/** An address in several files is the feed of the first, which says more about it. */
function withoutRepeats(sources: readonly Source[]): Source[] {
  const seen = new Set<string>();
  return sources.filter((source) => {
    const fresh = !seen.has(source.url);
    seen.add(source.url);
    return fresh;
  });
}
