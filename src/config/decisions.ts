import { z } from 'zod';
import { version } from './version.ts';

const article = z.string().trim().min(1, 'is empty; write an address, an id or the path of a file');
const pair = z.tuple([article, article]);
const tags = z.array(z.string().trim().min(1)).default([]);

const reason = {
  /** Shown to readers beside the story. */
  because: z.string().trim().min(1, 'is empty; say why'),
  on: z.string().regex(/^\d{4}-\d\d-\d\d$/, 'expected a day, such as 2026-05-21'),
};

/**
 * The shape of `decisions.yaml`: repair by hand. An article is named by its address, by its id as
 * `export` prints it, or by its path in the articles folder.
 */
export const decisionsSchema = z.strictObject({
  version,
  decisions: z.array(
    z.union(
      [
        z.strictObject({ accept: article, ...reason }),
        z.strictObject({ reject: article, ...reason }),
        z.strictObject({ merge: pair, ...reason }),
        z.strictObject({ split: pair, ...reason }),
        z.strictObject({ lead: article, ...reason }),
        z.strictObject({ tag: article, add: tags, remove: tags, ...reason }),
      ],
      'expected one of accept, reject, merge, split, lead or tag, with because and on beside it',
    ),
  ),
});

export type Decision = z.output<typeof decisionsSchema>['decisions'][number];
