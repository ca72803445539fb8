/** One thing, though over 300 lines: from a raw text to its parts, each step on what the last left. */
import type { Gazetteer } from '../../topic/gazetteer.ts';
import type { Published, TitleOrigin } from '../../types.ts';
import { excerptOf } from '../excerpt.ts';
import { cleanText, paragraphsOf } from '../html.ts';
import { detectLanguage } from '../language.ts';
import { readByline } from './authors.ts';
import { readBody } from './body.ts';
import { type Clues, type DatedName, readMarks } from './clues.ts';
import { takeCredit } from './credit.ts';
import { type Dateline, takeDateline } from './dateline.ts';
import type { DateMention } from './dates.ts';
import { findDated } from './events.ts';
import { type Cut, readHead } from './head.ts';
import { type LabelledLine, labelLines } from './label.ts';
import { readLines } from './lines.ts';
import { keyOf, width } from './measure.ts';
import { type Spellings, slugOf, spellingsOf, titleFromAddress } from './slug.ts';
import { makeTitle } from './title.ts';
import { datePublished } from './when.ts';

/** What a careful reader gets out of one raw text. */
export type Document = {
  readonly title: string;
  readonly titleFrom: TitleOrigin;
  /** The words that a made title comes from. */
  readonly titleEvidence?: string;
  readonly published?: Published;
  /** People only; desks and agencies are none. */
  readonly authors: readonly string[];
  readonly agency?: string;
  readonly dateline?: string;
  /** `MM-DD`, or `DD` alone: the day of the dateline where its year is not known. */
  readonly filedOn?: string;
  /** Standfirst and key points, a line each. */
  readonly summary?: string;
  /** The story and nothing else; the lede without its dateline. */
  readonly paragraphs: readonly string[];
  readonly excerpt: string;
  /** BCP-47 or `und`. */
  readonly language: string;
  /** What was left out, in the order of the text, and why. */
  readonly cut: readonly Cut[];
};

export type DocumentContext = {
  readonly gazetteer: Gazetteer;
  /** Where the text was published, if known. */
  readonly address?: string;
  /** ISO time; nothing is dated later. */
  readonly now: string;
};

/** Why a text is no article, as a sentence. */
export type NoArticle = { readonly problem: string };

/**
 * Reads a raw text as people store it: works out its title, date, authors, agency, dateline,
 * standfirst and paragraphs, and says of each guess what it rests on. Answers with a sentence where
 * the text holds no story.
 */
export function readDocument(text: string, context: DocumentContext): Document | NoArticle {
  if (/\u0000/.test(text)) return { problem: 'is not text: it holds zero bytes' };
  const { stamp, lines } = readLines(unwrapped(cleanText(text)));
  const labelled = labelLines(lines);
  const slug = slugOf(context.address);
  const names = spellingsOf(context.gazetteer);
  const head = readHead(labelled, slug, names.outlets);
  const known = new Set(
    [head.title, ...head.summary].filter((line) => line !== undefined).map(keyOf),
  );
  const body = readBody(labelled.slice(head.start), known);
  const problem = whyNoArticle(
    labelled,
    head.title,
    body.paragraphs.map(({ text: own }) => own),
  );
  if (problem !== undefined) {
    return titledByAddress(labelled, slug, names, context) ?? { problem };
  }

  const { dateline, paragraphs, agency, cut } = peel(body.paragraphs);
  const story = paragraphs.length > 0 ? paragraphs : head.summary;
  const made = head.title === undefined ? makeTitle(story, slug, names) : undefined;
  const title = head.title ?? made?.title;
  if (title === undefined) return { problem: 'holds no sentence to make a title from' };

  const published = datePublished(
    cluesOf(labelled, head.title, head.start, stamp, dateline, paragraphs, context),
    context.now,
  );
  const bylines = labelled
    .filter((line) => line.kind === 'byline' || line.kind === 'published')
    .map((line) => readByline(line.text, line.kind === 'byline' || /@|^\W*by\b/i.test(line.text)));
  const credits = labelled
    .filter((line) => line.kind === 'credit')
    .map((line) => readByline(line.text, false).agency);
  const credited =
    dateline?.agency ??
    agency ??
    credits.find((name) => name !== undefined) ??
    bylines.find((line) => line.agency !== undefined)?.agency;
  return {
    title,
    titleFrom: made?.from ?? 'given',
    ...(made === undefined ? {} : { titleEvidence: made.evidence }),
    ...(published === undefined ? {} : { published }),
    authors: [...new Set(bylines.flatMap((line) => line.authors))],
    ...(credited === undefined ? {} : { agency: credited }),
    ...(dateline?.place === undefined ? {} : { dateline: dateline.place }),
    ...(published === undefined ? filedOn(dateline?.date) : {}),
    ...(head.summary.length === 0 || paragraphs.length === 0
      ? {}
      : { summary: head.summary.join('\n') }),
    paragraphs: story,
    excerpt: excerptOf(story),
    language: detectLanguage(story.length === 0 ? allText(labelled) : story.join('\n')),
    cut: [...head.cut, ...body.cut, ...cut].sort((a, b) => a.line - b.line),
  };
}

