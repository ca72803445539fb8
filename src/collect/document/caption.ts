import { besidesDate } from './date-line.ts';
import { endsSentence, width } from './measure.ts';

const PHOTO =
  /\((?:photo|image|picture|file photo|representational|pic)\b[^()]{0,120}\)|\[(?:photo|image)[^\][]{0,120}\]|\b(?:image|photo|picture|pic|video)\s?(?:credits?|source|courtesy)\s?:|\b(?:photos?|photographs?|pictures?|images?|picture courtesy)\s?:\s?\S|^(?:IMAGE|PHOTO|File photo|File image|Representational|Representative)\b|^(?:圖|图|▲|△)\s?[／/|]|圖／|图／|getty images|\bfile photo\b|^file\s?(?:photo|pic|image)|کی تصویر|فائل فوٹو|फोटो\s?:|फाइल फोटो/iu;
const CREDIT_NAMES =
  'AFP|AP|APP|Reuters|PTI|ANI|AA|EPA|EFE|Xinhua|VCG|IANS|UNI|INP|PID|PPI|ISPR|PMO|MOFA|MoFA|FO|DPR|DGPR|Online|NNI|File|X|Twitter|Facebook|Instagram|YouTube|Screengrab|screengrab|Getty|Bloomberg|Handout|Pool|Courtesy|Anadolu|Radio Pakistan|Foreign Office|Government|Supplied';
/** `… — AFP/File`, `… — X/@handle`, `… .—AFP`, `… / AA`, `… | AFP`, `… . A Photographer / Xinhua`. */
const DASHED = new RegExp(
  `(?:[—–]\\s?|\\s--?\\s|\\s/\\s|\\|\\s?|[.!]\\s-\\s)(?:[^—–|]{0,40}\\b)?(?:${CREDIT_NAMES})\\b[^—–|.!?]{0,40}$|(?:—\\s?|[.]\\s?[–-]\\s)[A-Z@][^—–.!?,]{1,38}$|—\\s?[A-Z]\\w+\\./[\\w @]{2,40}$`,
  'u',
);

const TAKEN = /,\s(?:\p{Lu}\p{L}{2,8}\.?\s\d{1,2}|\d{1,2}\s\p{Lu}\p{L}{2,8}),?\s(?:19|20)\d{2}$/u;

/** A line that describes a photo: by its credit, its label, or the day it was taken. */
export function isCaption(text: string): boolean {
  if (width(text) > 420) return false;
  if (startsWithStory(text)) return false;
  if (PHOTO.test(text) && !/^photo(?:graph)?s?\s?:?$/i.test(text)) return true;
  // Chinese pages put the agency behind the caption's full stop.
  if (/[。」）](?:新華社|新华社|中新社|中央社|路透社?|法新社|美聯社|美联社)$/u.test(text))
    return true;
  if (/\/\s?(?:VCG|CFP|Xinhua|AFP)\s?Photo\.?$|VCG$/.test(text)) return true;
  if (new RegExp(`,\\s(?:${CREDIT_NAMES})[^()]{0,30}\\)$`).test(text)) return false;
  if (DASHED.test(text) && !/^[—–-]/.test(text) && width(text) < 320) return true;
  if (/\(\p{Lu}[\p{L}]+\/[\p{L} ]{2,40}\)$/u.test(text) && width(text) < 260) return true;
  // `A crater at the site, Mar 26, 2024`: no verb, and the day it was taken.
  if (!endsSentence(text) && TAKEN.test(text) && width(besidesDate(text)) > 20) return true;
  // `…, February 28, 2025. (PMO)`: a sentence that ends with its day, then a credit.
  return /(?:19|20)\d{2}\.?\s?\([^()]{2,40}\)(?:\([^()]{2,20}\))?$/.test(text) && width(text) < 260;
}

/** A full sentence stands before the sentence that is credited: a paragraph with a caption glued on. */
function startsWithStory(text: string): boolean {
  const credit = text.search(/\s?\([^()]{2,60}\)(?:\s?\([^()]{2,20}\))?$/);
  if (credit < 0) return false;
  const first = text.slice(0, credit).search(/[.!?]["”’]?\s(?=\p{Lu})/u);
  return first > 90 && !/\(photo by/i.test(text);
}
