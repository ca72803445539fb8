import { z } from 'zod';

/** The kinds of `EntityKind`, as written in sources/gazetteer.yaml. */
const KINDS = [
  'country',
  'person',
  'organisation',
  'company',
  'place',
  'project',
  'event',
  'theme',
  'phrase',
  'form',
  'office',
  'pull',
  'mask',
] as const;

const name = z.string().trim().min(1, 'is empty; write a spelling or leave it out');
const id = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be small letters and digits joined by hyphens');
const day = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, 'must be "YYYY", "YYYY-MM" or "YYYY-MM-DD", in quotes');

/** The whole of sources/gazetteer.yaml: a list of entities, each id once. */
export const gazetteerSchema = z.lazy(() =>
  z.array(entitySchema).superRefine((entities, context) => {
    const seen = new Set<string>();
    for (const [at, entity] of entities.entries()) {
      if (seen.has(entity.id)) {
        context.addIssue({
          code: 'custom',
          path: [at, 'id'],
          message: `"${entity.id}" stands twice; merge the two entries or rename one`,
        });
      }
      seen.add(entity.id);
    }
  }),
);

/** One entry of sources/gazetteer.yaml. */
export const entitySchema = z
  .strictObject({
    id,
    label: name,
    kind: z.enum(KINDS, `must be one of ${KINDS.join(', ')}`),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'must be a country code of two capitals, such as "CN"')
      .exactOptional(),
    names: z.record(z.string(), z.array(name)),
    ambiguous: z.array(name).default([]),
    from: day.exactOptional(),
    to: day.exactOptional(),
    note: z.string().exactOptional(),
  })
  .superRefine((entity, context) => {
    const spellings = new Set(Object.values(entity.names).flat());
    for (const [at, spelling] of entity.ambiguous.entries()) {
      if (!spellings.has(spelling)) {
        context.addIssue({
          code: 'custom',
          path: ['ambiguous', at],
          message: `"${spelling}" is not among the names of ${entity.id}; add it there too`,
        });
      }
    }
  });
