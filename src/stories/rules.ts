import { z } from 'zod';
import { compileGazetteer, type Gazetteer } from '../topic/gazetteer.ts';

const name = z.string().trim().min(1, 'is empty; write a word or leave it out');

/**
 * The section `stories:` of sources/topic.yaml: what helps to tell stories of this topic apart.
 * An act names what happens, with its words in each language; a `stage` is an act that is one
 * step of a chain of events, such as an announcement before an arrival. Where an act is named, the
 * acts that it stands `over` are only its purpose, occasion or cause: "left to hold talks".
 * `masks` are words that look like those of an act and are none: `上将出席` is no `将出席`.
 * `apart` lists kinds of events that exclude one another, each kind as the acts that make it.
 * An office has its words and its holders; who `speaks` is not whom a report is about.
 * A matter is what a report is about besides names, such as a flood, with its words.
 * `common` are ids of the gazetteer that stand in nearly every text of the topic. `publishers`
 * name the outlets that each owns.
 */
export const storyRulesSchema = z
  .strictObject({
    acts: z.array(
      z.strictObject({
        id: name,
        label: name,
        stage: z.boolean().default(false),
        over: z.array(name).default([]),
        names: z.record(z.string(), z.array(name)),
      }),
    ),
    masks: z.record(z.string(), z.array(name)).default({}),
    apart: z.record(name, z.array(z.array(name).min(1)).min(2)).default({}),
    offices: z
      .array(
        z.strictObject({
          id: name,
          label: name,
          names: z.record(z.string(), z.array(name)),
          people: z.array(name).default([]),
          speaks: z.boolean().default(false),
        }),
      )
      .default([]),
    matters: z
      .array(z.strictObject({ id: name, label: name, names: z.record(z.string(), z.array(name)) }))
      .default([]),
    common: z.array(name).default([]),
    publishers: z.record(name, z.array(name)).default({}),
  })
  .superRefine(({ acts, apart, publishers }, context) => {
    const known = new Set(acts.map(({ id }) => id));
    const check = (id: string, path: (string | number)[]) => {
      if (known.has(id)) return;
      context.addIssue({
        code: 'custom',
        path,
        message: `"${id}" is no act; add it to acts or leave it out`,
      });
    };
    for (const [at, { over }] of acts.entries()) {
      for (const [place, id] of over.entries()) check(id, ['acts', at, 'over', place]);
    }
    const owners = new Map<string, string>();
    for (const [owner, outlets] of Object.entries(publishers)) {
      for (const [at, outlet] of outlets.entries()) {
        const other = owners.get(outlet);
        owners.set(outlet, owner);
        if (other === undefined) continue;
        const message = `"${outlet}" belongs to ${other} already; an outlet has one publisher`;
        context.addIssue({ code: 'custom', path: ['publishers', owner, at], message });
      }
    }
    for (const [group, kinds] of Object.entries(apart)) {
      for (const [at, ids] of kinds.entries()) {
        for (const [place, id] of ids.entries()) check(id, ['apart', group, at, place]);
      }
    }
  });

export type StoryRules = z.output<typeof storyRulesSchema>;

/** The rules ready for use: compiled once, for all articles of a run. */
export type StoryWords = {
  readonly acts: Gazetteer;
  /** Ids of the acts that are steps of a chain. */
  readonly stages: ReadonlySet<string>;
  /** For each act those that do not count beside it. */
  readonly over: ReadonlyMap<string, readonly string[]>;
  /** For each act the kinds of events that it makes, as "visit: arrival". */
  readonly forms: ReadonlyMap<string, readonly string[]>;
  readonly offices: Gazetteer;
  /** Ids of offices by the id of who holds them. */
  readonly officesOf: ReadonlyMap<string, readonly string[]>;
  /** Ids of offices that speak for others. */
  readonly speakers: ReadonlySet<string>;
  readonly matters: Gazetteer;
  readonly common: ReadonlySet<string>;
};

export function compileStoryRules(rules: StoryRules): StoryWords {
  return {
    acts: compileWords(rules.acts, rules.masks),
    stages: new Set(rules.acts.filter(({ stage }) => stage).map(({ id }) => id)),
    over: new Map(rules.acts.map(({ id, over }) => [id, over])),
    forms: listsBy(
      Object.entries(rules.apart).flatMap(([group, kinds]) =>
        kinds.flatMap((acts) => acts.map((act) => [act, `${group}: ${acts[0]}`] as const)),
      ),
    ),
    offices: compileWords(rules.offices),
    officesOf: listsBy(
      rules.offices.flatMap(({ id, people }) => people.map((person) => [person, id] as const)),
    ),
    speakers: new Set(rules.offices.filter(({ speaks }) => speaks).map(({ id }) => id)),
    matters: compileWords(rules.matters),
    common: new Set(rules.common),
  };
}

type Words = Pick<StoryRules['acts'][number], 'id' | 'label' | 'names'>;

function compileWords(words: readonly Words[], masks: Words['names'] = {}): Gazetteer {
  const mask = { id: 'masks', label: 'Masks', names: masks, kind: 'mask', ambiguous: [] } as const;
  return compileGazetteer([
    ...words.map(({ id, label, names }) => ({
      id,
      label,
      names,
      kind: 'form' as const,
      ambiguous: [],
    })),
    mask,
  ]);
}

function listsBy(pairs: readonly (readonly [string, string])[]): Map<string, readonly string[]> {
  const lists = new Map<string, readonly string[]>();
  for (const [key, value] of pairs) lists.set(key, [...(lists.get(key) ?? []), value]);
  return lists;
}
