/** Where each document lies below `out/`; links, pages and feeds must agree on it. */

import { createHash } from 'node:crypto';
import type { Tag } from '../types.ts';

export const ATOM = 'atom.xml';
export const RSS = 'rss.xml';
export const JSON_FEED = 'feed.json';
export const FEED_STYLE = 'feed.css';
export const OPML = 'feeds.opml';
/** The list of our own files, and what changed since it was written. */
export const MANIFEST = 'manifest.json';
export const SINCE = 'manifest-since.json';

/** `stories/<uuid>.html`: the id is ours and so is safe as a name. */
export function storyPath(storyId: string): string {
  return `stories/${storyId.replace(/^urn:uuid:/, '')}.html`;
}

/** `tags/<scheme>/<id>.html`. */
export function tagPath(tag: Pick<Tag, 'scheme' | 'id'>): string {
  return `tags/${safeName(tag.scheme)}/${safeName(tag.id)}.html`;
}

/** `tags/<scheme>/<id>.xml`, the Atom feed of one tag. */
export function tagFeedPath(tag: Pick<Tag, 'scheme' | 'id'>): string {
  return `tags/${safeName(tag.scheme)}/${safeName(tag.id)}.xml`;
}

/** `languages/<bcp-47>.xml`, the Atom feed of the stories that a language reported. */
export function languageFeedPath(language: string): string {
  return `languages/${safeName(language)}.xml`;
}

/** `archive/<n>.xml`, a closed part of the history (RFC 5005), numbered from 1. */
export function archivePath(number: number): string {
  return `archive/${number}.xml`;
}

/**
 * One path segment that means the same on every file system and in an address, whatever the text.
 * A text of small letters, digits and inner `-` `_` `.` stays as it is; anything else is spelt with
 * what remains of it and ten hex digits of its SHA-256, so that two texts never share a name.
 */
export function safeName(text: string): string {
  // Devices of Windows, with or without an ending, cannot be file names there.
  const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;
  // What looks like a name that was made here is spelt anew too.
  const made = /^(?:.*-)?[0-9a-f]{10}$/.test(text);
  if (
    !made &&
    text.length <= 80 &&
    /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/.test(text) &&
    !device.test(text)
  ) {
    return text;
  }
  const rest = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40);
  const mark = createHash('sha256').update(text).digest('hex').slice(0, 10);
  return rest === '' ? `x-${mark}` : `${rest}-${mark}`;
}
