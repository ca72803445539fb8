import { describe, expect, it } from 'vitest';
import { describeComplaint } from '../../src/config/complaint.ts';
import { feedsSchema, readFeedsText } from '../../src/config/feeds.ts';
import { checkYaml } from '../../src/config/yaml.ts';

const complain = (text: string) =>
  checkYaml('feeds.yaml', text, feedsSchema).complaints.map(describeComplaint);

const feed = (lines: string) => `version: 1\nfeeds:\n${lines}`;

describe('feeds.yaml', () => {
  it('is taken with what is not said left out', () => {
    const text = feed('  - id: dawn\n    url: https://www.dawn.com/feeds/home\n    outlet: Dawn\n');
    expect(checkYaml('feeds.yaml', text, feedsSchema).value).toEqual({
      version: 1,
      feeds: [
        {
          id: 'dawn',
          name: 'Dawn',
          url: 'https://www.dawn.com/feeds/home',
          outlet: 'Dawn',
          republish: 'excerpt',
          private: false,
        },
      ],
    });
  });

  it('names line and field of everything wrong at once', () => {
    const text = feed(
      '  - id: Dawn Home\n    url: ftp://dawn.com\n    outlet: Dawn\n    kuntry: PK\n  - id: geo\n    url: https://geo.tv/rss\n',
    );
    expect(complain(text)).toEqual([
      'feeds.yaml:3: feeds.0.id: expected lower-case words joined by hyphens',
      'feeds.yaml:4: feeds.0.url: expected an http or https address',
      'feeds.yaml:6: feeds.0.kuntry: is not a field known here; remove it or correct its name',
      'feeds.yaml:7: feeds.1.outlet: is missing, expected text',
    ]);
  });

  it('holds each id and each address once', () => {
    const one = '  - id: a\n    url: https://a.example/feed\n    outlet: A\n';
    expect(complain(feed(one + one))).toEqual([
      'feeds.yaml:6: feeds.1.id: a stands in feeds.0 already; each id may stand once',
      'feeds.yaml:7: feeds.1.url: https://a.example/feed stands in feeds.0 already; each url may stand once',
    ]);
  });

  it('takes a password in an address only where the source is private', () => {
    const secret = '  - id: a\n    url: https://me:pw@a.example/feed\n    outlet: A\n';
    expect(complain(feed(secret))).toEqual([
      'feeds.yaml:4: feeds.0.url: holds a user name or password; write private: true beside it, so that it stays secret',
    ]);
    expect(complain(feed(`${secret}    private: true\n`))).toEqual([]);
  });

  it('says where YAML itself is broken', () => {
    expect(complain('version: 1\nfeeds: [\n')[0]).toMatch(/^feeds\.yaml:\d: is not YAML: /);
  });
});

describe('feeds.txt', () => {
  it('gives one source an address, with an id that depends on nothing else', () => {
    const { sources, complaints } = readFeedsText(
      'feeds.txt',
      '# mine\nhttps://www.dawn.com/feeds/home # front page\n\nhttps://a.example/x?a=1#b\n',
    );
    expect(complaints).toEqual([]);
    expect(sources.map(({ id, outlet, url }) => ({ id, outlet, url }))).toEqual([
      { id: 'dawn-com-c44dc26f', outlet: 'dawn.com', url: 'https://www.dawn.com/feeds/home' },
      { id: 'a-example-1ed1b9cf', outlet: 'a.example', url: 'https://a.example/x?a=1#b' },
    ]);
  });

  it('names the line that is no address', () => {
    const { complaints } = readFeedsText('feeds.txt', 'https://a.example/feed\nnot an address\n');
    expect(complaints.map(describeComplaint)).toEqual([
      'feeds.txt:2: expected one http or https address without a user name in it',
    ]);
  });
});
