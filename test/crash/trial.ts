import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { RunReport } from '../../src/report.ts';
import { ended, hereOf, type Program, packProgram, start } from '../program.ts';
import {
  differences,
  type Held,
  readState,
  replaceFolder,
  type Snapshot,
  snapshot,
} from './folder.ts';
import { clockOf, days, type Rivers, startRivers } from './rivers.ts';
import { faultsOf, lostArticles } from './whole.ts';

/** What never-killed runs make of each day. */
type Day = {
  readonly out: Snapshot;
  readonly held: Held;
};

/** What a process of its own took for the run of a day. */
export type Effort = {
  /** Calls that change a disk. */
  readonly calls: number;
  /** From the lock to the end of the process, in milliseconds. */
  readonly workMs: number;
};

export type Ground = {
  readonly rivers: Rivers;
  readonly program: Program;
  readonly folder: string;
  readonly days: readonly Day[];
  readonly args: (day: number) => string[];
  readonly close: () => Promise<void>;
};

/** Starts the server and lets undisturbed runs go through the days. */
export async function layGround(lastDay = 2): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'karakoram-crash-'));
  const program = await packProgram();
  const rivers = await startRivers(folder);
  const args = (day: number) => [
    ...['run', '--json', '--now', clockOf(day), '--allow-private', rivers.server.hostPort],
    ...['--sources', 'sources', '--articles', 'articles', '--out', 'out', '--state', 'state'],
  ];
  const done: Day[] = [];
  const ground: Ground = {
    ...{ rivers, program, folder, days: done, args },
    close: async () => {
      await rivers.close();
      await rm(folder, { recursive: true });
    },
  };
  for (const day of days.slice(0, lastDay + 1)) {
    await rivers.turnTo(day);
    await runOf(ground, day);
    await cp(join(folder, 'out'), join(folder, `out-${day}`), { recursive: true });
    await cp(join(folder, 'state'), join(folder, `state-${day}`), { recursive: true });
    done.push({
      out: await snapshot(join(folder, 'out')),
      held: await readState(join(folder, 'state'), join(folder, 'copy')),
    });
  }
  return ground;
}

/**
 * The undisturbed run of a day, in this process: the same bytes as from a process of its own, in a
 * tenth of its time. Other names stand in for the folders of the ground.
 */
export async function runOf(
  { folder, rivers, program }: Ground,
  day: number,
  other: {
    readonly out?: string;
    readonly state?: string;
    readonly now?: string;
    readonly offline?: boolean;
  } = {},
): Promise<RunReport> {
  const { out = 'out', state = 'state', now = clockOf(day), offline = false } = other;
  const { runHere } = hereOf(program);
  const ran = turn.then(() =>
    runHere({
      ...{ sources: join(folder, 'sources'), articles: join(folder, 'articles') },
      ...{ out: join(folder, out), state: join(folder, state) },
      ...{ now, offline, allowPrivate: [rivers.server.hostPort] },
    }),
  );
  turn = ran.catch(() => undefined);
  return ran;
}

/** A process makes one run at a time: its threads are those of all that it does. */
let turn: Promise<unknown> = Promise.resolve();

/**
 * What the run of a day takes in a process of its own. It has to make what the ground has, byte by
 * byte, so that the one may stand in for the other.
 */
export async function effortOf(ground: Ground, day: number): Promise<Effort> {
  const { folder, program, args } = ground;
  await setBack(ground, day);
  const count = join(folder, 'count');
  const env = { DIE_COUNT: count };
  const ending = ended(start(program, args(day), { cwd: folder, mortal: true, env }));
  await workBegins(folder, ending);
  const began = performance.now();
  const { code, stderr } = await ending;
  const workMs = performance.now() - began;
  if (code !== 0) throw new Error(`the undisturbed run failed: ${stderr}`);
  const others = differences(
    await snapshot(join(folder, 'out')),
    ground.days[day]?.out ?? new Map(),
  );
  if (others.length > 0) throw new Error(`a process of its own makes others: ${others.join(' ')}`);
  return { calls: Number(await readFile(count, 'utf8')), workMs };
}

export type Kill =
  /** In front of the n-th call that changes a disk. */
  | { readonly call: number }
  /** So long after the lock was taken. */
  | { readonly afterMs: number };

/**
 * Kills the run of a day, looks at what it left, lets the next run go on, and compares with what
 * undisturbed runs made of that day.
 *
 * @returns whether the kill came in time, and everything that is wrong, as sentences
 */
export async function trial(
  ground: Ground,
  day: number,
  kill: Kill,
): Promise<{ readonly killed: boolean; readonly faults: readonly string[] }> {
  const { folder, rivers } = ground;
  const [out, state] = [join(folder, 'out'), join(folder, 'state')];
  const before = ground.days[day - 1];
  const after = ground.days[day];
  if (after === undefined) throw new Error(`there is no day ${day}`);
  await setBack(ground, day);

  const killed = await killedRun(ground, day, kill);
  const left = await snapshot(out);
  const faults = faultsOf(left, before?.out ?? new Map(), after.out);
  if (existsSync(join(state, 'karakoram.db'))) {
    const held = await readState(state, join(folder, 'copy'));
    if (held.integrity !== 'ok') faults.push(`the database is damaged: ${held.integrity}`);
    for (const link of lostArticles(held, rivers.served())) faults.push(`${link} is lost`);
  }

  await runOf(ground, day).catch((error) => faults.push(`the next run failed: ${error}`));
  for (const path of differences(await snapshot(out), after.out)) {
    faults.push(`out/${path} is not what an undisturbed run makes`);
  }
  const held = await readState(state, join(folder, 'copy'));
  for (const field of ['articles', 'ledger'] as const) {
    if (JSON.stringify(held[field]) !== JSON.stringify(after.held[field])) {
      faults.push(`the ${field} of the state are not those of an undisturbed run`);
    }
  }
  for (const name of await readdir(state)) {
    if (!/^karakoram\.db(-wal|-shm|\.lock)?$/.test(name)) faults.push(`${name} is litter`);
  }
  return { killed, faults };
}

/** Output, state and world as they were before the run of that day. */
export async function setBack({ folder, rivers }: Ground, day: number): Promise<void> {
  for (const name of ['out', 'state']) {
    if (day === 0) {
      await rm(join(folder, name), { recursive: true, force: true });
      await mkdir(join(folder, name));
    } else await replaceFolder(join(folder, `${name}-${day - 1}`), join(folder, name));
  }
  await rivers.turnTo(day);
}

async function killedRun(ground: Ground, day: number, kill: Kill): Promise<boolean> {
  const { program, folder, args } = ground;
  const mortal = 'call' in kill ? { mortal: true, env: { DIE_AT: String(kill.call) } } : {};
  const child = start(program, args(day), { cwd: folder, ...mortal });
  const ending = ended(child);
  if ('afterMs' in kill) {
    await workBegins(folder, ending);
    await Promise.race([pause(kill.afterMs), ending]);
    child.kill('SIGKILL');
  }
  return (await ending).signal === 'SIGKILL';
}

/** Waits for the lock, or for the end of the process. */
async function workBegins(folder: string, ending: Promise<unknown>): Promise<void> {
  let over = false;
  ending.finally(() => {
    over = true;
  });
  const lock = join(folder, 'state', 'karakoram.db.lock.json');
  while (!over && !existsSync(lock)) await pause(2);
}

/** Numbers from 0 to 1, always the same for a seed (mulberry32). */
export function numbersFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
