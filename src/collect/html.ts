import { Parser } from 'htmlparser2';
import sanitizeHtml from 'sanitize-html';
import { onOneLine } from './excerpt.ts';
import { webAddress } from './url.ts';

/** Open elements from which on every further one would cost time for all of them. */
const mostOpen = 1_000;

/** Elements whose text nobody reads. */
const unreadNames =
  'script style template noscript iframe object embed svg math head textarea select button'.split(
    ' ',
  );
const unreadElements = new Set(unreadNames);

/** Such an element in markup. */
export const unread = new RegExp(`<(?:${unreadNames.join('|')})\\b`, 'i');

/** Elements that begin and end a paragraph. */
const blocks = new Set(
  (
    'address article aside blockquote body caption center dd details dialog div dl dt fieldset ' +
    'figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p pre section ' +
    'summary table tbody td tfoot th thead title tr ul'
  ).split(' '),
);

/** Whether an element of this name leaves the words around it in one line. */
export function isInline(name: string): boolean {
  return name !== 'br' && !blocks.has(name);
}

/**
 * What no reader sees but software trips over: controls other than tab and line ends, halves of
 * surrogate pairs, non-characters, direction overrides and isolates, soft hyphens, zero-width
 * spaces. ZWJ and ZWNJ stay: Persian, Hindi and emoji are spelt with them.
 */
const unseen =
  /[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F\u00AD\u200B\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF\uFFF9-\uFFFB\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** Text without invisible and illegal characters; line ends become `\n`. */
export function cleanText(text: string): string {
  return text.replace(/\r\n?|\u0085|\u2028|\u2029/g, '\n').replace(unseen, '');
}

/** The five characters that mean something in XML as references; illegal ones dropped. */
export function escapeXml(text: string): string {
  return cleanText(text)
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');
}

/** Markup as one line of plain text: references resolved, scripts and styles left out. */
export function textOf(html: string): string {
  return paragraphsOf(html).join(' ');
}

/**
 * Markup as paragraphs of plain text, none empty. Block elements and two line breaks in a row
 * separate them, in text without any markup an empty line.
 */
export function paragraphsOf(html: string): string[] {
  if (!/[<&]/.test(html)) return html.split(/\n[^\S\n]*\n/).flatMap(oneLine);
  const paragraphs: string[] = [];
  let start = 0;
  while (start < html.length) start += readParagraphs(html.slice(start), paragraphs);
  return paragraphs;
}

/** Adds to `paragraphs` and returns how far it read: markup that nests too deep in parts. */
function readParagraphs(html: string, paragraphs: string[]): number {
  let pieces: string[] = [];
  let breaks = 0;
  let hidden = 0;
  let depth = 0;
  const close = () => {
    paragraphs.push(...oneLine(pieces.join('')));
    pieces = [];
    breaks = 0;
  };
  const parser = new Parser(
    {
      onopentagname(name) {
        depth += 1;
        if (depth > mostOpen) parser.pause();
        if (unreadElements.has(name)) hidden += 1;
        else if (blocks.has(name)) close();
        else if (name === 'br') {
          breaks += 1;
          if (breaks > 1) close();
          else pieces.push(' ');
        }
      },
      ontext(text) {
        if (hidden > 0) return;
        if (breaks > 0 && text.trim() !== '') breaks = 0;
        pieces.push(text);
      },
      onclosetag(name) {
        depth -= 1;
        if (unreadElements.has(name)) hidden = Math.max(0, hidden - 1);
        else if (blocks.has(name)) close();
      },
    },
    { decodeEntities: true },
  );
  parser.end(html);
  close();
  if (depth <= mostOpen) return html.length;
  const end = html.indexOf('>', parser.endIndex);
  return end === -1 ? html.length : end + 1;
}

function oneLine(text: string): string[] {
  const line = onOneLine(cleanText(text));
  return line === '' ? [] : [line];
}

/** Deeper markup than this no story needs; what lies deeper loses its tags. */
const deepest = 60;

/**
 * Markup from outside that may stand on our pages: an allow-list without scripts, styles, ids,
 * forms, frames or media; addresses http(s) only and absolute (resolved against `base`); images
 * load late and tell no referrer, one-pixel images are dropped; tags balanced.
 */
export function sanitise(html: string, base?: string): string {
  if (isTooDeep(html)) {
    return paragraphsOf(html)
      .map((paragraph) => `<p>${escapeXml(paragraph)}</p>`)
      .join('');
  }
  return sanitizeHtml(html, {
    allowedTags: allowed,
    allowedAttributes: {
      '*': ['lang', 'dir', 'title'],
      a: ['href', 'rel'],
      img: ['src', 'alt', 'width', 'height', 'loading', 'referrerpolicy'],
      td: ['colspan', 'rowspan'],
      th: ['colspan', 'rowspan', 'scope'],
      ol: ['start'],
      time: ['datetime'],
      blockquote: ['cite'],
      q: ['cite'],
    },
    allowedSchemes: ['http', 'https'],
    allowProtocolRelative: false,
    nestingLimit: deepest,
    nonTextTags: unreadNames,
    transformTags: {
      a: (tagName, { href, ...rest }) => {
        const address = webAddress(href, base);
        return {
          tagName,
          attribs:
            address === undefined ? rest : { ...rest, href: address, rel: 'noopener nofollow ugc' },
        };
      },
      img: (tagName, { src, ...rest }) => {
        const address = webAddress(src, base);
        return {
          tagName,
          attribs:
            address === undefined
              ? rest
              : { ...rest, src: address, loading: 'lazy', referrerpolicy: 'no-referrer' },
        };
      },
      blockquote: cited(base),
      q: cited(base),
    },
    exclusiveFilter: ({ tag, attribs }) =>
      tag === 'img' &&
      (attribs.src === undefined || isPixel(attribs.width) || isPixel(attribs.height)),
  });
}

const allowed = (
  'a abbr b bdi bdo blockquote br caption cite code dd del dfn div dl dt em figcaption figure ' +
  'h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strong sub ' +
  'sup table tbody td tfoot th thead time tr u ul var wbr'
).split(' ');

function cited(base: string | undefined): sanitizeHtml.Transformer {
  return (tagName, { cite, ...rest }) => {
    const address = webAddress(cite, base);
    return { tagName, attribs: address === undefined ? rest : { ...rest, cite: address } };
  };
}

function isPixel(size: string | undefined): boolean {
  return size !== undefined && /^\s*[01](?:px)?\s*$/.test(size);
}

/** Void elements open nothing; every other tag may stay open. */
function isTooDeep(html: string): boolean {
  let depth = 0;
  for (const [, slash, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (slash === '/') depth = Math.max(0, depth - 1);
    else if (!/^(?:br|hr|img|wbr|input|col|area|source|track|meta|link)$/i.test(name ?? ''))
      depth += 1;
    if (depth > mostOpen) return true;
  }
  return false;
}
