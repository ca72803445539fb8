import { expect, it } from 'vitest';
import { type LookUp, openNames } from '../../src/collect/names.ts';

/** A name service that knows nothing of the network: it answers by the name itself. */
function service(asked: string[]): LookUp {
  return (hostname, _options, give) => {
    asked.push(hostname);
    if (hostname.startsWith('dead')) return;
    if (hostname.startsWith('unknown')) {
      setImmediate(() => give(new Error(`no ${hostname}`), []));
      return;
    }
    setImmediate(() => give(null, [{ address: '192.0.2.1', family: 4 }]));
  };
}

it('asks for a name once, however many want it', async () => {
  const asked: string[] = [];
  const names = openNames(1000, service(asked));
  const answers = await Promise.all([
    names.resolve('a.example', false),
    names.resolve('a.example', false),
  ]);
  expect(answers).toEqual(Array(2).fill([{ address: '192.0.2.1', family: 4 }]));
  expect(asked).toEqual(['a.example']);
});

it('gives all names up at once when the name service is silent', async () => {
  const asked: string[] = [];
  const names = openNames(50, service(asked));
  const hosts = Array.from({ length: 60 }, (_, index) => `dead${index}.example`);
  const outcomes = await Promise.allSettled(hosts.map((host) => names.resolve(host, false)));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(60).fill('rejected'));
  expect(asked.length).toBeLessThan(8);
});

it('goes on after two dead names among living ones', async () => {
  const asked: string[] = [];
  const names = openNames(50, service(asked));
  const hosts = ['dead1.example', 'dead2.example', 'a.example', 'dead3.example', 'b.example'];
  const outcomes = await Promise.allSettled(hosts.map((host) => names.resolve(host, false)));
  expect(outcomes.map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});

it('asks for a dozen names and no more where none is known', async () => {
  const asked: string[] = [];
  const names = openNames(1000, service(asked));
  const hosts = Array.from({ length: 60 }, (_, index) => `unknown${index}.example`);
  const outcomes = await Promise.allSettled(hosts.map((host) => names.resolve(host, false)));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(60).fill('rejected'));
  expect(asked.length).toBeLessThan(15);
});

it('asks for every name once one of them is known', async () => {
  const asked: string[] = [];
  const names = openNames(1000, service(asked));
  const unknown = Array.from({ length: 30 }, (_, index) => `unknown${index}.example`);
  const hosts = ['unknown.example', 'a.example', ...unknown, 'b.example'];
  const outcomes = await Promise.allSettled(hosts.map((host) => names.resolve(host, false)));
  expect(outcomes.at(-1)?.status).toBe('fulfilled');
  expect(asked).toEqual(hosts);
});

it('asks for names of our own network although there is none outside', async () => {
  const names = openNames(1000, service([]));
  const hosts = Array.from({ length: 20 }, (_, index) => `unknown${index}.example`);
  await Promise.allSettled(hosts.map((host) => names.resolve(host, false)));
  await expect(names.resolve('intranet', true)).resolves.toHaveLength(1);
});
