import { z } from 'zod';
import { version } from './version.ts';

const line = z.string().trim().min(1);

/**
 * The shape of `quality.yaml`: how well the rules of this topic did on labelled reports when they
 * were last measured. It is shown on the page about the feed.
 */
export const qualitySchema = z.strictObject({
  version,
  figures: z.array(z.strictObject({ name: line, value: line, meaning: line })),
});

export type QualityFile = z.output<typeof qualitySchema>;
