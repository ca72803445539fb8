/** Ends of sentences in Latin, Chinese, Urdu, Arabic and Devanagari text. */
const sentenceEnd = /[.!?。！？۔؟।…]['"”’»」』)]?$/u;

/** The last characters of what `sentenceEnd` finds: a quick look before it. */
const sentenceEnders = /[.!?。！？۔؟।…'"”’»」』)]/;

/** A sentence is preferred to a word as the end where it keeps at least this share of the room. */
const worthKeeping = 0.6;

/** Words longer than this are cut inside, as in scripts without spaces. In UTF-16 units. */
const longestWord = 40;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * The beginning of an article as plain text: at most `limit` UTF-16 code units including the
 * ellipsis that marks a cut. Cuts after a sentence or a word, in scripts without spaces between
 * two characters; never inside a surrogate pair or a base with its combining marks.
 */
export function excerptOf(paragraphs: readonly string[], limit = 300): string {
  let text = '';
  for (const paragraph of paragraphs) {
    const line = onOneLine(paragraph);
    if (line !== '') text += text === '' ? line : ` ${line}`;
    if (text.length > 2 * limit) break;
  }
  if (text.length <= limit) return text;
  const room = text.slice(0, limit - 2);
  const sentence = afterSentence(room, text);
  if (sentence.length >= limit * worthKeeping) return `${sentence} …`;
  const words = afterWord(room, text);
  return `${withoutPause(words)}…`;
}

/** Text with one space wherever there was any, none at its ends. */
export function onOneLine(text: string): string {
  // A space for a space would be most of the work.
  return (/[^\S ]| {2}/.test(text) ? text.replace(/\s{2,}|[^\S ]/g, ' ') : text).trim();
}

/** Without space and punctuation at the end. */
function withoutPause(words: string): string {
  let end = words.length;
  while (end > 0 && /[\s,;:،、，；：–—-]/u.test(words.charAt(end - 1))) end -= 1;
  return words.slice(0, end);
}

function afterSentence(room: string, text: string): string {
  if (!sentenceEnders.test(room.slice(Math.floor(room.length * worthKeeping)))) return '';
  for (let end = room.length; end > room.length * worthKeeping; end -= 1) {
    const next = text[end];
    const last = room[end - 1] ?? '';
    if (!sentenceEnders.test(last)) continue;
    const spaced = next === ' ' || '。！？」』'.includes(last);
    if (spaced && sentenceEnd.test(room.slice(Math.max(0, end - 3), end)))
      return room.slice(0, end);
  }
  return '';
}

function afterWord(room: string, text: string): string {
  const space = room.lastIndexOf(' ');
  if (text[room.length] === ' ') return room;
  if (space > room.length - longestWord) return room.slice(0, space);
  return wholeCharacters(room, text);
}

/** `room` without a last character that goes on in `text`. */
function wholeCharacters(room: string, text: string): string {
  const start = Math.max(0, room.length - longestWord);
  const around = text.slice(start, room.length + longestWord);
  let end = start;
  for (const { index, segment } of graphemes.segment(around)) {
    if (start + index + segment.length > room.length) break;
    end = start + index + segment.length;
  }
  return end === start ? '' : room.slice(0, end);
}
