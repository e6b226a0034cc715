import type { z } from 'zod';
import { contradictions, environment } from './environment.ts';

export interface S3Settings {
  /** Where this process reaches the store. */
  endpoint: string;
  /** Where browsers and command lines reach it: presigned URLs carry this one. */
  publicEndpoint: string;
  region: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
}

/** Everything the program is told from outside, checked once at start. */
export class Config {
  readonly isProduction: boolean;
  /** Folder of the embedded database, store, keys and mail. */
  readonly dataFolder: string;
  readonly host: string;
  readonly port: number;
  /** Public address without a trailing slash; null: the address that the server listens on. */
  readonly publicUrl: string | null;
  readonly secret: string | null;
  readonly logOrigin: string | null;
  readonly logKey: string | null;
  readonly runsWorker: boolean;
  readonly makesDemo: boolean;
  readonly rateLimit: boolean;
  readonly trustProxy: boolean;
  /** Hosts of identity providers that may have private addresses. */
  readonly ssoPrivateHosts: readonly string[];
  /** Webhooks may go to private addresses, and without https. */
  readonly webhooksToPrivate: boolean;
  readonly maxUploadBytes: number;
  /** null: the embedded database. */
  readonly databaseUrl: string | null;
  readonly databasePool: number;
  /** null: the folder store. */
  readonly s3: S3Settings | null;
  /** null: mails are written as files. */
  readonly smtpUrl: string | null;
  readonly mailFrom: string;
  /** Where mails come back to; null: to their sender. */
  readonly mailBounces: string | null;
  readonly logLevel: string;

  constructor(env: z.output<typeof environment>) {
    this.isProduction = env.NODE_ENV === 'production';
    this.dataFolder = env.TASUKI_DATA;
    this.host = env.TASUKI_HOST;
    this.port = env.TASUKI_PORT;
    this.publicUrl = env.TASUKI_URL?.replace(/\/+$/, '') ?? null;
    this.secret = env.TASUKI_SECRET ?? null;
    this.logOrigin = env.TASUKI_LOG_ORIGIN ?? null;
    this.logKey = env.TASUKI_LOG_KEY ?? null;
    this.runsWorker = env.TASUKI_WORKER;
    this.makesDemo = env.TASUKI_DEMO && env.DATABASE_URL === undefined;
    this.rateLimit = env.TASUKI_RATE_LIMIT;
    this.trustProxy = env.TASUKI_TRUST_PROXY;
    this.ssoPrivateHosts = (env.TASUKI_SSO_PRIVATE_HOSTS?.toLowerCase() ?? '').split(/[\s,]+/).filter(Boolean);
    this.webhooksToPrivate = env.TASUKI_WEBHOOKS_TO_PRIVATE;
    this.maxUploadBytes = env.TASUKI_MAX_UPLOAD_BYTES;
    this.databaseUrl = env.DATABASE_URL ?? null;
    this.databasePool = env.DATABASE_POOL;
    this.s3 = env.S3_ENDPOINT
      ? {
          endpoint: env.S3_ENDPOINT,
          publicEndpoint: env.S3_PUBLIC_ENDPOINT ?? env.S3_ENDPOINT,
          region: env.S3_REGION,
          bucket: env.S3_BUCKET ?? '',
          accessKey: env.S3_ACCESS_KEY ?? '',
          secretKey: env.S3_SECRET_KEY ?? '',
        }
      : null;
    this.smtpUrl = env.SMTP_URL ?? null;
    this.mailFrom = env.MAIL_FROM;
    this.mailBounces = env.TASUKI_MAIL_BOUNCES ?? null;
    this.logLevel = env.LOG_LEVEL;
  }

  /** Where people reach the portal: the public address, or the one that the server listens on. */
  get baseUrl(): string {
    return this.publicUrl ?? `http://${this.host}:${this.port}`;
  }

  /** The same with another port: the one that was free, where 0 was asked for. */
  withPort(port: number): Config {
    return Object.assign(Object.create(Config.prototype) as Config, this, { port });
  }
}

/** Every wrong or missing variable at once, one a line. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const lines = problems.map((problem) => `  ${problem}`).join('\n');
    super(`The environment is not right:\n${lines}\nEvery variable is described in docs/configuration.md.`);
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** @throws ConfigError naming every wrong or missing variable. Values are not repeated: some are secrets. */
export function readConfig(given: Record<string, string | undefined>): Config {
  // Compose files pass an empty string for what is not set.
  const env = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(env);
  const wrong = parsed.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`) ?? [];
  const problems = [...wrong, ...contradictions(env)];
  if (parsed.success && problems.length === 0) return new Config(parsed.data);
  throw new ConfigError(problems);
}
