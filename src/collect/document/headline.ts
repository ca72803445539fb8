import { findDates } from './dates.ts';

/**
 * Whether a line reads as a headline of its own story rather than as a standfirst, a caption's
 * stub, a name or a sentence.
 *
 * @param form `sentence` for a line that ends with a full stop: it must be more like a headline.
 */
export function isHeadline(text: string, form: 'heading' | 'sentence' = 'heading'): boolean {
  if (SENTENCE_START.test(text) || /^(?:He|She|It|They) \p{Ll}/u.test(text)) return false;
  if (PAST_REPORT.test(text)) return false;
  // A day with its year at the very end is the mark of a photo's caption.
  if (
    /,\s(?:\p{Lu}\p{L}{2,8}\.?\s\d{1,2}|\d{1,2}\s\p{Lu}\p{L}{2,8}),?\s(?:19|20)\d{2}$/u.test(text)
  )
    return false;
  if (/।$/u.test(text)) return false;
  return form === 'heading' || !(SPOKEN.test(text) || findDates(text).length > 0);
}

/** How many words of at least four letters a text shares with the words of an address. */
export function sharedWords(text: string, slug: readonly string[]): number {
  const words = new Set(text.toLowerCase().match(/[\p{L}\p{N}]{4,}/gu) ?? []);
  return slug.filter((word) => word.length >= 4 && words.has(word)).length;
}

/** Standfirsts point back to the headline with these. */
const SENTENCE_START =
  /^(?:[Bb]oth (?!sides|countries|nations|houses|\p{Lu})|(?:[Tt]he (?:two|three|four)|[Tt]his|[Tt]hese|[Ss]uch) )/u;

/** Headlines tell the present; a plain past tense with its object stands in captions and standfirsts. */
const PAST_REPORT =
  /\s(?:welcomed|reaffirmed|met|said|told|visited|condemned|thanked|expressed|addressed|received|announced|assured|discussed|praised)\s(?!in\b|at\b|on\b|by\b|for\b|with\b|as\b)\S/i;

/** What running text has and headlines leave out. */
const SPOKEN =
  /^(?:the|a|an|on|in|at|after|while|as|when)\s|\b(?:has|have|had|was|were|will|is|are|been|said|says that|told|today|yesterday|tomorrow|a|est|sont|ont|été|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|(?:ہے|ہیں|تھا|تھی|تھے|گے|گی|گا|گیا|گئی|گئے|کیا|کی|لیا|لی|دیا|دی|رہا|رہی|رہے|دے|کرے)\s?۔+$|(?:है|हैं|था|थी|थे|गया|गई|किया|की|दिया)\s?।$/iu;
