import { cp, open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Ended, ended, start } from '../program.ts';
import { differences, type Snapshot, snapshot } from './folder.ts';
import { mountSmallDisk, type SmallDisk } from './small-disk.ts';
import { type Ground, layGround, runOf, setBack } from './trial.ts';
import { faultsOf } from './whole.ts';

/**
 * What a machine does to a program over the years. Each trouble ends the run with one sentence and
 * with 1, leaves what was published whole, and costs nothing once it is mended.
 */
let ground: Ground;
let disk: SmallDisk | undefined;

beforeAll(async () => {
  ground = await layGround(1);
});

beforeEach(() => setBack(ground, 1));

afterEach(async () => {
  await disk?.remove();
  disk = undefined;
  await rm(at('small'), { recursive: true, force: true });
});

afterAll(() => ground.close());

const at = (...path: string[]) => join(ground.folder, ...path);
const published = () => ground.days[0]?.out ?? new Map();
const wanted = () => ground.days[1]?.out ?? new Map();

/** One run of the second day; `places` stand in for the folders of the ground. */
function run(
  places: Readonly<Record<string, string>> = {},
  by?: readonly string[],
): Promise<Ended> {
  const args = ground.args(1).map((arg) => places[arg] ?? arg);
  return ended(start(ground.program, args, { cwd: ground.folder, ...(by ? { by } : {}) }));
}

function expectSentence({ code, stdout, stderr }: Ended, words: RegExp): void {
  expect(stderr).toMatch(words);
  // One sentence or two on one line, and no stack.
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stdout).toBe('');
  expect(code).toBe(1);
}

/** A run after the trouble was mended makes what an undisturbed one would have made. */
async function expectMended(names: { readonly out?: string; readonly state?: string } = {}) {
  await runOf(ground, 1, names);
  expect(differences(await snapshot(at(names.out ?? 'out')), wanted())).toEqual([]);
}

const whole = (out: Snapshot) => faultsOf(out, published(), wanted());

/** What the files of a folder take on a disk that deals in pages. */
async function roomFor(folder: string): Promise<number> {
  let bytes = 0;
  for (const path of (await snapshot(folder)).keys()) {
    bytes += Math.ceil((await stat(join(folder, path))).size / 4096) * 4096;
  }
  return bytes;
}

const file = () => at('state', 'karakoram.db');

/** Takes the log into the database, so that all of it can be spoilt. */
async function settle(): Promise<void> {
  const db = new Database(file());
  db.prepare('pragma wal_checkpoint(truncate)').all();
  db.close();
  for (const ending of ['-wal', '-shm']) await rm(`${file()}${ending}`, { force: true });
}

describe('a full disk', () => {
  it('under the published files leaves every one of them whole', async () => {
    disk = await mountSmallDisk(at('small'), (await roomFor(at('out'))) + 64 * 1024);
    await cp(at('out'), at('small', 'out'), { recursive: true });
    // Where no disk may be mounted a limit on the size of files comes nearest to a full one.
    const by = disk === undefined ? ['sh', '-c', 'ulimit -f 200; exec "$@"', 'sh'] : undefined;
    const words =
      disk === undefined
        ? /^(Cannot write|The state) .*(ulimit -f)/
        : /^Cannot write ".*": the disk is full; make room and run again\. The old files are still whole\.$/m;
    expectSentence(await run({ out: 'small/out' }, by), words);
    const left = await snapshot(at('small', 'out'));
    expect(whole(left)).toEqual([]);
    expect([...left.keys()].filter((path) => path.endsWith('.karakoram-new'))).toEqual([]);

    await cp(at('small', 'out'), at('roomy'), { recursive: true });
    await expectMended({ out: 'roomy' });
    await rm(at('roomy'), { recursive: true });
  });

  it('under the state publishes nothing and loses nothing', async () => {
    await settle();
    disk = await mountSmallDisk(at('small'), (await roomFor(at('state'))) + 64 * 1024);
    await cp(at('state'), at('small', 'state'), { recursive: true });
    const by = disk === undefined ? ['sh', '-c', 'ulimit -f 40; exec "$@"', 'sh'] : undefined;
    const words =
      disk === undefined
        ? /^The state .*ulimit -f/
        : /^The state .* cannot be written: the disk is full(, or it fails)?\. Make room and run again\.$/m;
    expectSentence(await run({ state: 'small/state' }, by), words);
    expect(differences(await snapshot(at('out')), published())).toEqual([]);

    await cp(at('small', 'state'), at('roomy'), { recursive: true });
    await expectMended({ state: 'roomy' });
    await rm(at('roomy'), { recursive: true });
  });

  it('or a limit on the size of files ends the run with its name', async () => {
    const ended = await run({}, ['sh', '-c', 'ulimit -f 20; exec "$@"', 'sh']);
    expectSentence(ended, /ulimit -f/);
    expect(whole(await snapshot(at('out')))).toEqual([]);
    await expectMended();
  });
});

