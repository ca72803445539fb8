import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { Credentials, Target } from '../../src/deploy/bucket.ts';
import { isSignedWith } from './signature.ts';

/** Of `s3rver`, which has no types of its own: what is used here. */
type S3rver = new (
  options: object,
) => {
  configureBuckets: () => Promise<unknown>;
  callback: () => RequestListener;
};

export type Asked = { readonly method: string; readonly path: string };

/** A real server of the S3 protocol on the loopback device, with one bucket called `site`. */
export type Storage = {
  readonly target: Target;
  /** Every request so far, in the order of arrival. */
  readonly asked: Asked[];
  /** Refuses what it is true of. */
  refuse: (asked: Asked) => boolean;
  /** With what it refuses. */
  refusal: Refusal;
  readonly look: (key: string) => Promise<{ text: string; type?: string; cache?: string }>;
  readonly lay: (key: string, text: string) => Promise<void>;
  readonly keys: () => Promise<string[]>;
  readonly close: () => Promise<void>;
};

export const CREDENTIALS: Credentials = { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' };

export async function startStorage(): Promise<Storage> {
  const directory = await mkdtemp(join(tmpdir(), 'karakoram-s3-'));
  const Server: S3rver = createRequire(import.meta.url)('s3rver');
  const s3rver = new Server({ directory, silent: true, configureBuckets: [{ name: 'site' }] });
  await s3rver.configureBuckets();
  const handle = s3rver.callback();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const one = askedOf(request);
    asked.push(one);
    if (storage.refuse(one)) {
      refuse(response, storage.refusal);
    } else if (isOurs(request) && !isSignedWith(CREDENTIALS.secretAccessKey, request)) {
      refuse(response, { status: 403, code: 'SignatureDoesNotMatch' });
    } else handle(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const target = {
    bucket: 'site',
    prefix: '',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    pathStyle: true,
  };
  // A client of its own: it looks past the faults that are played to the one that is tested.
  const client = new S3Client({
    ...{ region: target.region, endpoint: target.endpoint, forcePathStyle: true },
    credentials: CREDENTIALS,
  });
  const quietly = async <T>(work: () => Promise<T>): Promise<T> => {
    const { refuse } = storage;
    const before = asked.length;
    storage.refuse = () => false;
    try {
      return await work();
    } finally {
      storage.refuse = refuse;
      asked.length = before;
    }
  };
  const storage: Storage = {
    target,
    asked,
    refuse: () => false,
    refusal: { status: 403, code: 'AccessDenied' },
    look: (Key) =>
      quietly(async () => {
        const got = await client.send(new GetObjectCommand({ Bucket: 'site', Key }));
        return {
          text: (await got.Body?.transformToString()) ?? '',
          ...(got.ContentType === undefined ? {} : { type: got.ContentType }),
          ...(got.CacheControl === undefined ? {} : { cache: got.CacheControl }),
        };
      }),
    lay: (Key, Body) =>
      quietly(async () => {
        await client.send(new PutObjectCommand({ Bucket: 'site', Key, Body }));
      }),
    keys: () =>
      quietly(async () => {
        const listed = await client.send(new ListObjectsV2Command({ Bucket: 'site' }));
        return (listed.Contents ?? []).map(({ Key = '' }) => Key).toSorted();
      }),
    close: async () => {
      client.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
      await rm(directory, { recursive: true });
    },
  };
  return storage;
}

type Refusal = { readonly status: number; readonly code: string };

function refuse(response: ServerResponse, { status, code }: Refusal): void {
  response.writeHead(status, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>${code}</Code><Message>no</Message></Error>`);
}

/** The server itself refuses keys that it does not know. */
function isOurs({ headers }: IncomingMessage): boolean {
  return headers.authorization?.includes(`Credential=${CREDENTIALS.accessKeyId}/`) === true;
}

function askedOf({ method = '', url = '' }: IncomingMessage): Asked {
  return { method, path: decodeURIComponent(url.replace(/\?.*$/, '').replace(/^\/site\//, '')) };
}

/** Paths of all files below a folder. */
export async function filesBelow(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .toSorted();
}
