import { z } from 'zod';
import { SignerKey } from '#libs/transparency';

const flag = (fallback: boolean) => z.stringbool({ error: 'is true or false' }).default(fallback);

const whole = (least: number, most: number, fallback: number, error: string) =>
  z.coerce.number({ error }).int(error).min(least, error).max(most, error).default(fallback);

const address = (protocol: RegExp, example: string) =>
  z.url({ protocol, error: `is an address such as ${example}` }).optional();

const word = (error: string, pattern = /./) => z.string().regex(pattern, error).optional();

/** Every variable that the program knows; docs/configuration.md says the same in words, and the deployment gate compares the two. */
export const environment = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test'], { error: 'is production, development or test' }).optional(),
  TASUKI_DATA: z.string().default('.tasuki'),
  TASUKI_HOST: z.string().default('127.0.0.1'),
  TASUKI_PORT: whole(0, 65_535, 8420, 'is a number from 0 to 65535'),
  TASUKI_URL: address(/^https?$/, 'https://tasuki.example.jp'),
  TASUKI_SECRET: z.string().min(32, 'needs at least 32 characters; make one with: openssl rand -base64 32').optional(),
  TASUKI_LOG_ORIGIN: word('is a name such as trail.example.jp, without spaces or "+"', /^[^\s+]+$/),
  TASUKI_LOG_KEY: z
    .string()
    .refine(
      (text) => signerOf(text) !== null,
      'is no whole signing key (PRIVATE+KEY+…): restore it from your copy, or make the first one with: npx tasuki log-key NAME',
    )
    .optional(),
  TASUKI_WORKER: flag(true),
  TASUKI_DEMO: flag(true),
  TASUKI_RATE_LIMIT: flag(true),
  TASUKI_TRUST_PROXY: flag(false),
  TASUKI_SSO_PRIVATE_HOSTS: word(
    'is a list of host names such as login.hospital.example.jp,idp.internal',
    /^[a-z0-9.:-]+(\s*,\s*[a-z0-9.:-]+)*$/i,
  ),
  TASUKI_WEBHOOKS_TO_PRIVATE: flag(false),
  TASUKI_MAX_UPLOAD_BYTES: whole(1, Number.MAX_SAFE_INTEGER, 20 * 1024 ** 3, 'is a number of bytes, at least 1'),
  DATABASE_URL: address(/^postgres(ql)?$/, 'postgres://database.example.jp:5432/tasuki'),
  DATABASE_POOL: whole(2, 500, 20, 'is a number from 2 to 500'),
  S3_ENDPOINT: address(/^https?$/, 'https://s3.example.jp'),
  S3_PUBLIC_ENDPOINT: address(/^https?$/, 'https://s3.example.jp'),
  S3_REGION: z.string().default('us-east-1'),
  S3_BUCKET: word(
    'is a name of 3 to 63 lower-case letters, digits, dots and hyphens',
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
  ),
  S3_ACCESS_KEY: word('is the name of an access key'),
  S3_SECRET_KEY: word('is the secret of the access key'),
  SMTP_URL: address(/^smtps?$/, 'smtps://user:password@mail.example.jp:465'),
  MAIL_FROM: z.string().default('Tasuki <no-reply@tasuki.invalid>'),
  TASUKI_MAIL_BOUNCES: word(
    'is an address without "+" such as bounces@tasuki.example.jp',
    /^[a-z0-9._-]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/i,
  ),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], {
      error: 'is fatal, error, warn, info, debug, trace or silent',
    })
    .default('info'),
});

/** Of the command line and of the tests: they may stand in the same environment. */
const OTHERS = ['TASUKI_API_KEY', 'TASUKI_VERIFIER_KEY', 'TASUKI_TEST_DATABASE_URL'];
/** S3_REGION has a default, but means as little as the others without a store. */
const OF_S3 = ['S3_PUBLIC_ENDPOINT', 'S3_REGION', 'S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'];

type Given = Record<string, string | undefined>;

/**
 * What is wrong between variables: one that another needs, one without effect, one that there is not. Asked of the raw
 * environment, so that it is told together with wrong values.
 */
export const contradictions = (env: Given): string[] => [
  ...missingFor(env),
  ...(env['S3_ENDPOINT']
    ? []
    : OF_S3.filter((name) => env[name]).map((name) => `${name} has no effect: set S3_ENDPOINT too, or leave it out`)),
  ...otherLog(env),
  ...Object.keys(env).flatMap(unknownName),
];

function missingFor(env: Given): string[] {
  const need = (name: string, why: string) => (env[name] ? [] : [`${name} is missing: ${why}`]);
  const problems = [];
  if (env['DATABASE_URL']) {
    problems.push(
      ...need('TASUKI_SECRET', 'with DATABASE_URL every process shares it; make one with: openssl rand -base64 32'),
      ...need(
        'TASUKI_LOG_KEY',
        'with DATABASE_URL the trail’s signing key is given; make one with: npx tasuki log-key NAME',
      ),
      ...need('TASUKI_URL', 'the public address goes into links and cookies, such as https://tasuki.example.jp'),
    );
    if (!env['TASUKI_DATA']) {
      const why = (what: string) => `with DATABASE_URL ${what}; on one machine, set TASUKI_DATA to a folder for them`;
      problems.push(
        ...need('S3_ENDPOINT', why('files are kept in a store that all processes share')),
        ...need('SMTP_URL', why('mails are sent by a server')),
      );
    }
  }
  if (env['S3_ENDPOINT']) {
    problems.push(
      ...['S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY'].flatMap((name) => need(name, 'S3_ENDPOINT is set')),
    );
  }
  return problems;
}

/** The name of a log is no secret: it stands in every checkpoint. */
function otherLog({ TASUKI_LOG_KEY: key, TASUKI_LOG_ORIGIN: origin }: Given): string[] {
  const signer = key ? signerOf(key) : null;
  if (!signer || !origin || signer.name === origin) return [];
  return [`TASUKI_LOG_ORIGIN is not the name that TASUKI_LOG_KEY has, ${signer.name}: a log keeps its name for life`];
}

function unknownName(name: string): string[] {
  const known = Object.keys(environment.shape);
  if (!/^(TASUKI|S3)_/.test(name) || known.includes(name) || OTHERS.includes(name)) return [];
  const [nearest] = known.toSorted((a, b) => editsBetween(name, a) - editsBetween(name, b));
  return [`${name} is unknown: the nearest name that there is reads ${nearest}`];
}

function signerOf(text: string): SignerKey | null {
  try {
    return SignerKey.parse(text.trim());
  } catch {
    return null;
  }
}

/** How many letters have to be put in, left out or replaced to make one word the other (Levenshtein). */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, length) => length);
  for (const [i, letter] of [...one].entries()) {
    const next = [i + 1];
    for (const [j, against] of [...other].entries()) {
      const replaced = (row[j] ?? 0) + (letter === against ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
