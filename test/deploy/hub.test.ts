import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tellOfChanges } from '../../src/deploy/hub.ts';
import { writeFiles } from '../../src/publish/files.ts';
import { startServer, type TestServer } from '../server/server.ts';

let folder: string;
let hub: TestServer;
let answer = 204;
let forms: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'karakoram-hub-'));
  forms = [];
  answer = 204;
  hub = await startServer({
    '/': async (request, response) => {
      let form = '';
      request.setEncoding('utf8').on('data', (part) => {
        form += part;
      });
      await once(request, 'end');
      forms.push(`${request.method} ${request.headers['content-type']} ${form}`);
      response.writeHead(answer).end();
    },
  });
});
afterEach(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

const FILES = {
  'atom.xml': '<feed/>',
  'rss.xml': '<rss/>',
  'tags/person/x.xml': '<feed/>',
  'archive/1.xml': '<feed/>',
  'feeds.opml': '<opml/>',
  'index.html': 'page',
};

async function tell(files: Record<string, string> = FILES) {
  await writeFiles(join(folder, 'out'), new Map(Object.entries(files)));
  const site = { base: 'https://news.example/feed/', hub: hub.url('/') };
  return tellOfChanges(join(folder, 'out'), site, join(folder, 'state/hub.json'));
}

describe('tellOfChanges', () => {
  it('tells of each feed that one subscribes to, by its own address, as a form', async () => {
    expect(await tell()).toEqual({
      told: ['atom.xml', 'rss.xml', 'tags/person/x.xml'],
      failures: [],
    });
    expect(forms[0]).toBe(
      'POST application/x-www-form-urlencoded hub.mode=publish&hub.url=https%3A%2F%2Fnews.example%2Ffeed%2Fatom.xml',
    );
    expect(forms).toHaveLength(3);
  });

  it('tells of nothing twice, and of what changed since', async () => {
    await tell();
    expect((await tell()).told).toEqual([]);
    expect((await tell({ ...FILES, 'rss.xml': '<rss>new</rss>' })).told).toEqual(['rss.xml']);
    expect(forms).toHaveLength(4);
  });

  it('says what failed, and tells of it the next time', async () => {
    answer = 503;
    const { told, failures } = await tell();
    expect(told).toEqual([]);
    expect(failures[0]).toMatch(
      /answered 503 when told of https:\/\/news\.example\/feed\/atom\.xml/,
    );
    answer = 202;
    expect((await tell()).told).toHaveLength(3);
  });

  it('says that there is no hub at the address', async () => {
    await writeFiles(join(folder, 'out'), new Map(Object.entries(FILES)));
    const site = { base: 'https://news.example/', hub: 'http://127.0.0.1:1/' };
    const { failures } = await tellOfChanges(join(folder, 'out'), site, join(folder, 'hub.json'));
    expect(failures[0]).toMatch(
      /could not be told of https:\/\/news\.example\/atom\.xml: .*ECONNREFUSED/,
    );
  });

  it('tells of everything again when its memory is damaged', async () => {
    await tell();
    expect(await readFile(join(folder, 'state/hub.json'), 'utf8')).toContain('atom.xml');
    await writeFile(join(folder, 'state/hub.json'), '{"half');
    expect((await tell()).told).toHaveLength(3);
  });
});
