import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What a path of the server does with a request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void;

export type SeenRequest = {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** Counts connections from 1, so that two requests over one can be told from two over two. */
  readonly connection: number;
};

export type TestServer = {
  /** `127.0.0.1:PORT`, as `--allow-private` takes it. */
  readonly hostPort: string;
  readonly url: (path: string) => string;
  /** Every request so far, in the order of arrival. */
  readonly seen: readonly SeenRequest[];
  /** Ends all connections too. */
  readonly close: () => Promise<void>;
};

/**
 * A web server on the loopback device, with real sockets and a behaviour for each path. A path
 * that is not among the routes answers 404. Close it in `afterEach` or `afterAll`.
 */
export async function startServer(
  routes: Readonly<Record<string, Behaviour>>,
): Promise<TestServer> {
  const table = new Map(Object.entries(routes));
  const seen: SeenRequest[] = [];
  const sockets = new Map<Socket, number>();
  let connections = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    seen.push({ path, headers: request.headers, connection: sockets.get(request.socket) ?? 0 });
    const behaviour = table.get(path.replace(/\?.*$/, ''));
    if (behaviour === undefined) response.writeHead(404).end('no such page');
    else behaviour(request, response);
  });
  server.on('connection', (socket: Socket) => {
    connections += 1;
    sockets.set(socket, connections);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    hostPort: `127.0.0.1:${port}`,
    url: (path) => `http://127.0.0.1:${port}${path}`,
    seen,
    close: async () => {
      for (const socket of sockets.keys()) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
