import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ended, start } from '../program.ts';
import { differences, snapshot } from './folder.ts';
import {
  type Effort,
  effortOf,
  type Ground,
  layGround,
  numbersFrom,
  setBack,
  trial,
} from './trial.ts';
import { idsOf } from './whole.ts';

/**
 * Kills the program as an operator would meet it, and looks at what readers get and what the next
 * run makes of it. A few kills here; `npm run test:crash` makes 200 at random instants and one in
 * front of each call that changes a disk.
 */
const randomKills = Number(process.env.CRASH_KILLS ?? 3);
const everyCall = process.env.CRASH_EVERY_CALL === 'yes';
const seed = Number(process.env.CRASH_SEED ?? 20260521);

const hours = 6 * 60 * 60 * 1000;
let ground: Ground;
let efforts: readonly Effort[];

beforeAll(async () => {
  ground = await layGround();
  efforts = [await effortOf(ground, 0), await effortOf(ground, 1), await effortOf(ground, 2)];
}, hours);

afterAll(() => ground.close());

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
      let killed = 0;
      for (let at = 0; at < randomKills; at += 1) {
        const day = Math.floor(random() * ground.days.length);
        const result = await trial(ground, day, {
          afterMs: random() * (efforts[day]?.workMs ?? 0),
        });
        if (result.killed) killed += 1;
        expect(result.faults, `kill ${at + 1} on day ${day} of seed ${seed}`).toEqual([]);
      }
      if (randomKills > 10)
        process.stdout.write(`${killed} of ${randomKills} runs killed at random\n`);
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
      let killed = 0;
      for (let call = step; call <= calls; call += step) {
        const result = await trial(ground, 1, { call });
        if (result.killed) killed += 1;
        expect(result.faults, `killed in front of call ${call} of ${calls}`).toEqual([]);
      }
      if (everyCall)
        process.stdout.write(`${killed} runs killed, one in front of each of ${calls} calls\n`);
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
