import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Trouble } from '../../src/collect/failure.ts';
import { nextHop } from '../../src/collect/redirect.ts';

const none: ReadonlySet<string> = new Set();

function hop(from: string, to: string, allowed = none): string {
  try {
    return nextHop(new URL(from), to, allowed).href;
  } catch (error) {
    return String(error);
  }
}

it('resolves what is relative, and keeps the fragment', () => {
  expect(hop('https://a.example/x/feed#part', '../y?z')).toBe('https://a.example/y?z#part');
  expect(hop('https://a.example/x', '//b.example/y#other')).toBe('https://b.example/y#other');
});

it('drops user names and passwords', () => {
  expect(hop('https://me:key@a.example/x', '/y')).toBe('https://a.example/y');
  expect(hop('https://a.example/x', 'https://who:what@b.example/y')).toBe('https://b.example/y');
});

it('goes to the ports of web servers only', () => {
  expect(hop('https://a.example/', 'https://b.example:8443/')).toBe('https://b.example:8443/');
  for (const port of [1, 22, 25, 110, 143, 587, 631]) {
    expect(hop('https://a.example/', `http://b.example:${port}/`)).toContain('redirect-port');
  }
});

it('stays at an allowed private place but is not led there', () => {
  const allowed = new Set(['intranet:8080']);
  expect(hop('http://intranet:8080/a', '/b', allowed)).toBe('http://intranet:8080/b');
  expect(hop('http://a.example/a', 'http://intranet:8080/b', allowed)).toContain(
    'redirect-private',
  );
  expect(hop('http://intranet/a', 'http://intranet:8080/b', allowed)).toContain('redirect-private');
});

it('comes to http or https without a user, or to a trouble, whatever it is told', () => {
  const part = fc.constantFrom(
    'http:',
    'https:',
    '//',
    '/',
    '\\',
    '@',
    ':',
    '[::1]',
    'a.example',
    '?',
  );
  const location = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.webUrl({ withFragments: true, withQueryParameters: true }),
    fc.array(part, { maxLength: 8 }).map((parts) => parts.join('')),
  );
  fc.assert(
    fc.property(location, (text) => {
      try {
        const to = nextHop(new URL('https://me:key@a.example/x'), text, none);
        expect(to.protocol).toMatch(/^https?:$/);
        expect(to.username + to.password).toBe('');
      } catch (error) {
        expect(error).toBeInstanceOf(Trouble);
      }
    }),
    { numRuns: 1_000 },
  );
});
