import { describe, expect, it } from '@jest/globals';
import { generateKey } from '#libs/transparency';
import { ConfigError, readConfig } from './config.ts';

const outside = {
  DATABASE_URL: 'postgres://tasuki@db.example/tasuki',
  TASUKI_SECRET: 'x'.repeat(32),
  TASUKI_LOG_KEY: generateKey('trail.example').encode(),
  TASUKI_URL: 'https://tasuki.example/',
};
const s3 = { S3_ENDPOINT: 'http://s3:8333', S3_BUCKET: 'files', S3_ACCESS_KEY: 'a', S3_SECRET_KEY: 'b' };
const services = { ...outside, ...s3, SMTP_URL: 'smtp://mail.example' };

const problems = (env: Record<string, string>): readonly string[] => {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
};

describe('the environment', () => {
  it('may be empty: everything is embedded then', () => {
    expect(readConfig({})).toMatchObject({
      databaseUrl: null,
      s3: null,
      smtpUrl: null,
      baseUrl: 'http://127.0.0.1:8420',
    });
  });

  it('names every wrong and every missing variable at once', () => {
    const told = problems({
      DATABASE_URL: 'mysql://db.example/x',
      TASUKI_PORT: '99999',
      S3_ENDPOINT: 'http://s3.example',
      LOG_LEVEL: 'loud',
    });
    for (const name of [
      'DATABASE_URL',
      'TASUKI_PORT',
      'LOG_LEVEL',
      'TASUKI_SECRET',
      'TASUKI_LOG_KEY',
      'TASUKI_URL',
      'SMTP_URL',
      'S3_BUCKET',
      'S3_ACCESS_KEY',
      'S3_SECRET_KEY',
    ]) {
      expect(told.filter((line) => line.startsWith(`${name} `))).toHaveLength(1);
    }
  });

  it('repeats no value: some are secrets', () => {
    expect(problems({ ...outside, TASUKI_SECRET: 'hunter2' }).join()).not.toContain('hunter2');
  });

  it('treats an empty variable, as compose files pass it, as not set', () => {
    expect(
      readConfig({
        DATABASE_URL: '',
        S3_ENDPOINT: '',
        SMTP_URL: '',
        TASUKI_SECRET: '',
        LOG_LEVEL: '',
        TASUKI_PORT: '',
        TASUKI_WORKER: '',
      }).databaseUrl,
    ).toBeNull();
  });

  it('takes outside services by environment alone', () => {
    expect(readConfig(services)).toMatchObject({
      baseUrl: 'https://tasuki.example',
      makesDemo: false,
      s3: { bucket: 'files', publicEndpoint: 'http://s3:8333' },
    });
  });

  it.each([
    ['TASUKI_PORT', '99999', 'TASUKI_PORT is a number from 0 to 65535'],
    ['TASUKI_PORT', 'many', 'TASUKI_PORT is a number from 0 to 65535'],
    ['TASUKI_URL', 'tasuki.example', 'TASUKI_URL is an address such as https://tasuki.example.jp'],
    ['TASUKI_WORKER', 'perhaps', 'TASUKI_WORKER is true or false'],
    ['DATABASE_POOL', '1', 'DATABASE_POOL is a number from 2 to 500'],
    ['LOG_LEVEL', 'loud', 'LOG_LEVEL is fatal, error, warn, info, debug, trace or silent'],
    ['NODE_ENV', 'staging', 'NODE_ENV is production, development or test'],
    ['S3_BUCKET', 'Our Files', 'S3_BUCKET is a name of 3 to 63 lower-case letters, digits, dots and hyphens'],
    ['SMTP_URL', 'mail', 'SMTP_URL is an address such as smtps://user:password@mail.example.jp:465'],
    [
      'TASUKI_MAIL_BOUNCES',
      'a+b@tasuki.example',
      'TASUKI_MAIL_BOUNCES is an address without "+" such as bounces@tasuki.example.jp',
    ],
  ])('says what to write instead of %s=%s', (name, value, line) => {
    expect(problems({ ...services, [name]: value })).toEqual([line]);
  });

  it('takes a signing key only whole, and does not repeat it', () => {
    const told = problems({ ...services, TASUKI_LOG_KEY: services.TASUKI_LOG_KEY.slice(0, -3) });
    expect(told).toEqual([expect.stringMatching(/^TASUKI_LOG_KEY is no whole signing key/)]);
    expect(told.join()).not.toContain(services.TASUKI_LOG_KEY.slice(-20, -3));
  });

  it('takes a name for the log only when the key has it', () => {
    expect(readConfig({ ...services, TASUKI_LOG_ORIGIN: 'trail.example' }).logOrigin).toBe('trail.example');
    expect(problems({ ...services, TASUKI_LOG_ORIGIN: 'other.example' })).toEqual([
      expect.stringMatching(/^TASUKI_LOG_ORIGIN .*trail\.example/),
    ]);
  });

  it('refuses settings of a store without the store', () => {
    const { S3_ENDPOINT: _store, ...rest } = s3;
    const told = problems({ ...rest, S3_REGION: 'tokyo', S3_PUBLIC_ENDPOINT: 'http://s3.example' });
    for (const name of ['S3_BUCKET', 'S3_ACCESS_KEY', 'S3_SECRET_KEY', 'S3_REGION', 'S3_PUBLIC_ENDPOINT']) {
      expect(told).toContain(`${name} has no effect: set S3_ENDPOINT too, or leave it out`);
    }
  });

  it('needs a store and a mail server beside an outside database, or else a folder that is named', () => {
    const told = problems(outside);
    expect(told.map((line) => line.split(' ')[0])).toEqual(['S3_ENDPOINT', 'SMTP_URL']);
    expect(readConfig({ ...outside, TASUKI_DATA: '/srv/tasuki' })).toMatchObject({ s3: null, smtpUrl: null });
  });

  it('takes hosts of identity providers however they are listed', () => {
    const hosts = (list: string) => readConfig({ TASUKI_SSO_PRIVATE_HOSTS: list }).ssoPrivateHosts;
    expect(hosts('Login.Hospital.Example, idp.internal')).toEqual(['login.hospital.example', 'idp.internal']);
    expect(hosts('')).toEqual([]);
    expect(problems({ TASUKI_SSO_PRIVATE_HOSTS: 'https://idp.internal' })).toEqual([
      expect.stringMatching(/^TASUKI_SSO_PRIVATE_HOSTS is a list of host names/),
    ]);
  });

  it('names a variable that there is not, with the nearest that there is', () => {
    expect(problems({ TASUKI_PROT: '1', S3_BUCKT: 'x', PATH: '/bin', S3: 'x' })).toEqual([
      'TASUKI_PROT is unknown: the nearest name that there is reads TASUKI_PORT',
      'S3_BUCKT is unknown: the nearest name that there is reads S3_BUCKET',
    ]);
  });

  it('leaves alone what the command line and the tests read', () => {
    expect(problems({ TASUKI_API_KEY: 'x', TASUKI_VERIFIER_KEY: 'x', TASUKI_TEST_DATABASE_URL: 'x' })).toEqual([]);
  });

  it('points to the page that describes every variable', () => {
    expect(() => readConfig({ TASUKI_PORT: 'many' })).toThrow(/docs\/configuration\.md/);
  });
});
