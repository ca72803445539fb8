/** Characters that steer a terminal or turn its text around; a line break does neither. */
const steering =
  /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** Text from outside as a terminal may show it. */
export function harmless(text: string): string {
  return text.replace(steering, ' ');
}

/**
 * Text for a log, which is kept and passed on: harmless, and without what is secret in an address,
 * which is the user name and all that follows a question mark.
 */
export function discreet(text: string): string {
  return harmless(text)
    .replace(/(https?:\/\/)[^\s"/@]{1,500}@/gi, '$1')
    .replace(/(https?:\/\/[^\s"?#]{1,2000})\?[^\s"]*/gi, '$1?…');
}
