import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanText } from '../../src/collect/html.ts';
import { atomDocument } from '../../src/publish/atom.ts';
import { type Draft, keepLedger } from '../../src/publish/ledger.ts';
import { childrenNamed, readXml, textIn, type XmlElement } from '../../src/publish/tree.ts';
import type { Article, Site } from '../../src/types.ts';
import { article, day, draft, feedsOf, LATER, NOW, SITE, tombstonesOf } from './sample.ts';

function atomOf(...publication: Parameters<typeof feedsOf>): string {
  return feedsOf(...publication).get('atom.xml') ?? '';
}

function render(drafts: readonly Draft[], site: Site = SITE): string {
  return atomOf(site, keepLedger([], drafts, site, NOW).stories, []);
}

/** The first element of that name below `node`, however deep. */
function find(node: XmlElement, name: string): XmlElement {
  const [child] = found(node, name);
  if (child === undefined) throw new Error(`no <${name}>`);
  return child;
}

function found(node: XmlElement, name: string): XmlElement[] {
  const inside = node.children.flatMap((one) => (typeof one === 'string' ? [] : found(one, name)));
  return node.name === name ? [node, ...inside] : inside;
}

function entry(...articles: readonly [Article, ...Article[]]): XmlElement {
  return find(readXml(render([draft(...articles)])), 'entry');
}

const { base: _base, ...baseless } = SITE;

