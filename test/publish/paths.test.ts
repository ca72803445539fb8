import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeName, storyPath, tagFeedPath, tagPath } from '../../src/publish/paths.ts';

describe('safeName', () => {
  it('leaves plain names as they are', () => {
    for (const name of ['visit', 'wang-yi', 'cpec_2', 'zh-hans', 'v1.2']) {
      expect(safeName(name)).toBe(name);
    }
  });

  it('makes one short, plain segment of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        expect(safeName(text)).toMatch(/^[a-z0-9](?:[a-z0-9._-]{0,98}[a-z0-9])?$/);
      }),
    );
  });

  it('keeps texts apart that differ only in case, marks or length', () => {
    const texts = ['PK', 'pk', 'Pk', 'é', 'e', '', ' ', 'x'.repeat(81), 'x'.repeat(82), '中', '国'];
    expect(new Set(texts.map((text) => safeName(text).toLowerCase())).size).toBe(texts.length);
  });

  it('never takes a name for one that was made', () => {
    expect(safeName(safeName('PK'))).not.toBe(safeName('PK'));
  });

  it('avoids the devices of Windows', () => {
    for (const name of ['con', 'nul', 'com1', 'aux.html']) expect(safeName(name)).not.toBe(name);
  });
});

it('puts stories and tags where pages and feeds expect them', () => {
  const tag = { scheme: 'form', id: 'visit' };
  expect(tagPath(tag)).toBe('tags/form/visit.html');
  expect(tagFeedPath(tag)).toBe('tags/form/visit.xml');
  expect(storyPath('urn:uuid:2ed6657d-e927-568b-95e1-2665a8aea6a2')).toBe(
    'stories/2ed6657d-e927-568b-95e1-2665a8aea6a2.html',
  );
});
