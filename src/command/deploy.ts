/** The commands that bring `out` to its readers. */
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Config, readConfig } from '../config/read.ts';
import { type Credentials, DeployError, openBucket, type Target } from '../deploy/bucket.ts';
import { deploy } from '../deploy/deploy.ts';
import { tellOfChanges } from '../deploy/hub.ts';
import { type Flags, stateFile, withFlags } from './flags.ts';
import { exitCodes, print, printError } from './terminal.ts';

type HubFlags = Pick<Flags, 'sources' | 'out' | 'state' | 'quiet'>;

type DeployFlags = HubFlags & {
  readonly bucket?: string;
  readonly prefix?: string;
  readonly region?: string;
  readonly endpoint?: string;
  readonly dryRun: boolean;
};

export function addDeploy(program: Command): void {
  withFlags(program.command('deploy'), ['sources', 'out', 'state', 'quiet'])
    .description('put what changed of the output folder into a bucket of S3-compatible storage')
    .option('--bucket <name>', 'where to (default: deploy.bucket of topic.yaml)')
    .option('--prefix <path>', 'a folder of the bucket, such as news/', readPrefix)
    .addOption(new Option('--region <name>', 'of the bucket').env('AWS_REGION'))
    .option('--endpoint <address>', 'of storage that is not at Amazon')
    .option('--dry-run', 'say what would be done, and do nothing', false)
    .addHelpText(
      'after',
      `
The keys come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. Files are put up
before the feeds that point to them, and stale ones are removed last; a deploy that was cut short is
taken up by the next. The hub of topic.yaml is told of feeds that changed.`,
    )
    .action(async (flags: DeployFlags) => {
      const config = await readConfig(flags.sources);
      const target = targetOf(flags, config);
      // The client would tell every run on Node 20 that its later versions want another.
      process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';
      const bucket = await openBucket(target, credentials(process.env));
      const { uploaded, removed, unchanged } = await deploy(flags.out, bucket, flags.dryRun);
      if (flags.dryRun) {
        for (const path of uploaded) print(`would put     ${path}`);
        for (const path of removed) print(`would remove  ${path}`);
      }
      const said = `${uploaded.length} put, ${removed.length} removed, ${unchanged} as they were`;
      if (!flags.quiet) print(`s3://${target.bucket}/${target.prefix}: ${said}`);
      if (!flags.dryRun) process.exitCode = await tellHub(flags, config);
    });

  withFlags(program.command('ping-hub'), ['sources', 'out', 'state', 'quiet'])
    .description('tell the WebSub hub of feeds that changed, after they were put up in another way')
    .action(async (flags: HubFlags) => {
      const config = await readConfig(flags.sources);
      if (config.site.hub === undefined || config.site.base === undefined) {
        throw new DeployError('There is nothing to tell: topic.yaml needs `hub` and `site`.');
      }
      process.exitCode = await tellHub(flags, config);
    });
}

/** Tells the hub, if there is one, and gives the exit code. */
async function tellHub(flags: HubFlags, { site }: Config): Promise<number> {
  const { base, hub } = site;
  if (base === undefined || hub === undefined) return exitCodes.done;
  const memory = join(dirname(stateFile(flags.state)), 'hub.json');
  const { told, failures } = await tellOfChanges(flags.out, { base, hub }, memory);
  for (const failure of failures) printError(failure);
  if (!flags.quiet && told.length > 0) print(`${hub}: told of ${told.length} feeds`);
  return failures.length === 0 ? exitCodes.done : exitCodes.broken;
}

function targetOf(flags: DeployFlags, { deploy: given = {} }: Config): Target {
  const bucket = flags.bucket ?? given.bucket;
  const endpoint = flags.endpoint ?? given.endpoint;
  if (bucket === undefined) {
    throw new DeployError('Where to? Name --bucket, or deploy.bucket in topic.yaml.');
  }
  return {
    bucket,
    prefix: flags.prefix ?? given.prefix ?? '',
    region: flags.region ?? given.region ?? 'us-east-1',
    pathStyle: given.pathStyle ?? endpoint !== undefined,
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

function credentials(environment: NodeJS.ProcessEnv): Credentials {
  const {
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: secretAccessKey,
    AWS_SESSION_TOKEN: sessionToken,
  } = environment;
  if (!accessKeyId || !secretAccessKey) {
    throw new DeployError(
      'The keys to the bucket are missing: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
    );
  }
  return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
}

function readPrefix(text: string): string {
  if (!/^(?:[^/]+\/)+$/.test(text)) {
    throw new InvalidArgumentError('expected a path that ends with a slash, such as news/');
  }
  return text;
}
