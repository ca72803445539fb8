import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { childrenNamed, readXml, writeXml } from '../../src/publish/tree.ts';
import { type Ended, ended, start } from '../program.ts';
import { readState, type Snapshot, snapshot } from './folder.ts';
import { clockOf } from './rivers.ts';
import { type Ground, layGround, runOf, setBack } from './trial.ts';
import { idsOf } from './whole.ts';

/**
 * The state is lost, and what was published is all there is. A reader must not notice: no entry
 * under a new id, none that says that it changed, none that is gone.
 */
let ground: Ground;

beforeAll(async () => {
  ground = await layGround(2);
});

afterAll(() => ground.close());

const karakoram = (...args: readonly string[]): Promise<Ended> =>
  ended(start(ground.program, args, { cwd: ground.folder }));

const run = (day: number, now: string, offline = false) => runOf(ground, day, { now, offline });

const out = () => snapshot(join(ground.folder, 'out'));

async function loseState(day: number): Promise<void> {
  await setBack(ground, day + 1);
  await ground.rivers.turnTo(day);
  await rm(join(ground.folder, 'state'), { recursive: true });
}

/** Every entry that a reader can reach, by id: what it shows of it besides the text. */
function entriesOf(files: Snapshot): Map<string, string> {
  const entries = new Map<string, string>();
  for (const [path, text] of files) {
    if (path !== 'atom.xml' && !/^archive\/\d+\.xml$/.test(path)) continue;
    for (const entry of childrenNamed(readXml(text), 'entry')) {
      const shown = ['title', 'updated', 'published', 'author', 'link', 'category', 'source'];
      const [id = ''] = childrenNamed(entry, 'id').flatMap(({ children }) => children);
      entries.set(
        String(id),
        shown
          .flatMap((name) => childrenNamed(entry, name))
          .map((one) => writeXml(one))
          .join('\n'),
      );
    }
  }
  return entries;
}

const tombstones = (files: Snapshot) => files.get('atom.xml')?.match(/<at:deleted-entry[^>]*>/g);

it('tells every story as it was while feeds are out of reach, and when all have come back', async () => {
  await loseState(1);
  const wanted = entriesOf(await out());
  const gone = tombstones(await out());
  expect(wanted.size).toBeGreaterThan(100);

  const rebuilt = await karakoram(
    'state',
    'rebuild',
    '--sources',
    'sources',
    '--out',
    'out',
    '--state',
    'state',
  );
  expect(rebuilt.stderr).toBe('');
  expect(rebuilt.stdout).toContain(
    `The state knows ${wanted.size} stories again, and ${gone?.length} that`,
  );
  expect((await karakoram('state', 'check', '--state', 'state')).stderr).toBe('');

  const offline = await run(1, '2026-06-02T09:00:00Z', true);
  expect(offline.stories.new).toBe(0);
  expect(offline.notices).toEqual([]);
  expect(entriesOf(await out())).toEqual(wanted);
  expect(tombstones(await out())).toEqual(gone);

  // The feeds bring all of it again.
  const online = await run(1, '2026-06-02T12:00:00Z');
  expect(online.stories.new).toBe(0);
  expect(entriesOf(await out())).toEqual(wanted);
  expect(tombstones(await out())).toEqual(gone);
  const held = await readState(join(ground.folder, 'state'), join(ground.folder, 'copy'));
  expect(held.articles.filter(({ closed }) => closed !== undefined)).toEqual([]);

  // What comes next is what would have come.
  await ground.rivers.turnTo(2);
  await run(2, clockOf(2));
  expect(idsOf(await out(), [])).toEqual(idsOf(ground.days[2]?.out ?? new Map(), []));
  expect(entriesOf(await out())).toEqual(entriesOf(ground.days[2]?.out ?? new Map()));
});

it('keeps stories closed whose articles are listed nowhere any more', async () => {
  await loseState(1);
  const wanted = entriesOf(await out());
  await karakoram('state', 'rebuild', '--sources', 'sources', '--out', 'out', '--state', 'state');
  ground.rivers.forget(60);
  const { stories } = await run(1, '2026-06-02T09:00:00Z');
  ground.rivers.forget(0);
  expect(stories.new).toBe(0);
  expect(entriesOf(await out())).toEqual(wanted);
  const held = await readState(join(ground.folder, 'state'), join(ground.folder, 'copy'));
  const closed = held.articles.filter((article) => article.closed !== undefined);
  expect(closed.length).toBeGreaterThan(50);
  // It is told from there once more, should the state be lost again.
  await rm(join(ground.folder, 'state'), { recursive: true });
  await karakoram('state', 'rebuild', '--sources', 'sources', '--out', 'out', '--state', 'state');
  await run(1, '2026-06-02T15:00:00Z', true);
  expect(entriesOf(await out())).toEqual(wanted);
});

it('withdraws a closed story whose lead a decision rejects, also when its report comes back', async () => {
  await loseState(1);
  await karakoram('state', 'rebuild', '--sources', 'sources', '--out', 'out', '--state', 'state');
  const wanted = entriesOf(await out());
  const lead = 'https://post.example/10';
  const [id = ''] = [...wanted].find(([, shown]) => shown.includes(`href="${lead}"`)) ?? [];
  expect(wanted.delete(id)).toBe(true);
  const decisions = join(ground.folder, 'sources', 'decisions.yaml');
  await writeFile(
    decisions,
    `version: 1\ndecisions:\n  - { reject: '${lead}', because: a hoax, on: 2026-06-02 }\n`,
  );
  await run(1, '2026-06-02T09:00:00Z', true);
  expect(entriesOf(await out())).toEqual(wanted);
  expect(tombstones(await out())?.filter((stone) => stone.includes(id))).toHaveLength(1);

  await run(1, '2026-06-02T12:00:00Z');
  expect(entriesOf(await out())).toEqual(wanted);
  expect(tombstones(await out())?.filter((stone) => stone.includes(id))).toHaveLength(1);
  await rm(decisions);
});

it('refuses what it cannot read, another topic, and a state that is there', async () => {
  await loseState(0);
  const rebuild = (folder: string) =>
    karakoram('state', 'rebuild', '--sources', 'sources', '--out', folder, '--state', 'state');
  await mkdir(join(ground.folder, 'empty'), { recursive: true });
  expect((await rebuild('empty')).stderr).toMatch(/^empty\/atom\.xml is missing\. Name the folder/);
  await cp(join(ground.folder, 'out'), join(ground.folder, 'other'), { recursive: true });
  await rm(join(ground.folder, 'other', 'exports'), { recursive: true });
  expect((await rebuild('other')).stderr).toMatch(/^other\/exports is missing/);
  expect((await rebuild('out')).code).toBe(0);
  const again = await rebuild('out');
  expect(again.code).toBe(1);
  expect(again.stderr).toMatch(/^There is a state at state\/karakoram\.db\. Move it away first/);
});
