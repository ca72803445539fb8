/** What windows-1252 shows for the bytes 0x80 to 0x9F; five of them stand for themselves. */
const windows1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ';

const bytes: ReadonlyMap<string, number> = new Map(
  [...windows1252].map((character, index) => [character, 0x80 + index]),
);

/** A lead byte of UTF-8 shown as a letter, and a continuation byte shown as anything. */
const suspicious = /[\u00C2-\u00F4][\u0080-\u00BF€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/;

const strict = new TextDecoder('utf-8', { fatal: true });

/**
 * Text that was UTF-8, read as windows-1252 and encoded again (`â€œ` for `“`), as it was meant.
 * Certain only if every character goes back to a byte and all bytes together are valid UTF-8,
 * which no real text beyond ASCII does by chance; otherwise the text comes back unchanged.
 */
export function undoDoubleEncoding(text: string): string {
  if (!suspicious.test(text)) return text;
  const buffer = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    const byte = code < 0x100 ? code : bytes.get(text[index] ?? '');
    if (byte === undefined) return text;
    buffer[index] = byte;
  }
  try {
    return strict.decode(buffer);
  } catch {
    return text;
  }
}

/**
 * Bytes of windows-1252 that were taken for Latin-1 stand in a text as controls, which nobody
 * means: U+0092 is an apostrophe.
 */
export function fromControls(text: string): string {
  if (!/[\x80-\x9F]/.test(text)) return text;
  return text.replace(/[\x80-\x9F]/g, (control) => windows1252[control.charCodeAt(0) - 0x80] ?? '');
}
