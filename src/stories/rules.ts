import { z } from 'zod';
import { compileGazetteer, type Gazetteer } from '../topic/gazetteer.ts';

const name = z.string().trim().min(1, 'is empty; write a word or leave it out');

/**
 * The section `stories:` of sources/topic.yaml: what helps to tell stories of this topic apart.
 * An act names what happens, with its words in each language; a `stage` is an act that is one
 * step of a chain of events, such as an announcement before an arrival. `common` are ids of the
 * gazetteer that stand in nearly every text of the topic.
 */
export const storyRulesSchema = z.strictObject({
  acts: z.array(
    z.strictObject({
      id: name,
      label: name,
      stage: z.boolean().default(false),
      names: z.record(z.string(), z.array(name)),
    }),
  ),
  common: z.array(name).default([]),
});

export type StoryRules = z.output<typeof storyRulesSchema>;

/** The rules ready for use: compiled once, for all articles of a run. */
export type StoryWords = {
  readonly acts: Gazetteer;
  /** Ids of the acts that are steps of a chain. */
  readonly stages: ReadonlySet<string>;
  readonly common: ReadonlySet<string>;
};

export function compileStoryRules(rules: StoryRules): StoryWords {
  return {
    acts: compileGazetteer(
      rules.acts.map(({ id, label, names }) => ({ id, label, names, kind: 'form', ambiguous: [] })),
    ),
    stages: new Set(rules.acts.filter(({ stage }) => stage).map(({ id }) => id)),
    common: new Set(rules.common),
  };
}
