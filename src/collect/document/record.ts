import { z } from 'zod';
import { describeComplaint } from '../../config/complaint.ts';
import { checkYaml } from '../../config/yaml.ts';
import { outletKinds } from '../../types.ts';
import { readDate } from '../date.ts';
import { webAddress } from '../url.ts';

const line = z
  .string()
  .trim()
  .min(1, 'is empty; fill it in or remove it')
  .max(1_000, 'is longer than 1,000 characters');
const given = {
  id: z.union([line, z.number().transform(String)]).optional(),
  url: line
    .refine((text) => webAddress(text) !== undefined, 'is no http or https address')
    .optional(),
  title: line.optional(),
  published: line
    .refine((text) => readDate(text) !== undefined, 'is no date; write it as 2024-05-21')
    .optional(),
  outlet: line.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country code of two capitals, such as "CN"')
    .optional(),
  kind: z.enum(outletKinds, `must be one of ${outletKinds.join(', ')}`).optional(),
  language: z
    .string()
    .regex(
      /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/,
      'must be a language code, such as "en" or "zh-Hant"',
    )
    .optional(),
  author: line.optional(),
  authors: z.union([line.transform((name) => [name]), z.array(line)]).optional(),
  agency: line.optional(),
  dateline: line.optional(),
  summary: line.optional(),
  tags: z.array(line).optional(),
  categories: z.array(line).optional(),
  republish: z.enum(['excerpt', 'full'], 'must be excerpt or full').optional(),
};

/** What a person or a program says of a stored article apart from its text. */
export type Fields = z.output<ReturnType<typeof z.strictObject<typeof given>>>;

/** The fields and the text of one stored article, or what is wrong with them in a sentence. */
export type Stated =
  | { readonly fields: Fields; readonly text: string; readonly problem?: never }
  | { readonly problem: string; readonly fields?: never; readonly text?: never };

/**
 * Splits a Markdown file into its front matter (YAML between two lines of `---`) and its text. A
 * field that is unknown or malformed is told with the line of the file it stands in.
 */
export function readFrontMatter(file: string, content: string): Stated {
  const match = /^\ufeff?---[ \t]*\r?\n(?<yaml>[\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(content);
  if (match === null) return { fields: {}, text: content };
  const checked = checkYaml(file, match.groups?.yaml ?? '', z.strictObject(given));
  if (checked.complaints.length > 0) {
    // The YAML starts on the second line of the file.
    const told = checked.complaints.map((complaint) =>
      describeComplaint({
        ...complaint,
        ...(complaint.line === undefined ? {} : { line: complaint.line + 1 }),
      }),
    );
    return { problem: told.join('; ') };
  }
  return { fields: checked.value ?? {}, text: content.slice(match[0].length) };
}

const texts = ['text', 'content', 'body', 'articleBody'] as const;

/**
 * The fields and the text of a JSON record as exports write them: `text` (or `content`, `body`,
 * `articleBody`) and any of the fields above; fields of other names and empty ones are left alone.
 */
export function readRecord(place: string, value: unknown): Stated {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { problem: `${place}: is no record; expected an object with "text"` };
  }
  const entries = new Map(
    Object.entries(value).filter(([, content]) => content !== null && content !== ''),
  );
  const text = texts
    .map((name) => entries.get(name))
    .find((content) => typeof content === 'string');
  const known = [...entries].filter(([name]) => Object.hasOwn(given, name));
  const result = z.object(given).safeParse(Object.fromEntries(known));
  if (!result.success) {
    const told = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    return { problem: `${place}: ${told.join('; ')}` };
  }
  if (typeof text !== 'string' && result.data.title === undefined) {
    return { problem: `${place}: has neither "text" nor "title"` };
  }
  return { fields: result.data, text: typeof text === 'string' ? text : '' };
}

/** Markdown as plain text: a paragraph a line, without the marks of headings, links and stress. */
export function plainMarkdown(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/\n[ \t]*\n/)
    .map((block) =>
      /^\s*(?:[-*+•]|\d+\.)\s/m.test(block) ? block : block.replace(/\n(?=\S)/g, ' '),
    )
    .join('\n\n')
    .replace(/!\[[^\][]{0,300}\]\([^()\s]{0,2000}\)/g, '')
    .replace(/\[([^\][]{1,300})\]\([^()\s]{0,2000}\)/g, '$1')
    .replace(/(\*\*|__)(?=\S)([^*_\n]{1,500})\1/g, '$2')
    .replace(/^[ \t]{0,3}#{1,6}[ \t]+/gm, '')
    .replace(/^[ \t]{0,3}>[ \t]?/gm, '');
}
