import { createHash } from 'node:crypto';

/**
 * Name-based UUID, version 5 (RFC 9562, section 5.5): the same namespace and name give the same
 * UUID everywhere. `namespace` is a UUID; throws an Error when it is not.
 */
export function nameUuid(namespace: string, name: string): string {
  const digits = namespace.replaceAll('-', '');
  if (!/^[0-9a-f]{32}$/i.test(digits)) {
    throw new Error(`The id of the site must be a UUID, but it is "${namespace}".`);
  }
  const bytes = createHash('sha1')
    .update(Buffer.from(digits, 'hex'))
    .update(name)
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
