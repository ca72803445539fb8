import { describe, expect, it } from 'vitest';
import { AfterRedirect, explain, Trouble } from '../../src/collect/failure.ts';
import { defaultLimits } from '../../src/collect/limits.ts';

const secret = 'https://me:s3cret@news.example/feed?key=hidden';

/** An error as Node and undici make them, with an address in its message. */
function errorWith(code: string, cause?: unknown): Error {
  return Object.assign(new Error(`${code} at ${secret}`, { cause }), { code });
}

function causeAndProblem(error: unknown, host: string | undefined = 'news.example') {
  return explain(error, host, defaultLimits);
}

describe('explain', () => {
  it.each([
    ['ENOTFOUND', 'dns'],
    ['EAI_AGAIN', 'dns-temporary'],
    ['ECONNREFUSED', 'refused'],
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['UND_ERR_CONNECT_TIMEOUT', 'connect-timeout'],
    ['CERT_HAS_EXPIRED', 'tls-expired'],
    ['CERT_NOT_YET_VALID', 'tls-early'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-self-signed'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-issuer'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-name'],
    ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 'tls'],
    ['HPE_INVALID_CONSTANT', 'not-http'],
    ['ESOMETHINGNEW', 'other'],
  ])('reads %s as %s, in a sentence without the address', (code, cause) => {
    const failure = causeAndProblem(errorWith(code));
    expect(failure.cause).toBe(cause);
    expect(failure.problem).toMatch(/news\.example.*\.$/);
    expect(failure.problem).not.toMatch(/s3cret|hidden|\/feed/);
  });

  it('finds the reason inside what wraps it', () => {
    const wrapped = new TypeError('fetch failed', { cause: errorWith('ECONNREFUSED') });
    expect(causeAndProblem(wrapped).cause).toBe('refused');
    const both = new AggregateError([errorWith('ENETUNREACH'), errorWith('ECONNREFUSED')]);
    expect(causeAndProblem(both).cause).toBe('refused');
  });

  it('ends on an error that is its own cause, and on what is no error', () => {
    const circle = new Error('round and round');
    circle.cause = circle;
    expect(causeAndProblem(circle).cause).toBe('other');
    expect(causeAndProblem('thrown text').problem).toBe(
      'Reading from news.example failed (no reason given).',
    );
  });

  it('names neither host where the address is a secret', () => {
    for (const error of [
      errorWith('ENOTFOUND'),
      new Trouble('http-403'),
      new Trouble('redirects', '5'),
      new AfterRedirect('elsewhere.example', errorWith('ECONNREFUSED')),
      new Error(secret),
    ]) {
      const { problem } = explain(error, undefined, defaultLimits);
      expect(problem).toMatch(/the server/i);
      expect(problem).not.toMatch(/example|s3cret|hidden/);
    }
  });

  it('says which host failed behind a redirect, and which one to blame for the redirect', () => {
    const behind = new AfterRedirect('elsewhere.example', errorWith('ECONNREFUSED'));
    expect(causeAndProblem(behind).problem).toBe(
      'elsewhere.example (where news.example redirects) refuses connections: it is down, or the address is wrong.',
    );
    const inward = new AfterRedirect('elsewhere.example', new Trouble('redirect-private'));
    expect(causeAndProblem(inward).problem).toBe(
      'news.example redirects to a private network, which is never followed.',
    );
  });

  it('has a sentence for every status', () => {
    for (const [status, words] of [
      ['401', 'wants a user name and password'],
      ['403', 'turns us away'],
      ['404', 'look for the new address'],
      ['410', 'gone for good'],
      ['418', 'answers HTTP 418 instead of a feed'],
      ['429', 'asks us to come less often'],
      ['500', 'has trouble of its own'],
      ['503', 'overloaded'],
      ['599', 'has trouble of its own'],
    ] as const) {
      const { cause, problem } = causeAndProblem(new Trouble(`http-${status}`));
      expect(cause).toBe(`http-${status}`);
      expect(problem).toContain(words);
      expect(problem).toContain(status);
    }
  });

  it('tells the limit that was passed', () => {
    expect(causeAndProblem(new Trouble('total-timeout', 'still sending')).problem).toBe(
      'news.example was not done within 40 s, still sending; its feed was not read.',
    );
    expect(causeAndProblem(new Trouble('too-large-unpacked', String(1 << 20))).problem).toBe(
      'What news.example sends unpacks to more than 1 MB, which is no feed; not read.',
    );
    expect(causeAndProblem(new Trouble('too-large')).problem).toContain('more than 10 MB');
  });
});
