import { expect, it } from 'vitest';
import { parseFeed } from '../../src/collect/parse.ts';

const base = 'https://gazette.example/feed.json';

it('reads JSON Feed 1.1', async () => {
  const feed = await parseFeed(
    JSON.stringify({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Gazette',
      home_page_url: '/',
      language: 'en',
      authors: [{ name: 'Desk' }],
      items: [
        {
          id: 7,
          url: 'news/7',
          title: 'Road reopens',
          content_text: 'Lorries < moved.\n\nAgain.',
          date_published: '2024-05-21T10:00:00Z',
          authors: [{ name: 'Amna Rafiq' }],
          tags: ['Roads', null],
        },
        { id: 'b', external_url: 'https://b.example/', summary: 'A & B', title: null },
        'no object',
      ],
    }),
    base,
  );
  expect(feed).toEqual({
    title: 'Gazette',
    site: 'https://gazette.example/',
    language: 'en',
    items: [
      {
        guid: '7',
        link: 'https://gazette.example/news/7',
        title: 'Road reopens',
        content: '<p>Lorries &lt; moved.</p><p>Again.</p>',
        published: '2024-05-21T10:00:00Z',
        authors: ['Amna Rafiq'],
        categories: ['Roads'],
      },
      {
        guid: 'b',
        link: 'https://b.example/',
        summary: 'A &amp; B',
        authors: ['Desk'],
        categories: [],
      },
    ],
    problems: ['1 of the 3 entries are no objects.'],
  });
});

it('says that JSON cannot be read', async () => {
  await expect(parseFeed('{"items": [', base)).rejects.toThrow(
    'The answer looks like JSON but cannot be read: ',
  );
});
