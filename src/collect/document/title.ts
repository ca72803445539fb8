import type { TitleOrigin } from '../../types.ts';
import { shorten } from './shorten.ts';
import { type Spellings, titleFromAddress } from './slug.ts';

/** A title made because the text has none. */
export type MadeTitle = {
  readonly title: string;
  readonly from: TitleOrigin;
  /** The words that it comes from. */
  readonly evidence: string;
};

/**
 * Makes a title: from the words of the address where they are a headline of this text, otherwise
 * from the first sentence without its attribution, weekday and side clauses.
 *
 * @param paragraphs the story; the first is the lede without its dateline
 * @param slug words of the address
 * @param names how proper names are written
 */
export function makeTitle(
  paragraphs: readonly string[],
  slug: readonly string[],
  names: Spellings,
): MadeTitle | undefined {
  const lede = paragraphs[0];
  if (lede === undefined || lede === '') return undefined;
  const named = titleFromAddress(slug, paragraphs.join(' '), names);
  if (named !== undefined) return { title: named, from: 'address', evidence: slug.join('-') };
  const sentence = firstSentence(lede);
  const title = shorten(sentence);
  return title === '' ? undefined : { title, from: 'lede', evidence: sentence };
}

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' });

/** Full stops after these end no sentence: `H.E. He Lifeng`, `Jan. 4`. */
const ABBREVIATION =
  /(?:\b(?:\p{Lu}|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Brig|Sen|St|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|vs|Prof))\.$/u;

/** Shorter than this it is a name or an exclamation, no sentence. In UTF-16 units. */
const SHORTEST = 24;

function firstSentence(paragraph: string): string {
  let sentence = '';
  for (const { segment } of sentences.segment(paragraph.slice(0, 2_000))) {
    sentence += segment;
    const text = sentence.trimEnd();
    if (!ABBREVIATION.test(text) && text.length > SHORTEST) break;
  }
  return sentence.replace(/(?<=[。！？۔؟।]).*$/su, '').trim();
}
