import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Fastify, { type FastifyInstance } from 'fastify';
import { mountSignIn } from './mount.ts';
import type { SignIn } from './sign-in.ts';

let server: FastifyInstance;
let seen: { method: string; url: string; headers: Headers; body: string }[] = [];

/** Stands in for better-auth: shows what of HTTP arrives and what leaves. */
const echo = {
  async handler(request: Request) {
    seen.push({ method: request.method, url: request.url, headers: request.headers, body: await request.text() });
    const headers = new Headers({ 'x-kept': 'yes' });
    headers.append('set-cookie', 'a=1; Path=/');
    headers.append('set-cookie', 'b=2; Path=/');
    return new Response('{"ok":true}', { status: 201, headers });
  },
} as unknown as SignIn;

beforeAll(async () => {
  server = Fastify();
  mountSignIn(server, echo, 'https://portal.test');
  server.post('/other', async (request) => ({ parsed: request.body }));
  await server.ready();
});

afterAll(() => server.close());

describe('/auth over HTTP', () => {
  it('hands over body and cookies as they came, and sends every cookie back', async () => {
    seen = [];
    const answer = await server.inject({
      method: 'POST',
      url: '/auth/sign-in/email?x=1',
      headers: { 'content-type': 'application/json', cookie: 'c=3; d=4' },
      payload: ' {"email": "a"} ',
    });
    expect(seen).toMatchObject([
      { method: 'POST', url: 'https://portal.test/auth/sign-in/email?x=1', body: ' {"email": "a"} ' },
    ]);
    expect(seen[0]?.headers.get('cookie')).toBe('c=3; d=4');
    expect(answer.statusCode).toBe(201);
    expect(answer.headers).toMatchObject({ 'x-kept': 'yes', 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'] });
    expect(answer.json()).toEqual({ ok: true });
  });

  it('takes the client address from the connection, not from what the client says', async () => {
    seen = [];
    await server.inject({
      method: 'GET',
      url: '/auth/get-session',
      remoteAddress: '192.0.2.7',
      headers: { 'x-tasuki-client-address': '198.51.100.1', 'x-forwarded-for': '198.51.100.2' },
    });
    expect(seen[0]?.headers.get('x-tasuki-client-address')).toBe('192.0.2.7');
  });

  it('refuses a body that no sign-in needs, in the one form', async () => {
    const answer = await server.inject({
      method: 'POST',
      url: '/auth/sign-in/email',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ email: 'a'.repeat(20_000) }),
    });
    expect(answer.statusCode).toBe(413);
    expect(answer.json()).toEqual({
      error: {
        code: 'INVALID_INPUT',
        reason: 'request.too_large',
        message: expect.any(String),
        fields: [],
        requestId: expect.any(String),
      },
    });
  });

  it('leaves the parsers of the rest of the server alone', async () => {
    const answer = await server.inject({ method: 'POST', url: '/other', payload: { a: 1 } });
    expect(answer.json()).toEqual({ parsed: { a: 1 } });
  });
});
