import { createTask, validate } from 'node-cron';
import { z } from 'zod';
import type { Site } from '../types.ts';
import { deploySchema } from './deploy.ts';
import { version } from './version.ts';

const line = z.string().trim().min(1);

const timeZone = z.string().refine(isTimeZone, {
  message: 'expected the name of a time zone, such as Asia/Karachi or UTC',
});

const webAddress = z.url({ protocol: /^https?$/, error: 'expected an http or https address' });

/** The fields of `topic.yaml` that say what the feed is and when it is made. */
export const topicFields = {
  version,
  /** Made once for a topic; feed and story ids derive from it for ever. */
  id: z.guid({ error: 'expected a UUID of its own; make one with `uuidgen`' }),
  title: line,
  subtitle: line.exactOptional(),
  author: line,
  language: z.string().refine((tag) => /^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag), {
    message: 'expected a BCP-47 tag, such as en',
  }),
  timeZone,
  site: webAddress
    .refine((address) => address.endsWith('/'), 'expected an address that ends with /')
    .exactOptional(),
  hub: webAddress.exactOptional(),
  contact: line.exactOptional(),
  /** What is forgotten when, in days. A week is the least: feeds may be out of reach so long. */
  retention: z.strictObject({ rejected: z.int().min(7).default(90) }).default({ rejected: 90 }),
  /** Told of each run; KARAKORAM_PING_URL goes before it, which is better for an address that is a key. */
  ping: webAddress.exactOptional(),
  /** A source without anything new for so long, or failing for so long, is worth a notice. */
  silentAfterDays: z.int().min(1).max(3650).default(30),
  deploy: deploySchema.exactOptional(),
  schedule: z
    .strictObject({
      cron: z
        .string()
        .refine(comesRound, 'expected a cron expression that comes round, such as */15 * * * *')
        .default('*/15 * * * *'),
      timeZone: timeZone.default('UTC'),
      /** Seconds; see `watch`. */
      jitter: z.number().min(0).max(3600).default(0),
    })
    .prefault({}),
} as const;

const topicHead = z.object(topicFields);

/** What the topic says of the published site. */
export function siteOf(topic: z.output<typeof topicHead>): Site {
  return {
    id: topic.id,
    title: topic.title,
    ...(topic.subtitle === undefined ? {} : { subtitle: topic.subtitle }),
    author: topic.author,
    language: topic.language,
    timeZone: topic.timeZone,
    silentAfterDays: topic.silentAfterDays,
    ...(topic.site === undefined ? {} : { base: topic.site }),
    ...(topic.hub === undefined ? {} : { hub: topic.hub }),
  };
}

/** Some are well formed and never due, such as the 31st of February. */
function comesRound(cron: string): boolean {
  if (!validate(cron)) return false;
  try {
    return createTask(cron, () => {}, { timezone: 'UTC' }).getNextRuns(1).length === 1;
  } catch {
    return false;
  }
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
