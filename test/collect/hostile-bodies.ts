import { serve } from '../server/behaviours.ts';
import type { HostileCase } from './hostile-network.ts';

// One list, to be read from top to bottom, hence its length.

/**
 * Documents that hang, flood, trick or crash a reader of feeds. `secret` is the origin of a server
 * in the private network, which no document may lead to.
 */
export function hostileBodies(secret: string): readonly HostileCase[] {
  const cases: readonly (readonly [string, () => string | Uint8Array, string])[] = [
    ...patience,
    ...entities(secret),
    ...shapes,
    ...letters,
    ...words,
    ...addresses(secret),
    ...notFeeds(secret),
  ];
  return cases.map(([name, body, gives], index) => ({
    name,
    // Made when asked for, so that all of them do not lie in memory at once.
    does: (request, response) => serve(topical(body(), name, index))(request, response),
    gives,
  }));
}

/**
 * Lets every entry into the feed, as a story of its own by its day, so that its bait would reach
 * readers.
 */
function topical(body: string | Uint8Array, name: string, index: number): string | Uint8Array {
  if (typeof body !== 'string') return body;
  const day = new Date(Date.UTC(2026, 4, 20 - 3 * index)).toUTCString();
  return body
    .replaceAll('A visit', `China and Pakistan sign an agreement on ${name}`)
    .replaceAll('THE DAY', day);
}

type BodyCase = readonly [name: string, body: () => string | Uint8Array, gives: string];

function channel(inside: string): string {
  return `<?xml version="1.0"?><rss version="2.0"><channel><title>Bait</title>${inside}</channel></rss>`;
}

function item(inside: string, title = 'A visit'): string {
  const link = `https://news.example/THE DAY/${title.length}`;
  return `<item><title>${title}</title><link>${link}</link>${inside}<pubDate>THE DAY</pubDate></item>`;
}

function repeat(text: string, count: number): string {
  return text.repeat(count);
}