function filedOn(date: DateMention | undefined): Pick<Document, 'filedOn'> {
  if (date?.day === undefined) return {};
  const parts = date.month === undefined ? [date.day] : [date.month, date.day];
  return { filedOn: parts.map((part) => String(part).padStart(2, '0')).join('-') };
}

/**
 * A page of which only the menu was kept: its address may still say what it reports, and when. The
 * menu itself is no story and its dates are those of others, so there are no paragraphs.
 */
function titledByAddress(
  lines: readonly LabelledLine[],
  slug: readonly string[],
  names: Spellings,
  context: DocumentContext,
): Document | undefined {
  const isName = (word: string) => names.words.has(word.toLowerCase());
  const last = slug.at(-1)?.toLowerCase() ?? '';
  // Addresses are cut at a fixed length, here in the middle of a name: `pakistan--ira`.
  const isCut = !isName(last) && [...names.words.keys()].some((word) => word.startsWith(last));
  const words = isCut ? slug.slice(0, -1) : slug;
  // No text confirms the words, so the gazetteer has to know some of them.
  const unknown = words.filter((word) => !isName(word));
  if (words.length - unknown.length < 2) return undefined;
  const title = titleFromAddress(words, unknown.join(' '), names);
  if (title === undefined) return undefined;
  const clues = cluesOf([], title, 0, undefined, undefined, [], context);
  const published = datePublished(clues, context.now);
  return {
    title,
    titleFrom: 'address',
    titleEvidence: slug.join('-'),
    ...(published === undefined ? {} : { published }),
    authors: [],
    paragraphs: [],
    excerpt: '',
    language: detectLanguage(title),
    cut: lines.map(({ number, text }) => ({ line: number, text, why: 'no part of a story' })),
  };
}

/** A gallery has no story; its captions still tell the language. */
function allText(lines: readonly LabelledLine[]): string {
  return lines.map((line) => line.text).join('\n');
}

/** Markup pasted as text becomes lines; everything else stays. */
function unwrapped(text: string): string {
  const record = /^\s*[{[]/.test(text) ? recordIn(text) : undefined;
  if (record !== undefined) return unwrapped(record);
  const tags =
    text.match(/<\/?(?:p|div|br|span|article|h[1-6]|li|ul|body|html)\b[^<>]{0,300}>/gi)?.length ??
    0;
  if (tags < 2) return text;
  const opening = text.search(/<(?:p|div|br|span|article|h[1-6]|li|ul|body|html|!doctype)\b/i);
  return `${text.slice(0, Math.max(0, opening))}\n${paragraphsOf(text.slice(Math.max(0, opening))).join('\n')}`;
}

/** The title and the longest text of a JSON record pasted as text. */
function recordIn(text: string): string | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON after all: then it is read as it stands.
    return undefined;
  }
  const fields = new Map<string, unknown>(Object.entries([value].flat()[0] ?? {}));
  const title = fields.get('headline') ?? fields.get('title');
  const texts = [...fields.values()].filter((field) => typeof field === 'string');
  const longest = texts.reduce((a, b) => (b.length > a.length ? b : a), '');
  const stated = fields.get('datePublished') ?? fields.get('published') ?? fields.get('date');
  return [title === longest ? undefined : title, stated, longest]
    .filter((part) => typeof part === 'string')
    .join('\n\n');
}

