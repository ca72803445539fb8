import { afterAll, describe, expect, it } from 'vitest';
import { openPageReader } from '../../src/collect/full-text-in-worker.ts';
import { article as plain } from '../topic/topic.ts';

const teaser = 'The railway ministers of both countries met in Gilgit.';
const article = plain('China and Pakistan agree on a railway', teaser);
const paragraph =
  'The line between China and Pakistan is to be four hundred kilometres long, most of it in tunnels, and to carry goods from the end of the decade, both ministers said.';
const story = Array.from({ length: 8 }, (_, index) => `${paragraph} Part ${index}.`);
const pageOf = (paragraphs: readonly string[], around = ''): string =>
  `<!doctype html><title>t</title><body>${around}<article>${paragraphs
    .map((text) => `<p>${text}</p>`)
    .join('')}</article></body>`;

/** With patience, since the machine may be busy. */
const reader = openPageReader([], 60_000);
afterAll(reader.close);

async function read(page: string | Uint8Array, own = article, by = reader) {
  const bytes = typeof page === 'string' ? Buffer.from(page) : page;
  const question = { bytes, contentType: 'text/html', article: own, now: '2026-05-22T06:00:00Z' };
  const answer = await by.read(question);
  return 'text' in answer ? answer.text : answer.trouble;
}

it('reads the story and not what stands around it', async () => {
  const around = `<nav><a href="/">Home</a></nav><script>alert('${paragraph}')</script>`;
  expect(await read(pageOf(story, around))).toMatchObject({ paragraphs: story, language: 'en' });
});

it('reads a page without the tags that may be left out', async () => {
  const [, article] = pageOf(story).split('<body>');
  expect(await read(`<!doctype html><title>t</title>${article}`)).toMatchObject({
    paragraphs: story,
  });
  expect(await read(`${article}`)).toMatchObject({ paragraphs: story });
});

it('reads a page in the encoding that it names itself', async () => {
  const words =
    '中国和巴基斯坦就铁路达成协议。双方部长在乌鲁木齐签署了声明，工程将于春季开始。'.repeat(9);
  const bytes = [...'<meta charset=utf-16le>'].flatMap((letter) => [letter.charCodeAt(0), 0]);
  const page = Buffer.concat([Buffer.from(bytes), Buffer.from(pageOf([words, words]), 'utf16le')]);
  const chinese = plain('中国和巴基斯坦就铁路达成协议');
  expect(await read(page, chinese)).toMatchObject({ paragraphs: [words, words], language: 'zh' });
});

it('gives markup for an article that may be given whole, and for no other', async () => {
  expect(await read(pageOf(story))).not.toHaveProperty('html');
  const whole = { ...article, republish: 'full' as const };
  expect(await read(pageOf(story), whole)).toMatchObject({
    html: expect.stringContaining('<p>The line'),
  });
});

describe('a page that is no help', () => {
  it.each([
    [
      'is another text',
      pageOf(Array(9).fill('We store cookies on devices. '.repeat(9))),
      'other-text',
    ],
    ['says no more than the feed', pageOf([teaser]), 'no-text'],
    ['has no markup', '<'.repeat(100_000), 'too-deep'],
    ['has no text', '<html></html>', 'no-text'],
    ['nests ten thousand deep', `${'<div>'.repeat(10_000)}${pageOf(story)}`, 'too-deep'],
    ['has half a million elements', `${'<b>x</b>'.repeat(500_000)}${pageOf(story)}`, 'too-deep'],
    ['begins 20,000 paragraphs', `${'a<p'.repeat(20_000)}`, 'no-text'],
  ])('%s', async (_what, page, trouble) => {
    expect(await read(page)).toBe(trouble);
  });
});

it('gives up a page that takes too long, and reads the next', async () => {
  const hasty = openPageReader([], 50);
  expect(await read(pageOf(story, '<b>x</b>, '.repeat(12_000)), article, hasty)).toBe('too-slow');
  await hasty.close();
  expect(await read(pageOf(story))).toMatchObject({ paragraphs: story });
});
