import type { IncomingMessage } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { ping, pingAddress } from '../src/ping.ts';
import { type Behaviour, startServer, type TestServer } from './server/server.ts';

let server: TestServer;
const told: string[] = [];

afterEach(async () => {
  await server.close();
  told.length = 0;
});

const heard =
  (status: number): Behaviour =>
  (request: IncomingMessage, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      told.push(`${request.method} ${request.url} ${body}`);
      response.writeHead(status).end('OK');
    });
  };

const options = { userAgent: 'Karakoram/test', proxy: {} };

it('tells of start, success and failure at the addresses of the convention', async () => {
  server = await startServer({
    '/key/start': heard(200),
    '/key': heard(200),
    '/key/fail': heard(200),
  });
  expect(await ping(server.url('/key'), 'start', '', options)).toBeUndefined();
  expect(await ping(server.url('/key'), 'success', '4 new', options)).toBeUndefined();
  expect(await ping(server.url('/key'), 'fail', 'disk full', options)).toBeUndefined();
  expect(told).toEqual(['POST /key/start ', 'POST /key 4 new', 'POST /key/fail disk full']);
});

it('gives a sentence without the address where the monitor is not content or not there', async () => {
  server = await startServer({ '/secret-key': heard(500) });
  const answer = await ping(server.url('/secret-key'), 'success', '', options);
  expect(answer).toBe('127.0.0.1 answered the ping of success with HTTP 500.');
  const nobody = await ping('http://127.0.0.1:9/secret-key', 'fail', '', options);
  expect(nobody).toMatch(/^127\.0\.0\.1 could not be pinged \(\w+\)\.$/);
});

it('keeps the query of an address behind the path', () => {
  expect(pingAddress('https://m.example/a?key=1', 'fail').href).toBe(
    'https://m.example/a/fail?key=1',
  );
  expect(pingAddress('https://m.example/a/', 'start').href).toBe('https://m.example/a/start');
  expect(pingAddress('https://m.example/a', 'success').href).toBe('https://m.example/a');
});
