import { z } from 'zod';

/** Where `deploy` puts the site; the keys to it come from the environment and stand in no file. */
export const deploySchema = z.strictObject({
  bucket: z.string().min(1).exactOptional(),
  /** A folder of the bucket. */
  prefix: z
    .string()
    .refine((text) => /^(?:[^/]+\/)+$/.test(text), 'expected a path such as news/karakoram/')
    .exactOptional(),
  region: z.string().min(1).exactOptional(),
  /** Of storage that is not Amazon's. */
  endpoint: z
    .url({ protocol: /^https?$/, error: 'expected an http or https address' })
    .exactOptional(),
  /** Whether the bucket stands in the path; so it does at an endpoint unless said otherwise. */
  pathStyle: z.boolean().exactOptional(),
});
