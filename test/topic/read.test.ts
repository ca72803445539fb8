import { describe, expect, it } from 'vitest';
import { placesOf, readArticle } from '../../src/topic/read.ts';
import { article, gazetteer } from './topic.ts';

describe('placesOf', () => {
  it('takes two sentences as the lede, without the dateline', () => {
    const { lede, body } = placesOf(
      article('T', 'ISLAMABAD: Gen. Munir of the U.S. desk left. He was late. It rained.'),
    );
    expect(lede).toBe(' Gen. Munir of the U.S. desk left. He was late.');
    expect(body).toBe(' It rained.');
  });

  it('goes on to the next paragraph where the first is one sentence', () => {
    const { lede, body } = placesOf(article('T', 'One here.', 'Two here. Three here.', 'Four.'));
    expect(lede).toBe('One here.\nTwo here.');
    expect(body).toBe(' Three here.\n\nFour.');
  });

  it('ends sentences in Chinese and Urdu', () => {
    expect(placesOf(article('T', '一。二。三。')).lede).toBe('一。二。');
    expect(placesOf(article('T', 'ایک ہے۔ دو ہے۔ تین ہے۔')).lede).toBe('ایک ہے۔ دو ہے۔');
  });
});

describe('readArticle', () => {
  it('gives offsets within each place', () => {
    const report = article('China talks', 'Visit to Pakistan. Then home. Beijing was glad.');
    const places = placesOf(report);
    const reading = readArticle(report, gazetteer);
    for (const place of ['title', 'lede', 'body'] as const) {
      expect(reading[place]).not.toEqual([]);
      for (const { start, end, text } of reading[place]) {
        expect(places[place].slice(start, end)).toBe(text);
      }
    }
  });

  it('takes the state of the outlet, or what its language tells, as support', () => {
    const ids = (more: { readonly language: string; readonly country?: string }) =>
      readArticle({ ...article('اسٹیٹ بینک کا بیان'), ...more }, gazetteer).title.map(
        ({ id }) => id,
      );
    expect(ids({ language: 'ur' })).toContain('state-bank-of-pakistan');
    expect(ids({ language: 'ur', country: 'IN' })).not.toContain('state-bank-of-pakistan');
    expect(ids({ language: 'fa' })).not.toContain('state-bank-of-pakistan');
  });

  it('lets a name in the body support an ambiguous one in the title', () => {
    const ids = (text: string) =>
      readArticle(article('巴方表示欢迎', text), gazetteer).title.map(({ id }) => id);
    expect(ids('巴基斯坦总理抵达北京。')).toContain('pakistan');
    expect(ids('巴西总统抵达北京。')).not.toContain('pakistan');
  });
});
