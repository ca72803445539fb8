import { z } from 'zod';
import { gazetteerSchema } from '../topic/rules.ts';
import { decisionsSchema } from './decisions.ts';
import { feedsSchema } from './feeds.ts';
import { topicSchema } from './read.ts';

const schemas = new Map<string, z.ZodType>([
  ['topic', topicSchema],
  ['gazetteer', gazetteerSchema],
  ['feeds', feedsSchema],
  ['decisions', decisionsSchema],
]);

/** Folder of the JSON Schemas below a sources folder. */
export const schemaFolder = '.schema';

/**
 * A JSON Schema (draft 2020-12) for each YAML file that people write, made from what checks it,
 * by file name: an editor that knows `# yaml-language-server: $schema=…` completes and checks
 * with it.
 */
export function jsonSchemas(): ReadonlyMap<string, string> {
  return new Map(
    [...schemas].map(([name, schema]) => {
      const made = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
      const { $schema, ...rest } = made;
      const whole = { $schema, title: `${name}.yaml of a Karakoram topic`, ...rest };
      return [`${name}.json`, `${JSON.stringify(whole, undefined, 2)}\n`];
    }),
  );
}

/** The line with which a YAML file names its schema. */
export function schemaLine(name: string): string {
  return `# yaml-language-server: $schema=${schemaFolder}/${name}.json`;
}
