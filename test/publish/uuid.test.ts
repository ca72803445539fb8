import { expect, it } from 'vitest';
import { nameUuid } from '../../src/publish/uuid.ts';

it('gives the example of RFC 9562, appendix A.4', () => {
  const dns = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';
  expect(nameUuid(dns, 'www.example.com')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

it('refuses a namespace that is no UUID', () => {
  expect(() => nameUuid('bridge', 'x')).toThrow('must be a UUID, but it is "bridge"');
});
