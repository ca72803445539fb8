import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hostPort,
  isPrivateHost,
  isPublicAddress,
  readHostPort,
} from '../../src/collect/addresses.ts';

describe('a public address', () => {
  it.each([
    '1.1.1.1',
    '104.16.0.1',
    '2606:4700::1111',
    '[2606:4700::1111]',
    '::ffff:1.1.1.1',
    '64:ff9b::101:101',
  ])('is %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('no public address', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['0.0.0.0', 'this machine, to many systems'],
    ['0.1.2.3', 'this network'],
    ['10.0.0.1', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'behind a carrier'],
    ['100.100.100.200', 'metadata of a cloud'],
    ['169.254.169.254', 'metadata of most clouds'],
    ['168.63.129.16', 'metadata of a cloud, in public space'],
    ['192.0.0.192', 'metadata of a cloud'],
    ['192.0.2.1', 'for documentation'],
    ['198.18.0.1', 'for benchmarks'],
    ['224.0.0.1', 'multicast'],
    ['240.0.0.1', 'reserved'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['[::1]', 'loopback as a URL writes it'],
    ['::127.0.0.1', 'IPv4 in IPv6, deprecated'],
    ['::ffff:127.0.0.1', 'IPv4 in IPv6, mapped'],
    ['::ffff:a9fe:a9fe', 'metadata, mapped'],
    ['::ffff:0:127.0.0.1', 'IPv4 in IPv6, translated'],
    ['64:ff9b::7f00:1', 'loopback behind NAT64'],
    ['64:ff9b::a00:1', 'private behind NAT64'],
    ['64:ff9b:1::101:101', 'local NAT64'],
    ['2002:7f00:1::', '6to4'],
    ['2001::1', 'Teredo'],
    ['2001:db8::1', 'for documentation'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['fc00::1', 'unique local'],
    ['fd00:ec2::254', 'metadata of a cloud'],
    ['ff02::1', 'multicast'],
    ['5f00::1', 'segment routing'],
    ['example.org', 'a name'],
    ['', 'nothing'],
  ])('is %s: %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

it('tells private hosts by their names alone, for a proxy looks names up itself', () => {
  for (const host of [
    'localhost',
    'printer',
    'api.localhost',
    'nas.local',
    'db.internal.',
    '[::1]',
  ]) {
    expect(isPrivateHost(host), host).toBe(true);
  }
  for (const host of ['www.example.org', '1.1.1.1', 'local.example.org', '[2606:4700::1111]']) {
    expect(isPrivateHost(host), host).toBe(false);
  }
});

it('writes host and port with the port that the scheme implies', () => {
  expect(hostPort(new URL('https://Feeds.Example/x'))).toBe('feeds.example:443');
  expect(hostPort(new URL('http://[::1]:8080/'))).toBe('[::1]:8080');
});

it('reads HOST:PORT as people write it, and nothing else', () => {
  expect(readHostPort('Intranet.Example:80')).toBe('intranet.example:80');
  expect(readHostPort('intranet:443')).toBe('intranet:443');
  expect(readHostPort('[::1]:8080')).toBe('[::1]:8080');
  expect(readHostPort('127.1:8080')).toBe('127.0.0.1:8080');
  for (const wrong of ['intranet', 'http://intranet:80', 'a b:80', ':80', 'x:123456', 'u@x:80']) {
    expect(readHostPort(wrong), wrong).toBeUndefined();
  }
});

it('judges an IPv4 address alike in every form of IPv6 that leads to it', () => {
  const byte = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.tuple(byte, byte, byte, byte), (bytes) => {
      const [a, b, c, d] = bytes.map((value) => value.toString(16).padStart(2, '0'));
      const isPublic = isPublicAddress(bytes.join('.'));
      expect(isPublicAddress(`::ffff:${a}${b}:${c}${d}`)).toBe(isPublic);
      expect(isPublicAddress(`::ffff:${bytes.join('.')}`)).toBe(isPublic);
      expect(isPublicAddress(`64:ff9b::${a}${b}:${c}${d}`)).toBe(isPublic);
      expect(isPublicAddress(`2002:${a}${b}:${c}${d}::1`)).toBe(false);
      expect(isPublicAddress(`::${a}${b}:${c}${d}`)).toBe(false);
    }),
  );
});

it('judges every address of the private ranges, by a list kept by hand', () => {
  const list = new BlockList();
  for (const [network, bits] of [
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
    ['224.0.0.0', 3],
  ] as const) {
    list.addSubnet(network, bits);
  }
  const bytes = fc.array(fc.integer({ min: 0, max: 255 }), { minLength: 4, maxLength: 4 });
  const privateOnes = fc.constantFrom(0, 10, 100, 127, 169, 172, 192, 198, 224, 255);
  fc.assert(
    fc.property(privateOnes, bytes, (first, [, ...rest]) => {
      const address = [first, ...rest].join('.');
      if (list.check(address)) expect(isPublicAddress(address)).toBe(false);
    }),
    { numRuns: 2_000 },
  );
});
