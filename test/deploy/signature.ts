import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Whether a request carries the signature that belongs to a secret: Amazon's Signature Version 4
 * in a header, as its documentation has it. `s3rver` takes any.
 */
export function isSignedWith(secret: string, request: IncomingMessage): boolean {
  const { method = '', url = '', headers } = request;
  const [, credential = '', names = '', signature = ''] =
    /^AWS4-HMAC-SHA256 Credential=[^/,]+\/([^,]+), SignedHeaders=([^,]+), Signature=([^,]+)$/.exec(
      headers.authorization ?? '',
    ) ?? [];
  const [path = '', query = ''] = url.split('?');
  const canonical = [
    method,
    path,
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => (pair.includes('=') ? pair : `${pair}=`))
      .toSorted()
      .join('&'),
    ...names.split(';').map((name) => `${name}:${String(headers[name]).trim()}`),
    '',
    names,
    headers['x-amz-content-sha256'],
  ].join('\n');
  const signed = [
    'AWS4-HMAC-SHA256',
    headers['x-amz-date'],
    credential,
    createHash('sha256').update(canonical).digest('hex'),
  ].join('\n');
  const key = credential
    .split('/')
    .reduce<string | Buffer>((sofar, part) => hmac(sofar, part), `AWS4${secret}`);
  return hmac(key, signed).toString('hex') === signature;
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
