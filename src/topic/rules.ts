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
const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'must be a country code of two capitals, such as "CN"');
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
    for (const [at, entity] of entities.entries()) {
      for (const field of ['rivals', 'friends'] as const) {
        for (const other of entity[field] ?? []) {
          if (seen.has(other)) continue;
          const message = `"${other}" is no id of this file; name an entity that is`;
          context.addIssue({ code: 'custom', path: [at, field], message });
        }
      }
    }
  }),
);

/** One entry of sources/gazetteer.yaml. */
export const entitySchema = z
  .strictObject({
    id,
    label: name,
    kind: z.enum(KINDS, `must be one of ${KINDS.join(', ')}`),
    country: country.exactOptional(),
    names: z.record(z.string(), z.array(name)),
    ambiguous: z.array(name).default([]),
    adjectives: z.array(name).exactOptional(),
    rivals: z.array(id).exactOptional(),
    friends: z.array(id).exactOptional(),
    languages: z.array(name).exactOptional(),
    from: day.exactOptional(),
    to: day.exactOptional(),
    note: z.string().exactOptional(),
  })
  .superRefine((entity, context) => {
    const spellings = new Set(Object.values(entity.names).flat());
    for (const field of ['ambiguous', 'adjectives'] as const) {
      for (const [at, spelling] of (entity[field] ?? []).entries()) {
        if (spellings.has(spelling)) continue;
        context.addIssue({
          code: 'custom',
          path: [field, at],
          message: `"${spelling}" is not among the names of ${entity.id}; add it there too`,
        });
      }
    }
  });

const place = z.enum(['title', 'lede', 'body'], 'must be title, lede or body');
const places = z.array(place).nonempty('must name a place: title, lede or body');

/** `opening` is the first sentence of the lede. */
const part = z.enum(
  ['title', 'opening', 'lede', 'body'],
  'must be title, opening (the first sentence), lede or body',
);
const parts = z.array(part).nonempty('must name a place: title, opening, lede or body');

const matchTest = z
  .strictObject({
    /** A side: any name of it; `others`: a name of any state that is no side. */
    named: z.string().exactOptional(),
    /** A side: its people, its bodies, or its name with an office or an act. */
    actor: z.string().exactOptional(),
    /** A side or `others`: the first name of a state in its place belongs to it. */
    first: z.string().exactOptional(),
    /** A side: the first name of a state in its place is its own, not "China's" or "Chinese". */
    subject: z.string().exactOptional(),
    /** A side or `others`: the first who acts in its places acts for it. */
    firstActor: z.string().exactOptional(),
    /** Two sides whose names stand side by side: "Pak-China", "Pakistan and China". */
    pair: z.tuple([z.string(), z.string()]).exactOptional(),
    kind: z.enum(KINDS, `must be one of ${KINDS.join(', ')}`).exactOptional(),
    /** Ids of the gazetteer, any of them. */
    any: z.array(id).nonempty().exactOptional(),
    /** How many different names it takes. */
    times: z.int().positive().default(1),
    /** Other places than those of the rule. */
    in: parts.exactOptional(),
  })
  .refine(
    ({ times: _times, in: _in, ...asked }) => Object.keys(asked).length > 0,
    'asks for nothing; give it named, actor, first, subject, firstActor, pair, kind or any',
  );

const matchRule = z.strictObject({
  id,
  /** The rule in words, for readers who wonder why a story is in. */
  says: name,
  weight: z.number(),
  in: parts,
  /** Holds only where the title is the outlet's own and not made from the first sentence. */
  givenTitle: z.boolean().default(false),
  needs: z.array(matchTest).nonempty('must hold at least one test'),
  lacks: z.array(matchTest).default([]),
});

/** Section `match` of sources/topic.yaml. */
export const matchRulesSchema = z
  .strictObject({
    bar: z.number().positive('must be above 0, or everything is in'),
    sides: z.record(
      id.refine((side) => side !== 'others', 'is the word for all other states; choose another'),
      z.strictObject({
        countries: z.array(country).nonempty(),
        /** Ids of offices that its own outlets mean without naming it, besides those of all. */
        home: z.array(id).default([]),
      }),
    ),
    /** Ids whose names speak of all sides at once: joint projects, ambassadors of one to the other. */
    both: z.array(id).default([]),
    /** Ids of forms that make the state before them an actor. */
    acts: z.array(id),
    /** Ids of offices that mean those at home where an outlet names no state with them. */
    home: z.array(id).default([]),
    /** Ids of offices that a state keeps in another: embassies, envoys; and of such by name. */
    missions: z.array(id).default([]),
    /** Ids of places whose names stand for their state: its capital. */
    capitals: z.array(id).default([]),
    /** Words before a state that does not act: "ships from China arrive". */
    prepositions: z.array(name).default([]),
    /** Words that part a state from an act after it: "Pakistan to marry a man she met". */
    partings: z.array(name).default([]),
    /** What may stand between two names that are a pair, besides space and hyphens. */
    joiners: z.array(name).default([]),
    rules: z.array(matchRule).nonempty(),
  })
  .superRefine(({ sides, rules }, context) => {
    const known = new Set([...Object.keys(sides), 'others']);
    for (const [at, rule] of rules.entries()) {
      for (const part of ['needs', 'lacks'] as const) {
        for (const [index, test] of rule[part].entries()) {
          const { named, actor, first, subject, firstActor, pair = [] } = test;
          for (const side of [named, actor, first, subject, firstActor, ...pair]) {
            if (side === undefined || known.has(side)) continue;
            context.addIssue({
              code: 'custom',
              path: ['rules', at, part, index],
              message: `"${side}" is no side; use ${[...known].join(', ')}`,
            });
          }
        }
      }
    }
  });

/** Section `tags` of sources/topic.yaml. */
export const tagRulesSchema = z.strictObject({
  /** What one mention adds, by place. */
  weights: z.strictObject({ title: z.number(), lede: z.number(), body: z.number() }),
  /**
   * Mentions that start later than this in the body, in characters, are not counted; a kind may
   * have a limit of its own.
   */
  bodyLimit: z.int().positive(),
  /** In which share of a story's reports a name must be salient, from above 0 to 1. */
  share: z.number().positive().max(1),
  /**
   * Kinds that become tags, in order: where they count, from which weight on a name is salient in
   * an article, and how many there are at most.
   */
  kinds: z.partialRecord(
    z.enum(KINDS),
    z.strictObject({
      in: places.default(['title', 'lede', 'body']),
      bar: z.number().positive(),
      bodyLimit: z.int().positive().exactOptional(),
      limit: z.int().positive(),
    }),
  ),
  /** Ids that stand in every story. */
  hidden: z.array(id).default([]),
  /** Names that speak of another tag as well. */
  implies: z
    .array(
      z.strictObject({
        tag: id,
        from: z.array(id).nonempty(),
        /** Only where one of these stands in title or lede. */
        with: z.array(id).nonempty().exactOptional(),
      }),
    )
    .default([]),
  /** Tags that give way where one of `to` is a tag too: who announces a visit makes no statement. */
  yields: z.array(z.strictObject({ tag: id, to: z.array(id).nonempty() })).default([]),
  outletKinds: z.record(
    id,
    z.strictObject({ label: name, zh: name.exactOptional(), ur: name.exactOptional() }),
  ),
});

export type TagRules = z.output<typeof tagRulesSchema>;
export type MatchRules = z.output<typeof matchRulesSchema>;
export type MatchRule = z.output<typeof matchRule>;
export type MatchTest = z.output<typeof matchTest>;
export type Part = z.output<typeof part>;
