import { createHash } from 'node:crypto';
import { z } from 'zod';
import { outletKinds, type Source } from '../types.ts';
import type { Complaint } from './complaint.ts';
import { version } from './version.ts';

const address = z.string().refine(isWebAddress, { message: 'expected an http or https address' });

const feedSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case words joined by hyphens'),
    name: z.string().min(1).optional(),
    url: address,
    site: address.exactOptional(),
    outlet: z.string().min(1),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'expected the two capital letters of ISO 3166-1, such as PK')
      .exactOptional(),
    language: z
      .string()
      .refine(isLanguage, { message: 'expected a BCP-47 tag, such as ur' })
      .exactOptional(),
    kind: z.enum(outletKinds).exactOptional(),
    republish: z.enum(['excerpt', 'full']).default('excerpt'),
    fullText: z
      .boolean()
      .exactOptional()
      .describe(
        'Read the page of an article that matches where the feed brings only a teaser: as robots.txt allows, on the site of the article alone. What is published stays an excerpt unless republish is full.',
      ),
    private: z.boolean().default(false),
    off: z.string().min(1, 'expected the reason why it is off').exactOptional(),
  })
  .refine((feed) => feed.private || !hasCredentials(feed.url), {
    path: ['url'],
    message:
      'holds a user name or password; write private: true beside it, so that it stays secret',
  })
  .transform((feed): Source => ({ ...feed, name: feed.name ?? feed.outlet }));

/** The shape of `feeds.yaml`; ids and addresses stand in it once. */
export const feedsSchema = z
  .strictObject({ version, feeds: z.array(feedSchema) })
  .superRefine(({ feeds }, context) => {
    for (const field of ['id', 'url'] as const) {
      const first = new Map<string, number>();
      feeds.forEach((feed, index) => {
        const earlier = first.get(feed[field]);
        if (earlier === undefined) first.set(feed[field], index);
        else
          context.addIssue({
            code: 'custom',
            path: ['feeds', index, field],
            message: `${feed[field]} stands in feeds.${earlier} already; each ${field} may stand once`,
          });
      });
    }
  });

/**
 * Reads `feeds.txt`: one address a line, `#` starts a comment.
 *
 * An address has no id of its own here, so its id is made from the address and changes with it;
 * the outlet is called by its host. Who wants more says so in `feeds.yaml`.
 */
export function readFeedsText(
  file: string,
  text: string,
): { readonly sources: readonly Source[]; readonly complaints: readonly Complaint[] } {
  const sources: Source[] = [];
  const complaints: Complaint[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    const url = line.replace(/(^|\s)#.*$/, '').trim();
    if (url === '') return;
    if (isWebAddress(url) && !hasCredentials(url)) sources.push(plainSource(url));
    else {
      complaints.push({
        file,
        line: index + 1,
        problem: 'expected one http or https address without a user name in it',
      });
    }
  });
  return { sources, complaints };
}

/** A source of which only the address is known. */
export function plainSource(url: string): Source {
  const host = new URL(url).host.replace(/^www\./, '');
  // Eight hex digits keep two feeds of one host apart and the id short enough to type.
  const mark = createHash('sha256').update(url).digest('hex').slice(0, 8);
  return {
    id: `${host.replace(/[^a-z0-9]+/g, '-')}-${mark}`,
    name: host,
    url,
    outlet: host,
    republish: 'excerpt',
    private: false,
  };
}

export function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}

export function hasCredentials(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  return url !== undefined && (url.username !== '' || url.password !== '');
}

export function isLanguage(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1;
  } catch {
    return false;
  }
}
