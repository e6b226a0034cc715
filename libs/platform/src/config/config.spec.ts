import { describe, expect, it } from '@jest/globals';
import { ConfigError, readConfig } from './config.ts';

const outside = {
  DATABASE_URL: 'postgres://tasuki@db.example/tasuki',
  TASUKI_SECRET: 'x'.repeat(32),
  TASUKI_LOG_KEY: 'PRIVATE+KEY+trail.example+00000000+AAAA',
  TASUKI_URL: 'https://tasuki.example/',
};

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
    const config = readConfig({
      ...outside,
      S3_ENDPOINT: 'http://s3:8333',
      S3_BUCKET: 'files',
      S3_ACCESS_KEY: 'a',
      S3_SECRET_KEY: 'b',
    });
    expect(config).toMatchObject({
      baseUrl: 'https://tasuki.example',
      makesDemo: false,
      s3: { bucket: 'files', publicEndpoint: 'http://s3:8333' },
    });
  });
});
