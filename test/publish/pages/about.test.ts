import { describe, expect, it } from 'vitest';
import { aboutPage } from '../../../src/publish/pages/about.ts';
import { frontPage } from '../../../src/publish/pages/front.ts';
import { sampleSite, sampleStories } from '../sample-stories.ts';

const about = (feeds: readonly string[]) =>
  aboutPage({ site: sampleSite, feeds: new Set(feeds) }, []);

describe('the about page', () => {
  it('says where the tables for research are, where there are any', () => {
    expect(about(['exports/2025-05.csv'])).toContain('<h2 id="research">');
    expect(about(['atom.xml'])).not.toContain('research');
  });

  it('says how to subscribe where there is a feed, and the front page leads there', () => {
    const front = (feeds: readonly string[]) =>
      frontPage({ site: sampleSite, feeds: new Set(feeds) }, sampleStories(3), 3);
    expect(about(['atom.xml'])).toContain('<h2 id="subscribe">');
    expect(front(['atom.xml'])).toContain('href="about.html#subscribe"');
    expect(about([])).not.toContain('id="subscribe"');
    expect(front([])).not.toContain('#subscribe');
  });
});