/** Below this width running text tells nothing that could be published. */
const FEWEST = 60;

function whyNoArticle(
  lines: readonly LabelledLine[],
  title: string | undefined,
  paragraphs: readonly string[],
): string | undefined {
  if (lines.length === 0) return 'is empty';
  const said = width(paragraphs.join(' '));
  const others = lines.filter((line) =>
    ['navigation', 'bullet', 'heading', 'code', 'tail'].includes(line.kind),
  ).length;
  if (said < 300 && others >= 8 && others >= 3 * paragraphs.length)
    return 'holds navigation and no story';
  const captions = lines.filter((line) => line.kind === 'caption').length;
  if (
    said < (title === undefined ? FEWEST : FEWEST / 2) &&
    !(title !== undefined && captions > 0)
  ) {
    return lines.every((line) => line.kind === 'code')
      ? 'holds code or figures and no story'
      : 'holds no story: there is no running text in it';
  }
  return undefined;
}

type Peeled = {
  readonly dateline?: Dateline;
  readonly agency?: string;
  readonly paragraphs: readonly string[];
  readonly cut: readonly Cut[];
};

/** Takes the dateline off the lede and the agency's credit off the end. */
function peel(paragraphs: readonly { readonly line: number; readonly text: string }[]): Peeled {
  const cut: Cut[] = [];
  const texts = paragraphs.map(({ text }) => text);
  const dateline = takeDateline(texts[0] ?? '');
  if (dateline !== undefined) {
    texts[0] = dateline.rest;
    cut.push({ line: paragraphs[0]?.line ?? 0, text: dateline.text, why: 'dateline' });
  }
  const last = texts.at(-1);
  const credit = last === undefined ? undefined : takeCredit(last);
  if (credit !== undefined) {
    texts[texts.length - 1] = credit.rest;
    cut.push({ line: paragraphs.at(-1)?.line ?? 0, text: credit.text, why: 'agency credit' });
  }
  return {
    paragraphs: texts.filter((text) => text !== ''),
    cut,
    ...(dateline === undefined ? {} : { dateline }),
    ...(credit === undefined ? {} : { agency: credit.agency }),
  };
}

/** A story tells its day in its first pages; the rest may be an archive. In UTF-16 units. */
const DATED = 20_000;

function cluesOf(
  lines: readonly LabelledLine[],
  title: string | undefined,
  start: number,
  stamp: string | undefined,
  dateline: Dateline | undefined,
  paragraphs: readonly string[],
  context: DocumentContext,
): Clues {
  const titleAt =
    title === undefined ? undefined : lines.find((line) => line.text.includes(title))?.number;
  const storyAt = lines[start]?.number ?? Number.POSITIVE_INFINITY;
  const text = [title ?? '', ...paragraphs].join('\n').slice(0, DATED);
  const ledeAt = (title ?? '').length + 1;
  return {
    ...readMarks(lines, titleAt, storyAt),
    lede: (paragraphs[0] ?? '').slice(0, DATED),
    text,
    ledeAt,
    names: namesWith(dateline?.place, text, ledeAt, context.gazetteer),
    ...(stamp === undefined ? {} : { stamp }),
    ...(dateline?.date === undefined ? {} : { dateline: dateline.date }),
    ...(context.address === undefined ? {} : { address: context.address }),
  };
}

/** `BEIJING:` in front of a lede says "in Beijing". Offsets are those of the text without it. */
function namesWith(
  place: string | undefined,
  text: string,
  ledeAt: number,
  gazetteer: Gazetteer,
): readonly DatedName[] {
  if (place === undefined) return findDated(gazetteer, text);
  const front = `in ${place}: `;
  const whole = `${text.slice(0, ledeAt)}${front}${text.slice(ledeAt)}`;
  const moved = (at: number) => (at < ledeAt ? at : Math.max(ledeAt, at - front.length));
  return findDated(gazetteer, whole).map((name) => ({
    ...name,
    start: moved(name.start),
    end: moved(name.end),
  }));
}

/** Whether the text was an article. */
export function isDocument(read: Document | NoArticle): read is Document {
  return !('problem' in read);
}
