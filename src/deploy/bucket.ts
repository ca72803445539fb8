/** A folder of a bucket in any storage that speaks S3, through the official client. */
import type { S3Client } from '@aws-sdk/client-s3';
import type { Served } from './kinds.ts';

/** Where the site goes. */
export type Target = {
  readonly bucket: string;
  /** In front of every key; ends with `/` unless it is empty. */
  readonly prefix: string;
  readonly region: string;
  /** Of storage that is not Amazon's. */
  readonly endpoint?: string;
  /** The bucket in the path instead of the host name. */
  readonly pathStyle: boolean;
};

export type Credentials = {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
};

/** Paths are those below `out/`. All throw a DeployError whose message says what to do. */
export type Bucket = {
  /** What we noted on an object, or `undefined` where there is no such object. */
  readonly note: (path: string) => Promise<string | undefined>;
  readonly read: (path: string) => Promise<string | undefined>;
  readonly put: (path: string, bytes: Uint8Array, served: Served, note?: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
};

/** The upload did not go through; what is there is still a whole site. */
export class DeployError extends Error {
  override readonly name = 'DeployError';
}

/** Name of our note among an object's metadata. */
const NOTE = 'karakoram';

/** Loads the client, which is large, only where something is put up. */
export async function openBucket(target: Target, credentials: Credentials): Promise<Bucket> {
  const s3 = await import('@aws-sdk/client-s3');
  const client: S3Client = new s3.S3Client({
    region: target.region,
    ...(target.endpoint === undefined ? {} : { endpoint: target.endpoint }),
    forcePathStyle: target.pathStyle,
    credentials,
    maxAttempts: 4,
    // The checksums that are sent by default are not understood by all storage.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
    // In milliseconds: an upload of tables may be long, but silence is not waited for.
    requestHandler: { connectionTimeout: 10_000, requestTimeout: 60_000 },
  });
  const at = (path: string) => ({ Bucket: target.bucket, Key: target.prefix + path });
  const tried = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work;
    } catch (error) {
      throw explained(error, target);
    }
  };
  const ifThere = async <T>(work: Promise<T>): Promise<T | undefined> => {
    try {
      return await work;
    } catch (error) {
      if (nameOf(error) === 'NoSuchKey' || nameOf(error) === 'NotFound') return undefined;
      throw explained(error, target);
    }
  };
  return {
    note: async (path) => {
      // The first byte, not only the head: errors about a head do not say what is wrong.
      const command = new s3.GetObjectCommand({ ...at(path), Range: 'bytes=0-0' });
      const got = await ifThere(client.send(command));
      await got?.Body?.transformToString();
      return got === undefined ? undefined : (got.Metadata?.[NOTE] ?? '');
    },
    read: async (path) => {
      const got = await ifThere(client.send(new s3.GetObjectCommand(at(path))));
      return got === undefined ? undefined : tried(got.Body?.transformToString() ?? noBody());
    },
    put: async (path, bytes, served, note) => {
      const command = new s3.PutObjectCommand({
        ...at(path),
        Body: bytes,
        ContentType: served.type,
        CacheControl: served.cache,
        ...(note === undefined ? {} : { Metadata: { [NOTE]: note } }),
      });
      await tried(client.send(command));
    },
    remove: async (path) => {
      await tried(client.send(new s3.DeleteObjectCommand(at(path))));
    },
  };
}

async function noBody(): Promise<string> {
  return '';
}

const BUSY = 'the storage has too much to do; deploy again later, it goes on where it was';

const ADVICE: Readonly<Record<string, string>> = {
  NoSuchBucket: 'there is no such bucket; make it, or name another',
  AccessDenied:
    'the key may not do that; it needs s3:GetObject, s3:PutObject, s3:DeleteObject and, to tell what is missing from what is forbidden, s3:ListBucket',
  InvalidAccessKeyId: 'AWS_ACCESS_KEY_ID names no key there',
  SignatureDoesNotMatch: 'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID',
  ExpiredToken: 'AWS_SESSION_TOKEN has run out; get a new one',
  PermanentRedirect: 'the bucket is in another region; say which with --region',
  AuthorizationHeaderMalformed: 'the bucket is in another region; say which with --region',
  SlowDown: BUSY,
  ServiceUnavailable: BUSY,
  InternalError: BUSY,
  RequestTimeTooSkewed: 'the clock of this machine is wrong; set it',
  ECONNREFUSED: 'nothing listens at the endpoint; look at its address',
  ENOTFOUND: 'the name of the endpoint was not found; look at its address and at the network',
  EAI_AGAIN: 'the name of the endpoint was not found; look at the network',
  TimeoutError: 'no answer came in time; try again',
};

/** The storage's complaint as a sentence that says what to do. */
function explained(error: unknown, target: Target): DeployError {
  const name = nameOf(error);
  const advice = ADVICE[name] ?? (statusOf(error) === 403 ? ADVICE.AccessDenied : undefined);
  const where = target.endpoint ?? `region ${target.region}`;
  const why = advice ?? (error instanceof Error ? `${name}: ${error.message}` : String(error));
  return new DeployError(`The bucket "${target.bucket}" (${where}): ${why}.`, { cause: error });
}

/** The storage names its errors; those of the connection have a code. */
function nameOf(error: unknown): string {
  const { code, name }: { code?: unknown; name?: unknown } = Object(error);
  return typeof code === 'string' ? code : String(name);
}

function statusOf(error: unknown): unknown {
  return Object(Object(error).$metadata).httpStatusCode;
}
