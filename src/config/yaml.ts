import { type Document, isMap, isNode, isPair, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import type { Complaint } from './complaint.ts';
import { configVersion } from './version.ts';

/** A checked value, or everything that is wrong with its file. */
export type Checked<Value> =
  | { readonly value: Value; readonly complaints: readonly [] }
  | { readonly value?: never; readonly complaints: readonly Complaint[] };

/**
 * Reads YAML text and checks it against a schema.
 *
 * @param file name for the complaints, below the sources folder
 * @returns the value, or one complaint for each thing wrong, with its line
 */
export function checkYaml<Schema extends z.ZodType>(
  file: string,
  text: string,
  schema: Schema,
): Checked<z.output<Schema>> {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  if (document.errors.length > 0) {
    return {
      complaints: document.errors.map((error) => ({
        file,
        line: lines.linePos(error.pos[0]).line,
        problem: `is not YAML: ${error.message}`,
      })),
    };
  }
  const result = schema.safeParse(document.toJS({ maxAliasCount: 100 }) ?? {});
  if (result.success) return { value: result.data, complaints: [] };
  // What a newer version means by its fields is not known here.
  const isNewer = Number(isMap(document.contents) && document.get('version')) > configVersion;
  const issues = result.error.issues.filter(({ path }) => !isNewer || path.join() === 'version');
  return {
    complaints: issues
      .flatMap((issue) => complaintsOf(file, document, lines, issue))
      .sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
  };
}

function complaintsOf(
  file: string,
  document: Document,
  lines: LineCounter,
  issue: z.core.$ZodIssue,
): Complaint[] {
  const complain = (path: readonly PropertyKey[], problem: string): Complaint => {
    const line = lineOf(document, lines, path);
    return {
      file,
      ...(line === undefined ? {} : { line }),
      ...(path.length === 0 ? {} : { field: path.join('.') }),
      problem,
    };
  };
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) =>
      complain([...issue.path, key], 'is not a field known here; remove it or correct its name'),
    );
  }
  const missing = issue.code === 'invalid_type' && /received undefined$/.test(issue.message);
  const problem = issue.message
    .replace(/^Invalid (input|option): /, missing ? 'is missing, ' : '')
    .replace(/ (string|array|object|record)\b/g, (_, type) => ` ${inWords.get(type)}`)
    .replace(/, received undefined$/, '');
  return [complain(issue.path, problem)];
}

const inWords = new Map([
  ['string', 'text'],
  ['array', 'a list'],
  ['object', 'fields'],
  ['record', 'fields'],
]);

/** The line of the field, or of the nearest thing around it that is in the file. */
function lineOf(
  document: Document,
  lines: LineCounter,
  path: readonly PropertyKey[],
): number | undefined {
  for (let length = path.length; length >= 0; length--) {
    const offset = offsetOf(document, path.slice(0, length));
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return undefined;
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const last = path.at(-1);
  const parent: unknown =
    path.length > 1 ? document.getIn(path.slice(0, -1), true) : document.contents;
  if (last !== undefined && isMap(parent)) {
    const pair = parent.items.find((item) => isPair(item) && keyOf(item.key) === last);
    return pair !== undefined && isNode(pair.key) ? startOf(pair.key) : undefined;
  }
  const node: unknown = path.length === 0 ? document.contents : document.getIn(path, true);
  return isNode(node) ? startOf(node) : undefined;
}

function keyOf(key: unknown): unknown {
  return isNode(key) ? key.toJSON() : key;
}

function startOf(node: Node): number | undefined {
  return node.range?.[0];
}