/** What takes careless readers very long. */
const patience: readonly BodyCase[] = [
  [
    'text-of-lt',
    () => channel(item(`<description>${repeat('a<p', 20_000)}</description>`)),
    'read 1',
  ],
  [
    'escaped-lt',
    () => channel(item(`<description>${repeat('a&lt;p', 20_000)}</description>`)),
    'read 1',
  ],
  [
    'cdata-of-lt',
    () => channel(item(`<description><![CDATA[${repeat('<', 200_000)}]]></description>`)),
    'read 1',
  ],
  ['nested-elements', () => channel(item(repeat('<b>', 10_000))), 'read 1'],
  [
    'nested-markup',
    () => channel(item(`<description><![CDATA[${repeat('<div>', 20_000)}deep]]></description>`)),
    'read 1',
  ],
  [
    'nested-xhtml',
    () =>
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>Bait</title><entry><title type="xhtml">${repeat('<div>', 10_000)}</title><id>urn:x</id></entry></feed>`,
    'read 0',
  ],
  ['many-items', () => channel(repeat('<item><title>x</title></item>', 200_000)), 'read 1'],
  ['many-attributes', () => channel(item(`<b ${attributes(50_000)}/>`)), 'read 1'],
  ['many-namespaces', () => channel(`<x ${namespaces(20_000)}>${item('')}</x>`), 'read 1'],
  ['long-attribute', () => channel(item(`<b a="${repeat('x', 5_000_000)}"/>`)), 'read 1'],
  ['long-title', () => channel(item('', repeat('word ', 1_000_000))), 'read 1'],
  ['long-name', () => channel(item(`<${repeat('x', 1_000_000)}/>`)), 'read 1'],
  ['many-categories', () => channel(item(repeat('<category>x</category>', 100_000))), 'read 1'],
  ['author-of-brackets', () => channel(item(`<author>${repeat('(', 100_000)}</author>`)), 'read 1'],
  ['author-of-ats', () => channel(item(`<author>${repeat('a@', 100_000)}</author>`)), 'read 1'],
  ['date-of-digits', () => channel(item(`<pubDate>${repeat('1', 200_000)}</pubDate>`)), 'read 1'],
  [
    'date-of-blanks',
    () => channel(item(`<pubDate>Thu,${repeat(' ', 200_000)}x</pubDate>`)),
    'read 1',
  ],
  ['link-of-slashes', () => channel(item(`<link>${repeat('/', 200_000)}</link>`)), 'read 1'],
  ['comment-without-end', () => `${channel(item(''))}<!--${repeat('-', 500_000)}`, 'read 1'],
  ['many-comments', () => channel(repeat('<!---->', 200_000) + item('')), 'read 1'],
  [
    'comments-in-markup',
    () => channel(item(`<description><![CDATA[${repeat('<!--', 100_000)}]]></description>`)),
    'read 1',
  ],
  ['five-thousand-reports', () => channel(reports(5_000)), 'read 1000'],
  ['many-instructions', () => channel(repeat('<?x y?>', 200_000) + item('')), 'read 1'],
];

function reports(count: number): string {
  return Array.from({ length: count }, (_, index) => {
    return item(`<guid>${index}</guid>`, `Report number ${index}`);
  }).join('');
}

function attributes(count: number): string {
  return Array.from({ length: count }, (_, index) => `a${index}="1"`).join(' ');
}

function namespaces(count: number): string {
  return Array.from({ length: count }, (_, index) => `xmlns:n${index}="urn:${index}"`).join(' ');
}

/** Entities that multiply, read files or call home. */
function entities(secret: string): readonly BodyCase[] {
  const withDtd = (dtd: string, text: string) =>
    `<?xml version="1.0"?><!DOCTYPE rss [${dtd}]><rss version="2.0"><channel><title>Bait</title>${item(`<description>${text}</description>`)}</channel></rss>`;
  const laughs = Array.from(
    { length: 12 },
    (_, index) => `<!ENTITY l${index + 1} "${repeat(`&l${index};`, 10)}">`,
  ).join('');
  return [
    ['a-billion-laughs', () => withDtd(`<!ENTITY l0 "ha">${laughs}`, '&l12;'), 'read 1'],
    [
      'one-large-entity',
      () => withDtd(`<!ENTITY a "${repeat('a', 50_000)}">`, repeat('&a;', 50_000)),
      'read 1',
    ],
    ['entity-of-itself', () => withDtd('<!ENTITY a "&b;"><!ENTITY b "&a;">', '&a;'), 'read 1'],
    ['entity-of-a-file', () => withDtd('<!ENTITY a SYSTEM "file:///etc/passwd">', '&a;'), 'read 1'],
    ['entity-of-a-server', () => withDtd(`<!ENTITY a SYSTEM "${secret}/a">`, '&a;'), 'read 1'],
    ['entity-of-backslashes', () => withDtd('<!ENTITY a "\\1 \\x \\u{0}">', '&a;'), 'read 1'],
    ['harmless-entities', () => withDtd('<!ENTITY a "met"><!ENTITY b "&a;">', '&b;'), 'read 1'],
    ['parameter-entity', () => withDtd(`<!ENTITY % p SYSTEM "${secret}/p"> %p;`, 'x'), 'read 1'],
    [
      'dtd-of-a-server',
      () => channel(item('')).replace('<rss', `<!DOCTYPE rss SYSTEM "${secret}/d"><rss`),
      'read 1',
    ],
    [
      'inclusion',
      () =>
        channel(
          item(`<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="${secret}/i"/>`),
        ),
      'read 1',
    ],
    [
      'style-sheet',
      () => channel(item('')).replace('<rss', `<?xml-stylesheet href="${secret}/s"?><rss`),
      'read 1',
    ],
    [
      'entities-of-objects',
      () => channel(item('<description>&constructor;&toString;&__proto__;</description>')),
      'read 1',
    ],
    [
      'references-to-nothing',
      () => channel(item('<description>&#0;&#xD800;&#x110000;&#99999999999;&#x1F;</description>')),
      'read 1',
    ],
    [
      'many-references',
      () => channel(item(`<description>${repeat('&amp;', 100_000)}</description>`)),
      'read 1',
    ],
  ];
}

/** Documents whose shape crashes. */
const shapes: readonly BodyCase[] = [
  [
    'named-as-prototype',
    () => channel(item('<__proto__>x</__proto__><constructor>y</constructor>')),
    'read 1',
  ],
  [
    'guid-of-prototype',
    () => channel(item('<guid>__proto__</guid>') + item('<guid>constructor</guid>', 'Two')),
    'read 2',
  ],
  ['guids-of-nothing', () => channel(['', ' ', '0', 'null'].map(guidItem).join('')), 'read 4'],
  [
    'guid-up-the-tree',
    () => channel(item('<guid>../../../../etc/passwd</guid>', '../../A visit/../..')),
    'read 1',
  ],
  ['one-guid-for-all', () => channel(repeat(item('<guid>same</guid>'), 500)), 'read 1'],
  ['cut-in-a-tag', () => channel(item('')).replace('</channel></rss>', '<item><titl'), 'read 1'],
  ['cdata-without-end', () => channel(item('<description><![CDATA[never closed')), 'read 1'],
  [
    'end-of-cdata-inside',
    () => channel(item('<description><![CDATA[a]]]]><![CDATA[>b]]>]]></description>')),
    'read 1',
  ],
  ['wrong-nesting', () => channel(item('<b><i></b></i></item></channel></rss>')), 'read 1'],
  ['two-roots', () => channel(item('')) + channel(item('', 'Second')), 'read 2'],
  ['rss-in-rss', () => channel(item(channel(item('', 'Inner')))), 'read 2'],
  ['no-entries', () => channel(''), 'read 0'],
  ['entries-without-anything', () => channel(repeat('<item/>', 1000)), 'read 0'],
  [
    'absurd-dates',
    () =>
      channel(
        ['0', '-1', '99999999999999999', 'Thu, 99 Foo 99999', '+275760-09-13', 'NaN']
          .map((date, index) => item(`<pubDate>${date}</pubDate>`, `Report ${repeat('i', index)}`))
          .join(''),
      ),
    'read 6',
  ],
];

function guidItem(guid: string, index: number): string {
  return item(`<guid>${guid}</guid>`, `Report ${repeat('i', index)}`);
}

/** Bytes that are no text, or text that is not what it says. */
const letters: readonly BodyCase[] = [
  [
    'bytes-of-chance',
    () => Uint8Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256),
    'failed: not-a-feed',
  ],
  ['zeros', () => Buffer.alloc(100_000), 'failed: not-a-feed'],
  ['zeros-between', () => Buffer.from(channel(item('')), 'utf16le'), 'read 1'],
  [
    'says-utf-16-is-not',
    () => channel(item('')).replace('"1.0"', '"1.0" encoding="UTF-16"'),
    'read 1',
  ],
  [
    'says-utf-7',
    () =>
      channel(item('<description>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</description>')).replace(
        '"1.0"',
        '"1.0" encoding="UTF-7"',
      ),
    'read 1',
  ],
  [
    'unknown-encoding',
    () => channel(item('')).replace('"1.0"', `"1.0" encoding="${repeat('x', 10_000)}"`),
    'read 1',
  ],
  [
    'wrong-utf-8',
    () => Buffer.from(channel(item('', 'caf\xe9 \xff\xfe \xc0\xaf')), 'latin1'),
    'read 1',
  ],
  ['control-characters', () => channel(item('', 'A\u0000\u0007\u001b[31m visit')), 'read 1'],
  [
    'text-that-turns-around',
    () => channel(item('', 'A \u202egnorw\u202c visit \u2066x')),
    'read 1',
  ],
];

/** Markup that would run in a page or in another reader. */
const words: readonly BodyCase[] = [
  [
    'script-in-title',
    () => channel(item('', '&lt;script&gt;alert(1)&lt;/script&gt;A visit')),
    'read 1',
  ],
  [
    'script-in-cdata',
    () => channel(item('<description><![CDATA[<script>alert(1)</script>Met.]]></description>')),
    'read 1',
  ],
  [
    'handler',
    () =>
      channel(
        item(
          '<description><![CDATA[<img src=x onerror=alert(1)>Met.<svg/onload=alert(1)>]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'frame',
    () =>
      channel(
        item(
          '<description><![CDATA[<iframe srcdoc="&lt;script&gt;alert(1)&lt;/script&gt;"></iframe><object data=x></object><embed src=x>Met.]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'script-address',
    () =>
      channel(
        item(
          '<description><![CDATA[<a href="java\tscript:alert(1)">a</a><a href="&#0000106avascript:alert(1)">b</a><a href=" JaVaScRiPt:alert(1)">c</a>]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'style',
    () =>
      channel(
        item(
          '<description><![CDATA[<p style="position:fixed;background:url(//x.example)">Met.</p><style>*{display:none}</style>]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'xmp',
    () =>
      channel(
        item(
          '<description><![CDATA[<xmp><img src=x onerror=alert(1)></xmp><noscript><p title="</noscript><img src=x onerror=alert(1)>">]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'form',
    () =>
      channel(
        item(
          '<description><![CDATA[<form action="https://x.example"><input name=password><button formaction="javascript:alert(1)">go</button></form>]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'base-and-refresh',
    () =>
      channel(
        item(
          '<description><![CDATA[<base href="https://x.example/"><meta http-equiv=refresh content="0;url=https://x.example">Met.]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'srcset',
    () =>
      channel(
        item(
          '<description><![CDATA[<img src="https://x.example/a.png" srcset="x &quot;onerror=alert(1) 1x"><picture><source srcset="javascript:alert(1)"></picture>Met.]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'picture-that-runs',
    () =>
      channel(
        item(
          '<description><![CDATA[<svg><script>alert(1)</script><a xlink:href="javascript:alert(1)"><animate onbegin=alert(1) attributeName=x></a></svg>Met.]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'formula-that-mutates',
    () =>
      channel(
        item(
          '<description><![CDATA[<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=alert(1)&gt;">Met.]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'odd-schemes',
    () =>
      channel(
        item(
          '<description><![CDATA[<a href="a+b-c.1:alert(1)">a</a><a href="vbscript:x">b</a><a href="blob:https://x.example/1">c</a><a href="//x.example">d</a>]]></description>',
        ),
      ),
    'read 1',
  ],
  [
    'script-in-names',
    () =>
      channel(
        item(
          '<author>&lt;script&gt;alert(1)&lt;/script&gt;</author><category domain="&quot;&gt;&lt;script&gt;">&lt;img src=x onerror=alert(1)&gt;</category><category>a &lt; b ]]&gt;</category>',
        ),
      ),
    'read 1',
  ],
  [
    'script-in-media',
    () =>
      channel(
        item(
          '<m:group xmlns:m="http://search.yahoo.com/mrss/"><m:title>&lt;script&gt;x&lt;/script&gt;</m:title><m:description type="html">&lt;img src=x onerror=alert(1)&gt;Met.</m:description></m:group>',
        ),
      ),
    'read 1',
  ],
  [
    'script-in-json',
    () =>
      '{"version":"https://jsonfeed.org/version/1.1","title":"Bait","items":[{"id":"1","title":"A visit <script>alert(1)</script>","content_html":"<img src=x onerror=alert(1)><p>Met.</p><iframe src=x>","url":"javascript:alert(1)","tags":["</script>"]}]}',
    'read 1',
  ],
  [
    'closes-the-page',
    () =>
      channel(
        item('<description><![CDATA[</div></article></body></html><script src=x>]]></description>'),
      ),
    'read 1',
  ],
];

/** Addresses that are none, or lead where they should not. */
function addresses(secret: string): readonly BodyCase[] {
  const linked = (link: string) =>
    channel(`<item><title>A visit</title><link>${link}</link></item>`);
  return [
    ['link-of-script', () => linked('javascript:alert(1)'), 'read 1'],
    [
      'link-of-data',
      () => linked('data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;'),
      'read 1',
    ],
    ['link-of-a-file', () => linked('file:///etc/passwd'), 'read 1'],
    ['link-of-nonsense', () => linked('http://[::bad'), 'read 1'],
    ['link-with-a-password', () => linked('https://dawn.example@evil.example/'), 'read 1'],
    [
      'link-up-the-tree',
      () => linked('https://news.example/../../../../etc/passwd%00.html'),
      'read 1',
    ],
    ['link-inward', () => linked(`${secret}/private`), 'read 1'],
    [
      'base-of-script',
      () =>
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="javascript:alert(1)//"><title>Bait</title><entry><title>A visit</title><link href="x"/></entry></feed>',
      'read 1',
    ],
    [
      'content-elsewhere',
      () =>
        `<feed xmlns="http://www.w3.org/2005/Atom"><title>Bait</title><entry><title>A visit</title><content src="${secret}/c"/><link href="${secret}/l"/></entry></feed>`,
      'read 1',
    ],
    [
      'picture-inward',
      () =>
        channel(
          item(
            `<description><![CDATA[<img src="${secret}/img">Met.]]></description><enclosure url="${secret}/e"/>`,
          ),
        ),
      'read 1',
    ],
  ];
}

/** Answers that are something else. */
function notFeeds(secret: string): readonly BodyCase[] {
  return [
    [
      'page',
      () => '<!doctype html><html><head><title>Hello</title></head><body>Hi</body></html>',
      'failed: not-a-feed',
    ],
    [
      'page-that-names-a-feed',
      () =>
        `<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="${secret}/feed"></head></html>`,
      'failed: not-a-feed',
    ],
    [
      'wall',
      () => '<html><body><script>location="/challenge"</script>Checking your browser</body></html>',
      'failed: not-a-feed',
    ],
    ['text', () => 'There is no feed here.', 'failed: not-a-feed'],
    [
      'other-xml',
      () => '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
      'failed: not-a-feed',
    ],
    [
      'nested-json',
      () => `{"version":"https://jsonfeed.org/version/1.1","items":${repeat('[', 100_000)}`,
      'failed: not-a-feed',
    ],
    [
      'json-of-prototype',
      () =>
        '{"version":"https://jsonfeed.org/version/1.1","title":"Bait","__proto__":{"x":1},"items":[{"id":"__proto__","title":"A visit","constructor":{"prototype":1}},{"id":{"a":1},"title":["x"],"url":7},null,3,"x"]}',
      'read 1',
    ],
    ['blanks', () => repeat(' \n', 1_000_000), 'failed: not-a-feed'],
  ];
}
