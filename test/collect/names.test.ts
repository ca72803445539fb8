import { expect, it } from 'vitest';
import { type LookUp, openNames } from '../../src/collect/names.ts';

/** A name service that knows nothing of the network: it answers by the name itself. */
function service(asked: string[]): LookUp {
  return (hostname, _options, give) => {
    asked.push(hostname);
    if (hostname.startsWith('dead')) return;
    setImmediate(() => give(null, [{ address: '192.0.2.1', family: 4 }]));
  };
}

it('asks for a name once, however many want it', async () => {
  const asked: string[] = [];
  const names = openNames(1000, service(asked));
  const answers = await Promise.all([names.resolve('a.example'), names.resolve('a.example')]);
  expect(answers).toEqual(Array(2).fill([{ address: '192.0.2.1', family: 4 }]));
  expect(asked).toEqual(['a.example']);
});

it('gives all names up at once when the name service is silent', async () => {
  const asked: string[] = [];
  const names = openNames(50, service(asked));
  const hosts = Array.from({ length: 60 }, (_, index) => `dead${index}.example`);
  const outcomes = await Promise.allSettled(hosts.map((host) => names.resolve(host)));
  expect(outcomes.map(({ status }) => status)).toEqual(Array(60).fill('rejected'));
  expect(asked.length).toBeLessThan(8);
});

it('goes on after two dead names among living ones', async () => {
  const asked: string[] = [];
  const names = openNames(50, service(asked));
  const hosts = ['dead1.example', 'dead2.example', 'a.example', 'dead3.example', 'b.example'];
  const outcomes = await Promise.allSettled(hosts.map((host) => names.resolve(host)));
  expect(outcomes.map(({ status }) => status)).toEqual([
    'rejected',
    'rejected',
    'fulfilled',
    'rejected',
    'fulfilled',
  ]);
});
