import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended, start } from '../program.ts';
import { differences, snapshot } from './folder.ts';
import {
  type Effort,
  effortOf,
  type Ground,
  type Kill,
  layGround,
  numbersFrom,
  setBack,
  trial,
} from './trial.ts';
import { idsOf } from './whole.ts';

/**
 * Kills the program as an operator would meet it, and looks at what readers get and what the next
 * run makes of it. A few kills here; `npm run test:crash` makes 200 at random instants and one in
 * front of each call that changes a disk. In slices: `CRASH_FROM=101 CRASH_TO=200 npm run
 * test:crash -- -t 'in front of'`.
 */
const randomKills = Number(process.env.CRASH_KILLS ?? 3);
const everyCall = process.env.CRASH_EVERY_CALL === 'yes';
const firstCall = Number(process.env.CRASH_FROM ?? 1);
const lastCall = Number(process.env.CRASH_TO ?? Number.POSITIVE_INFINITY);
const seed = Number(process.env.CRASH_SEED ?? 20260521);
/** So many at a time, each on a ground of its own. */
const lanes = Number(process.env.CRASH_LANES ?? 1);

const hours = 6 * 60 * 60 * 1000;
let grounds: readonly Ground[];
let ground: Ground;
/** By day. */
let efforts: readonly Effort[];

beforeAll(async () => {
  ground = await layGround();
  const others = Array.from({ length: lanes - 1 }, () => layGround());
  grounds = [ground, ...(await Promise.all(others))];
  const byLane = await Promise.all(
    grounds.map(async (one) => [
      await effortOf(one, 0),
      await effortOf(one, 1),
      await effortOf(one, 2),
    ]),
  );
  efforts = byLane[0] ?? [];
}, hours);

afterAll(() => Promise.all(grounds.map((one) => one.close())));

type Planned = { readonly name: string; readonly day: number; readonly kill: Kill };

/** Makes the kills and says how many came in time, and all that was wrong after any of them. */
async function killEach(planned: readonly Planned[]) {
  const left = planned.values();
  const faults: string[] = [];
  let killed = 0;
  let done = 0;
  const lane = async (one: Ground) => {
    for (const { name, day, kill } of left) {
      const result = await trial(one, day, kill);
      for (const fault of result.faults) {
        faults.push(`${name}: ${fault}`);
        process.stdout.write(`${name}: ${fault}\n`);
      }
      if (result.killed) killed += 1;
      done += 1;
      if (done % 20 === 0) {
        const seen = `${killed} of ${done} killed, ${faults.length} faults`;
        process.stdout.write(`${seen}, ${planned.length - done} to go\n`);
      }
    }
  };
  await Promise.all(grounds.map(lane));
  return { killed, faults };
}

it('has a history that closes an archive, corrects, withdraws and adds', () => {
  const [first, second, third] = ground.days;
  expect(first?.out.has('archive/1.xml')).toBe(false);
  expect(second?.out.has('archive/1.xml')).toBe(true);
  expect(second?.out.get('atom.xml')).toContain('at:deleted-entry');
  expect(second?.out.get('atom.xml')).toContain('(corrected)');
  const ids = ground.days.map(({ out }) => idsOf(out, []).size);
  expect(third?.out.get('atom.xml')).not.toBe(second?.out.get('atom.xml'));
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
});

describe('killed at random instants', () => {
  it(
    'leaves whole feeds, loses and repeats no article, and the next run makes it good',
    async () => {
      const random = numbersFrom(seed);
      const planned = Array.from({ length: randomKills }, (_, at): Planned => {
        const day = Math.floor(random() * ground.days.length);
        const name = `kill ${at + 1} on day ${day} of seed ${seed}`;
        return { name, day, kill: { afterMs: random() * (efforts[day]?.workMs ?? 0) } };
      });
      const { killed, faults } = await killEach(planned);
      expect(faults).toEqual([]);
      expect(killed).toBeGreaterThan(0);
    },
    hours,
  );
});

describe('killed in front of a call that changes a disk', () => {
  it(
    'leaves whole feeds, loses and repeats no article, and the next run makes it good',
    async () => {
      const calls = efforts[1]?.calls ?? 0;
      // The same few places of the run each time: the lock, the store, the pages, the feeds.
      const step = everyCall ? 1 : Math.ceil(calls / 4);
      const planned: Planned[] = [];
      for (let call = step; call <= calls; call += step) {
        const name = `killed in front of call ${call} of ${calls}`;
        if (call >= firstCall && call <= lastCall) planned.push({ name, day: 1, kill: { call } });
      }
      const { killed, faults } = await killEach(planned);
      if (everyCall) {
        process.stdout.write(`${killed} killed, in front of ${planned.length} of ${calls} calls\n`);
      }
      expect(faults).toEqual([]);
      expect(killed).toBe(planned.length);
      expect(killed).toBeGreaterThan(0);
    },
    hours,
  );
});

it('changes nothing in a quiet run after a kill and its repair', async () => {
  const { faults } = await trial(ground, 2, { afterMs: 0.5 * (efforts[2]?.workMs ?? 0) });
  expect(faults).toEqual([]);
  const before = await snapshot(`${ground.folder}/out`);
  const quiet = ground
    .args(2)
    .map((arg) => (arg.includes('T06:00') ? arg.replace('T06', 'T07') : arg));
  const { code, stdout } = await ended(start(ground.program, quiet, { cwd: ground.folder }));
  expect(code).toBe(0);
  expect(JSON.parse(stdout).files).toEqual({ written: 0, removed: 0 });
  expect(differences(await snapshot(`${ground.folder}/out`), before)).toEqual([]);
  await setBack(ground, 2);
});
