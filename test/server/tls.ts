import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { serve } from './behaviours.ts';

/**
 * Certificates for tests, trusted by nobody: all but `self-signed` are signed by `authority`.
 * All carry the key of `key.pem`, name `localhost` (`other-name` does not) and hold until 2120
 * (`expired` does not, `early` starts then).
 */
export type Certificate = 'good' | 'other-name' | 'expired' | 'early' | 'self-signed';

/** For NODE_EXTRA_CA_CERTS of a process that is to trust these certificates. */
export const authorityFile = certificateFile('authority');

/** Serves a body over TLS on 127.0.0.1; gives the port, and a way to end it. */
export async function startTlsServer(
  certificate: Certificate,
  body: string,
): Promise<{ readonly port: number; readonly close: () => void }> {
  const server = createServer(
    { key: readFileSync(certificateFile('key')), cert: readFileSync(certificateFile(certificate)) },
    serve(body),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function certificateFile(name: string): string {
  return fileURLToPath(new URL(`./certificates/${name}.pem`, import.meta.url));
}
