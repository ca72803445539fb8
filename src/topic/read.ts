import type { Article, Mention, Place, Reading } from '../types.ts';
import type { Gazetteer } from './gazetteer.ts';
import { homeOf } from './home.ts';
import { findNames } from './names.ts';

/** The texts of an article by place; the offsets of a `Reading` count within these. */
export type Places = Readonly<Record<Place, string>>;

/**
 * What the gazetteer finds in an article. All places are read as one text, so that a name in the
 * body, the place of filing or the country of the outlet supports an ambiguous spelling in the
 * title.
 */
export function readArticle(article: Article, gazetteer: Gazetteer): Reading {
  const { title, lede, body } = placesOf(article);
  const filedIn =
    article.dateline ??
    article.paragraphs[0]?.slice(0, datelineLength(article.paragraphs[0])) ??
    '';
  const ledeAt = title.length + BREAK.length;
  const bodyAt = ledeAt + lede.length + BREAK.length;
  const reading: Record<Place, Mention[]> = { title: [], lede: [], body: [] };
  const country = homeOf(article, gazetteer);
  const home = country === undefined ? [] : [country];
  const text = [title, lede, body, filedIn].join(BREAK);
  for (const mention of findNames(gazetteer, text, home, article.published?.at)) {
    if (mention.start >= bodyAt + body.length) break;
    if (mention.start < ledeAt) reading.title.push(mention);
    else if (mention.start < bodyAt) reading.lede.push(moved(mention, ledeAt));
    else reading.body.push(moved(mention, bodyAt));
  }
  return reading;
}

/**
 * The lede is the first two sentences without their dateline, from as many of the first
 * paragraphs as that takes: some outlets set each sentence as a paragraph.
 */
export function placesOf(article: Article): Places {
  const lede: string[] = [];
  const body: string[] = [];
  let wanted = LEDE_SENTENCES;
  for (const paragraph of article.paragraphs) {
    if (wanted <= 0 || lede.join(' ').length >= LONG_LEDE) {
      body.push(paragraph);
      continue;
    }
    const text = paragraph.slice(lede.length === 0 ? datelineLength(paragraph) : 0);
    const { length, sentences } = sentencesOf(text, wanted);
    wanted -= sentences;
    lede.push(text.slice(0, length));
    body.push(text.slice(length));
  }
  return {
    title: article.title,
    lede: lede.join('\n'),
    body: [article.summary ?? '', ...body].filter((text) => text.trim() !== '').join(BREAK),
  };
}

/** Where the first sentence of a lede ends. */
export function openingLength(lede: string): number {
  return sentencesOf(lede, 1).length;
}

const LEDE_SENTENCES = 2;

/** An empty line: no name is read across it. */
const BREAK = '\n\n';

/** Where a report was filed says nothing of whom it is about. */
function datelineLength(paragraph: string): number {
  const dateline = /^\s*\p{Lu}[\p{Lu} ./,-]{2,40}(?:\([^)]{1,60}\))?\s?(?::|--|[–—-]\s)/u;
  return dateline.exec(paragraph)?.[0].length ?? 0;
}

/** From this length on, in characters, a lede takes no further paragraph. */
const LONG_LEDE = 200;
/** Longer than this a lede is cut: some sources write without full stops. */
const LONGEST_LEDE = 600;

function sentencesOf(text: string, wanted: number): { length: number; sentences: number } {
  const sentenceEnd = /[.!?]["'”’)]?(?=\s+["'“‘(]?[^\p{Ll}\s])|[。！？۔।]/gu;
  let sentences = 0;
  for (const match of text.slice(0, LONGEST_LEDE).matchAll(sentenceEnd)) {
    if (isAbbreviation(text, match.index)) continue;
    sentences += 1;
    const length = match.index + match[0].length;
    if (sentences === wanted) return { length, sentences };
  }
  const length = Math.min(text.length, LONGEST_LEDE);
  return { length, sentences: sentences + 1 };
}

/** `U.S.`, `Gen.`, `Mr.`: a full stop after one capital or a short capitalised word. */
function isAbbreviation(text: string, at: number): boolean {
  return /(?:^|[\s.(])(?:\p{Lu}|Dr|Mr|Ms|Mrs|Gen|Lt|Col|Maj|St|Sen|Rep|Adm|Capt|Prof|Oct|Nov|Dec|Jan|Feb|Aug|Sept?)$/u.test(
    text.slice(Math.max(0, at - 6), at),
  );
}

function moved(mention: Mention, by: number): Mention {
  return { ...mention, start: mention.start - by, end: mention.end - by };
}
