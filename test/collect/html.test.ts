import { describe, expect, it } from 'vitest';
import { cleanText, escapeXml, paragraphsOf, sanitise, textOf } from '../../src/collect/html.ts';

describe('textOf', () => {
  it('resolves references and drops tags', () => {
    expect(textOf('<b>Xi</b> &amp; Zardari&#8217;s &#x4E2D;&nbsp;talks')).toBe(
      'Xi & Zardari’s 中 talks',
    );
  });

  it('does not glue words of neighbouring blocks together', () => {
    expect(textOf('<p>one</p><p>two</p>three<br>four')).toBe('one two three four');
  });

  it('leaves out scripts and styles', () => {
    expect(textOf('a<script>evil()</script><style>p{}</style>b')).toBe('ab');
  });

  it('keeps a lone less-than sign', () => {
    expect(textOf('3 < 5 and 7 > 2')).toBe('3 < 5 and 7 > 2');
  });

  it('ends on hostile repetition', () => {
    expect(textOf('a<p'.repeat(80_000)).length).toBeLessThan(500_000);
    expect(textOf('<'.repeat(200_000)).length).toBeLessThan(500_000);
    expect(textOf(`${'<div class="a">'.repeat(50_000)}deep<b>er`)).toBe('deeper');
  });
});

describe('paragraphsOf', () => {
  it('splits at blocks and at double line breaks', () => {
    expect(paragraphsOf('<div>one<br>more<br><br>two</div><h2>three</h2>four')).toEqual([
      'one more',
      'two',
      'three',
      'four',
    ]);
  });

  it('splits plain text at empty lines', () => {
    expect(paragraphsOf('one\nline\n \ntwo')).toEqual(['one line', 'two']);
  });

  it('finds none in empty markup', () => {
    expect(paragraphsOf('<p> </p><p>&nbsp;</p>')).toEqual([]);
  });
});

describe('cleanText', () => {
  it('drops controls, lone surrogates and direction overrides', () => {
    expect(cleanText('a\u0000b\u0008c\uD800d\uDC00e\u202Ef\u2066g\uFFFEh')).toBe('abcdefgh');
  });

  it('keeps characters beyond the basic plane and joiners', () => {
    expect(cleanText('𝒳 می‌خواهد 👨‍👩‍👧')).toBe('𝒳 می‌خواهد 👨‍👩‍👧');
  });
});

it('escapes the five characters of XML', () => {
  expect(escapeXml(`<a href="x">'&\u0001</a>`)).toBe(
    '&lt;a href=&quot;x&quot;&gt;&#39;&amp;&lt;/a&gt;',
  );
});

describe('sanitise', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">x</a>',
    '<a href="&#0000106avascript:alert(1)">x</a>',
    '<a href="java\nscript:alert(1)">x</a>',
    '<svg><script>alert(1)</script></svg>',
    '<iframe src="https://evil.example"></iframe>',
    '<p style="position:fixed" id="a" class="b" onclick="x()">x</p>',
    '<xmp><script>alert(1)</script></xmp>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<img src="data:image/svg+xml,<svg onload=alert(1)>">',
    '<form action="https://evil.example"><input></form>',
    '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
  ])('leaves nothing that runs of %s', (html) => {
    expect(sanitise(html)).not.toMatch(
      /<(?:script|iframe|svg|math|form|input|style)|\son|javascript:|data:|style=|id=|class=/i,
    );
  });

  it('makes addresses absolute and images late and silent', () => {
    expect(sanitise('<a href="/x">x</a><img src="i.jpg">', 'https://a.example/n/')).toBe(
      '<a href="https://a.example/x" rel="noopener nofollow ugc">x</a>' +
        '<img src="https://a.example/n/i.jpg" loading="lazy" referrerpolicy="no-referrer" />',
    );
  });

  it('drops tracking pixels', () => {
    expect(sanitise('<img src="https://t.example/p" width="1" height="1">x')).toBe('x');
  });

  it('balances tags and bounds their depth', () => {
    expect(sanitise('<p><b>x')).toBe('<p><b>x</b></p>');
    const deep = sanitise(`${'<div>'.repeat(900)}x`);
    expect(deep.match(/<div>/g)?.length).toBeLessThan(100);
    expect(deep).toContain('x');
    expect(sanitise(`${'<div>'.repeat(100_000)}x <b>y</b>`)).toBe('<p>x y</p>');
  });
});

it('keeps no address of a picture but the one that was checked', () => {
  const html = sanitise(
    '<img src="https://a.example/1.png" srcset="http://10.0.0.1/x 2x" alt="x"><picture><source srcset="http://10.0.0.1/y"></picture>',
  );
  expect(html).toContain('https://a.example/1.png');
  expect(html).not.toContain('10.0.0.1');
});
