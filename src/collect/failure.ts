import { sentences, statusSentence } from './failure-sentences.ts';
import type { Limits } from './limits.ts';

/** What went wrong with a source, in a class and in words. */
export type Failure = {
  /** Short and stable, `dns` or `http-403`: equal causes share a line in a summary. */
  readonly cause: string;
  /** One sentence or two that a person can act on, without any secret part of an address. */
  readonly problem: string;
};

/** A trouble that we noticed ourselves; `kind` is a key of the sentences. */
export class Trouble extends Error {
  override readonly name = 'Trouble';
  readonly kind: string;
  /** A number or a word for the sentence: a status, a limit, a coding. Never part of an address. */
  readonly detail: string;

  constructor(kind: string, detail = '') {
    super(kind);
    this.kind = kind;
    this.detail = detail;
  }
}

/** Wraps what went wrong behind a redirect, at a host that nobody configured. */
export class AfterRedirect extends Error {
  override readonly name = 'AfterRedirect';
  readonly host: string;

  constructor(host: string, cause: unknown) {
    super('after a redirect', { cause });
    this.host = host;
  }
}

/**
 * The failure that an error of ours, of undici, of TLS or of the network means.
 *
 * `host` is the configured one, `undefined` where the address is a secret. Messages of libraries
 * are never passed on, since they may quote the address.
 */
export function explain(error: unknown, host: string | undefined, limits: Limits): Failure {
  const links = chain(error);
  const server = serverOf(error, host);
  for (const { code, detail } of links) {
    const cause = causeOf(code);
    const sentence = sentences.get(cause);
    if (sentence !== undefined) {
      return { cause, problem: sentence(server(cause), detail ?? '', limits) };
    }
    const status = /^http-(\d{3})$/.exec(cause)?.[1];
    if (status !== undefined) return { cause, problem: statusSentence(server(cause), status) };
    if (cause.startsWith('tls')) {
      const problem = `No secure connection to ${server(cause)} came about (${code}).`;
      return { cause: 'tls', problem };
    }
  }
  const reason = links[0]?.code ?? 'no reason given';
  return { cause: 'other', problem: `Reading from ${server('other')} failed (${reason}).` };
}

/** How a sentence calls the other side. It is the first host that is to blame for a redirect. */
function serverOf(error: unknown, host: string | undefined): (cause: string) => string {
  return (cause) => {
    if (host === undefined) return 'the server';
    const behind = error instanceof AfterRedirect && !cause.startsWith('redirect');
    return behind && error.host !== host ? `${error.host} (where ${host} redirects)` : host;
  };
}

type Link = { readonly code: string; readonly detail?: string };

/** An error and what caused it, outermost first; several attempts at once count as the last. */
function chain(error: unknown): readonly Link[] {
  const links: Link[] = [];
  let link = error instanceof AfterRedirect ? error.cause : error;
  for (let depth = 0; depth < 5 && link instanceof Error; depth += 1) {
    if (link instanceof Trouble) return [...links, { code: link.kind, detail: link.detail }];
    links.push({ code: codeOf(link) });
    link = link instanceof AggregateError ? link.errors.at(-1) : link.cause;
  }
  return links;
}

function codeOf(error: Error): string {
  // Informational answers out of place: undici has neither a code nor a class of its own for them.
  if (error.message === 'bad response') return 'HTTPParserError';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

function causeOf(code: string): string {
  const known = codes.get(code);
  if (known !== undefined) return known;
  if (code.startsWith('HPE_') || code === 'HTTPParserError') return 'not-http';
  return /^(ERR_TLS|ERR_SSL|CERT_|UNABLE_TO|CRL_)/.test(code) ? `tls-${code}` : code;
}

const codes = new Map([
  ['ENOTFOUND', 'dns'],
  ['ENODATA', 'dns'],
  ['EAI_AGAIN', 'dns-temporary'],
  ['EAI_FAIL', 'dns-temporary'],
  ['ECONNREFUSED', 'refused'],
  ['ENETUNREACH', 'unreachable'],
  ['EHOSTUNREACH', 'unreachable'],
  ['ENETDOWN', 'unreachable'],
  ['EADDRNOTAVAIL', 'unreachable'],
  ['EACCES', 'unreachable'],
  ['EPERM', 'unreachable'],
  ['ETIMEDOUT', 'connect-timeout'],
  ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'],
  ['UND_ERR_HEADERS_TIMEOUT', 'headers-timeout'],
  ['UND_ERR_BODY_TIMEOUT', 'idle-timeout'],
  ['UND_ERR_HEADERS_OVERFLOW', 'headers-too-large'],
  ['HPE_HEADER_OVERFLOW', 'headers-too-large'],
  ['UND_ERR_SOCKET', 'cut'],
  ['UND_ERR_RES_CONTENT_LENGTH_MISMATCH', 'wrong-length'],
  ['HPE_INVALID_EOF_STATE', 'cut'],
  ['ECONNRESET', 'reset'],
  ['EPIPE', 'reset'],
  ['CERT_HAS_EXPIRED', 'tls-expired'],
  ['CERT_NOT_YET_VALID', 'tls-early'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-self-signed'],
  ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-self-signed'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'tls-issuer'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'tls-issuer'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-name'],
  ['EPROTO', 'tls-protocol'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', 'tls-protocol'],
]);
