import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Module, Param, Post, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { Gauge } from 'prom-client';
import request from 'supertest';
import { conflict, forbidden, invalidInput, notFound, rateLimited, unauthenticated, unavailable } from '#libs/kernel';
import {
  createFastifyAdapter,
  createLogger,
  HealthRegistry,
  HttpModule,
  loggableUrl,
  Metrics,
  NestLogger,
  type RateLimits,
} from './index.ts';

const thrown: Record<string, () => Error> = {
  UNAUTHENTICATED: () => unauthenticated(),
  FORBIDDEN: () => forbidden('access.forbidden', 'No.'),
  NOT_FOUND: () => notFound('notice'),
  INVALID_INPUT: () =>
    invalidInput('input.invalid', 'No.', [{ path: 'a', reason: 'input.required', message: 'Fill.' }]),
  CONFLICT: () => conflict('notice.taken', 'No.'),
  RATE_LIMITED: () => rateLimited('sign_in.locked', 'Wait.'),
  UNAVAILABLE: () => unavailable('storage.unavailable', 'Away.'),
  INTERNAL: () =>
    Object.assign(new Error('boom'), { parameters: ['hunter2'], driverError: { code: '23505', detail: '(hunter2)' } }),
};

@Controller('things')
class ThingController {
  @Get('failing/:code')
  fail(@Param('code') code: string): never {
    throw thrown[code]?.() ?? Object.assign(new Error('terminating connection'), { code: '57P01' });
  }

  @Get('cached')
  cached(@Res({ passthrough: true }) reply: FastifyReply): string {
    reply.headers({ 'cache-control': 'public, max-age=60', 'content-security-policy': "default-src 'self'" });
    return 'tile';
  }

  @Post()
  post(@Body() body: unknown): unknown {
    return body;
  }
}

@Controller('auth')
class SignInController {
  @Post('sign-in/email')
  signIn(): string {
    return 'in';
  }
}

@Module({ imports: [HttpModule], controllers: [ThingController, SignInController] })
class TestModule {}

const lines: string[] = [];
const logger = createLogger('debug', { write: (line) => lines.push(line) });

async function start(rateLimits: RateLimits | null = null, trustProxy = false): Promise<NestFastifyApplication> {
  const adapter = createFastifyAdapter({ logger, trustProxy, rateLimits });
  const app = await NestFactory.create<NestFastifyApplication>(TestModule, adapter, { logger: new NestLogger(logger) });
  await app.listen(0, '127.0.0.1');
  return app;
}

let app: NestFastifyApplication;
let url: string;
beforeAll(async () => {
  app = await start();
  url = await app.getUrl();
});
afterAll(() => app.close());

describe('an error of a plain route', () => {
  it.each([
    ['UNAUTHENTICATED', 401],
    ['FORBIDDEN', 403],
    ['NOT_FOUND', 404],
    ['INVALID_INPUT', 400],
    ['CONFLICT', 409],
    ['RATE_LIMITED', 429],
    ['UNAVAILABLE', 503],
    ['INTERNAL', 500],
  ])('%s has its status and the closed shape', async (code, status) => {
    const response = await request(url).get(`/things/failing/${code}`).expect(status);
    const id = response.headers['x-request-id'];
    expect(response.body).toEqual({
      error: {
        code,
        reason: expect.any(String),
        message: expect.any(String),
        fields: code === 'INVALID_INPUT' ? [expect.objectContaining({ path: 'a' })] : [],
        requestId: id,
      },
    });
  });

  it('is masked when nobody foresaw it, and its values are in no log', async () => {
    lines.length = 0;
    const response = await request(url).get('/things/failing/INTERNAL');
    expect(response.text).not.toContain('boom');
    const line = lines.find((one) => one.includes('boom'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 50, requestId: response.headers['x-request-id'] });
    expect(lines.join('')).not.toContain('hunter2');
  });

  it('tells when to come again while the database is away', async () => {
    const response = await request(url).get('/things/failing/database').expect(503);
    expect(response.body.error).toMatchObject({ code: 'UNAVAILABLE', reason: 'service.unavailable' });
    expect(response.headers['retry-after']).toBe('5');
  });

  it.each([
    ['an unknown address', () => request(url).get('/nowhere'), 404, 'NOT_FOUND', 'not_found'],
    ['a malformed address', () => request(url).get('/%E0%A4%A'), 400, 'INVALID_INPUT', 'request.malformed'],
    [
      'broken JSON',
      () => request(url).post('/things').type('json').send('{"a":'),
      400,
      'INVALID_INPUT',
      'request.malformed',
    ],
    [
      'a poisoned prototype',
      () => request(url).post('/things').type('json').send('{"__proto__":{"a":1}}'),
      400,
      'INVALID_INPUT',
      'request.malformed',
    ],
    [
      'an unknown type',
      () => request(url).post('/things').type('application/xml').send('<a/>'),
      415,
      'INVALID_INPUT',
      'request.unsupported_media_type',
    ],
    [
      'a body that is too large',
      () =>
        request(url)
          .post('/things')
          .send({ a: 'x'.repeat(1024 * 1024) }),
      413,
      'INVALID_INPUT',
      'request.too_large',
    ],
  ] as const)('found before any route (%s) has the closed shape too', async (_what, send, status, code, reason) => {
    const response = await send();
    expect(response.status).toBe(status);
    expect(response.body.error).toMatchObject({ code, reason, requestId: response.headers['x-request-id'] });
    expect(response.headers['x-content-type-options']).toBe('nosniff');
  });
});