describe('a place that is read-only', () => {
  /** The place itself, or one that nobody may write to where no disk may be mounted. */
  async function closed(name: string): Promise<string> {
    disk = await mountSmallDisk(at('small'), 64 * 1024 * 1024);
    if (disk === undefined) return '/sys/karakoram';
    await cp(at(name), at('small', name), { recursive: true });
    await disk.readOnly();
    return `small/${name}`;
  }

  it('is named where it is that of the published files', async () => {
    const out = await closed('out');
    expectSentence(
      await run({ out }),
      /^Cannot write ".*": (the disk is read-only; choose another folder or mount it|this user may not)/,
    );
    if (disk !== undefined) {
      expect(differences(await snapshot(at(out)), published())).toEqual([]);
    }
    await expectMended();
  });

  it('is named where it is that of the state', async () => {
    const state = await closed('state');
    expectSentence(await run({ state }), /^The state .* cannot be (written|opened): it/);
    expect(differences(await snapshot(at('out')), published())).toEqual([]);
    await expectMended();
  });
});

describe('a state that is damaged', () => {
  const spoil: readonly (readonly [string, () => Promise<void>])[] = [
    ['is no database', () => writeFile(file(), 'my notes, in the wrong place\n'.repeat(999))],
    [
      'is cut short',
      async () => truncate(file(), Math.floor((await stat(file())).size / 8192) * 4096),
    ],
    [
      'has garbage in all pages but the first',
      async () => {
        const { size } = await stat(file());
        const handle = await open(file(), 'r+');
        await handle.write(Buffer.alloc(size - 4096, 0xa5), 0, size - 4096, 4096);
        await handle.close();
      },
    ],
  ];

  it.each(spoil)('because it %s publishes nothing and says how to mend it', async (_, spoilIt) => {
    await settle();
    const copy = await readFile(file());
    await spoilIt();
    const spoilt = await run();
    expectSentence(
      spoilt,
      /^The state .* (is damaged|cannot be opened: it is no database)\. .*restore/,
    );
    expect(differences(await snapshot(at('out')), published())).toEqual([]);

    for (const ending of ['-wal', '-shm']) await rm(`${file()}${ending}`, { force: true });
    await writeFile(file(), copy);
    await expectMended();
  });

  it('or of a newer version is left as it is', async () => {
    const db = new Database(file());
    db.exec('pragma user_version = 99');
    db.close();
    expectSentence(await run(), /^The state .* was written by a newer version \(schema 99/);
    expect(differences(await snapshot(at('out')), published())).toEqual([]);
  });
});

describe('a clock that is years off', () => {
  it.each(['2019-01-01T00:00:00.000Z', '2099-01-01T00:00:00.000Z'])(
    'against a last run of %s stops the run until a person says that it is right',
    async (last) => {
      const db = new Database(at('state', 'karakoram.db'));
      db.prepare("insert or replace into note (name, body) values ('clock', ?)").run(last);
      db.close();
      const noClock = ground.args(1).filter((arg, index, all) => {
        return arg !== '--now' && all[index - 1] !== '--now';
      });
      const args = [...noClock, '--offline'];
      const options = { cwd: ground.folder };
      expectSentence(
        await ended(start(ground.program, args, options)),
        /^This machine's clock says .*Set the clock; if it is right now, say so with `karakoram state clock`/,
      );
      expect(differences(await snapshot(at('out')), published())).toEqual([]);
      const said = await ended(
        start(ground.program, ['state', 'clock', '--state', 'state'], options),
      );
      expect(said.code).toBe(0);
      expect((await ended(start(ground.program, args, options))).code).toBe(0);
    },
  );
});
