import { expect, it } from 'vitest';
import { describeComplaint } from '../../src/config/complaint.ts';
import { readOpml, writeOpml } from '../../src/config/opml.ts';

const opml = (...outlines: readonly string[]) =>
  `<?xml version="1.0"?>\n<opml version="2.0"><body>\n${outlines.join('\n')}\n</body></opml>`;

it('takes feeds under any headings, with name, home page and language', () => {
  const { sources, complaints } = readOpml(
    'mine.opml',
    opml(
      '<outline text="Pakistan"><outline text="Dawn – Home" type="rss"',
      '  xmlUrl="https://www.dawn.com/feeds/home" htmlUrl="https://www.dawn.com/" language="en"/></outline>',
      '<outline title="新华" xmlUrl="https://xinhua.example/rss"/>',
    ),
  );
  expect(complaints).toEqual([]);
  expect(sources).toMatchObject([
    { name: 'Dawn – Home', site: 'https://www.dawn.com/', language: 'en' },
    { name: '新华', url: 'https://xinhua.example/rss' },
  ]);
});

it('reads what programs write though it is not XML', () => {
  const { sources } = readOpml(
    'mine.opml',
    opml('<OUTLINE TEXT="A & B" XMLURL="https://a.example/feed?a=1&b=2">'),
  );
  expect(sources).toMatchObject([{ name: 'A & B', url: 'https://a.example/feed?a=1&b=2' }]);
});

it('names the line of what is no address, and of a secret', () => {
  const { complaints } = readOpml(
    'mine.opml',
    opml(
      '<outline text="A" xmlUrl="https://a.example/feed"/>',
      '<outline text="B" xmlUrl="feed:b"/>',
      '<outline text="C" xmlUrl="https://me:pw@c.example/feed"/>',
    ),
  );
  expect(complaints.map(describeComplaint)).toEqual([
    expect.stringMatching(/^mine\.opml:4: xmlUrl: expected an http or https address/),
    expect.stringMatching(/^mine\.opml:5: xmlUrl: /),
  ]);
  expect(readOpml('mine.opml', '<html></html>').complaints).toMatchObject([{ line: 1 }]);
});

it('reads back what it writes', () => {
  const given = readOpml(
    'mine.opml',
    opml(
      '<outline text="A &quot;&amp;&lt; B" xmlUrl="https://a.example/feed?a=1&amp;b=2" htmlUrl="https://a.example/" language="ur"/>',
    ),
  ).sources;
  expect(given).toHaveLength(1);
  expect(readOpml('again.opml', writeOpml('Ours', given)).sources).toEqual(given);
});
