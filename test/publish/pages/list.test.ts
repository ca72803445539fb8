import { describe, expect, it } from 'vitest';
import { link } from '../../../src/publish/pages/frame.ts';
import { byDay, cardList, dayList, newestStories } from '../../../src/publish/pages/list.ts';
import type { Published, Story } from '../../../src/types.ts';
import { wholeShelf } from '../sample.ts';
import { sampleReport, sampleSite, sampleStories, sampleStory } from '../sample-stories.ts';

const outlet = {
  name: 'Indus Courier',
  country: 'PK',
  kind: 'private-media',
  language: 'en',
} as const;

let index = 0;
function story(published?: Published, ...later: readonly Published[]): Story {
  index++;
  const reports = [published, ...later].map((date, place) =>
    sampleReport(`${index}-${place}`, outlet, `Headline ${index}`, date, []),
  );
  return sampleStory(index, reports, [{ id: 'a', label: 'A <b>', scheme: 'theme' }]);
}
const at = (time: string): Published => ({ at: time, precision: 'instant', from: 'given' });
const day = (text: string): Published => ({ at: text, precision: 'day', from: 'weekday' });
const month = (text: string): Published => ({ at: text, precision: 'month', from: 'text' });

describe('byDay', () => {
  it('puts the newest day first, a bare month behind its days, and what is undated last', () => {
    const stories = [
      story(),
      story(month('2025-05')),
      story(day('2025-05-01')),
      story(at('2025-05-20T20:00:00Z')),
      story(day('2025-04-30')),
    ];
    expect(byDay(stories, 'Asia/Karachi').map((each) => each.day)).toEqual([
      '2025-05-21',
      '2025-05-01',
      '2025-05',
      '2025-04-30',
      undefined,
    ]);
  });

  it('puts the latest time first within a day, then what has no time', () => {
    const [early, dayOnly, late] = [
      story(at('2025-05-20T01:00:00Z')),
      story(day('2025-05-20')),
      story(at('2025-05-20T09:00:00Z')),
    ];
    const [only] = byDay([early, dayOnly, late], 'Asia/Karachi');
    expect(only?.stories).toEqual([late, early, dayOnly]);
  });

  it('dates a story whose lead has no date by the earliest of its other reports', () => {
    const undatedLead = story(undefined, day('2025-05-03'), day('2025-05-02'));
    expect(byDay([undatedLead], 'UTC')[0]?.day).toBe('2025-05-02');
  });

  it('gives the same for any order of the stories', () => {
    const stories = [story(day('2025-05-03')), story(day('2025-05-03')), story(), story()];
    expect(byDay([...stories].reverse(), 'UTC')).toEqual(byDay(stories, 'UTC'));
  });
});

describe('cardList', () => {
  it('has the days and the order of the same stories', () => {
    const stories = sampleStories(160);
    const cards = wholeShelf(stories, sampleSite).listed({ list: 'all', newest: 160 });
    const days = byDay(stories, sampleSite.timeZone);
    const path = 'index.html';
    expect(String(cardList(cards, path))).toBe(String(dayList(days, { site: sampleSite, path })));
  });
});

describe('newestStories', () => {
  const days = byDay(
    ['2025-05-20', '2025-05-19', '2025-03-02', '2025-03-01'].map((text) => story(day(text))),
    'UTC',
  );
  const shown = (atMost: number, window?: { days: number; atLeast: number }) =>
    newestStories(days, atMost, window).map((each) => each.day);

  it('counts its window back from the newest story', () => {
    expect(shown(10, { days: 28, atLeast: 0 })).toEqual(['2025-05-20', '2025-05-19']);
  });

  it('reaches further back where that would leave too few', () => {
    expect(shown(10, { days: 28, atLeast: 3 })).toHaveLength(3);
    expect(shown(10)).toHaveLength(4);
  });

  it('holds no more than asked for', () => {
    expect(shown(1)).toEqual(['2025-05-20']);
  });
});

describe('dayList', () => {
  const listed = (one: Story) =>
    dayList(byDay([one], sampleSite.timeZone), { site: sampleSite, path: 'index.html' }).toString();

  it('says who, when, how sure and how many in the line under a headline', () => {
    const text = listed(story(day('2025-05-20'), day('2025-05-21')));
    expect(text).toContain('<h2 id="d-2025-05-20">Tuesday 20 May 2025</h2>');
    expect(text).toContain('<b dir="auto">Indus Courier</b> (Pakistan)');
    expect(text).toContain('<time datetime="2025-05-20">20 May</time> (inferred)');
    expect(text).toMatch(/<a href="stories\/[0-9a-f-]{36}\.html">\+1 report<\/a>/);
    expect(text).toContain('A &lt;b&gt;');
  });

  it('shows an hour only where one is known, in the zone of the topic', () => {
    expect(listed(story(at('2025-05-20T20:05:00Z')))).toContain('21 May, 01:05');
  });

  it('says the same of a story on every page, whatever a headline says, and links its own way', () => {
    const headline = 'See <a href="stories/x.html"> and href="tags/y.html"';
    const reports = [sampleReport('1', outlet, headline, day('2025-05-20'), [])];
    const tags = [{ id: 'gwadar', label: 'Gwadar', scheme: 'place' }];
    const one = sampleStory(1, reports, tags);
    const days = byDay([one], sampleSite.timeZone);
    const cards = wholeShelf([one], sampleSite).listed({ list: 'all', newest: 5 });
    for (const path of ['tags/place/gwadar/2025-05.html', 'months/2025-05.html', 'a.html']) {
      const alone = dayList(days, { site: sampleSite, path });
      expect(String(cardList(cards, path))).toBe(String(alone));
      expect(String(alone)).toContain(`href="${link(path, 'tags/place/gwadar.html')}"`);
    }
  });
});
