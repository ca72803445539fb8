import { expect, it } from 'vitest';
import { jsonLog, logModeFor } from '../../src/command/log.ts';
import type { Progress } from '../../src/progress.ts';
import { StateError } from '../../src/store/state-error.ts';

function logged(...events: readonly Progress[]): Record<string, unknown>[] {
  const lines: string[] = [];
  let clock = 0;
  const log = jsonLog(
    'run-1',
    () => {
      clock += 250;
      return clock;
    },
    { write: (line) => lines.push(line) },
  );
  for (const event of events) log.onProgress(event);
  return lines.map((line) => JSON.parse(line));
}

it('writes one line a source, under the id of the run, with how long it took', () => {
  const lines = logged(
    { kind: 'asked', source: 'dawn' },
    {
      ...{ kind: 'answered', source: 'dawn', outcome: 'read' },
      ...{ entries: 30, new: 4, changed: 1, matched: 2 },
    },
  );
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    ...{ level: 'info', run: 'run-1', message: 'source answered', source: 'dawn', ms: 250 },
    ...{ outcome: 'read', entries: 30, new: 4, changed: 1, matched: 2 },
  });
  expect(lines[0]?.time).toMatch(/^\d{4}-\d\d-\d\dT/);
});

it('warns of a source that failed, without what is secret in an address or steers a terminal', () => {
  const problem =
    'Moved to https://me:pass@a.example/feed?key=sesame for good \u001b[2J\u202eback\u0085.';
  const [line] = logged({
    ...{ kind: 'answered', source: 'dawn', outcome: 'failed', cause: 'http-404' },
    problem,
  } as const);
  expect(line).toMatchObject({ level: 'warn', message: 'source failed', cause: 'http-404' });
  const text = String(line?.problem);
  expect(text).toContain('https://a.example/feed?…');
  expect(text).not.toMatch(/me:pass|sesame/);
  // JSON escapes the low control characters; the others would reach a terminal as they are.
  expect(JSON.stringify(line)).not.toMatch(/[\u0080-\u009f\u202a-\u202e]/);
});

it('says what ended a run on one line, and gives its exit code', () => {
  const lines: string[] = [];
  const log = jsonLog('run-1', () => 0, { write: (line) => lines.push(line) });
  expect(log.complain(new StateError('The state is damaged.'))).toBe(1);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'error', message: 'The state is damaged.' },
  ]);
});

it('draws only where there is a terminal with a width, and is silent where nobody listens', () => {
  expect(logModeFor(false, 80, {})).toBe('plain');
  expect(logModeFor(false, 0, {})).toBe('json');
  expect(logModeFor(false, undefined, {})).toBe('json');
  expect(logModeFor(false, 80, { TERM: 'dumb' })).toBe('json');
  expect(logModeFor(false, 80, { CI: '1' })).toBe('json');
  expect(logModeFor(true, 80, {})).toBe('none');
});
