import { validate } from 'node-cron';
import { z } from 'zod';
import type { Site } from '../types.ts';
import { deploySchema } from './deploy.ts';

const line = z.string().trim().min(1);

const timeZone = z.string().refine(isTimeZone, {
  message: 'expected the name of a time zone, such as Asia/Karachi or UTC',
});

const webAddress = z.url({ protocol: /^https?$/, error: 'expected an http or https address' });

/** The fields of `topic.yaml` that say what the feed is and when it is made. */
export const topicFields = {
  version: z.literal(1),
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
  deploy: deploySchema.exactOptional(),
  schedule: z
    .strictObject({
      cron: z
        .string()
        .refine((text) => validate(text), 'expected a cron expression, such as */15 * * * *'),
      timeZone,
    })
    .default({ cron: '*/15 * * * *', timeZone: 'UTC' }),
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
    ...(topic.site === undefined ? {} : { base: topic.site }),
    ...(topic.hub === undefined ? {} : { hub: topic.hub }),
  };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
