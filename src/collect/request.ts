import type { Check, Source } from '../types.ts';
import { hostPort } from './addresses.ts';
import { acceptedCodings } from './decompress.ts';

/** How a source is asked. */
export type FeedRequest = {
  readonly address: string;
  readonly headers: Readonly<Record<string, string>>;
  /** From the configured address, for its origin alone. RFC 7617. */
  readonly authorization?: { readonly origin: string; readonly value: string };
  /** Sent with validators, so that 304 is an answer to it. RFC 9110, section 13.1. */
  readonly isConditional: boolean;
};

/**
 * The request for a source's feed: at its address, or where it has moved to for good, and for what
 * changed since `check`, but about once a week for the whole.
 */
export function requestFor(
  source: Source,
  check: Check | undefined,
  options: {
    readonly now: string;
    readonly userAgent: string;
    /** Private places that may be asked. */
    readonly allowed: ReadonlySet<string>;
  },
): FeedRequest {
  const whole = isWholeDue(check, options.now);
  const validators = whole ? {} : validatorHeaders(check);
  const url = new URL(source.url);
  const authorization = {
    origin: url.origin,
    value: `Basic ${Buffer.from(`${decoded(url.username)}:${decoded(url.password)}`).toString('base64')}`,
  };
  return {
    address: (whole ? undefined : movedAddress(url, check, options.allowed)) ?? source.url,
    headers: {
      'user-agent': options.userAgent,
      accept: acceptedTypes,
      'accept-encoding': acceptedCodings,
      ...validators,
    },
    isConditional: Object.keys(validators).length > 0,
    ...(url.username === '' && url.password === '' ? {} : { authorization }),
  };
}

/**
 * A move counts once it was met `movesToBelieve` times in a row: the login page of a hotel moves
 * every feed there is, for good. With each whole answer, about weekly, it is checked again.
 */
function movedAddress(
  url: URL,
  check: Check | undefined,
  allowed: ReadonlySet<string>,
): string | undefined {
  if (check?.movedTo === undefined) return undefined;
  if ((check.movedTimes ?? 0) < movesToBelieve) return undefined;
  const place = hostPort(new URL(check.movedTo));
  return place !== hostPort(url) && allowed.has(place) ? undefined : check.movedTo;
}

/** Moves in a row, to one place, after which a source is asked there. */
export const movesToBelieve = 5;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Some servers say 304 to anything, so once in a while a source is asked as if for the first time. */
function isWholeDue(check: Check | undefined, now: string): boolean {
  if (check?.fullAt === undefined) return true;
  return Date.parse(now) - Date.parse(check.fullAt) >= 7 * 24 * 60 * 60 * 1000;
}

const acceptedTypes = [
  'application/atom+xml, application/rss+xml, application/feed+json',
  'application/rdf+xml;q=0.9, application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.6',
  '*/*;q=0.1',
].join(', ');

function validatorHeaders(check: Check | undefined): Record<string, string> {
  return {
    ...(check?.etag === undefined ? {} : { 'if-none-match': check.etag }),
    ...(check?.lastModified === undefined ? {} : { 'if-modified-since': check.lastModified }),
  };
}