describe('a request', () => {
  it('keeps a sane id that it was given and gets a new one instead of any other', async () => {
    const given = await request(url).get('/health/live').set('x-request-id', 'proxy-7f3a.1');
    expect(given.headers['x-request-id']).toBe('proxy-7f3a.1');
    for (const odd of ['short', 'x'.repeat(65), 'has space in it', '"quoted-id"']) {
      const renamed = await request(url).get('/health/live').set('x-request-id', odd);
      expect(renamed.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it('is logged in one line without a secret or its content', async () => {
    lines.length = 0;
    await request(url)
      .post(`/things?sig=SIGNATURE&expires=1`)
      .set('authorization', 'Bearer SECRETKEY')
      .set('cookie', 'session=SECRETCOOKIE')
      .send({ note: 'CONTENT' });
    await request(url).get(`/things/${'t'.repeat(43)}`);
    const own = lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request');
    expect(own).toHaveLength(2);
    expect(own[0]).toMatchObject({ method: 'POST', url: '/things?sig=…&expires=…', status: 201, address: '127.0.0.1' });
    expect(own[1]).toMatchObject({ url: '/things/…', status: 404 });
    expect(lines.join('')).not.toMatch(/SIGNATURE|SECRETKEY|SECRETCOOKIE|CONTENT|tttt/);
  });

  it('is answered with headers that a browser obeys, unless the route has its own', async () => {
    const { headers } = await request(url).get('/health/live');
    expect(headers).toMatchObject({
      'content-security-policy': expect.stringMatching(/^default-src 'none'; frame-ancestors 'none'/),
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    });
    expect(headers['strict-transport-security']).toBeUndefined();
    expect((await request(url).get('/things/cached')).headers).toMatchObject({
      'cache-control': 'public, max-age=60',
      'content-security-policy': "default-src 'self'",
      'x-content-type-options': 'nosniff',
    });
  });

  it('is believed to have come over HTTPS only behind a proxy that is trusted', async () => {
    const ask = (server: string) => request(server).get('/health/live').set('x-forwarded-proto', 'https');
    expect((await ask(url)).headers['strict-transport-security']).toBeUndefined();
    const proxied = await start(null, true);
    expect((await ask(await proxied.getUrl())).headers['strict-transport-security']).toContain('max-age=');
    await proxied.close();
  });
});

describe('the log', () => {
  it('hides what is named like a secret wherever it stands', () => {
    const written: string[] = [];
    const log = createLogger('info', { write: (line) => written.push(line) });
    log.info({
      headers: { cookie: 'S1', 'set-cookie': 'S2' },
      password: 'S3',
      req: { headers: { authorization: 'S4' } },
    });
    log.error({ err: Object.assign(new Error('failed'), { cause: Object.assign(new Error('why'), { query: 'S5' }) }) });
    expect(written.join('')).not.toMatch(/S[1-5]/);
    expect(written.join('')).toContain('"why"');
  });

  it('names the parameters of an address without their values', () => {
    expect(loggableUrl('/files/1?X-Amz-Signature=abc&flag')).toBe('/files/1?X-Amz-Signature=…&flag=…');
    expect(loggableUrl('/graphql')).toBe('/graphql');
  });
});

describe('rate limits', () => {
  const ask = (server: string, key: string) =>
    request(server).get('/things/cached').set('authorization', `Bearer ${key}`);

  it('stop a credential, and not the next one at the same address', async () => {
    const limited = await start({ perAddress: 100, perCredential: 2, signInPerAddress: 2 });
    const server = await limited.getUrl();
    await ask(server, 'a').expect(200);
    await ask(server, 'a').expect(200);
    const refused = await ask(server, 'a').expect(429);
    expect(refused.body.error).toMatchObject({ code: 'RATE_LIMITED', reason: 'request.rate_limited' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await ask(server, 'b').expect(200);
    await limited.close();
  });

  it('stop an address that makes up credentials, but not the health checks', async () => {
    const limited = await start({ perAddress: 3, perCredential: 2, signInPerAddress: 2 });
    const server = await limited.getUrl();
    for (const key of ['a', 'b', 'c']) await ask(server, key).expect(200);
    await ask(server, 'd').expect(429);
    await request(server).get('/nowhere').expect(429);
    await request(server).get('/health/ready').expect(200);
    await limited.close();
  });

  it.each<['get' | 'post', string]>([
    ['post', '/auth/sign-in/email'],
    ['post', '/auth/passkey/verify-authentication'],
    ['get', '/auth/sso/start'],
  ])('are strict on attempts to sign in: %s %s', async (method, path) => {
    const limited = await start({ perAddress: 100, perCredential: 100, signInPerAddress: 2 });
    const server = await limited.getUrl();
    for (let i = 0; i < 2; i += 1) expect((await request(server)[method](path)).status).not.toBe(429);
    const refused = await request(server)[method](path).expect(429);
    expect(refused.body.error).toMatchObject({ code: 'RATE_LIMITED', reason: 'sign_in.rate_limited' });
    await request(server).get('/things/cached').expect(200);
    await limited.close();
  });
});

describe('health and metrics', () => {
  it('say what is down, also when it does not answer at all', async () => {
    const health = app.get(HealthRegistry);
    await request(url).get('/health/ready').expect(200, { status: 'up', checks: {} });

    health.add('database', () => Promise.resolve());
    health.add('store', () => Promise.reject(Object.assign(new AggregateError([], ''), { code: 'ECONNREFUSED' })));
    health.add('mail', () => new Promise(() => undefined));
    const response = await request(url).get('/health/ready').expect(503);
    expect(response.body).toEqual({
      status: 'down',
      checks: {
        database: { status: 'up' },
        store: { status: 'down', error: 'ECONNREFUSED' },
        mail: { status: 'down', error: 'no answer within 2000 ms' },
      },
    });
    await request(url).get('/health/live').expect(200, { status: 'up' });
  });

  it('count requests by the pattern of their route, and carry what other libs add', async () => {
    const gauge = new Gauge({ name: 'tasuki_test', help: 'A test', registers: [app.get(Metrics).registry] });
    gauge.set(7);
    await request(url).get('/things/failing/CONFLICT');
    const { text, headers } = await request(url).get('/metrics').expect(200);
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toContain(
      'tasuki_http_request_duration_seconds_count{method="GET",route="/things/failing/:code",status="409"}',
    );
    expect(text).toContain('tasuki_test 7');
    expect(text).toContain('process_cpu_seconds_total');
    expect(text).not.toContain('/nowhere');
  });
});

it('listens where it is told and leaves the port free when it is closed', async () => {
  const other = await start();
  const { port } = new URL(await other.getUrl());
  await other.close();
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once('error', reject).listen(Number(port), '127.0.0.1', () => resolve());
  });
  expect(probe.listening).toBe(true);
  probe.close();
});
