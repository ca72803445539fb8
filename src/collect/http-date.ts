/**
 * A time as HTTP writes it (RFC 9110, section 5.6.7), in milliseconds since 1970; `undefined` for
 * anything else. The oldest of the three forms names no zone and means UTC.
 */
export function readHttpDate(text: string | undefined): number | undefined {
  if (text === undefined || text.length > 64 || !/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const time = Date.parse(/(?:GMT|UTC|[+-]\d{4})$/.test(text) ? text : `${text} GMT`);
  return Number.isNaN(time) ? undefined : time;
}
