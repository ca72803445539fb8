import { decodeHTMLStrict } from 'entities';
import type { Entry } from './canonical-entry.ts';
import { excerptOf } from './excerpt.ts';
import { escapeXml } from './html.ts';

/** Whether a text could be about the topic: cheap, and rather once too often `true`. */
export type Concerns = (text: string) => boolean;

/** Markup looked at for the first words of an entry. In UTF-16 units. */
const startLength = 800;

/**
 * The entry itself where its words could concern the topic, else what is kept of any entry: id,
 * address, title, dates, outlet and some 300 characters of text. The words are tested as a
 * reader sees them, without tags (which may split a name) and with references decoded.
 */
export function lightened(entry: Entry, concerns: Concerns): Entry {
  const { authors: _, categories, summary, content, ...light } = entry;
  const markup = [entry.title, summary, content, ...categories].join('\n');
  if (concerns(words(markup, ''))) return entry;
  const start = escapeXml(
    excerptOf([words((summary ?? content ?? '').slice(0, startLength), ' ')]),
  );
  return { ...light, ...(start === '' ? {} : { summary: start }), authors: [], categories: [] };
}

function words(markup: string, betweenTags: string): string {
  const text = markup.includes('<') ? markup.replace(/<[^<>]*>/g, betweenTags) : markup;
  return text.includes('&') ? decodeHTMLStrict(text) : text;
}
