import { describe, expect, it } from 'vitest';
import { type Made, madeFrom, manifestOf, manifestText } from '../../src/publish/manifest.ts';

const paths = Array.from({ length: 1500 }, (_, at) => `stories/${(at * 7919) % 100_003}.html`);
const made = new Map<string, Made>([
  ['404.html', madeFrom('none')],
  ...paths.map((path): [string, Made] => [
    path,
    madeFrom(path, path.endsWith('1.html') ? 'x' : undefined),
  ]),
  ['tags/person/李强.xml', madeFrom('li')],
]);
const whole = Buffer.from(manifestText(made));
const other = madeFrom('other');

describe('manifestOf', () => {
  it('finds every file, and none that is not there', () => {
    const manifest = manifestOf(whole, undefined);
    for (const [path, entry] of made) expect(manifest.get(path)).toEqual(entry);
    for (const path of ['', '0', 'stories/x.html', 'stories/4', 'tags/person/李强.xm', '~']) {
      expect(manifest.get(path)).toBeUndefined();
    }
    expect(manifest.all()).toEqual(manifestOf(whole, undefined).all());
    expect(manifest.all().size).toBe(made.size);
  });

  it('goes on with what changed since, and drops what is as it was', () => {
    const [one = '', two = ''] = paths;
    const first = manifestOf(whole, undefined).with(
      new Map([
        [one, other],
        [two, undefined],
        ['new.html', other],
      ]),
    );
    expect(first.whole).toBeUndefined();
    const read = manifestOf(whole, first.since);
    expect([read.get(one), read.get(two), read.get('new.html')]).toEqual([other, undefined, other]);
    expect(read.hash).toBe(first.manifest.hash);
    expect(read.hash).not.toBe(manifestOf(whole, undefined).hash);
    const back = read.with(
      new Map([
        [one, made.get(one)],
        [two, made.get(two)],
        ['new.html', undefined],
      ]),
    );
    expect([back.whole, back.since]).toEqual([undefined, undefined]);
    expect(back.manifest.hash).toBe(manifestOf(whole, undefined).hash);
  });

  it('is written whole once much changed, and says the same', () => {
    const changes = new Map(paths.slice(0, 400).map((path) => [path, other]));
    const { whole: anew, since } = manifestOf(whole, undefined).with(changes);
    expect(since).toBeUndefined();
    expect(anew).toBe(manifestText(new Map([...made, ...changes])));
  });

  it('does not go on with changes to another list', () => {
    const { since } = manifestOf(whole, undefined).with(new Map([['new.html', other]]));
    const another = Buffer.from(manifestText(new Map([...made, ['a.html', other]])));
    expect(manifestOf(another, since).get('new.html')).toBeUndefined();
    expect(manifestOf(another, since).hash).toBe(manifestOf(another, undefined).hash);
  });

  it('is empty where it is damaged, and leads nowhere else', () => {
    const damaged = manifestOf(Buffer.from('{"a.html": {"sha256":'), '{');
    expect(damaged.all().size).toBe(0);
    expect(damaged.get('a.html')).toBeUndefined();
    const leading = JSON.stringify({ '../a': other, 'a/../../b': other, 'manifest.json': other });
    expect(manifestOf(Buffer.from(leading), undefined).all().size).toBe(0);
  });
});
