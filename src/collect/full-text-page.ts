/** From the page of an article to its text; runs in a thread, since pages can take any time. */
import { Readability } from '@mozilla/readability';
import { Parser } from 'htmlparser2';
import { parseHTML } from 'linkedom';
import type { Gazetteer } from '../topic/gazetteer.ts';
import type { Article, Published } from '../types.ts';
import { readDate } from './date.ts';
import { decode } from './decode.ts';
import { isDocument, readDocument } from './document/document.ts';
import { readPage } from './document/page.ts';
import { type FullText, lengthOf } from './full-text.ts';
import { LONGEST_HTML, plausible, storyParagraphs } from './normalise.ts';
import { peopleOf } from './normalise-authors.ts';

/** The text of a page, or the class of the trouble why there is none. */
export type PageRead = { readonly text: FullText } | { readonly trouble: string };

/**
 * Pages of newspapers nest some 40 deep and have some 5,000 elements and twice as many pieces of
 * text; a thousand deep takes 2 s, and as many elements as this some 5.
 */
const deepest = 300;
const mostNodes = 60_000;

/** Reading a page as a stored text may leave out captions, but not most of it. */
const worthKeeping = 0.6;

/**
 * Reads the article on a page as a browser's reading view does, and of it what a stored text gives:
 * dateline, agency, authors, date. What the page states in its markup goes before that.
 *
 * @param article as its feed gives it: a page that tells something else is not its page
 */
export function readArticlePage(
  bytes: Uint8Array,
  contentType: string | undefined,
  article: Article,
  { gazetteer, now }: { readonly gazetteer: Gazetteer; readonly now: string },
): PageRead {
  const html = decode(bytes, contentType);
  if (isTooLarge(html)) return { trouble: 'too-deep' };
  const content = contentOf(html);
  const { title, outlet = '', url } = article;
  const found = storyParagraphs(content, [title, outlet]);
  const document = readDocument([title, ...found].join('\n\n'), {
    gazetteer,
    now,
    ...(url === undefined ? {} : { address: url }),
  });
  const story = isDocument(document) ? document : undefined;
  const kept = lengthOf(story?.paragraphs ?? []) >= lengthOf(found) * worthKeeping;
  const paragraphs = story !== undefined && kept ? story.paragraphs : found;
  if (lengthOf(paragraphs) <= lengthOf(article.paragraphs)) return { trouble: 'no-text' };
  if (!tells(paragraphs, article)) return { trouble: 'other-text' };

  const { fields } = readPage(html);
  const published = stated(fields.published, now) ?? story?.published;
  const authors = peopleOf(fields.authors ?? [], outlet);
  return {
    text: {
      paragraphs,
      language: story?.language ?? 'und',
      authors: authors.length > 0 ? authors : (story?.authors ?? []),
      ...(published === undefined ? {} : { published }),
      ...(story?.agency === undefined ? {} : { agency: story.agency }),
      ...(story?.dateline === undefined ? {} : { dateline: story.dateline }),
      ...(article.republish === 'full' ? { html: content.slice(0, LONGEST_HTML) } : {}),
    },
  };
}

/** Readability grows with the square of both, so what it need not see it does not. */
function isTooLarge(html: string): boolean {
  let depth = 0;
  let nodes = 0;
  let tooLarge = false;
  const count = (): void => {
    nodes += 1;
    tooLarge ||= depth > deepest || nodes > mostNodes;
    if (tooLarge) parser.pause();
  };
  const parser: Parser = new Parser({
    onopentagname() {
      depth += 1;
      count();
    },
    ontext: count,
    onclosetag() {
      depth -= 1;
    },
  });
  parser.end(html);
  return tooLarge;
}

/** Markup of the article on a page; empty where there is none. */
function contentOf(html: string): string {
  // Both may be left out, and this parser does not put them in.
  const whole = /<(?:html|body)[\s>]/i.test(html) ? html : `<html><body>${html}</body></html>`;
  const { document } = parseHTML(whole);
  return new Readability(document).parse()?.content ?? '';
}

function stated(text: string | undefined, now: string): Published | undefined {
  const date = text === undefined ? undefined : readDate(text);
  return date === undefined ? undefined : plausible(date, now);
}

const words = new Intl.Segmenter('und', { granularity: 'word' });

/** Of the words of a headline, some always stand in its report too. */
const sharedWords = 0.3;

/**
 * Whether a page tells what its feed announced. A wall that asks for consent, money or a login is a
 * page with text as well.
 */
function tells(paragraphs: readonly string[], article: Article): boolean {
  const text = paragraphs.join(' ').toLowerCase();
  const announced = [article.title, ...article.paragraphs].join(' ').slice(0, 1_000).toLowerCase();
  const telling = [...words.segment(announced)]
    .filter(
      ({ segment, isWordLike }) => isWordLike === true && segment.length >= leastLength(segment),
    )
    .map(({ segment }) => segment);
  const distinct = [...new Set(telling)];
  const shared = distinct.filter((word) => text.includes(word)).length;
  return shared >= distinct.length * sharedWords;
}

/** Shorter words stand in every text. */
function leastLength(word: string): number {
  return /\p{Script=Latin}/u.test(word) ? 4 : 2;
}
