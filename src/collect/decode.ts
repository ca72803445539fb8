import { isAscii, isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { guessEncoding } from './decode-guess.ts';
import { fromControls, undoDoubleEncoding } from './decode-twice.ts';

/** Bytes looked at for an XML declaration or a `<meta>`; both stand at the very start. */
const startBytes = 1_024;

/**
 * Labels whose bytes are really those of a larger set: servers say the small name and send the
 * large one. WHATWG's table does the same; GB18030 holds GB2312 and GBK.
 */
const really: ReadonlyMap<string, string> = new Map([
  ['gb2312', 'gb18030'],
  ['gb-2312', 'gb18030'],
  ['gb_2312-80', 'gb18030'],
  ['gbk', 'gb18030'],
  ['x-gbk', 'gb18030'],
  ['cp936', 'gb18030'],
  ['hz-gb-2312', 'gb18030'],
  ['us-ascii', 'windows-1252'],
  ['ascii', 'windows-1252'],
  ['ansi', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['iso8859-1', 'windows-1252'],
  ['iso_8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['latin-1', 'windows-1252'],
  ['iso-8859-9', 'windows-1254'],
  ['iso-8859-11', 'windows-874'],
  ['tis-620', 'windows-874'],
  ['big5', 'big5-hkscs'],
  ['x-x-big5', 'big5-hkscs'],
  ['x-sjis', 'shift_jis'],
  ['ks_c_5601-1987', 'euc-kr'],
  ['unicode', 'utf-16le'],
]);

/**
 * Bytes of a document as text, without its byte order mark. The encoding is that of the byte
 * order mark, else UTF-16 or UTF-32 by the pattern of their zero bytes, else UTF-8 where the
 * bytes are valid so (no other encoding looks like it by chance), else what `contentType` or the
 * XML declaration names and the bytes bear out, else a guess. Text that was encoded twice is
 * undone where that is certain. Never throws; bytes without meaning become U+FFFD.
 */
export function decode(bytes: Uint8Array, contentType?: string): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = byteOrderMark(buffer) ?? zeroPattern(buffer);
  if (wide !== undefined) return iconv.decode(buffer, wide).replace(/^\uFEFF/, '');
  const escaped = buffer.includes('\x1B$') ? named(buffer, contentType) : [];
  const japanese = escaped.find((name) => name.startsWith('iso-2022'));
  if (japanese !== undefined && iconv.encodingExists(japanese))
    return iconv.decode(buffer, japanese);
  // Nothing in it can have been encoded twice.
  if (isAscii(buffer)) return buffer.toString('latin1');
  const text = isUtf8(buffer) ? buffer.toString('utf8') : otherwise(buffer, contentType);
  return fromControls(undoDoubleEncoding(text.replace(/^\uFEFF/, '')));
}

function otherwise(buffer: Buffer, contentType: string | undefined): string {
  const names = named(buffer, contentType);
  for (const name of names) {
    const text = iconv.decode(buffer, name);
    if (name !== 'utf-8' && !text.includes('\uFFFD')) return text;
  }
  const lenient = buffer.toString('utf8');
  // Damaged UTF-8, such as a text cut inside a character: most of its characters still fit.
  const bad = count(lenient, /\uFFFD/g);
  if (bad * 10 <= count(lenient, /[^\0-\x7F]/g)) return lenient;
  const [first] = names.filter((name) => name !== 'utf-8');
  if (first !== undefined) return iconv.decode(buffer, first);
  return iconv.decode(buffer, guessEncoding(buffer));
}

function byteOrderMark(buffer: Buffer): string | undefined {
  const start = buffer.subarray(0, 4).toString('latin1');
  if (start.startsWith('ÿþ\0\0')) return 'utf-32le';
  if (start === '\0\0þÿ') return 'utf-32be';
  if (start.startsWith('ÿþ')) return 'utf-16le';
  if (start.startsWith('þÿ')) return 'utf-16be';
  return undefined;
}

/** A document starts with `<` or white space; where the zeros stand beside it tells the rest. */
function zeroPattern(buffer: Buffer): string | undefined {
  const zeros = [...buffer.subarray(0, 4)].map((byte) => (byte === 0 ? '0' : 'x')).join('');
  if (zeros === '000x') return 'utf-32be';
  if (zeros === 'x000') return 'utf-32le';
  if (zeros === '0x0x') return 'utf-16be';
  if (zeros === 'x0x0') return 'utf-16le';
  return undefined;
}

/** Encodings named by the header and by the document, in this order, those that we can read. */
function named(buffer: Buffer, contentType: string | undefined): string[] {
  const start = buffer.subarray(0, startBytes).toString('latin1');
  const labels = [
    /charset\s*=\s*["']?([\w:.-]+)/i.exec(contentType ?? '')?.[1],
    /<\?xml[^>]*?encoding\s*=\s*["']([\w:.-]+)/i.exec(start)?.[1],
    /<meta[^>]*?charset\s*=\s*["']?([\w:.-]+)/i.exec(start)?.[1],
  ];
  return labels.flatMap((label) => {
    const lower = label?.toLowerCase() ?? '';
    const name = really.get(lower) ?? lower;
    return name !== '' && iconv.encodingExists(name) ? [name] : [];
  });
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