describe('an entry', () => {
  it('has a title in plain text', () => {
    const title = find(entry(article('a', { title: 'Tea < coffee && "milk" &amp;' })), 'title');
    expect(title.attributes).toMatchObject({ type: 'text' });
    expect(textIn(title)).toBe('Tea < coffee && "milk" &amp;');
  });

  it('says its language, and the direction of its text', () => {
    const urdu = entry(article('a', { language: 'ur', excerpt: 'چائے' }));
    expect(urdu.attributes['xml:lang']).toBe('ur');
    expect(textIn(find(urdu, 'content'))).toContain('<p lang="ur" dir="rtl">چائے</p>');
    expect(entry(article('a', { language: 'und' })).attributes['xml:lang']).toBeUndefined();
  });

  it('links to the lead, to every other report and to the story page', () => {
    const links = childrenNamed(
      entry(article('a'), article('b'), article('c', { url: 'https://gazette.example/b' })),
      'link',
    ).map(({ attributes }) => [attributes.rel, attributes.href]);
    expect(links).toEqual([
      ['alternate', 'https://gazette.example/a'],
      [
        'related',
        expect.stringMatching(/^https:\/\/bridge\.example\/news\/stories\/[0-9a-f-]+\.html$/),
      ],
      ['via', 'https://gazette.example/b'],
    ]);
  });

  it('leads to the story page where the lead has no address', () => {
    const { url: _, ...unlinked } = article('a');
    const links = childrenNamed(entry(unlinked), 'link');
    expect(links.map(({ attributes }) => attributes.rel)).toEqual(['alternate']);
    expect(links[0]?.attributes.href).toMatch(/^https:\/\/bridge\.example\/news\/stories\//);
  });

  it('holds its text and no link where there is neither address nor base', () => {
    const { url: _, ...unlinked } = article('a');
    const only = find(readXml(render([draft(unlinked)], baseless)), 'entry');
    expect(childrenNamed(only, 'link')).toEqual([]);
    expect(textIn(find(only, 'content'))).toContain('First paragraph of a.');
  });

  it('names the outlet that leads, who stands behind it and its date, whoever wrote it', () => {
    const state = { outlet: 'R&D Daily', country: 'CN', kind: 'state-media' } as const;
    const content = textIn(find(entry(article('a', { ...state, authors: ['A. Li'] })), 'content'));
    expect(content).toContain(
      '</p>\n<p>Reported by R&amp;D Daily (China, state media), 21 May 2026, 13:30 GMT+5.</p>\n',
    );
  });

  it('lists the other outlets and says why it is here', () => {
    const other = article('b', { outlet: 'R&D Daily', country: 'CN', kind: 'state-media' });
    const content = textIn(find(entry(article('a'), other), 'content'));
    expect(content).toContain('<p>Also reported by:</p><ul><li>');
    expect(content).toContain('>R&amp;D Daily (China, state media)</a>, 21 May 2026, 13:30 GMT+5');
    expect(content).toContain('Why it is here: “Wang Yi” (headline): score 7.5, 5 needed');
  });

  it('gives an excerpt, and the whole text only where that is allowed', () => {
    expect(textIn(find(entry(article('a')), 'content'))).not.toContain('Second');
    const full = entry(article('a', { republish: 'full' }));
    expect(textIn(find(full, 'content'))).toContain('Second paragraph.');
  });

  it('says a month in words and has no published then', () => {
    const month = { at: '2026-04', precision: 'month', from: 'given' } as const;
    const node = entry(article('a', { published: month }));
    expect(found(node, 'published')).toEqual([]);
    expect(textIn(find(node, 'content'))).toContain(
      '<p>Reported by Gazette (Pakistan) in April 2026; the day is not known.</p>',
    );
  });

  it('names its authors, the outlet where there are none, and where it comes from', () => {
    const names = (node: XmlElement) =>
      childrenNamed(node, 'author').map((a) => textIn(find(a, 'name')));
    expect(names(entry(article('a', { authors: ['A. Khan', 'B. Li'] })))).toEqual([
      'A. Khan',
      'B. Li',
    ]);
    expect(names(entry(article('a')))).toEqual(['Gazette']);
    const source = find(entry(article('a')), 'source');
    expect(textIn(find(source, 'title'))).toBe('Gazette');
    expect(textIn(find(source, 'id'))).toMatch(/^urn:uuid:/);
  });

  it('has tags with scheme and label', () => {
    expect(
      childrenNamed(entry(article('a')), 'category').map((one) => ({ ...one.attributes })),
    ).toEqual([
      { term: 'visit', scheme: 'https://bridge.example/news/tags/form#', label: 'Visits' },
      { term: 'PK', scheme: 'https://bridge.example/news/tags/outlet-country#', label: 'Pakistan' },
    ]);
  });
});

describe('steps of one matter', () => {
  const tags = ['wang-yi', 'ishaq-dar'].map((id) => ({ id, label: id, scheme: 'person' }));
  const step = (id: string, at: string): Draft => ({
    ...draft(article(id, { published: day(at) })),
    tags,
  });
  const steps = [
    ...[step('announced', '2026-05-10'), step('arrived', '2026-05-12')],
    ...[step('said', '2026-05-13'), step('replied', '2026-05-15'), step('praised', '2026-05-16')],
  ];
  const related = (drafts: readonly Draft[], site: Site = SITE) =>
    new Map(
      found(readXml(render(drafts, site)), 'entry').map((one) => [
        textIn(find(one, 'title')),
        childrenNamed(one, 'link').flatMap(({ attributes: { rel, title } }) =>
          rel === 'related' && title !== undefined ? [title] : [],
        ),
      ]),
    );

  it('link back to those before, the latest first, three at most', () => {
    const links = related(steps.toReversed());
    expect(links.get('Headline of announced')).toEqual([]);
    expect(links.get('Headline of arrived')).toEqual(['Headline of announced']);
    expect(links.get('Headline of praised')).toEqual([
      ...['Headline of replied', 'Headline of said', 'Headline of arrived'],
    ]);
  });

  it('do not change an entry by what comes after it', () => {
    const before = related(steps.slice(0, 3));
    const many = Array.from({ length: 6 }, (_, at) => step(`later${at}`, `2026-05-1${at + 4}`));
    const after = related([...steps, ...many]);
    for (const [title, links] of before) expect(after.get(title)).toEqual(links);
  });

  it('are linked only where the site has an address', () => {
    expect([...related(steps, baseless).values()].flat()).toEqual([]);
  });
});

describe('the feed', () => {
  it('is as new as its newest entry, never as the clock', () => {
    const root = readXml(render([draft(article('a')), draft(article('b'))]));
    const times = found(root, 'updated').map(textIn);
    expect(textIn(childrenNamed(root, 'updated')[0] as XmlElement)).toBe('2026-05-21T08:30:01Z');
    expect(times.every((time) => /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(time))).toBe(true);
    expect(render([])).toContain('<updated>1970-01-01T00:00:00Z</updated>');
  });

  it('says where it lies only where that is known, and names a hub only where there is one', () => {
    const rels = (site: Site) =>
      childrenNamed(readXml(render([], site)), 'link').map(({ attributes }) => attributes.rel);
    expect(rels(SITE)).toEqual(['self', 'alternate']);
    expect(rels(baseless)).toEqual([]);
    expect(rels({ ...SITE, hub: 'https://hub.example/' })).toEqual(['self', 'alternate', 'hub']);
  });

  it('names no hub in a closed document, of which no hub is ever told', () => {
    const head = { id: `urn:uuid:${SITE.id}`, title: 'x', path: 'archive/1.xml', page: '' };
    const site = { ...SITE, hub: 'https://hub.example/' };
    expect(atomDocument(site, { ...head, current: 'atom.xml' }, [], [])).not.toContain('rel="hub"');
    expect(atomDocument(site, head, [], [])).toContain('rel="hub"');
  });

  it('tells of withdrawn and merged stories', () => {
    const first = keepLedger(
      [],
      [draft(article('a')), draft(article('b')), draft(article('c'))],
      SITE,
      NOW,
    );
    const next = keepLedger(first.entries, [draft(article('a'), article('b'))], SITE, LATER);
    const root = readXml(atomOf(SITE, next.stories, tombstonesOf(next.entries)));
    const dead = childrenNamed(root, 'at:deleted-entry');
    const ids = first.stories.map((story) => story.ledger.storyId);
    expect(dead.map(({ attributes }) => attributes.ref)).toEqual(ids.slice(1));
    expect(dead.map(({ attributes }) => attributes.when)).toEqual([LATER, LATER]);
    expect(textIn(find(dead[0] as XmlElement, 'at:comment'))).toContain(ids[0]);
    expect(textIn(find(dead[1] as XmlElement, 'at:comment'))).toBe('Withdrawn.');
    expect(textIn(childrenNamed(root, 'updated')[0] as XmlElement)).toBe(LATER);
  });
});

describe('hostile text', () => {
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          ...[']]>', '<![CDATA[', '&', '&amp;', '&lt;', '<', '>', '"', "'", '<script>', '--', '?>'],
          ...['\u0000', '\u0008', '\uFFFE', '\uD800', '\uDC00', '\u202E', '\r', '\n', '$&', 'x'],
        ),
        { maxLength: 12 },
      )
      .map((parts) => parts.join('')),
  );

  it('never makes a document ill-formed, and comes back as it was', () => {
    const fields = fc.record({
      title: nasty,
      outlet: nasty,
      excerpt: nasty,
      url: fc.oneof(
        nasty,
        nasty.map((text) => `https://x.example/${text}`),
      ),
      sourceId: nasty,
      language: nasty,
      country: nasty,
      authors: fc.array(nasty, { maxLength: 3 }),
      paragraphs: fc.array(nasty, { maxLength: 3 }),
      html: nasty,
      republish: fc.constantFrom('full' as const, 'excerpt' as const),
    });
    fc.assert(
      fc.property(fields, fields, nasty, nasty, (one, two, tag, site) => {
        // Four more of the same tag and language, so that both get a feed of their own.
        const drafts = ['c', 'd', 'e', 'f'].map((id) => {
          const more = draft(article(id, { language: one.language }));
          return { ...more, tags: [{ id: tag, label: tag, scheme: tag }] };
        });
        const made = {
          ...draft(article('a', one), article('b', two)),
          tags: [{ id: tag, label: tag, scheme: tag }],
        };
        const named = { ...SITE, title: site, author: site, subtitle: site };
        const { stories } = keepLedger([], [made, ...drafts], named, NOW);
        const files = feedsOf(named, stories);
        for (const [path, text] of files) {
          if (/\.(?:xml|opml)$/.test(path)) readXml(text);
          for (const name of path.split('/')) {
            expect(name).toMatch(/^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/);
          }
        }
        const root = readXml(files.get('atom.xml') ?? '');
        const entries = childrenNamed(root, 'entry');
        const id = stories.find((story) => story.lead.article.id === 'a')?.ledger.storyId;
        const own = entries.find((one) => textIn(find(one, 'id')) === id);
        const written = find(own ?? root, 'title');
        const said = cleanText(one.title).replace(/\s+/g, ' ').trim();
        expect(textIn(written)).toBe(said === '' ? 'Untitled' : said);
        for (const { attributes } of found(root, 'link')) {
          expect(attributes.href).toMatch(/^https?:\/\/[^\s<>"\\^`{|}]+$/);
        }
      }),
      { numRuns: 60 },
    );
  });
});
