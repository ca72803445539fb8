/** A small healthy feed; `name` tells one from another. */
export function rssFeed(name: string, items = 2): string {
  const entries = Array.from(
    { length: items },
    (_, index) => `
    <item>
      <guid isPermaLink="false">${name}-${index}</guid>
      <title>Report ${index} of ${name}</title>
      <link>https://news.example/${name}/${index}</link>
      <pubDate>Thu, 21 May 2026 08:3${index % 10}:00 GMT</pubDate>
      <description>The ministers of both sides met on Thursday.</description>
    </item>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>${name}</title><link>https://news.example/${name}</link>
<description>For tests</description>${entries.join('')}
</channel></rss>`;
}
